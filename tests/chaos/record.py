"""What is on record, asked of PostgreSQL in SQL of our own: nothing of the hotline's code reads or judges here.

Every moment is PostgreSQL's: it remembers when each transaction was committed (`track_commit_timestamp`), and the row
of the hotline's clock says what time that was for the hotline. All answers of one look are of one snapshot.
"""

from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import asyncpg

from shared.contracts.services import SERVICES
from tests.chaos.asking import Answer
from tests.harness.waiting import eventually

HAIR = 0.002  # seconds: two readings of a clock, and what a host's clock is slewed by between them
OVERDUE = 2.0  # seconds: what is due has been done by then, when nothing is wrong
MOST_SHOWN = 5
RECOVERS_WITHIN = 60.0  # seconds, on a busy machine


def _everywhere(query: str) -> str:
    """The same asked of each schema, whose name goes before what is found there."""
    each = (f"SELECT '{name} ' || found AS found FROM ({query.format(name)}) {name}" for name in SERVICES)
    return " UNION ALL ".join(each)


def _logs(columns: str) -> str:
    return " UNION ALL ".join(f"SELECT '{name}' AS service, {columns} FROM {name}.event_log" for name in SERVICES)


VIEWS = f"""
CREATE TEMP VIEW logged AS
    SELECT service, case_id, sequence, event_id, by, data::json AS data,
        substring(type, '^hotline\\.(.*)\\.v\\d+$') AS kind,
        real0 + (at - hotline0) / speed AS stamped_at, pg_xact_commit_timestamp(xid) AS committed_at,
        real0 + ((data::json->>'due_at')::timestamptz - hotline0) / speed AS due_at
    FROM ({_logs("case_id, sequence, event_id, type, at, by, data, xmin AS xid")}) e,
        (SELECT wall AS real0, hotline AS hotline0, speed FROM platform.clock) c;
CREATE TEMP VIEW fired AS
    SELECT service, case_id, kind, due_at, committed_at, before_at FROM (
        SELECT *, lag(committed_at) OVER (PARTITION BY service, case_id ORDER BY sequence) AS before_at FROM logged
    ) e WHERE by IS NULL AND due_at IS NOT NULL AND data->>'late_by_seconds' IS NOT NULL;
"""
"""`logged`: all that happened, times in real time. `fired`: what time did by itself, and the commit before it."""

WRONG = {
    "a history has a gap": (
        "SELECT service || ' ' || case_id FROM logged"
        " GROUP BY service, case_id HAVING max(sequence) <> count(*) OR min(sequence) <> 1"
    ),
    "an event is there twice": "SELECT event_id FROM logged GROUP BY event_id HAVING count(*) > 1",
    "a report was not accepted once": (
        "SELECT id FROM intake.reports LEFT JOIN logged ON case_id = id AND kind = 'intake.report.accepted'"
        " GROUP BY id HAVING count(case_id) <> 1"
    ),
    "a case without a report": "SELECT id FROM escalation.cases WHERE id NOT IN (SELECT id FROM intake.reports)",
    "a callback that was never filed": (
        "SELECT id FROM callback.cases WHERE id NOT IN"
        " (SELECT case_id FROM logged WHERE kind = 'escalation.case.filed')"
    ),
    "a filed case has not one first callback": (
        "SELECT id FROM callback.cases LEFT JOIN logged ON case_id = id AND kind = 'callback.task.scheduled'"
        " AND data->>'kind' = 'first_callback' GROUP BY id HAVING count(case_id) <> 1"
    ),
    "a case ended twice on site": (
        "SELECT case_id FROM logged WHERE kind IN ('escalation.case.filed', 'escalation.case.settled')"
        " GROUP BY case_id HAVING count(*) > 1"
    ),
    "a level was told twice": (
        "SELECT case_id FROM logged WHERE kind = 'escalation.level.told'"
        " GROUP BY case_id, data->>'level' HAVING count(*) > 1"
    ),
    "somebody was told twice": (
        "SELECT case_id || ' ' || recipient FROM escalation.messages WHERE kind = 'level_told'"
        " GROUP BY case_id, recipient HAVING count(*) > 1"
    ),
    "a task was given out twice under one number": (
        "SELECT case_id FROM logged WHERE kind = 'callback.task.claimed'"
        " GROUP BY case_id, data->>'task', data->>'fence' HAVING count(*) > 1"
    ),
    "a dead letter": _everywhere("SELECT event_id || ' ' || error AS found FROM {0}.parked WHERE state = 'dead'"),
    "early by PostgreSQL's clock": (
        f"SELECT service || ' ' || case_id || ' ' || kind FROM fired WHERE committed_at < due_at - interval '{HAIR} s'"
    ),
    "stamped with a time that had not come": (
        f"SELECT event_id FROM logged WHERE committed_at < stamped_at - interval '{HAIR} s'"
    ),
}
"""What is never found, at any moment."""

