"""Erasing by time: the cases whose retention period is over, through the same use case as an erasure that is asked for.

Each end of a case is looked at once, when its period is over: a stored place says how far that has come, so that no day
reads what days before have read. A case that cannot be erased then has a row, by which it is looked at every day until
it can. All of it is safe to repeat: a killed process begins its day again, two processes at once do no harm.
"""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.admin.application.erasing import HELD, Erasing
from services.admin.application.ports import NO_PERSON, By, EndedCases
from services.admin.application.views import DueCase, Retained
from shared.contracts.registry import service_of
from shared.contracts.services import SERVICES
from shared.engine.db.database import Collision
from shared.engine.loops import give_way
from shared.platform.clock.steps import may_fire
from shared.platform.context import AppContext
from shared.platform.privacy.erasures import Why, erased_among, held_among
from shared.platform.privacy.retained import KEEP, KEPT, LET_GO, MOVE_PLACE, NEW_PLACE, PLACE
from shared.rules.retention import ENDS, Ending, Kind, RetentionPolicy, ending_of, telling_types, versions_of
from shared.support import metrics
from shared.support.errors import Conflict
from shared.support.local_time import SHANGHAI

log = logging.getLogger(__name__)

PIECE = 20
"""So many cases are looked at between two turns of other work."""
LEAST_SPAN, MOST_SPAN = timedelta(hours=1), timedelta(days=1)
"""So much of a log is read at a time, where no case has ended more: an embedded database keeps other work waiting."""
MOST_SHOWN, MOST_AT_ONCE = 200, 40
"""So many cases are listed, and about so many erased by one request."""
BEGINNING = -1
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Place:
    """All ends before this moment were looked at, and those at it up to this position."""

    at: datetime
    position: int


