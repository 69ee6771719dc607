"""Which tries are due, and the record of those that were made.

A message is *fresh* until one channel has tried it: it has no row in `deliveries`. The commit that records the first
try writes a row for every channel: what became of it, or that it is waiting. The commit that records a failed try
writes the next one. `messages.delivered_at` is set with the last channel that is sent.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.engine.db.database import Change, Collision, Database
from shared.engine.notifications import tries
from shared.engine.notifications.tries import WAITING, Tried, Try

LOOK_EVERY = timedelta(seconds=1)
"""How often waiting tries are looked for that another process may have written."""


class _RecordedElsewhere(Exception):
    """A try that failed here was recorded by another process, which may have sent the message."""


class TryLog:
    """The tries of one service's messages. Shared by its channels, whose loops run in one process (by its lease)."""

    def __init__(self, database: Database, channels: Sequence[str]) -> None:
        self._database = database
        self._others = {channel: [other for other in channels if other != channel] for channel in channels}
        self._counted = {channel: tries.counted(others) for channel, others in self._others.items()}
        self._recording = asyncio.Lock()  # two channels that record one message at a time would both see the other wait
        self._sending = {channel: set[str]() for channel in channels}
        self._overtaken = {channel: set[str]() for channel in channels}
        self._look_at = dict.fromkeys(channels, datetime.min.replace(tzinfo=UTC))

    async def due(self, channel: str, now: datetime, most: int) -> list[Try]:
        """What this channel is to send now: fresh messages, then waiting tries, those with fewer attempts first."""
        rows = await self._database.ask(tries.FRESH, {"most": most})
        self._sending[channel] = {row["key"] for row in rows}
        self._overtaken[channel] = set()
        fresh = [tries.fresh_try(row) for row in rows]
        if now < self._look_at[channel] or len(fresh) == most:
            return fresh
        waiting = await self._waiting(channel, now, most - len(fresh))
        self._look_at[channel] = now + LOOK_EVERY if len(fresh) + len(waiting) < most else now
        return fresh + waiting

    async def record(self, channel: str, tried: Sequence[Tried], now: datetime) -> None:
        """Record these tries, and plan the next ones of those that failed. What another process recorded stays."""
        async with self._recording:
            try:
                await self._write(channel, tried, now)
            except (_RecordedElsewhere, Collision):
                for one in tried:
                    await self._write_alone(channel, one, now)

    async def _waiting(self, channel: str, now: datetime, most: int) -> list[Try]:
        due = await self._database.ask(tries.DUE, {"by": channel, "now": now, "most": most})
        keys = [row["message"] for row in due]
        rows = await self._database.ask(tries.MESSAGES, {"keys": keys}) if keys else []
        messages = {row["key"]: row for row in rows}
        return [tries.waiting_try(messages[row["message"]], row) for row in due]

    async def _write_alone(self, channel: str, tried: Tried, now: datetime) -> None:
        """Record one try: as the first of its message, or else as one that was waiting."""
        try:
            await self._write(channel, [tried], now)
        except (_RecordedElsewhere, Collision):
            self._overtaken[channel].add(tried.key)
            with suppress(_RecordedElsewhere, Collision):
                await self._write(channel, [tried], now)

    async def _write(self, channel: str, tried: Sequence[Tried], now: datetime) -> None:
        overtaken = self._overtaken[channel]
        later = [one for one in tried if not one.made.fresh or one.key in overtaken]
        first = [one for one in tried if one.made.fresh and one.key not in overtaken] if later else tried
        rows = [tries.row_of(one, channel, now) for one in first]
        rows += [tries.waiting_row(one.key, other, one.made.due_at) for one in first for other in self._others[channel]]
        rows += [tries.next_row(one, channel, now) for one in tried if one.error]
        changed = [tries.change_of(one, channel, now) for one in later]
        alone = not self._others[channel]
        counted = [_count(one, now, last=alone) for one in first] + [_count(one, now, last=True) for one in later]
        changes: list[Change] = [(tries.TRIED, changed), (tries.INSERT_TRY, rows), (self._counted[channel], counted)]
        await self._commit([change for change in changes if change[1]], later)
        self._note_waiting(channel, rows)

    async def _commit(self, changes: Sequence[Change], later: Sequence[Tried]) -> None:
        """Make the changes, of which the first is that of `later`; all or none if one of those failed."""
        if not any(one.error for one in later):
            await self._database.change(*changes)
            return
        async with self._database.transaction() as connection:
            [recorded, *_] = await connection.change(*changes)
            if recorded < len(later):
                raise _RecordedElsewhere

    def _note_waiting(self, channel: str, rows: Iterable[dict[str, Any]]) -> None:
        """Note when waiting tries are due, and which messages other channels have to record as such."""
        for row in rows:
            if row["state"] == WAITING:
                waits = row["channel"]
                self._look_at[waits] = min(self._look_at[waits], row["try_at"])
                if waits != channel and row["message"] in self._sending[waits]:
                    self._overtaken[waits].add(row["message"])


def _count(tried: Tried, now: datetime, *, last: bool) -> dict[str, Any]:
    """The parameters of `tries.counted`. If not `last`, other channels are still to try the message."""
    return {"of": tried.made.position, "new_at": now if last and not tried.error else None}
