"""What administrators and operations do to the platform: directory, tokens, clock, dead letters, a case's whole story.

Each act and its audit line are one commit. Who may ask is the routes' business (`shared.platform.api`).
"""

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, insert, select

from shared.engine.db.database import Connection
from shared.engine.db.statements import Row
from shared.engine.events import parking
from shared.engine.tables import audit as service_audit
from shared.engine.tables import event_log
from shared.platform.clock.anchor_row import store_anchor
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.context import AppContext
from shared.platform.directory import store
from shared.platform.directory.reading import read_files
from shared.platform.identity.tokens import Grant, Issued
from shared.platform.tables import audit
from shared.runtime.service import Service
from shared.support.errors import BadFiles, Conflict, FieldError, Invalid, NotFound

log = logging.getLogger(__name__)

STORY_OF = select(event_log).where(event_log.c.case_id == bindparam("of")).order_by(event_log.c.sequence)
_RECORD: Mapping[Table, Any] = {table: insert(table) for table in (audit, service_audit)}


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import holds; `version` is None when it was only checked."""

    version: int | None
    units: int
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Pass:
    """A token just issued. `secret` is shown this once and never again."""

    token_id: str
    secret: str
    staff_id: str
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DeadLetter:
    """An event a consumer gave up on: why, and since when. Its case waits for it."""

    service: str
    position: int
    consumer: str
    case_id: str
    event_id: str
    type: str
    attempts: int
    error: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockView:
    """The hotline's time and how fast it runs; `drift_seconds` by how much the wall clock has left it, if it has."""

    now: datetime
    speed: float
    drift_seconds: float | None