MOVING = {
    "waits for the bus": _everywhere("SELECT case_id AS found FROM {0}.outbox"),
    "is parked": _everywhere("SELECT event_id AS found FROM {0}.parked"),
    "is to be sent": _everywhere("SELECT key AS found FROM {0}.messages WHERE delivered_at IS NULL"),
    "is overdue": _everywhere(
        "SELECT case_id || ' ' || kind AS found FROM {0}.timers, platform.clock c WHERE"
        f" c.wall + (due_at - c.hotline) / c.speed < clock_timestamp() - interval '{OVERDUE} s'"
    ),
    "was not heard by escalation": (
        "SELECT event_id FROM logged WHERE kind IN ('intake.report.accepted', 'intake.report.amended')"
        " AND event_id NOT IN (SELECT event_id FROM escalation.inbox)"
    ),
    "was not heard by callback": (
        "SELECT event_id FROM logged WHERE kind IN ('escalation.case.filed', 'intake.report.amended')"
        " AND event_id NOT IN (SELECT event_id FROM callback.inbox)"
    ),
    "never opened": "SELECT id FROM intake.reports WHERE id NOT IN (SELECT id FROM escalation.cases)",
    "never came to the desk": (
        "SELECT case_id FROM logged WHERE kind = 'escalation.case.filed'"
        " AND case_id NOT IN (SELECT id FROM callback.cases)"
    ),
}
"""What is found only while something is under way."""

COMMANDS = {
    "reports": "intake.report.accepted",
    "details": "intake.report.amended",
    "settle": "escalation.case.settled",
    "acknowledge": "escalation.case.acknowledged",
    "file": "escalation.case.filed",
    "escalate": "escalation.level.told",
    "claim": "callback.task.claimed",
    "release": "callback.task.released",
    "start": "callback.attempt.started",
    "attempts": "callback.attempt.ended",
    "dispatch": "callback.case.dispatched",
    "accept": "callback.case.accepted",
    "resolve": "callback.case.resolved",
}
"""The last word of a command's path -> what it makes happen."""
FILED, STARTED = COMMANDS["file"], COMMANDS["start"]
DONE = "SELECT case_id, kind, by, count(*) AS times FROM logged WHERE by IS NOT NULL GROUP BY case_id, kind, by"
LATE = "SELECT due_at, before_at, committed_at FROM fired WHERE before_at IS NULL OR before_at < committed_at"
ON_THE_WAY = """
SELECT a.committed_at AS from_at, b.committed_at AS until_at FROM logged a JOIN logged b USING (case_id)
WHERE a.kind = $1 AND b.kind = $2
"""

Deed = tuple[str, str, str]
"""Case, kind of event, by whom."""


@dataclass(frozen=True, slots=True)
class Late:
    """Something that time did: when it was to be done at the earliest, and when it was."""

    due_at: datetime
    committed_at: datetime


async def _connected(url: str) -> "asyncpg.Connection":
    """A connection, as soon as the server has recovered from its last fault."""
    found: list[asyncpg.Connection] = []

    async def connects() -> bool:
        with suppress(asyncpg.CannotConnectNowError):
            found.append(await asyncpg.connect(url, statement_cache_size=0))
        return bool(found)

    await eventually(connects, within=RECOVERS_WITHIN)
    return found[0]


