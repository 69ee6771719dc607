"""The server of the demo: the one that answers at HOTLINE_URL, else one of its own in a temporary folder."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from services.intake.adapters.demo_keys import keys_of
from shared.support.http import Unreachable, client

ROOT = Path(__file__).resolve().parents[2]
URL = "http://127.0.0.1:8080"
SPEED = "60"
READY_WITHIN_SECONDS = 60
ENDS_WITHIN_SECONDS = 20


class NoServer(Exception):
    """There is no server to use; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running hotline: its address, hotline seconds in a real one, the sign-ins (staff id -> token), WeCom's keys."""

    url: str
    speed: float
    tokens: dict[str, str]
    wecom_keys: dict[str, str]


@asynccontextmanager
async def server() -> AsyncIterator[Server]:
    """A running server; one that was started here is stopped at the end."""
    url = os.environ.get("HOTLINE_URL", URL)
    speed = await _speed_of(url)
    if speed is not None:
        folder = Path(os.environ.get("HOTLINE_DATA_DIR", "data"))
        yield Server(url, speed, sign_ins(folder), keys_of(folder))
        return
    if "HOTLINE_URL" in os.environ:
        raise NoServer(f"No server answers at {url}.")
    with tempfile.TemporaryDirectory(prefix="hotline-demo-") as own:
        async with _own_server(Path(own)) as started:
            yield started


def sign_ins(folder: Path) -> dict[str, str]:
    """The demo sign-ins of a data folder (staff id -> token). Raises `NoServer` if the file is missing."""
    path = folder / "demo-sign-ins.json"
    if not path.exists():
        raise NoServer(f"A server answers, but {path} is missing: set HOTLINE_DATA_DIR to its data folder.")
    return {entry["staff_id"]: entry["token"] for entry in json.loads(path.read_text("utf-8"))}


async def _speed_of(url: str) -> float | None:
    """The speed of the hotline at this address; None if nothing answers there."""
    async with client(url) as http:
        try:
            answer = await http.get("/api/platform/clock")
        except Unreachable:
            return None
        if answer.status_code != 200 or not answer.headers.get("content-type", "").startswith("application/json"):
            raise NoServer(f"What answers at {url} is not the hotline. Set HOTLINE_URL to its address.")
        return float(answer.json()["speed"])


@asynccontextmanager
async def _own_server(folder: Path) -> AsyncIterator[Server]:
    settings = {"HOTLINE_PROFILE": "demo", "HOTLINE_PORT": "0", "HOTLINE_DATA_DIR": str(folder)}
    settings |= {"HOTLINE_CLOCK_SPEED": os.environ.get("HOTLINE_CLOCK_SPEED", SPEED), "HOTLINE_LOG_FORMAT": "console"}
    with (folder / "server.log").open("w+") as output:
        process = subprocess.Popen(  # noqa: ASYNC220 - it starts in the background
            [sys.executable, "-m", "services"], cwd=ROOT, env=os.environ | settings, stdout=output, stderr=output
        )
        try:
            url = await _address(process, folder, output)
            speed = await _speed_of(url)
            assert speed is not None
            yield Server(url, speed, sign_ins(folder), keys_of(folder))
        finally:
            process.terminate()
            process.wait(ENDS_WITHIN_SECONDS)


async def _address(process: "subprocess.Popen[bytes]", folder: Path, output: TextIO) -> str:
    """The address of the started server, which it writes to `owner.lock` when it is ready."""
    for _ in range(READY_WITHIN_SECONDS * 10):
        if process.poll() is not None:
            break
        owner = folder / "owner.lock"
        _, _, address = (owner.read_text() if owner.exists() else "").partition(" ")
        if address:
            return address
        await asyncio.sleep(0.1)
    output.seek(0)
    raise NoServer(f"The server did not start:\n{output.read()}")
