"""`make run` on an empty data folder: a day of cases, so that the demo opens on something to see.

The people of the demo province act over the same routes as everybody, on a clock that walks from the last working day
to this moment and stops wherever something is due; so each warning, level and breach came as it does in life. The
cases are in `day.toml`. It is for the demo on files of its own; where there is anything, or another database is set,
nothing is done.
"""

import asyncio
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import merge
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from deploy.demo.scenario import JSON, Hotline, Person, ScenarioFailed
from deploy.demo.server import Server
from services.all_in_one import open_all
from shared.platform.calendar.overrides import load_calendar
from shared.platform.demo import SIGN_INS, opening_time
from shared.platform.settings import Profile, Settings
from shared.runtime.opening import Overrides
from shared.runtime.process import Process
from shared.support.errors import CannotStart
from shared.support.host_clock import read_wall
from shared.support.http import in_process_client
from shared.support.ids import Ids, RandomIds
from shared.support.local_time import SHANGHAI

CASES = Path(__file__).with_name("day.toml")
ON_SITE = frozenset({"settle", "acknowledge", "escalate", "file"})
CREATES = frozenset({"supervise", "complaint"})
OF_TASK = frozenset({"start", "heartbeat", "attempts"})
DIALLED, HEARTBEAT = 25, 60
"""Seconds: of a call that is not answered, and between the signs that a caller is at it."""


