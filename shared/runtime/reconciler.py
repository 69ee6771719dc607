"""The reconciler: every event has arrived where it must, and no part of the hotline knows of what another lost.

As a loop it checks the newest part of each log at its first round, until a whole piece is sound, and then once a minute
what is new and one older piece, from the newest to the oldest and again; it sends again what is missing. As a command
(`verify`) it checks everything. What sending again cannot mend makes the process degraded and is logged.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from shared.contracts.flows import FLOWS, Flow
from shared.contracts.services import PLATFORM, SERVICES
from shared.engine.db.database import Database
from shared.engine.db.statements import any_of
from shared.engine.events import reconciling, sweeping
from shared.engine.events.reconciling import MENDABLE, Fault, Finding
from shared.engine.loops import Loop
from shared.platform.privacy.case_keys import case_keys
from shared.platform.privacy.erasures import erasures
from shared.support import metrics

log = logging.getLogger(__name__)

OpenDatabase = Callable[[str], Awaitable[Database]]
EVERY = timedelta(minutes=1)
TRAVEL = timedelta(minutes=1)
"""How long an event may be on its way through Kafka."""
AGAIN_AFTER = timedelta(minutes=10)
"""An event that was sent again is given this long to arrive."""
PIECE = 500
"""Positions of a log that are checked at a time: a few milliseconds."""
MOST_NEW, OVERLAP, OLDER = 20_000, 500, 2_000
"""Positions a round: at most so many new ones, some before them (rows commit out of order), and so many older ones."""
MOST_AT_FIRST, SOUND_AT_FIRST = 200_000, 4_000
"""Positions of the first round: at most; and it ends when so many are without a fault."""
SHOWN_EVERY = 50
"""Pieces that are looked at closer, between two lines of progress."""
KEPT = 20
KEYS = select(case_keys.c.case_id).where(any_of(case_keys.c.case_id, "case_ids"))
ERASED = select(erasures.c.case_id).where(any_of(erasures.c.case_id, "case_ids"))


@dataclass(slots=True)
class Findings:
    """What was found: how many of each fault, the first ones in full, and how many events were sent again."""

    counts: Counter[Fault] = field(default_factory=Counter)
    first: list[Finding] = field(default_factory=list)
    sent_again: int = 0

    def add(self, found: list[Finding]) -> None:
        """Count these."""
        self.counts.update(finding.fault for finding in found)
        self.first += found[: max(KEPT - len(self.first), 0)]

    @property
    def unmended(self) -> int:
        """How many faults remain: those that cannot be mended, and those that were not sent again."""
        others = sum(count for fault, count in self.counts.items() if fault not in MENDABLE)
        return others + max(sum(self.counts[fault] for fault in MENDABLE) - self.sent_again, 0)


@dataclass(slots=True)
class _Place:
    """How far a log has been checked: up to `newest`, and backwards from there down to `oldest`."""

    newest: int
    oldest: int


class Reconciler:
    """Checks pieces of the logs. `travel` is how long an event may be on its way after its producer let it go."""

    def __init__(self, open_database: OpenDatabase, *, travel: timedelta = timedelta(), piece: int = PIECE) -> None:
        self._open = open_database
        self._travel = travel
        self._piece = piece
        self._sent: dict[Finding, datetime] = {}
        self._places: dict[str, _Place] = {}

    async def check_all(
        self, now: datetime, joint: Database, *, repair: bool, progress: Callable[[str], None]
    ) -> Findings:
        """Check every event. With `repair` what is missing is sent again. `joint` sees all databases (`sweeping`)."""
        findings = Findings()
        for service in SERVICES:
            last = await reconciling.last_position(await self._open(service))
            progress(f"{service}: {last} events")
            places = await sweeping.suspects_of_all(joint, service)
            for after in range(0, last, sweeping.PIECE):
                until = min(after + sweeping.PIECE, last)
                progress(f"{service}: {after * 100 // last} %")
                places |= await sweeping.suspects(joint, service, after, until, (case_keys, erasures))
            pieces = sorted({(place - 1) // self._piece * self._piece for place in places})
            for number, after in enumerate(pieces, 1):
                await self._check(service, after, after + self._piece, now, findings, repair=repair)
                if number % SHOWN_EVERY == 0:
                    progress(f"{service}: looked closer at {number} of {len(pieces)} pieces")
        return findings

    async def check_some(self, now: datetime) -> Findings:
        """Check what is new in each log, and some of what is older; what is missing is sent again."""
        findings = Findings()
        for service in SERVICES:
            last = await reconciling.last_position(await self._open(service))
            place = self._places.get(service)
            if place is None:
                self._places[service] = await self._first(service, last, now, findings)
                continue
            after = max(place.newest - OVERLAP, 0)
            place.newest = min(last, place.newest + MOST_NEW)
            await self._pieces(service, after, place.newest, now, findings)
            if place.oldest <= 0:
                place.oldest = place.newest
            older = max(place.oldest - OLDER, 0)
            await self._pieces(service, older, place.oldest, now, findings)
            place.oldest = older
        self._forget(now)
        return findings

    async def _first(self, service: str, last: int, now: datetime, findings: Findings) -> _Place:
        """From the end backwards, until a stretch is sound."""
        oldest, sound = last, 0
        while oldest > 0 and sound < SOUND_AT_FIRST and last - oldest < MOST_AT_FIRST:
            before = findings.counts.total()
            after = max(oldest - self._piece, 0)
            await self._pieces(service, after, oldest, now, findings)
            sound = sound + oldest - after if findings.counts.total() == before else 0
            oldest = after
        return _Place(newest=last, oldest=oldest)

    async def _pieces(self, service: str, after: int, until: int, now: datetime, findings: Findings) -> None:
        for begin in range(after, until, self._piece):
            await self._check(service, begin, min(begin + self._piece, until), now, findings, repair=True)
            await asyncio.sleep(0)  # requests are answered between two pieces

    async def _check(
        self, service: str, after: int, until: int, now: datetime, findings: Findings, *, repair: bool
    ) -> None:
        """Check a piece of a service's log: where its events went, and whether their causes are known."""
        database = await self._open(service)
        findings.add(await reconciling.check_sequences(database, after, until))
        for flow in FLOWS:
            if flow.producer == service:
                await self._check_flow(flow, database, after, until, now, findings, repair=repair)
            if flow.consumer == service:
                producer = await self._open(flow.producer)
                findings.add(await reconciling.check_ahead(flow, producer, database, after, until))

    async def _check_flow(
        self,
        flow: Flow,
        producer: Database,
        after: int,
        until: int,
        now: datetime,
        findings: Findings,
        *,
        repair: bool,
    ) -> None:
        consumer = await self._open(flow.consumer)
        sent_before = now - self._travel if self._travel else None
        checked = await reconciling.check_flow(flow, producer, consumer, after, until, now=now, sent_before=sent_before)
        findings.add([finding for finding in checked.findings if finding not in self._sent])
        owed = {finding: row for finding, row in checked.owed.items() if finding not in self._sent}
        if repair and owed:
            await reconciling.send_again(producer, owed.values(), now)
            self._sent |= dict.fromkeys(owed, now)
            findings.sent_again += len(owed)
        if flow.opening and flow.producer == SERVICES[0]:
            await self._check_keys(flow, producer, after, until, findings)

    async def _check_keys(self, flow: Flow, producer: Database, after: int, until: int, findings: Findings) -> None:
        """Each report has its case key, or was erased: without one its customer's data cannot be read."""
        cases = dict(await reconciling.opening_cases(flow, producer, after, until))
        if not cases:
            return
        platform = await self._open(PLATFORM)
        found = {
            row["case_id"] for each in (KEYS, ERASED) for row in await platform.ask(each, {"case_ids": list(cases)})
        }
        findings.add(
            [
                Finding(fault=Fault.UNREADABLE, service=flow.producer, consumer=None, case_id=case_id, sequence=number)
                for case_id, number in cases.items()
                if case_id not in found
            ]
        )

    def _forget(self, now: datetime) -> None:
        """An event that has not arrived in time is missing again."""
        self._sent = {key: at for key, at in self._sent.items() if at > now - AGAIN_AFTER}


