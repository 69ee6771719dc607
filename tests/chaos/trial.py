"""A trial: rounds of faults under load, a look after each, and the verdict when everything has come to rest."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from shared.contracts.services import SERVICES
from tests.chaos import books, complaints
from tests.chaos.asking import Asking
from tests.chaos.fault import Fault
from tests.chaos.faults import Round
from tests.chaos.lateness import Calm, told
from tests.chaos.load import Load
from tests.chaos.record import Record
from tests.chaos.stack import Stack

REST_WITHIN = 60.0  # seconds after the last fault (I15)
BREATH, LONG_BREATH = 2.0, 20.0  # seconds after a round; in the long one a ladder is climbed undisturbed
ROUNDS_A_LONG_BREATH = 8
ROUNDS_A_FULL_LOOK = 25
ASKED_AGAIN, ANSWERED_WITHIN = 400, 20.0
LOOKS = 5  # at what is hardly ever at rest altogether
PAUSE = 1.0
TAKEN_OVER = timedelta(seconds=4)  # a lease of three seconds has run out
JOINED = timedelta(seconds=12)  # and Kafka's session of ten


@dataclass(slots=True)
class Verdict:
    """What came of it: `wrong`, each complaint once, the lines that sum it up, and the folder if it was kept."""

    folder: Path | None = None
    wrong: list[str] = field(default_factory=list)
    summary: list[str] = field(default_factory=list)

    def add(self, complaints: Sequence[str]) -> list[str]:
        """Take these in; returns those that are new."""
        new = [complaint for complaint in dict.fromkeys(complaints) if complaint not in self.wrong]
        self.wrong += new
        return new


async def tried(planned: Sequence[Round], seed: int, say: Callable[[str], None], *, keep: bool = False) -> Verdict:
    """A trial on a stack of its own. Its folder stays when anything is wrong, or to `keep`."""
    folder = Path(mkdtemp(prefix="hotline-chaos-"))
    say(f"{len(planned)} rounds, seed {seed}, in {folder}")
    async with Stack.running(folder) as stack:
        verdict = await Trial(stack, seed, say).run(planned)
        stack.keep = keep or bool(verdict.wrong)
    if stack.keep:
        verdict.folder = folder
    else:
        shutil.rmtree(folder)
    return verdict


class Trial:
    """One trial on one stack, which ends with it."""

    def __init__(self, stack: Stack, seed: int, say: Callable[[str], None]) -> None:
        self._stack = stack
        self._say = say
        self._verdict = Verdict()
        self._chance = Random(seed)
        addresses = {service: stack.addresses(service) for service in SERVICES}
        self._asking = Asking(addresses, stack.tokens(), self._chance, proxy=stack.proxy)
        self._load = Load(self._asking, self._chance)
        self._calm = Calm()

    async def run(self, planned: Sequence[Round]) -> Verdict:
        """All rounds, then rest, then everything is judged."""
        self._load.start()
        try:
            await asyncio.sleep(BREATH)
            for number, faults in enumerate(planned, 1):
                await self._round(number, faults)
            await self._rest()
            await self._judge()
        finally:
            await self._load.stop()
            await self._asking.close()
        return self._verdict

    async def _round(self, number: int, faults: Round) -> None:
        before = Counter(self._asking.count)
        self._calm.ends()
        await asyncio.gather(*(self._befalls(fault) for fault in faults))
        self._calm.begins()
        await asyncio.sleep(BREATH if number % ROUNDS_A_LONG_BREATH else LONG_BREATH)
        new = self._verdict.add(await self._look(full=number % ROUNDS_A_FULL_LOOK == 0))
        asked = self._asking.count - before
        said = f"{asked['requests']:4} requests, {asked['asked again']:4} asked again, {self._load.reports} reports"
        what = f"{number:4}  {datetime.now(UTC):%H:%M:%S}  {' and '.join(map(str, faults)):<64}"
        self._say(f"{what}  {said}; {'; '.join(new) or 'nothing wrong'}")

    async def _befalls(self, fault: Fault) -> None:
        await fault.strike(self._stack)
        await asyncio.sleep(fault.lasts)
        await fault.relieve(self._stack)

    async def _look(self, *, full: bool) -> list[str]:
        """What is wrong by now."""
        self._load.look()
        self._stack.look()
        granted = list(self._asking.done)
        async with Record.of(self._stack.postgres.url) as record:
            found = await record.wrong() + await record.unkept(granted)
        if full:
            found += await asyncio.to_thread(asyncio.run, books.flaws(self._stack.postgres.url))
        return [*self._stack.wrong, *self._asking.wrong, *found]

    async def _rest(self) -> None:
        """No faults any more: everybody is answered, and nothing is under way."""
        now = asyncio.get_running_loop().time
        began = now()
        try:
            await self._load.wind_down(REST_WITHIN)
        except TimeoutError:
            self._verdict.add([f"never answered: {', '.join(sorted(self._asking.waiting))}"])
        while moving := await self._moving():
            if now() - began > REST_WITHIN:
                break
            await asyncio.sleep(PAUSE)
        self._calm.ends()
        self._verdict.add([f"after {REST_WITHIN:.0f} s without a fault: {found}" for found in moving])
        self._say(f"at rest {now() - began:.0f} s after the last fault" if not moving else "it does not come to rest")

    async def _moving(self) -> list[str]:
        async with Record.of(self._stack.postgres.url) as record:
            return await record.moving()

    async def _judge(self) -> None:
        """Everything that was ever granted, logged and published."""
        again = await self._ask_again()
        self._verdict.add(await self._look(full=False))
        async with Record.of(self._stack.postgres.url) as record:
            self._verdict.add(await record.unkept(self._asking.done))
            self._verdict.add(await record.unasked(self._asking.done, self._asking.doubtful))
        self._verdict.add(await self._judge_the_books())
        await asyncio.gather(*(self._stack.end(name) for name in self._stack.fleet))
        self._verdict.add(self._stack.wrong)
        self._verdict.summary = [f"{again} answers asked for again", *await self._summary()]

    async def _ask_again(self) -> int:
        """For answers of old; returns how many came."""
        done = self._asking.done
        again = self._chance.sample(done, min(ASKED_AGAIN, len(done) // 4))
        for number, answer in enumerate(again):
            try:
                async with asyncio.timeout(ANSWERED_WITHIN):
                    await self._asking.ask_again(answer)
            except TimeoutError:
                self._verdict.add([f"not answered again: {answer.request.path}, key {answer.request.key}"])
                return number
        return len(again)

    async def _judge_the_books(self) -> list[str]:
        """Cases that are open still have their moments; between two of them nothing is under way."""
        for _ in range(LOOKS):
            flaws = await books.flaws_at_rest(self._stack.postgres.url, self._stack.kafka.bootstrap)
            if not flaws:
                break
            await asyncio.sleep(PAUSE)
        return flaws

    async def _summary(self) -> list[str]:
        async with Record.of(self._stack.postgres.url) as record:
            size = await record.size()
            late = told("what time does was late by", await record.late(), self._calm, TAKEN_OVER)
            opened = await record.on_the_way("intake.report.accepted", "escalation.case.opened")
            desk = await record.on_the_way("escalation.case.filed", "callback.case.received")
        return [
            f"{self._load.reports} reports, " + ", ".join(f"{count} events of {name}" for name, count in size.items()),
            *([] if self._stack.disk else ["no disk could be mounted: the one of PostgreSQL was never full"]),
            *([] if self._stack.proxy else ["without nginx: the processes were asked directly"]),
            "requests: " + ", ".join(f"{count} {name}" for name, count in self._asking.count.most_common()),
            late,
            told("accepted, then open on site after", opened, self._calm, JOINED),
            told("filed, then on the desk after", desk, self._calm, JOINED),
            "warnings and errors of the processes: " + complaints.of(self._stack.logs()),
        ]
