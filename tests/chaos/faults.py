"""What befalls the stack: each fault strikes, lasts, and is relieved. Which ones in which order, a seed decides."""

import asyncio
import os
import signal
from contextlib import suppress
from random import Random

import asyncpg

from shared.contracts.services import DATABASES, SERVICES
from tests.chaos.fault import AWAY, Fault
from tests.chaos.shut_databases import TABLES, DiskFull, TableLocked, TakesNoWrites
from tests.chaos.stack import BROKERS, EACH, PROCESSES, Stack

PAST_THE_SESSION = 14.0  # seconds: Kafka has given a consumer up after ten
NO_KAFKA = 60.0
LOCKED, LOCKED_FOR = 4, 30.0  # tables of all, one after another; seconds
TWO_AT_ONCE = 0.15

TRIES, STOPPED_SINCE = 100, 0.05  # seconds: whoever runs is never so long between two statements

_INSIDE = f"""
SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state = 'idle in transaction'
AND state_change < clock_timestamp() - interval '{STOPPED_SINCE} s'
"""
_BACKENDS = "FROM pg_stat_activity WHERE application_name LIKE 'hotline-%' AND pid <> pg_backend_pid()"


class Killed(Fault):
    """A process ends with -9."""

    what = "killed"

    async def strike(self, stack: Stack) -> None:
        await stack.kill(self.at)

    async def relieve(self, stack: Stack) -> None:
        await stack.come_back(self.at)


class AllKilled(Fault):
    """All processes of a service end with -9 at once."""

    what = "killed, all of them,"

    async def strike(self, stack: Stack) -> None:
        await asyncio.gather(*(stack.kill(name) for name in self._names()))

    async def relieve(self, stack: Stack) -> None:
        await asyncio.gather(*(stack.come_back(name) for name in self._names()))

    def _names(self) -> list[str]:
        return [name for name in PROCESSES if name.startswith(self.at)]


class Held(Fault):
    """A process does nothing for a while, and goes on as if no time had passed: past its lease, or its session."""

    what = "held"

    async def strike(self, stack: Stack) -> None:
        stack.fleet[self.at].pause()

    async def relieve(self, stack: Stack) -> None:
        stack.fleet[self.at].resume()


class HeldInside(Held):
    """A process is held while a transaction of its own is open, and with it the cases it has locked."""

    what = "held inside a transaction"

    async def strike(self, stack: Stack) -> None:
        await super().strike(stack)
        with suppress(*AWAY):  # another fault has struck the database: held it is, wherever
            await self._elsewhere(stack)

    async def _elsewhere(self, stack: Stack) -> None:
        """Let it go on and hold it again until it is inside."""
        connection = await asyncpg.connect(stack.postgres.url)
        try:
            for _ in range(TRIES):
                await asyncio.sleep(2 * STOPPED_SINCE)
                if await connection.fetchval(_INSIDE, f"hotline-{self.part}"):
                    return
                await self.relieve(stack)
                await asyncio.sleep(STOPPED_SINCE)
                await super().strike(stack)
        finally:
            await connection.close()


class Ended(Fault):
    """A process is asked to stop, and started again: a new version."""

    what = "asked to stop"

    async def strike(self, stack: Stack) -> None:
        await stack.end(self.at)

    async def relieve(self, stack: Stack) -> None:
        await stack.come_back(self.at)


class CutOff(Fault):
    """Connections to the database are cut from its side: all of them, or those of one schema."""

    what = "cut connections"

    async def strike(self, stack: Stack) -> None:
        schema = self.at.partition("-")[2]
        connection = await asyncpg.connect(stack.postgres.url)
        try:
            ending = f"SELECT pg_terminate_backend(pid) {_BACKENDS} AND application_name LIKE $1"
            await connection.fetch(ending, f"%-{schema}" if schema else "%")
        finally:
            await connection.close()


class LostABackend(Fault):
    """One of its processes ends with -9: PostgreSQL cuts everybody off and recovers."""

    what = "lost a backend"

    async def strike(self, stack: Stack) -> None:
        connection = await asyncpg.connect(stack.postgres.url)
        pids = [row["pid"] for row in await connection.fetch(f"SELECT pid {_BACKENDS} ORDER BY random() LIMIT 1")]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        with suppress(*AWAY):
            await connection.close(timeout=2)


class Restarted(Fault):
    """PostgreSQL stops in good order and comes back."""

    what = "stopped"

    async def strike(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.postgres.stop)

    async def relieve(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.postgres.start)


class Crashed(Restarted):
    """PostgreSQL and all its backends end with -9."""

    what = "crashed"

    async def strike(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.postgres.kill)