class ReconcilerLoop(Loop):
    """The reconciler as a part of a process: a round a minute. `failing` while it knows of a fault for people."""

    def __init__(self, reconciler: Reconciler, every: timedelta) -> None:
        self._reconciler = reconciler
        self._every = every
        self._next: datetime | None = None
        self._alarm: str | None = None
        self._failure: str | None = None
        super().__init__("reconciler", self._run_once, next_at=self._next_at)

    @property
    def failing(self) -> str | None:
        """The error of the last round; `Unreconciled` after a fault that only people can mend, until the next start."""
        return self._failure or self._alarm

    @failing.setter
    def failing(self, failure: str | None) -> None:
        self._failure = failure

    async def _run_once(self, now: datetime) -> int:
        if self._next is not None and now < self._next:
            return 0
        self._next = now + self._every
        findings = await self._reconciler.check_some(now)
        report(findings)
        if findings.unmended:
            self._alarm = "Unreconciled"
        return 0

    async def _next_at(self) -> datetime | None:
        return self._next


def report(findings: Findings) -> None:
    """Log the first faults, count all."""
    metrics.sent_again.inc(findings.sent_again)
    for fault, count in findings.counts.items():
        metrics.unreconciled.labels(fault.value).inc(count)
    for finding in findings.first:
        facts = {"action": f"reconciler.{finding.fault.value}", "case_id": finding.case_id}
        facts |= {"service": finding.service, "consumer": finding.consumer or "", "sequence": str(finding.sequence)}
        if finding.fault in MENDABLE:
            log.warning("an event had not arrived; it is sent again", extra=facts)
        else:
            log.error("services disagree about a case, and sending again does not help", extra=facts)
