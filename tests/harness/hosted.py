"""The hotline in one process on a host whose clocks a test sets: stopped, booted with a wrong clock, started again."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import select

from services.all_in_one import open_all
from shared.engine.tables import event_log
from shared.platform.clock.anchored import AnchoredClock
from shared.platform.demo import SIGN_INS
from shared.platform.settings import Settings
from shared.runtime.process import Process
from shared.runtime.service import Service
from shared.runtime.storage import SqliteStorage
from shared.support.http import Client, in_process_client
from tests.harness.clock import Host

MOST_ROUNDS = 100
CLOCK = "/api/platform/clock"


class Hosted:
    """The hotline on this host; loops run when a test lets them."""

    def __init__(self, folder: Path, host: Host) -> None:
        self.host = host
        self.settings = Settings(data_dir=folder)

    async def start(self) -> None:
        """Start it on what is in the folder."""
        self.process: Process = await open_all(self.settings)
        self.app = self.process.app(run=False)
        self.services: dict[str, Service] = {each.name: each for each in self.process.services}
        entries = json.loads((self.settings.data_dir / SIGN_INS).read_text("utf-8"))
        self.tokens = {entry["staff_id"]: entry["token"] for entry in entries}

    async def stop(self) -> None:
        """Stop it; the anchor is as old as its last writing."""
        await self.process.close()

    async def boots(self, *, wall: datetime) -> None:
        """Stop, boot the host with this on its wall clock, start."""
        await self.process.storage.store()
        await self.stop()
        self.host.boots(wall=wall)
        await self.start()

    @property
    def clock(self) -> AnchoredClock:
        clock = self.process.context.clock
        assert isinstance(clock, AnchoredClock)
        return clock

    async def beat(self) -> None:
        """One round of the loop that keeps the clock, as the metronome wakes it."""
        assert isinstance(self.process.storage, SqliteStorage)
        loop = self.process.storage.clock_loop(self.process.context.installation)
        await loop.run_once(self.clock.now())

    async def settle(self) -> None:
        """Let every loop of the services do what it finds to do at this moment."""
        for _ in range(MOST_ROUNDS):
            loops = [loop for service in self.services.values() for loop in service.loops]
            if not sum([await loop.run_once(self.clock.now()) for loop in loops]):
                return
        raise AssertionError("still moving")

    async def passes(self, time: timedelta) -> None:
        """This much time passes; then what is due is done."""
        self.host.passes(time)
        await self.settle()

    def client(self, staff_id: str | None = None) -> Client:
        """Act as this person; as the local administrator without one."""
        token = self.tokens[staff_id] if staff_id else self.process.context.local_admin.secret
        return in_process_client(self.app, token=token)

    async def asks(self, path: str) -> Any:
        """What this path answers to the local administrator."""
        async with self.client() as client:
            return (await client.get(path)).json()

    async def decides(self, what: str, **body: Any) -> httpx.Response:
        """Confirm the clock, or set it back."""
        async with self.client() as client:
            return await client.post(f"{CLOCK}/{what}", json=body)

    async def reports(self, staff_id: str, **body: Any) -> str:
        """Report; returns the case's id."""
        async with self.client(staff_id) as client:
            headers = {"Idempotency-Key": f"report-{self.host.wall.timestamp()}-{self.host.boot_id}"}
            answer = await client.post("/api/intake/reports", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        await self.settle()
        return str(answer.json()["id"])

    async def kinds(self, service: str, case_id: str) -> list[str]:
        """What happened to a case in a service, in order."""
        entries = select(event_log).where(event_log.c.case_id == case_id).order_by(event_log.c.sequence)
        rows = await self.services[service].database.ask(entries)
        return [row["type"].removeprefix(f"hotline.{service}.").rsplit(".", 1)[0] for row in rows]

    async def sees(self, service: str, case_id: str, staff_id: str) -> dict[str, Any]:
        """The case as this person sees it."""
        async with self.client(staff_id) as client:
            answer = await client.get(f"/api/{service}/cases/{case_id}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())
