"""The HTTP client of the commands: to the running server when one has the data folder, else to an app made here.

Both have the same routes, so a command is written once. A running server is asked with the token it left in the
folder: the reader of that file may administer.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.settings import Settings
from shared.runtime.ownership import FolderTaken, taken
from shared.support.http import Answer, Client, Unreachable, client, in_process_client


class Refused(Exception):
    """The command was refused. `lines` is what to show: one for each thing that is wrong."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@asynccontextmanager
async def admin_client(settings: Settings) -> AsyncIterator[Client]:
    """A client that may administer. Raises `FolderTaken` if the owner of the folder does not answer."""
    owner = taken(settings.data_dir)
    async with _of_own_app(settings) if owner is None else _of_server(settings, owner) as client:
        yield client


@asynccontextmanager
async def _of_own_app(settings: Settings) -> AsyncIterator[Client]:
    from services.all_in_one import open_all  # all services: seconds to load, and not needed beside a running server

    process = await open_all(settings, keep_speed=True)
    try:
        async with in_process_client(process.app(run=False), token=process.context.local_admin.secret) as inside:
            yield inside
    finally:
        await process.close()


@asynccontextmanager
async def _of_server(settings: Settings, owner: FolderTaken) -> AsyncIterator[Client]:
    secret = LocalAdminToken.read_from(settings.data_dir)
    if owner.address is None or secret is None:
        raise owner
    async with client(owner.address, token=secret) as running:
        try:
            yield running
        except Unreachable:
            raise owner from None


def segment(typed: str) -> str:
    """What was typed as one segment of an address: a slash or a question mark in it leads nowhere else."""
    return quote(typed, safe="")


def checked(answer: Answer) -> Any:  # noqa: ANN401 - JSON
    """The answer's JSON (None if it has no body). Raises `Refused` for a problem."""
    if answer.is_success:
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        return answer.json() if is_json and answer.content else None
    problem = answer.json()
    errors = [f"{error['field'].rstrip(':')}: {error['message']}" for error in problem.get("errors", [])]
    raise Refused([*errors, problem["detail"]])
