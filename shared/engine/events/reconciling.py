"""Compares a producer's event log with what a consumer has seen, and sends again what is missing.

The parts of a check, each on a bounded piece of a log. Which pieces are checked when is decided above
(`shared.runtime.reconciler`). An event has arrived if the consumer's inbox or its parked events have it, and is on its
way while the producer's outbox lists it; any other one is missing. It is sent again with its own id, so a consumer that
has it drops it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from sqlalchemy import Select, bindparam, delete, func, insert, or_, select

from shared.contracts.flows import Flow
from shared.engine.db.database import Connection, Database
from shared.engine.db.statements import Row, any_of
from shared.engine.tables import event_log, inbox, outbox, parked


class Fault(StrEnum):
    """What can be wrong between two services, or within one."""

    MISSING = "missing"  # an event never arrived; it can be sent again
    OVERTAKEN = "overtaken"  # as above, but later ones of its case arrived, and its order matters
    FUTURE = "future"  # never arrived, and is stamped by a clock that was set back since; sent, it would be due then
    UNOPENED = "unopened"  # the event that opens a case was handled, and there is no case
    AHEAD = "ahead"  # the consumer has seen an event, or has a case, that the producer does not know
    GAP = "gap"  # a sequence number is missing in the log of a case
    UNREADABLE = "unreadable"  # a report has no case key: its customer's data cannot be read


MENDABLE = frozenset({Fault.MISSING})
"""What sending again mends. All else is for people."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One fault: at which event of the log of `service`; `consumer` is None for faults within one service."""

    fault: Fault
    service: str
    consumer: str | None
    case_id: str
    sequence: int


@dataclass(slots=True)
class Checked:
    """What a check found, and the rows of the log that should be sent again."""

    findings: list[Finding] = field(default_factory=list)
    owed: dict[Finding, Row] = field(default_factory=dict)


_WINDOW = (
    event_log.c.position > bindparam("after"),
    event_log.c.position <= bindparam("until"),
)
_EVENT = (event_log.c.position, event_log.c.case_id, event_log.c.sequence, event_log.c.event_id)
_OF_CASES = any_of(event_log.c.case_id, "case_ids")
LAST = select(func.max(event_log.c.position).label("position"))
SEEN = select(inbox.c.event_id).where(inbox.c.consumer == bindparam("by"), any_of(inbox.c.event_id, "event_ids"))
PARKED = select(parked.c.event_id).where(parked.c.consumer == bindparam("by"), any_of(parked.c.event_id, "event_ids"))
WAITING = select(outbox.c.case_id, outbox.c.sequence).where(any_of(outbox.c.case_id, "case_ids"))
BEGUN = select(event_log.c.case_id).where(_OF_CASES, event_log.c.sequence == 1)
NEWEST = select(event_log.c.case_id, func.max(event_log.c.sequence).label("last")).where(_OF_CASES)
NEWEST = NEWEST.group_by(event_log.c.case_id)
CASES = select(event_log.c.case_id).where(*_WINDOW).distinct()
_before = event_log.alias()
GAPS = select(event_log.c.case_id, event_log.c.sequence).where(
    *_WINDOW,
    event_log.c.sequence > 1,
    ~select(_before.c.position)
    .where(_before.c.case_id == event_log.c.case_id, _before.c.sequence == event_log.c.sequence - 1)
    .exists(),
)
NO_LONGER_WAITING = delete(outbox).where(
    outbox.c.case_id == bindparam("of_case"), outbox.c.sequence == bindparam("of_sequence")
)
OWE = insert(outbox)

AT_MOST_AHEAD = timedelta(minutes=1)
"""How far the stamp of an event may be ahead: the clocks of two processes differ by less."""
AHEAD_BY = 4
"""How many sequence numbers after the producer's last one are looked for in a consumer's inbox."""


@cache
def _events_of(flow: Flow, *, of_cases: bool) -> Select[tuple[object, ...]]:
    """The events of a flow, in a window of the log or of some cases."""
    wanted = or_(*(event_log.c.type == type_ for type_ in flow.types()))
    where = (_OF_CASES,) if of_cases else _WINDOW
    columns = (*_EVENT, event_log.c.type, event_log.c.at)
    return select(*columns).where(*where, wanted).order_by(event_log.c.position)


async def last_position(database: Database) -> int:
    """The last position of a service's log, 0 if it is empty."""
    [row] = await database.ask(LAST)
    return row["position"] or 0


async def check_flow(
    flow: Flow,
    producer: Database,
    consumer: Database,
    after: int,
    until: int,
    *,
    now: datetime,
    sent_before: datetime | None,
) -> Checked:
    """Check the events of a flow at these positions of the producer's log; younger ones than `sent_before` are left."""
    rows = await producer.ask(_events_of(flow, of_cases=False), {"after": after, "until": until})
    rows = [row for row in rows if _is_due(row, sent_before)]
    seen, parked_ids = await _arrived(flow.consumer, consumer, rows)
    late = {row["case_id"] for row in rows if row["event_id"] not in seen and row["event_id"] not in parked_ids}
    checked = await _missing(flow, producer, consumer, late, now, sent_before) if late else Checked()
    opened = [row for row in rows if row["type"] in flow.opening_types() and row["event_id"] in seen - parked_ids]
    begun = await _begun(consumer, opened)
    checked.findings += [
        _finding(Fault.UNOPENED, flow, row["case_id"], row["sequence"]) for row in opened if row["case_id"] not in begun
    ]
    return checked


