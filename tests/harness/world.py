"""The whole hotline in one process, driven by a test: a manual clock, no metronome, loops run only when asked.

`settle()` repeats relay → consumers → due timers until a whole round does nothing. `advance` walks from due time to
due time and settles at each, because a single jump would stamp the five-minute step at minute twelve.
"""

import json
import logging
from collections.abc import AsyncIterator, Mapping, Set
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from services.all_in_one import open_all
from services.intake.adapters.demo_keys import KEYS_BEFORE
from services.intake.settings import IntakeSettings
from shared.contracts.services import SERVICES
from shared.engine.db.database import Database
from shared.engine.events.relay import to_record
from shared.engine.loops import Loop
from shared.engine.tables import audit, event_log, messages
from shared.platform.demo import SIGN_INS
from shared.platform.directory import store
from shared.platform.identity.tokens import NewToken
from shared.platform.settings import Profile, Settings
from shared.rules.directory import Directory, Unit
from shared.rules.directory import Person as StaffMember
from shared.runtime.opening import Overrides
from shared.support.faults import Crash, never
from tests.harness.bus_observer import BusObserver
from tests.harness.clock import A_MONDAY_MORNING, CountedIds, ManualClock
from tests.harness.consumption import CONSUMES
from tests.harness.crash_injection import InjectedFailure
from tests.harness.directories import Entry, changed
from tests.harness.idle_cache import IdleCache
from tests.harness.invariants import check_invariants
from tests.harness.quick_files import wait_for_no_disk
from tests.harness.quick_routes import forget_routes
from tests.harness.stacks import current

MOST_ROUNDS = 200
NO_LIMITS: dict[str, Any] = {"failures_a_minute": 0}
"""A story has no minutes between its requests."""