class WalkingClock:
    """A clock that stands until it is moved, only forward."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def scaled(self, duration: timedelta) -> timedelta:
        return duration

    def move_to(self, moment: datetime) -> None:
        """Move to this moment, unless it is there or later already."""
        self._at = max(moment, self._at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """An act of a person on a case at a moment; `said` is the body of its request."""

    at: datetime
    by: str
    act: str
    said: Mapping[str, Any]
    case: "Case"


@dataclass(kw_only=True, slots=True)
class Case:
    """A case of the day: its id once it is reported, its task and fence once a caller has it."""

    case_id: str = ""
    task: str = ""
    fence: int = 0
    steps: list[Step] = field(default_factory=list)


def read_day(end: datetime, yesterday: datetime) -> list[Step]:
    """The steps of all cases in the order of their times, for a day that ends at `end`.

    `yesterday` is any moment of the last working day before.
    """
    written = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return list(merge(*(_steps(case, end, yesterday) for case in written), key=lambda step: step.at))


def _steps(written: JSON, end: datetime, yesterday: datetime) -> Iterator[Step]:
    case = Case()
    reported = {"at": written["at"], "by": written["by"], "act": "report", **written["report"]}
    for entry in (reported, *written.get("steps", ())):
        said = dict(entry)
        at = _moment(said.pop("at"), end, yesterday)
        by, act = said.pop("by"), said.pop("act")
        if "call_later_at" in said:
            said["call_later_at"] = _moment(said["call_later_at"], end, yesterday).isoformat()
        if act != "call":
            yield Step(at=at, by=by, act=act, said=said, case=case)
            continue
        takes = said.get("talk_seconds", DIALLED)
        yield Step(at=at, by=by, act="claim", said={}, case=case)
        yield Step(at=at, by=by, act="start", said={}, case=case)
        for seconds in range(HEARTBEAT, takes, HEARTBEAT):
            yield Step(at=at + timedelta(seconds=seconds), by=by, act="heartbeat", said={}, case=case)
        yield Step(at=at + timedelta(seconds=takes), by=by, act="attempts", said=said, case=case)


def _moment(written: str, end: datetime, yesterday: datetime) -> datetime:
    """`08:41` on the working day before; `-2:00` and `+25:00` minutes and seconds from the end."""
    one, other = map(int, written.lstrip("+-").split(":"))
    if written[0] in "+-":
        apart = timedelta(minutes=one, seconds=other)
        return end - apart if written[0] == "-" else end + apart
    day = yesterday.astimezone(SHANGHAI)
    return day.replace(hour=one, minute=other, second=0, microsecond=0).astimezone(end.tzinfo)


class Day:
    """A day that is played in a process whose loops run only when they are asked."""

    def __init__(self, process: Process, clock: WalkingClock, hotline: Hotline) -> None:
        self._clock = clock
        self._loops = [loop for service in process.services for loop in service.loops]
        self._hotline = hotline

    async def play(self, steps: Sequence[Step], end: datetime) -> None:
        """Let all steps happen, and all that falls due between them. Raises `ScenarioFailed` for one that cannot."""
        for step in steps:
            await self._walk(step.at)
            await self._do(self._hotline.person(step.by, step.by), step)
        await self._walk(end)

    async def _walk(self, until: datetime) -> None:
        await self._settle()
        while (due := await self._next_due()) is not None and due <= until:
            self._clock.move_to(due)
            await self._settle()
        self._clock.move_to(until)
        await self._settle()

    async def _settle(self) -> None:
        while sum([await loop.run_once(self._clock.now()) for loop in self._loops]):
            pass

    async def _next_due(self) -> datetime | None:
        times = [await loop.next_at() for loop in self._loops if loop.next_at]
        return min((at for at in times if at is not None), default=None)

    async def _do(self, person: Person, step: Step) -> None:
        case, said = step.case, dict(step.said)
        if step.act == "report":
            case.case_id = (await person.post("/api/intake/reports", said, expect=201))["id"]
        elif step.act == "claim":
            await self._settle()
            case.task = (await person.get(f"/api/callback/cases/{case.case_id}"))["task"]["task"]
            case.fence = (await person.post("/api/callback/tasks/claim", {"task": case.task}))["fence"]
        elif step.act in OF_TASK:
            await person.post(f"/api/callback/tasks/{case.task}/{step.act}", {"fence": case.fence, **said})
        else:
            service = "escalation" if step.act in ON_SITE else "callback"
            status = 201 if step.act in CREATES else 200
            await person.post(f"/api/{service}/cases/{case.case_id}/{step.act}", said, expect=status)


async def play_day(settings: Settings, now: datetime, *, ids: Ids | None = None) -> int:
    """Play a day that ends `now` into an empty data folder; returns how many cases it has.

    `ids` are for pictures, which should come out the same.
    """
    calendar = load_calendar(settings.calendar_file)
    end = opening_time(now, calendar) if settings.clock_speed > 1 else now
    steps = read_day(end, opening_time(end - timedelta(days=1), calendar))
    clock = WalkingClock(steps[0].at - timedelta(minutes=1))
    process = await open_all(settings, Overrides(clock=clock, ids=ids or RandomIds()))
    try:
        sign_ins = json.loads((settings.data_dir / SIGN_INS).read_text("utf-8"))
        tokens = {entry["staff_id"]: entry["token"] for entry in sign_ins}
        async with in_process_client(process.app(run=False)) as client:
            hotline = Hotline(Server("http://inside", 1, tokens, {}), client)
            await Day(process, clock, hotline).play(steps, end)
        return len({id(step.case) for step in steps})
    finally:
        await process.stop()


def wants_a_day(settings: Settings) -> bool:
    """True for the demo on files of its own, before the first start."""
    empty = not (settings.data_dir / "platform.db").exists()
    return settings.profile is Profile.DEMO and settings.database_url is None and empty


def main() -> int:
    """Fill the data folder of the settings. Returns 0 also if that ends early: the server says why, or starts."""
    try:
        settings = Settings()
        if wants_a_day(settings):
            print("The demo begins with a day of cases ... ", end="", flush=True)
            print(f"{asyncio.run(play_day(settings, read_wall()))} of them.", flush=True)
    except ValidationError:  # of the settings
        pass
    except (ScenarioFailed, CannotStart, OSError) as failed:
        print(f"it ends early: {failed}", flush=True)
    except KeyboardInterrupt:
        print("interrupted.", flush=True)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