class Silent(Fault):
    """PostgreSQL does not answer; its connections stay."""

    what = "silent"

    async def strike(self, stack: Stack) -> None:
        stack.postgres.pause()

    async def relieve(self, stack: Stack) -> None:
        stack.postgres.resume()


class Lost(Fault):
    """One broker of three ends with -9."""

    what = "lost"

    @property
    def number(self) -> int:
        """Which one."""
        return int(self.at.rpartition("-")[2])

    async def strike(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.kafka.kill, self.number)

    async def relieve(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.kafka.start_broker, self.number)


class Stopped(Lost):
    """One broker of three hands over and stops."""

    what = "stopped"

    async def strike(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.kafka.stop_broker, self.number)


class Frozen(Lost):
    """One broker of three does not answer; its connections stay."""

    what = "frozen"

    async def strike(self, stack: Stack) -> None:
        stack.kafka.pause(self.number)

    async def relieve(self, stack: Stack) -> None:
        stack.kafka.resume(self.number)


class Gone(Fault):
    """No broker is there at all."""

    what = "gone"

    async def strike(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.kafka.kill)

    async def relieve(self, stack: Stack) -> None:
        await asyncio.to_thread(stack.kafka.start)


Round = tuple[Fault, ...]
"""What befalls the stack in one round, at once."""


def rounds(seed: int, count: int) -> list[Round]:
    """So many rounds: every kind of fault on every part in turn, shuffled; two at once now and then.

    The first time that Kafka is gone it stays away for a minute.
    """
    chance = Random(seed)
    planned: list[Round] = []
    cards: list[Fault] = []
    while len(planned) < count:
        cards = cards or _deck(chance, first=not planned)
        struck = [cards.pop()]
        beside = [card for card in cards if card.part != struck[0].part]
        if beside and chance.random() < TWO_AT_ONCE:
            struck.append(beside[-1])
            cards.remove(beside[-1])
        planned.append(tuple(struck))
    return planned


def short(seed: int) -> list[Round]:
    """A few rounds for every day, in each a service killed and the database no use: a table locked, a full disk, no
    writes. Beside it a broker is silent, or Kafka gone, for a moment.
    """
    chance = Random(seed)

    def one_of(service: str) -> Fault:
        return Killed(at=chance.choice([name for name in PROCESSES if name.startswith(service)]), lasts=1.0)

    silent = Frozen(at=f"kafka-{chance.choice(BROKERS)}", lasts=4.0)
    return [
        (one_of("escalation"), silent, TableLocked(at="database-escalation.event_log", lasts=4.0)),
        (one_of("callback"), DiskFull(at="database", lasts=2.0)),
        (one_of("intake"), Gone(at="kafka", lasts=4.0), TakesNoWrites(at="database", lasts=3.0)),
    ]


def _deck(chance: Random, *, first: bool) -> list[Fault]:
    def some(least: float, most: float) -> float:
        return round(chance.uniform(least, most), 1)

    consumer = chance.choice([name for name in PROCESSES if not name.startswith("intake")])
    cards: list[Fault] = [
        *(Killed(at=name, lasts=some(0, 4)) for name in PROCESSES),
        *(AllKilled(at=service, lasts=some(0, 3)) for service in SERVICES),
        *(Held(at=name, lasts=PAST_THE_SESSION if name == consumer else some(4, 8)) for name in PROCESSES),
        *(HeldInside(at=f"{service}-{chance.randint(1, EACH)}", lasts=some(7, 17)) for service in SERVICES),
        *(Ended(at=name) for name in PROCESSES),
        *(CutOff(at=f"database-{schema}") for schema in DATABASES),
        CutOff(at="database"),
        *(LostABackend(at="database") for _ in range(2)),
        Restarted(at="database", lasts=some(0, 2)),
        Crashed(at="database", lasts=some(0, 2)),
        Silent(at="database", lasts=some(2, 6)),
        *(TableLocked(at=f"database-{table}", lasts=LOCKED_FOR) for table in chance.sample(TABLES, LOCKED)),
        TakesNoWrites(at="database", lasts=some(3, 10)),
        *(DiskFull(at="database", lasts=some(2, 12)) for _ in range(2)),
        *(Lost(at=f"kafka-{number}", lasts=some(1, 6)) for number in BROKERS),
        Stopped(at=f"kafka-{chance.choice(BROKERS)}", lasts=some(0, 3)),
        Frozen(at=f"kafka-{chance.choice(BROKERS)}", lasts=some(2, 8)),
        Gone(at="kafka", lasts=NO_KAFKA if first else some(3, 8)),
    ]
    chance.shuffle(cards)
    return cards
