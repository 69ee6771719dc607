"""An answer that is none of the hotline's, or is cut off, is refused in one line by every command."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from services.cli import admin_client
from services.cli.main import REFUSED, TAKEN, main
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.runtime.ownership import Ownership

JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html"}
COMMANDS = (
    ("token", "list"),
    ("token", "issue", "S0118"),
    ("dead-letters", "list"),
    ("export", "x"),
    ("erase", "x", "--reason", "asked"),
    ("retention",),
    ("clock", "status"),
    ("clock", "set-back", "--reason", "wrong"),
    ("policy", "check"),
    ("import-directory", "deploy/demo"),
)
STRANGE = {
    "a proxy's page": httpx.Response(502, headers=HTML, text="<html>Bad Gateway</html>"),
    "a page as if all were well": httpx.Response(200, headers=HTML, text="<html>Hello</html>"),
    "a server that broke": httpx.Response(500, text="Internal Server Error"),
    "an empty refusal": httpx.Response(503),
    "JSON that is cut off": httpx.Response(200, headers=JSON, content=b'{"items": ['),
    "JSON that is no object": httpx.Response(200, headers=JSON, content=b'"fine"'),
    "an object of another version": httpx.Response(200, headers=JSON, content=b"{}"),
    "nothing at all": httpx.Response(200),
    "a refusal without its reason": httpx.Response(409, headers=JSON, content=b'{"title": "Conflict"}'),
    "no text": httpx.Response(200, headers=JSON, content=b"\xff\xfe"),
}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[object], None]]:
    """A running hotline; gives it an answer, or an error of the connection."""
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path))
    owner = Ownership(tmp_path)
    owner.take()
    owner.announce("http://hotline")
    LocalAdminToken("secret").write_to(tmp_path)
    said: list[object] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if isinstance(said[-1], httpx.Response):
            return said[-1]
        raise said[-1]  # type: ignore[misc]

    @asynccontextmanager
    async def client(address: str, *, token: str) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url=address) as http:
            yield http

    monkeypatch.setattr(admin_client, "client", client)
    yield said.append
    owner.release()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_a_strange_answer_is_one_line_whatever_was_asked(
    server: Callable[[object], None], capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    for strange, answer in STRANGE.items():
        server(answer)
        assert (strange, main(command)) == (strange, REFUSED)
        said = capsys.readouterr()
        assert (strange, said.err.count("\n"), "Traceback" in said.err) == (strange, 1, False)


@pytest.mark.parametrize("error", [httpx.ReadTimeout("late"), httpx.ReadError("cut"), httpx.RemoteProtocolError("cut")])
def test_without_an_answer_it_is_not_said_that_nothing_was_done(
    server: Callable[[object], None], capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    server(error)
    assert main(["erase", "x", "--reason", "asked"]) == REFUSED
    assert "whether it was done is not known; look" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["owner.lock", "local-admin.token"])
@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe\x00", b"a b\nc", b"17 nowhere", "一".encode()])
def test_a_damaged_file_of_the_running_server_is_one_line(
    server: Callable[[object], None], tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, damaged: bytes
) -> None:
    (tmp_path / name).write_bytes(damaged)
    assert main(["token", "list"]) == TAKEN
    assert capsys.readouterr().err.count("\n") == 1


def test_a_server_that_is_not_there_any_more_has_the_folder_still(
    server: Callable[[object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    server(httpx.ConnectError("refused"))
    assert main(["token", "list"]) == TAKEN
    assert "is in use by process" in capsys.readouterr().err
