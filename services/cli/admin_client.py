"""The HTTP client of the commands: to the running server when one has the data folder, else to an app made here.

Both have the same routes, so a command is written once. A running server is asked with the token it left in the
folder: the reader of that file may administer.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Never
from urllib.parse import quote

from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.settings import Settings
from shared.runtime.ownership import FolderTaken, taken
from shared.support.http import Answer, Client, NotReached, Unreachable, client, in_process_client

LINES = "ndjson"
LACKS = "the hotline that runs here does not say `{name}`: it is of another version, restart it with this one"
NOT_OURS = "{url} answered {status} with what the hotline never says: is it another program? look at the server's log"
UNANSWERED = (
    "{address} gave no complete answer ({error}): whether it was done is not known; look, then run the command again"
)


class Refused(Exception):
    """The command was refused. `lines` is what to show: one for each thing that is wrong."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Fields(dict[str, Any]):
    """An object of an answer. Raises `Refused` for a field that it lacks."""

    def __missing__(self, name: str) -> Never:
        raise Refused([LACKS.format(name=name)])


@asynccontextmanager
async def admin_client(settings: Settings, *, may_create: bool = False) -> AsyncIterator[Client]:
    """A client that may administer. Raises `FolderTaken` if the owner of the folder cannot be reached.

    Raises `NothingHere` where there is no hotline, unless the command may make one.
    """
    owner = taken(settings.data_dir)
    async with _of_own_app(settings, may_create) if owner is None else _of_server(settings, owner) as client:
        yield client


@asynccontextmanager
async def _of_own_app(settings: Settings, may_create: bool) -> AsyncIterator[Client]:
    from shared.runtime.finding import refuse_nothing

    if not may_create:
        await refuse_nothing(settings)
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
        except NotReached:
            raise owner from None
        except Unreachable as error:
            raise Refused([UNANSWERED.format(address=owner.address, error=type(error).__name__)]) from None


def segment(typed: str) -> str:
    """What was typed as one segment of an address: a slash or a question mark in it leads nowhere else."""
    return quote(typed, safe="")


def field_line(field: str, message: str) -> str:
    """What is wrong, after the field, or the file, line and column, that it is about."""
    return f"{field.rstrip(':')}: {message}"


def checked(answer: Answer) -> Fields:
    """The answer's JSON object (without fields if it has no body). Raises `Refused` for a problem, and for no JSON."""
    if not answer.is_success:
        problem = _object(answer)
        errors = [field_line(error["field"], error["message"]) for error in problem.get("errors", [])]
        raise Refused([*errors, problem["detail"]])
    return _object(answer) if answer.content else Fields()


def checked_lines(answer: Answer) -> list[str]:
    """The lines of an answer that has a JSON object a line. Raises `Refused` for a problem, and for no such lines."""
    if not answer.is_success or LINES not in answer.headers.get("content-type", ""):
        checked(answer)
        raise _not_ours(answer)
    return answer.text.splitlines()


def _object(answer: Answer) -> Fields:
    try:
        found = answer.json(object_hook=Fields)
    except ValueError:
        raise _not_ours(answer) from None
    if not isinstance(found, Fields):
        raise _not_ours(answer)
    return found


def _not_ours(answer: Answer) -> Refused:
    return Refused([NOT_OURS.format(url=answer.request.url, status=answer.status_code)])