class Record:
    """One snapshot of what is on record."""

    def __init__(self, connection: "asyncpg.Connection") -> None:
        self.connection = connection

    @classmethod
    @asynccontextmanager
    async def of(cls, url: str) -> AsyncIterator["Record"]:
        """The record as it is now."""
        connection = await _connected(url)
        try:
            await connection.execute(VIEWS)
            async with connection.transaction(isolation="repeatable_read"):
                yield cls(connection)
        finally:
            await connection.close()

    async def wrong(self) -> list[str]:
        """Whatever must never be, with the first few cases of each."""
        return await self._found(WRONG)

    async def moving(self) -> list[str]:
        """What is still under way."""
        return await self._found(MOVING)

    async def unkept(self, granted: Sequence[Answer]) -> list[str]:
        """What was granted and is not on record."""
        promised, done = _deeds(granted), await self._done()
        lost = [deed for deed, times in promised.items() if times > done[deed] + _filed_instead(deed, done)]
        return [f"granted, and not on record: {deed}" for deed in lost]

    async def unasked(self, granted: Sequence[Answer], doubtful: Sequence[Answer]) -> list[str]:
        """What is on record more often than it was granted, or may have been done unheard. Only at rest.

        A claim names no case: one that was refused, while an earlier copy of it was unheard, may have got any.
        """
        promised, done = _deeds(granted) + _deeds(doubtful), await self._done()
        counted = set(COMMANDS.values()) - {FILED, STARTED}
        more = [deed for deed, times in done.items() if deed[1] in counted and times > promised[deed]]
        unheard = Counter(answer.request.by for answer in doubtful if answer.request.path.endswith("/claim"))
        claimed = Counter[str]()
        for deed in more:
            claimed[deed[2]] += done[deed] - promised[deed] if deed[1] == COMMANDS["claim"] else 0
        may = {by for by, times in claimed.items() if times <= unheard[by]}
        more = [deed for deed in more if deed[1] != COMMANDS["claim"] or deed[2] not in may]
        return [f"on record {done[deed]} times, granted {promised[deed]} times: {deed}" for deed in more]

    async def _done(self) -> Counter[Deed]:
        """How often each deed is on record."""
        rows = await self.connection.fetch(DONE)
        return Counter({(row["case_id"], row["kind"], row["by"]): row["times"] for row in rows})

    async def late(self) -> list[Late]:
        """How everything went that time did by itself. What came late itself makes nothing after it late."""
        rows = await self.connection.fetch(LATE)
        return [Late(max(row["due_at"], row["before_at"] or row["due_at"]), row["committed_at"]) for row in rows]

    async def on_the_way(self, first: str, last: str) -> list[Late]:
        """How long it took from one event of a case to another."""
        return [Late(row["from_at"], row["until_at"]) for row in await self.connection.fetch(ON_THE_WAY, first, last)]

    async def size(self) -> dict[str, int]:
        """How many events each service has."""
        rows = await self.connection.fetch("SELECT service, count(*) AS events FROM logged GROUP BY service")
        return {row["service"]: row["events"] for row in rows}

    async def _found(self, queries: dict[str, str]) -> list[str]:
        said = []
        for sentence, query in queries.items():
            found = [row[0] for row in await self.connection.fetch(f"{query} ORDER BY 1 LIMIT {MOST_SHOWN + 1}")]
            said += [f"{sentence}: {each}" for each in found[:MOST_SHOWN]]
            said += [f"{sentence}: and more"] if len(found) > MOST_SHOWN else []
        return said


def _deeds(answers: Sequence[Answer]) -> Counter[Deed]:
    return Counter(deed for answer in answers if (deed := _deed(answer)) is not None)


def _deed(answer: Answer) -> Deed | None:
    """What a granted request must have made happen, or a refused one about a known case may have; None for others."""
    *_, about, word = answer.request.path.split("/")
    if word in ("claim", "reports") and not answer.done:
        return None
    if word == "claim":
        case = answer.data["task"]["id"] if answer.text else None
    elif word == "reports":
        case = answer.data["id"]
    else:
        case = about.rpartition(".t")[0] or about
    return (case, COMMANDS[word], answer.request.by) if case else None


def _filed_instead(deed: Deed, done: Counter[Deed]) -> int:
    """Whoever escalates where nobody is left files."""
    case, kind, by = deed
    return done[case, FILED, by] if kind == COMMANDS["escalate"] else 0