class ErrorLines(logging.Handler):
    """Collects what was logged as an error: at the end of a test there must be none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(
            f"{record.name}: {record.getMessage()} {record.exc_info[1]!r}" if record.exc_info else record.getMessage()
        )


class World:
    """The hotline, a clock to move, and people to act for.

    `held` names the loops (`escalation.relay`) that do not run for now: what they carry comes later, or out of order.
    `services` are those that have state of their own. Further settings are those of `Settings` and `IntakeSettings`.
    """

    def __init__(self, folder: Path, *, at: datetime = A_MONDAY_MORNING, crash: Crash = never, **settings: Any) -> None:
        self.folder = folder
        self.clock = ManualClock(at)
        self.ids = CountedIds()
        self.crash = crash
        self.held: set[str] = set()
        self.observer: BusObserver | None = None if folder.exists() else BusObserver()
        self.tokens: dict[str, str] = {}
        self.stack = current()
        of_intake = {name: settings.pop(name) for name in IntakeSettings.model_fields.keys() & settings.keys()}
        self.settings = Settings(data_dir=folder, **NO_LIMITS | settings)
        of_intake = {"reports_a_minute": 0} | of_intake
        if self.settings.profile is Profile.DEMO:
            of_intake = KEYS_BEFORE | of_intake
        self.intake_settings = IntakeSettings(profile=self.settings.profile, **of_intake)
        self.errors = ErrorLines()
        self.expected_errors = 0

    @classmethod
    @asynccontextmanager
    async def running(cls, folder: Path, **options: Any) -> AsyncIterator["World"]:
        """A world that is checked at its end."""
        world = cls(folder, **options)
        await world.open()
        try:
            yield world
            await world.check()
        finally:
            await world.end()

    async def open(self) -> None:
        """Start, or start again, on the files and databases that are there."""
        fresh = not self.folder.exists()
        if fresh:
            self.settings = await self.stack.begin(self.settings)
        logging.getLogger().addHandler(self.errors)
        self.bus = await self.stack.bus(self.settings, fresh=fresh)
        overrides = Overrides(
            clock=self.clock,
            ids=self.ids,
            crash=self.crash,
            wall=self.clock.now,
            bus=self.bus,
            service_settings=(self.intake_settings,),
        )
        self.process = await open_all(self.settings, overrides)
        self.services = {service.name: service for service in self.process.services if service.name in SERVICES}
        self.idle_cache = IdleCache(
            self.process.context.platform, [service.database for service in self.services.values()]
        )
        wait_for_no_disk(self._databases)
        for consumer in self.bus.consumers if self.bus is not None else ():
            self.services[consumer.subscriber.name].loops.insert(0, Loop(consumer.name, consumer.run_once))
        if self.observer is not None:
            self.process.bus.subscribe(self.observer)
        self.app = self.process.app(run=False)
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://hotline")
        entries = json.loads((self.folder / SIGN_INS).read_text("utf-8"))
        self.tokens |= {entry["staff_id"]: entry["token"] for entry in entries}

    async def close(self) -> None:
        """Stop as a killed process would: nothing under way is finished."""
        await self.http.aclose()
        await self.process.close()
        forget_routes()
        logging.getLogger().removeHandler(self.errors)

    async def end(self) -> None:
        """Close, for good."""
        self.stack.end(self.settings, self._databases, self.bus)
        await self.close()

    async def restart(self) -> None:
        """Stop as a killed process, and start another one on the same files and databases."""
        await self.close()
        await self.open()

    @property
    def _databases(self) -> list[Database]:
        return [self.process.context.platform, *(service.database for service in self.services.values())]

    # People

    def by(self, staff_id: str) -> "Person":
        """Act as this person, who can sign in to the demo; see `sign_in` for all others."""
        return Person(self, staff_id, self.tokens[staff_id])

    async def sign_in(self, staff_id: str) -> "Person":
        """Give this person a token, unless there is one, and act for them."""
        if staff_id not in self.tokens:
            secret = self.tokens[staff_id] = self.ids.secret()
            grant = NewToken(
                token_id=self.ids.new(), secret=secret, staff_id=staff_id, label="test", issued_at=self.now
            )
            await self.process.context.tokens.issue(grant)
        return self.by(staff_id)

    # The directory

    @property
    def directory(self) -> Directory:
        """The directory as this process has it."""
        return self.process.context.directory.current

    async def change_directory(self, *entries: Entry, without: tuple[Entry, ...] = ()) -> None:
        """Import a directory in which `entries` take the place of those with their ids (or are new ones)."""
        async with self.process.context.platform.transaction() as connection:
            await store.replace(connection, changed(await store.load(connection.execute), entries, without), self.now)
        await self.process.context.directory.refresh()

    def member(self, staff_id: str, **changes: Any) -> StaffMember:
        """This person's entry, with changes; for `change_directory`."""
        found = self.directory.person(staff_id)
        assert found is not None
        return replace(found, **changes)

    def unit(self, unit_id: str, **changes: Any) -> Unit:
        """This unit's entry, with changes; for `change_directory`."""
        found = self.directory.unit(unit_id)
        assert found is not None
        return replace(found, **changes)

    # Time

    @property
    def now(self) -> datetime:
        return self.clock.now()

    async def settle(self) -> None:
        """Let everything happen that can happen at this instant."""
        for _ in range(MOST_ROUNDS):
            if not await self.round():
                return await self._run_other_consumers()
        raise AssertionError(f"still moving after {MOST_ROUNDS} rounds: {await self._moving()}")

    async def _run(self, loop: Loop) -> int:
        """One round of a loop. After an injected failure it is tried again, as the running process does; one that lost
        the bus fails for now, and says so.
        """
        try:
            did = await loop.run_once(self.clock.now())
        except InjectedFailure:
            return 1
        except Exception as error:
            if self.bus is None or not self.bus.away:
                raise
            loop.failing = type(error).__name__
            return 0
        loop.failing = None
        return did

    async def advance(self, by: timedelta) -> None:
        """Let this much time pass, stopping at every due moment on the way."""
        until = self.clock.now() + by
        await self.settle()
        while (due := await self.next_due()) is not None and due <= until:
            self.clock.move_to(max(due, self.clock.now()))
            await self.settle()
        self.clock.move_to(until)
        await self.settle()

    async def jump(self, by: timedelta) -> None:
        """Let this much time pass while nothing runs; then settle. What was due in between comes late."""
        self.clock.move_to(self.clock.now() + by)
        await self.settle()

    def lapse(self, by: timedelta) -> None:
        """Let this much time pass and nothing else: no loop runs, no request is made."""
        self.clock.move_to(self.clock.now() + by)

    async def round(self) -> int:
        """Let every loop that is not held, and may find something, run once; returns how much they did."""
        did = 0
        for service in self.services.values():
            for loop in service.loops:
                moment = self.idle_cache.moment(service.name, self.now)
                if loop.name in self.held or self.idle_cache.is_idle(loop.name, moment):
                    continue
                if found := await self._run(loop):
                    did += found
                elif not loop.name.endswith(".consumer"):  # which makes no request when nothing was published
                    self.idle_cache.note_idle(loop.name, moment)
        return did

    async def _run_other_consumers(self) -> None:
        """Where consuming is a step of its own: run the consumers that belong to no service."""
        for consumer in self.bus.consumers if self.bus is not None else ():
            if consumer.subscriber.name not in self.services:
                await consumer.run_once()

    @property
    def loops(self) -> list[str]:
        """The names of all loops that are not held."""
        names = [loop.name for service in self.services.values() for loop in service.loops]
        return [name for name in names if name not in self.held]

    async def run_loop(self, name: str) -> int:
        """Let one loop run once, held or not; returns how much it did."""
        [loop] = [loop for service in self.services.values() for loop in service.loops if loop.name == name]
        return await self._run(loop)

    async def next_due(self) -> datetime | None:
        """When the first loop that runs has something to do."""
        loops = [loop for s in self.services.values() for loop in s.loops if loop.name not in self.held]
        times = [await loop.next_at() for loop in loops if loop.next_at]
        return min((at for at in times if at is not None), default=None)

    async def _moving(self) -> str:
        found = []
        for service in self.services.values():
            for loop in service.loops:
                if did := await loop.run_once(self.clock.now()):
                    found.append(f"{loop.name}: {did}")
        return ", ".join(found)

    # What is on record

    @property
    def seen(self) -> Mapping[str, set[str]] | None:
        """What the bus has carried since this world began, by event id; None for a world on older files."""
        return self.observer.seen if self.observer is not None else None

    async def undelivered(self) -> Mapping[str, Set[str]]:
        """By consumer, the ids of the events that the bus holds for it; from then on `seen` has all of them."""
        await self._run_other_consumers()
        return {name: await self.bus.undelivered(name) for name in CONSUMES} if self.bus is not None else {}

    async def bring_again(self, service: str, case_id: str) -> None:
        """Publish all events of a case of this service again, in order."""
        entries = (select(event_log).where(event_log.c.case_id == case_id)).order_by(event_log.c.sequence)
        await self.process.bus.publish([to_record(service, row) for row in await self.rows(service, entries)])

    async def rows(self, service: str, statement: Any, params: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """Read the service's own rows."""
        async with self.services[service].database.reading() as connection:
            return await connection.execute(statement, params)

    async def events(self, service: str, case_id: str | None = None) -> list[dict[str, Any]]:
        """The event log of a service, each with `kind` (the type without prefix and version) and parsed `data`."""
        statement = select(event_log).order_by(event_log.c.position)
        rows = await self.rows(service, statement)
        found = [row for row in rows if case_id in (None, row["case_id"])]
        for row in found:
            row["kind"] = row["type"].removeprefix(f"hotline.{service}.").rsplit(".", 1)[0]
            row["data"] = json.loads(row["data"])
        return found

    async def kinds(self, service: str, case_id: str) -> list[str]:
        """What happened to a case in a service, in order."""
        return [row["kind"] for row in await self.events(service, case_id)]

    async def told(self, service: str, case_id: str) -> list[tuple[str, str]]:
        """(recipient, kind) of every message about a case, in order."""
        rows = await self.rows(service, select(messages).order_by(messages.c.position))
        return [(row["recipient"], row["kind"]) for row in rows if row["case_id"] == case_id]

    async def told_of(self, service: str, case_id: str) -> list[dict[str, Any]]:
        """Every message about a case, whole, in order."""
        rows = await self.rows(service, select(messages).order_by(messages.c.position))
        return [row for row in rows if row["case_id"] == case_id]

    async def audited(self, service: str, case_id: str) -> list[tuple[str, str, str, str | None]]:
        """(actor, action, outcome, code) of every command that came for a case, in order."""
        rows = await self.rows(service, select(audit).order_by(audit.c.position))
        return [(r["actor"], r["action"], r["outcome"], r["code"]) for r in rows if r["case_id"] == case_id]

    async def check(self) -> None:
        """What must hold at the end of every story."""
        await self.settle()
        assert len(self.errors.lines) == self.expected_errors, self.errors.lines
        await check_invariants(self)


class Person:
    """A person with a token, acting over HTTP."""

    def __init__(self, world: World, staff_id: str, token: str) -> None:
        self.world = world
        self.staff_id = staff_id
        self._headers = {"Authorization": f"Bearer {token}"}
        self._asked = 0

    async def get(self, path: str, **params: Any) -> httpx.Response:
        return await self.world.http.get(path, params=params, headers=self._headers)

    async def post(self, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> httpx.Response:
        headers = self._headers | ({"Idempotency-Key": key} if key else {})
        return await self.world.http.post(path, json=body if body is not None else {}, headers=headers)

    async def reports(self, *, key: str | None = None, **body: Any) -> str:
        """Report, and give the case time to open; returns its id."""
        key = key or f"report-{self.staff_id}-{self.world.ids.new()}"
        answer = await self.post("/api/intake/reports", body, key=key)
        assert answer.status_code in (200, 201), answer.text
        await self.world.settle()
        return str(answer.json()["id"])

    async def submits(self, *, key: str, **body: Any) -> httpx.Response:
        """Report and take the answer as it comes; nothing else happens yet."""
        return await self.post("/api/intake/reports", body, key=key)

    async def tries(self, service: str, case_id: str, what: str, **body: Any) -> httpx.Response:
        """Try something on a case and take the answer as it comes; nothing else happens yet."""
        return await self.post(f"/api/{service}/cases/{case_id}/{what}", body)

    async def does(self, service: str, case_id: str, what: str, **body: Any) -> dict[str, Any]:
        """Do something to a case; it must be allowed."""
        answer = await self.post(f"/api/{service}/cases/{case_id}/{what}", body)
        assert answer.status_code < 300, answer.text
        await self.world.settle()
        return dict(answer.json()) if answer.content else {}

    async def sees(self, service: str, case_id: str) -> dict[str, Any]:
        """The case as this person sees it."""
        answer = await self.get(f"/api/{service}/cases/{case_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def sees_report(self, case_id: str) -> dict[str, Any]:
        """The report as this person sees it."""
        answer = await self.get(f"/api/intake/reports/{case_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())