async def check_ahead(flow: Flow, producer: Database, consumer: Database, after: int, until: int) -> list[Finding]:
    """Check that the producer knows what the consumer has of the cases at these positions of the consumer's log."""
    case_ids = [row["case_id"] for row in await consumer.ask(CASES, {"after": after, "until": until})]
    if not case_ids:
        return []
    last = {row["case_id"]: row["last"] for row in await producer.ask(NEWEST, {"case_ids": case_ids})}
    findings, later = [], {}
    for case_id in case_ids:
        if flow.opening and case_id not in last:
            findings.append(_finding(Fault.AHEAD, flow, case_id, 1))
            continue
        for sequence in range(last.get(case_id, 0) + 1, last.get(case_id, 0) + 1 + AHEAD_BY):
            later[f"{flow.producer}.{case_id}.{sequence}"] = (case_id, sequence)
    asked = {"by": flow.consumer, "event_ids": list(later)}
    ahead = [later[row["event_id"]] for row in await consumer.ask(SEEN, asked)] if later else []
    if ahead:  # the producer may have written them since it was asked
        now_last = {row["case_id"]: row["last"] for row in await producer.ask(NEWEST, {"case_ids": case_ids})}
        ahead = [(case_id, sequence) for case_id, sequence in ahead if sequence > now_last.get(case_id, 0)]
    return findings + [_finding(Fault.AHEAD, flow, case_id, sequence) for case_id, sequence in ahead]


async def check_sequences(database: Database, after: int, until: int) -> list[Finding]:
    """Check that the numbers of each case's events have no gap, at these positions of a service's log."""
    rows = await database.ask(GAPS, {"after": after, "until": until})
    return [
        Finding(
            fault=Fault.GAP,
            service=database.name,
            consumer=None,
            case_id=row["case_id"],
            sequence=row["sequence"] - 1,
        )
        for row in rows
    ]


async def opening_cases(flow: Flow, producer: Database, after: int, until: int) -> list[tuple[str, int]]:
    """Case id and sequence of the events at these positions that open a case."""
    rows = await producer.ask(_events_of(flow, of_cases=False), {"after": after, "until": until})
    return [(row["case_id"], row["sequence"]) for row in rows if row["type"] in flow.opening_types()]


async def send_again(producer: Database, owed: Collection[Row], now: datetime) -> None:
    """List these events in the outbox again, in their order; later ones of the same cases that wait go behind them."""
    case_ids = list({row["case_id"] for row in owed})
    async with producer.transaction() as connection:
        waiting = await _waiting(connection, case_ids)
        if waiting:
            gone = [{"of_case": case_id, "of_sequence": sequence} for case_id, sequence in waiting]
            await connection.execute_many(NO_LONGER_WAITING, gone)
        listed = sorted({(row["case_id"], row["sequence"]) for row in owed} | waiting)
        rows = [{"case_id": case_id, "sequence": sequence, "at": now} for case_id, sequence in listed]
        await connection.execute_many(OWE, rows)


async def _missing(
    flow: Flow,
    producer: Database,
    consumer: Database,
    case_ids: Iterable[str],
    now: datetime,
    sent_before: datetime | None,
) -> Checked:
    """Judge all events of these cases: the producer is read first, at one moment, then the consumer."""
    ids = sorted(case_ids)
    async with producer.reading() as connection:
        rows = await connection.execute(_events_of(flow, of_cases=True), {"case_ids": ids})
        waiting = await _waiting(connection, ids)
    seen, parked_ids = await _arrived(flow.consumer, consumer, rows)
    arrived = seen | parked_ids
    last_arrived: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["event_id"] in arrived:
            last_arrived[row["case_id"]] = max(last_arrived[row["case_id"]], row["sequence"])
    checked = Checked()
    for row in rows:
        on_its_way = (row["case_id"], row["sequence"]) in waiting or not _is_due(row, sent_before)
        if row["event_id"] in arrived or on_its_way:
            continue
        may_come_late = flow.in_any_order or row["type"] in flow.opening_types()
        fault = Fault.MISSING if may_come_late or row["sequence"] > last_arrived[row["case_id"]] else Fault.OVERTAKEN
        if row["at"] > now + AT_MOST_AHEAD:
            fault = Fault.FUTURE
        finding = _finding(fault, flow, row["case_id"], row["sequence"])
        checked.findings.append(finding)
        if fault in MENDABLE:
            checked.owed[finding] = row
    return checked


def _is_due(row: Row, sent_before: datetime | None) -> bool:
    """True if the event must have arrived; None: as soon as the outbox no longer lists it."""
    return sent_before is None or row["at"] <= sent_before


async def _arrived(name: str, consumer: Database, rows: Sequence[Row]) -> tuple[set[str], set[str]]:
    """Of these events, the ids that the consumer has handled, and those it has parked."""
    if not rows:
        return set(), set()
    asked = {"by": name, "event_ids": [row["event_id"] for row in rows]}
    async with consumer.reading() as connection:
        seen = {row["event_id"] for row in await connection.execute(SEEN, asked)}
        waiting = {row["event_id"] for row in await connection.execute(PARKED, asked)}
    return seen, waiting


async def _begun(consumer: Database, opened: Sequence[Row]) -> set[str]:
    if not opened:
        return set()
    rows = await consumer.ask(BEGUN, {"case_ids": [row["case_id"] for row in opened]})
    return {row["case_id"] for row in rows}


async def _waiting(connection: Connection, case_ids: list[str]) -> set[tuple[str, int]]:
    rows = await connection.execute(WAITING, {"case_ids": case_ids})
    return {(row["case_id"], row["sequence"]) for row in rows}


def _finding(fault: Fault, flow: Flow, case_id: str, sequence: int) -> Finding:
    return Finding(fault=fault, service=flow.producer, consumer=flow.consumer, case_id=case_id, sequence=sequence)