class Retention:
    """Lists what is due, and erases it. Permissions are checked by the routes."""

    def __init__(self, context: AppContext, erasing: Erasing, ended: EndedCases) -> None:
        self._context = context
        self._erasing = erasing
        self._ended = ended

    def policy(self, now: datetime) -> RetentionPolicy:
        """The periods in force."""
        return self._context.policies.retention(now)

    async def due(self) -> Retained:
        """What is due today; nothing is changed. Raises `DatabaseAway` if a service's database does not answer."""
        now, found = self._context.clock.now(), dict[str, DueCase]()
        async with aclosing(self.walk(now, None)) as walk:
            async for cases in walk:
                found |= {case.case_id: case for case in cases}
                if len(found) > MOST_SHOWN:
                    break
        shown = tuple(found.values())[:MOST_SHOWN]
        return Retained(periods=_periods(self.policy(now)), items=shown, more=len(found) > MOST_SHOWN)

    async def erase_due(self, by: By) -> Retained:
        """Erase what is due, about forty cases at most; with `more` it is asked again.

        Raises `Conflict` while the clock is held, `Unavailable` if a service does not answer.
        """
        if not may_fire(self._context.clock):
            raise Conflict("clock_held", "The clock is held: what is due cannot be told until it is confirmed.")
        now, found, more = self._context.clock.now(), dict[str, DueCase](), False
        async with aclosing(self.walk(now, by)) as walk:
            async for cases in walk:
                found |= {case.case_id: case for case in cases}
                if more := sum(case.kept_as is None for case in found.values()) >= MOST_AT_ONCE:
                    break
        return Retained(periods=_periods(self.policy(now)), items=tuple(found.values()), more=more)

    async def walk(self, now: datetime, by: By | None) -> AsyncGenerator[list[DueCase], None]:
        """Look at all that is due, some cases at a time: first the ends that were reached, then what was passed over.

        What can be erased is erased, by this person or loop; None: it is only looked at, and nothing is changed.
        """
        policy = self.policy(now)
        for kind in ENDS:
            before = policy.ended_before(kind, now)
            if before is not None:
                async for cases in self._reached(kind, before):
                    found = await self._look_at(cases.case_ids, policy, now, by)
                    if by is not None and (cases.case_ids or cases.place.at >= before):
                        await self._store(kind, cases.place)
                    yield found
        for kind in Kind:
            before = policy.ended_before(kind, now)
            if before is not None:
                async for case_ids in self._passed_over(kind, before):
                    yield await self._look_at(case_ids, policy, now, by)

    async def _reached(self, kind: Kind, before: datetime) -> "AsyncIterator[_Reached]":
        """The cases that ended so, up to this moment, from where the last look has come to."""
        service, types = service_of(ENDS[kind].type), versions_of(ENDS[kind])
        database = await self._context.installation.database(service)
        place = await self._place(kind, service)
        if place is not None and place.at > before:  # a longer period, or the hotline was set back: it is read again
            place = _Place(before, BEGINNING)
            yield _Reached((), place)
        span = LEAST_SPAN
        while place is not None and place.at < before:
            until = min(place.at + span, before)
            async with database.reading() as connection:
                ends = await self._ended.ended(
                    connection, types, since=place.at, after=place.position, until=until, most=PIECE
                )
            span = LEAST_SPAN if ends else min(2 * span, MOST_SPAN)
            place = _Place(ends[-1].at, ends[-1].position) if len(ends) == PIECE else _Place(until, BEGINNING)
            yield _Reached(tuple(dict.fromkeys(end.case_id for end in ends)), place)
            await give_way()

    async def _place(self, kind: Kind, service: str) -> _Place | None:
        """How far the ends of a kind were looked at; at first the beginning of the log, None if that is empty."""
        for row in await self._context.platform.ask(PLACE, {"of": kind.value}):
            return _Place(row["at"], row["position"])
        async with (await self._context.installation.database(service)).reading() as connection:
            first = await self._ended.first(connection)
        return _Place(first, BEGINNING) if first is not None else None

    async def _store(self, kind: Kind, place: _Place) -> None:
        row = {"of": kind.value, "new_at": place.at, "new_position": place.position}
        [moved] = await self._context.platform.change((MOVE_PLACE, [row]))
        if not moved:
            new = {"kind": kind.value, "at": place.at, "position": place.position}
            await self._unless_another_did(new)

    async def _unless_another_did(self, new: Mapping[str, object]) -> None:
        try:
            await self._context.platform.change((NEW_PLACE, [new]))
        except Collision:  # another process was first: the next piece moves what it stored
            return

    async def _passed_over(self, kind: Kind, before: datetime) -> AsyncIterator[tuple[str, ...]]:
        after: dict[str, object] = {"after_since": BEFORE_ALL, "after_case": ""}
        while True:
            params = {"of": kind.value, "before": before, "most": PIECE, **after}
            rows = await self._context.platform.ask(KEPT, params)
            if not rows:
                return
            yield tuple(row["case_id"] for row in rows)
            after = {"after_since": rows[-1]["since"], "after_case": rows[-1]["case_id"]}

    async def _look_at(
        self, case_ids: Sequence[str], policy: RetentionPolicy, now: datetime, by: By | None
    ) -> list[DueCase]:
        """Erase those of these cases that are due (`by` None: only look); returns them, and why some are kept."""
        if not case_ids:
            return []
        async with self._context.platform.reading() as connection:
            gone, held = await erased_among(connection, case_ids), await held_among(connection, case_ids)
        endings = await self._endings([case_id for case_id in case_ids if case_id not in gone])
        found, keep = list[DueCase](), dict[str, Ending]()
        for case_id, ending in endings.items():
            await give_way()
            before = policy.ended_before(ending.kind, now)
            if before is not None and ending.since < before:
                kept_as = HELD if case_id in held else await self._erase(case_id, ending, policy, by)
                found.append(DueCase(case_id=case_id, kind=ending.kind, since=ending.since, kept_as=kept_as))
                if kept_as is not None:
                    keep[case_id] = ending
            elif ending.kind is Kind.COMPLAINT:
                keep[case_id] = ending  # a later end is reached in its own time, a complaint is no end
        if by is not None:
            await self._remember(case_ids, keep)
        return found

    async def _erase(self, case_id: str, ending: Ending, policy: RetentionPolicy, by: By | None) -> str | None:
        """Erase a case (`by` None: see if it can be). Returns the code by which it is refused, None if it is not."""
        try:
            if by is None:
                await self._erasing.must_be_erasable(case_id)
                return None
            reason = f"its time is over: {ending.kind.value}, and kept for so many months: {policy.months(ending.kind)}"
            await self._erasing.erase(case_id, reason=reason, by=by, why=Why.RETENTION)
        except Conflict as refusal:
            return refusal.code
        metrics.retention_erased.inc()
        return None

    async def _endings(self, case_ids: Sequence[str]) -> dict[str, Ending]:
        told: dict[str, list[tuple[str, datetime]]] = {case_id: [] for case_id in case_ids}
        for service in SERVICES:
            async with (await self._context.installation.database(service)).reading() as connection:
                for case_id, name, at in await self._ended.told(connection, case_ids, telling_types()):
                    told[case_id].append((name, at))
        found = {case_id: ending_of(events) for case_id, events in told.items()}
        return {case_id: ending for case_id, ending in found.items() if ending is not None}

    async def _remember(self, looked_at: Iterable[str], keep: Mapping[str, Ending]) -> None:
        """A row for each case that is kept, none for the others."""
        rows = [{"case_id": case_id, "kind": it.kind.value, "since": it.since} for case_id, it in keep.items()]
        try:
            async with self._context.platform.transaction() as connection:
                await connection.execute_many(LET_GO, [{"of": case_id} for case_id in looked_at])
                if rows:
                    await connection.execute_many(KEEP, rows)
        except Collision:  # another process looked at the same cases in the same moment, and has written the rows
            return


@dataclass(frozen=True, slots=True)
class _Reached:
    """Cases whose end was reached, and how far the log was read for them."""

    case_ids: tuple[str, ...]
    place: _Place


class DailyRetention:
    """Erases what is due once a local day, some cases a round. It does nothing while the clock is held."""

    def __init__(self, context: AppContext, retention: Retention) -> None:
        self._context = context
        self._retention = retention
        self._under_way: AsyncIterator[list[DueCase]] | None = None
        self._day: date | None = None
        self._kept: set[str] = set()

    async def run_once(self, now: datetime) -> int:
        """Look at some cases. Returns 1 while there may be more of this day, 0 when it is done."""
        if not may_fire(self._context.clock):
            return 0
        day = now.astimezone(SHANGHAI).date()
        if self._under_way is None:
            if day == self._day:
                return 0
            self._under_way, self._kept = self._retention.walk(now, NO_PERSON), set()
        try:
            cases = await anext(self._under_way, None)
        except BaseException:
            self._under_way = None  # the day is begun again; what was erased stays so
            raise
        if cases is None:
            self._under_way, self._day = None, day
            self._finish()
            return 0
        self._kept -= {case.case_id for case in cases}
        self._kept |= {case.case_id for case in cases if case.kept_as is not None}
        return 1

    def _finish(self) -> None:
        metrics.retention_due.set(len(self._kept))
        if self._kept:
            extra = {"action": "retention.kept", "count": len(self._kept)}
            log.info("cases whose time is over could not be erased; they are looked at every day", extra=extra)


def _periods(policy: RetentionPolicy) -> dict[Kind, int | None]:
    return {kind: policy.months(kind) for kind in Kind}