class Administration:
    """Everything one may do to the platform of a process. `by` is a staff id, or `local` for the command line."""

    def __init__(self, context: AppContext, services: Sequence[Service]) -> None:
        self._context = context
        self._services = {service.name: service for service in services}

    async def import_directory(self, files: Mapping[str, bytes], *, check_only: bool, by: str) -> Imported:
        """Put the directory of these files in the place of the present one, or only look whether it could be.

        Raises `DirectoryRefused` with all faults, `Invalid` if a policy names a unit that would be gone.
        """
        directory = read_files(files)
        units, people = len(directory.units()), len(directory.people())
        self._check_policies({unit.unit_id for unit in directory.units()})
        if check_only:
            return Imported(version=None, units=units, people=people)
        async with self._context.platform.transaction() as connection:
            version = await store.replace(connection, directory, self._context.clock.now())
            await self._record(
                connection, by, "directory.import", {"version": version, "units": units, "people": people}
            )
        await self._context.directory.refresh()
        return Imported(version=version, units=units, people=people)

    async def issue_token(self, staff_id: str, *, label: str, days: int | None, by: str) -> Pass:
        """A token for a person of the directory, good for so many real days (None: until it is revoked)."""
        await self._context.directory.refresh()
        person = self._context.directory.current.person(staff_id)
        if person is None or not person.active:
            raise NotFound("not_in_directory", "The directory does not know this person, or no longer.")
        now = self._context.clock.now()
        grant = Grant(
            token_id=self._context.ids.new(),
            secret=self._context.ids.secret(),
            staff_id=staff_id,
            label=label,
            issued_at=now,
            expires_at=_after(now, self._context.clock.scaled(timedelta(days=days))) if days is not None else None,
        )
        async with self._context.platform.transaction() as connection:
            await self._context.tokens.put(connection, grant)
            await self._record(connection, by, "token.issue", {"token_id": grant.token_id, "staff_id": staff_id})
        return Pass(token_id=grant.token_id, secret=grant.secret, staff_id=staff_id, expires_at=grant.expires_at)

    async def revoke_token(self, token_id: str, *, by: str) -> None:
        """From now on it opens nothing."""
        async with self._context.platform.transaction() as connection:
            if not await self._context.tokens.withdraw(connection, token_id, self._context.clock.now()):
                raise NotFound("not_found", "There is no such token, or it was revoked before.")
            await self._record(connection, by, "token.revoke", {"token_id": token_id})

    async def tokens(self) -> tuple[Issued, ...]:
        """Every token ever issued."""
        return await self._context.tokens.issued()

    def clock(self) -> ClockView:
        """What time it is here."""
        clock = self._context.clock
        anchored = clock if isinstance(clock, AnchoredClock) else None
        drift = anchored.jumped() if anchored else None
        return ClockView(
            now=clock.now(),
            speed=clock.scaled(timedelta(seconds=1)).total_seconds(),
            drift_seconds=drift.total_seconds() if drift else None,
        )

    async def confirm_clock(self, *, follow_wall: bool, by: str) -> ClockView:
        """An operator has looked at a clock that jumped. See `AnchoredClock.confirm`."""
        clock = self._context.clock
        if not isinstance(clock, AnchoredClock) or (drift := clock.jumped()) is None:
            raise Conflict("clock_not_jumped", "The clock did not jump; there is nothing to confirm.")
        if follow_wall and clock.speed != 1.0:
            raise Conflict("clock_sped_up", "A clock that runs at another speed cannot follow the wall clock.")
        clock.confirm(follow_wall=follow_wall)
        await store_anchor(self._context.platform, clock)
        async with self._context.platform.transaction() as connection:
            facts = {"drift_seconds": drift.total_seconds(), "follow_wall": follow_wall}
            await self._record(connection, by, "clock.confirm", facts)
        return self.clock()

    async def dead_letters(self) -> list[DeadLetter]:
        """What waits for a person, oldest first in each service."""
        found = []
        for service in self._services.values():
            async with service.database.reading() as connection:
                rows = await parking.dead_letters(connection)
            found += [_dead_letter(service.name, row) for row in rows]
        return found

    async def replay(self, service: str, position: int, *, by: str) -> None:
        """Let a dead letter be tried again, from the beginning."""
        known = self._services.get(service)
        if known is None:
            raise NotFound("not_found", "There is no such service.")
        now = self._context.clock.now()
        async with known.database.transaction() as connection:
            if not await parking.replay(connection, position, now):
                raise NotFound("not_found", "There is no such dead letter.")
            facts = {"service": service, "position": position}
            await self._record(connection, by, "dead_letter.replay", facts, table=service_audit)
        for loop in known.loops:
            loop.wake()

    async def story(self, case_id: str, *, by: str) -> list[dict[str, Any]]:
        """Every event of a case in all services, by time; personal data is sealed in them and stays so."""
        events = []
        for service in self._services.values():
            async with service.database.reading() as connection:
                rows = await connection.execute(STORY_OF, {"of": case_id})
            events += [_told(service.name, row) for row in rows]
        if not events:
            raise NotFound("not_found", "There is no such case.")
        async with self._context.platform.transaction() as connection:
            await self._record(connection, by, "case.export", {}, case_id=case_id)
        return sorted(events, key=lambda event: event["at"])

    def _check_policies(self, unit_ids: set[str]) -> None:
        try:
            self._context.policies.check_units(unit_ids)
        except BadFiles as bad:
            errors = (FieldError(f"{p.file}:{p.line}", "unknown_unit", p.reason) for p in bad.problems)
            sentence = "A policy names a unit that this directory does not have."
            raise Invalid("policy_without_unit", sentence, errors=tuple(errors)) from None

    async def _record(
        self,
        connection: Connection,
        by: str,
        action: str,
        facts: Mapping[str, Any],
        *,
        case_id: str | None = None,
        table: Table = audit,
    ) -> None:
        """The audit line of an act, in its commit, and a line in the log."""
        row = {
            "at": self._context.clock.now(),
            "actor": by,
            "action": action,
            "case_id": case_id,
            "outcome": "done",
            "code": None,
            "facts": json.dumps(facts, ensure_ascii=False),
        }
        await connection.execute(_RECORD[table], row)
        log.info("administered", extra={"action": action, "actor": by})


def _after(now: datetime, duration: timedelta) -> datetime:
    """So much later; real days of a fast clock may be more than a calendar has."""
    end_of_time = datetime.max.replace(tzinfo=UTC)
    return end_of_time if duration > end_of_time - now else now + duration


def _dead_letter(service: str, row: Row) -> DeadLetter:
    return DeadLetter(
        service=service,
        position=row["position"],
        consumer=row["consumer"],
        case_id=row["case_id"],
        event_id=row["event_id"],
        type=row["type"],
        attempts=row["attempts"],
        error=row["error"],
        at=row["at"],
    )


def _told(service: str, row: Row) -> dict[str, Any]:
    return {
        "service": service,
        "sequence": row["sequence"],
        "type": row["type"],
        "at": row["at"].isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "by": row["by"],
        "event_id": row["event_id"],
        "traceparent": row["trace"],
        "data": json.loads(row["data"]),
    }
