"""The hub of a service's live lists in one process: it hears what commits changed and pushes the rows to its listeners.

A change is read and rendered once for all who see it. Rounds take at most a tenth of the time, so that pages never
keep reports waiting; without a listener nothing is done at all. Changes of other processes come by the notifier
(`shared.runtime.wake_up`); `elsewhere` tells them of the changes of this one.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from shared.engine.db.database import DatabaseAway
from shared.engine.executor import Committed
from shared.engine.loops import wait_until_set
from shared.support.clock import Clock
from shared.support.host_clock import read_monotonic
from shared.web.live.listener import Listener, encoded
from shared.web.live.lists import AnyList, LiveViewer
from shared.web.live.rounds import Pushed, Pushing

log = logging.getLogger(__name__)

MOST_IDS = 200
"""Subjects in a round; of more the lists are loaded again."""

REPLAYED = 512
"""Changes that are remembered for a browser that connects again."""

RESTS = 9
"""A round is followed by a rest of so many times its length, within these bounds."""

SHORTEST_REST, LONGEST_REST = timedelta(milliseconds=10), timedelta(seconds=1)
STREAMS_OF_A_SESSION = 10


class Hub:
    """The live lists of one service; without lists, which its wiring adds, it does nothing."""

    def __init__(self, service: str, clock: Clock, boot: str, read: Callable[[], timedelta] = read_monotonic) -> None:
        self.service = service
        self.clock = clock
        self.boot = boot
        self.elsewhere: Callable[[Collection[str]], None] = lambda subject_ids: None
        self._read = read
        self._lists: list[Pushing] = []
        self._listeners: dict[Listener, None] = {}
        self._changed: dict[str, None] = {}
        self._history: deque[tuple[int, str]] = deque()
        self._number = self._forgotten = 0  # of the last change, and of the last one that `_history` has lost
        self._woken, self._stopping = asyncio.Event(), asyncio.Event()
        self._ended_as: str | None = None
        self._task: asyncio.Task[None] | None = None

    def __len__(self) -> int:
        return len(self._listeners)

    @property
    def has_lists(self) -> bool:
        """True if there is anything to push."""
        return bool(self._lists)

    @property
    def ended(self) -> bool:
        """True once all streams were ended."""
        return self._ended_as is not None

    @property
    def speed(self) -> float:
        """How fast the hotline's clock runs; 0 for one that stands still until a test moves it."""
        return float(getattr(self.clock, "speed", 0))

    def add(self, *lists: AnyList) -> None:
        """Push these lists too."""
        self._lists += map(Pushed, lists)

    def also_push(self, pushing: Pushing) -> None:
        """Push this too, which is no list."""
        self._lists.append(pushing)

    # What changes

    def committed(self, committed: Committed) -> None:
        """This process has committed; returns at once."""
        if self._lists and committed.subject_ids:
            self.changed(committed.subject_ids)
            self.elsewhere(committed.subject_ids)

    def changed(self, subject_ids: Collection[str] | None) -> None:
        """These subjects were changed, in any process; None: any may have been changed. Returns at once."""
        if subject_ids is None or not self._listeners or len(subject_ids) + len(self._changed) > MOST_IDS:
            self.reload()
            return
        for subject_id in subject_ids:
            self._number += 1
            self._history.append((self._number, subject_id))
            self._changed[subject_id] = None
        while len(self._history) > REPLAYED:
            self._forgotten, _ = self._history.popleft()
        self._woken.set()

    def reload(self) -> None:
        """Have all listeners load their lists again."""
        self._number += 1
        self._forgotten = self._number
        self._history.clear()
        self._changed.clear()
        for pushed in self._lists:
            pushed.forget()
        for listener in self._listeners:
            listener.reload()
            listener.position = self._number

    def clock_moved(self) -> None:
        """Send a beat at once: the hotline's time was moved."""
        for listener in self._listeners:
            listener.beat()

    def tell(self, staff_id: str, event: str, **data: object) -> None:
        """Send an event (`call`, `message`) to the streams that one person has in this process."""
        for listener in self._listeners:
            if listener.viewer.actor.staff_id == staff_id:
                listener.send(encoded(event, data))

    # Who listens

    def join(self, viewer: LiveViewer, last_id: str | None = None) -> Listener:
        """A new listener. If all after `last_id` is still known it is replayed, else the listener loads its lists."""
        session_id = viewer.session.session_id
        own = [each for each in self._listeners if each.viewer.session.session_id == session_id]
        for each in own[: max(0, len(own) + 1 - STREAMS_OF_A_SESSION)]:
            each.end("elsewhere")
        heard = self._heard(last_id)
        position = self._number if heard is None else heard
        missed = heard is not None and heard < self._number
        listener = Listener(viewer, position, missed=missed, replayed=heard is not None)
        self._listeners[listener] = None
        if missed:
            self._woken.set()
        if self._ended_as is not None:
            listener.end(self._ended_as)
        elif self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._run(), name=f"{self.service}.live")
        return listener

    def leave(self, listener: Listener) -> None:
        """It listens no more."""
        self._listeners.pop(listener, None)
        if not self._listeners:
            self._woken.set()

    def end_streams(self, why: str = "stopping") -> None:
        """End all streams; those that begin later end at once."""
        self._ended_as = why
        for listener in self._listeners:
            listener.end(why)

    async def stop(self) -> None:
        """Stop pushing."""
        self.end_streams()
        self._stopping.set()
        self._woken.set()
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def position_of(self, listener: Listener) -> str:
        """What a browser sends as Last-Event-ID when it connects again."""
        return f"{self.boot}.{listener.position}"

    def _heard(self, last_id: str | None) -> int | None:
        boot, _, number = (last_id or "").rpartition(".")
        if boot != self.boot or not number.isdecimal() or len(number) > len(str(self._number)):
            return None
        return int(number) if self._forgotten <= int(number) <= self._number else None

    # Rounds

    async def _run(self) -> None:
        while self._listeners:
            await self._woken.wait()
            self._woken.clear()
            began = self._read()
            pushed = await self.round()
            if not pushed:
                self._woken.set()
            rest = (self._read() - began) * RESTS if pushed else LONGEST_REST
            await wait_until_set(self._stopping, min(max(rest, SHORTEST_REST), LONGEST_REST).total_seconds())

    async def round(self) -> bool:
        """Push what changed; False if the database could not be read: it is tried again after a while."""
        changed, self._changed = list(self._changed), {}
        upto, listeners = self._number, tuple(self._listeners)
        behind = [each for each in listeners if each.missed]
        whole = True
        if changed:
            whole = await self._push(changed, [each for each in listeners if not each.missed], upto)
            if not whole:
                self._changed = dict.fromkeys((*changed, *self._changed))
        if behind and whole:
            whole = await self._catch_up(behind, upto)
        return whole

    async def _catch_up(self, behind: Sequence[Listener], upto: int) -> bool:
        since = min(each.position for each in behind)
        missed = list(dict.fromkeys(subject_id for number, subject_id in self._history if since < number <= upto))
        if since < self._forgotten or len(missed) > MOST_IDS:
            for listener in behind:
                listener.reload()
                listener.position = upto
            return True
        return await self._push(missed, behind, upto, again=True)

    async def _push(
        self, subject_ids: Sequence[str], listeners: Sequence[Listener], upto: int, *, again: bool = False
    ) -> bool:
        for pushed in self._lists:
            name = pushed.name
            try:
                await pushed.push(subject_ids, listeners, again=again)
                pushed.failing = False
            except DatabaseAway as error:
                if not pushed.failing:
                    facts = {"action": "live.not_read", "service": self.service, "kind": name}
                    log.warning("live list not read", extra=facts, exc_info=error)
                pushed.failing = True
                return False
            except Exception:
                if not pushed.failing:
                    facts = {"action": "live.failing", "service": self.service, "kind": name}
                    log.exception("live list failing", extra=facts)
                pushed.failing = True
                for listener in listeners:
                    listener.reload()
        for listener in listeners:
            listener.position, listener.missed = max(upto, listener.position), False
        return True
