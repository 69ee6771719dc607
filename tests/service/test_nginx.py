"""The real nginx with the product's own file, in front of processes that only say who they are or stay silent."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from deploy.servers.nginx import Nginx, Tls
from deploy.servers.ports import free_port
from shared.contracts.services import PROCESSES
from tests.harness.raw_client import RawClient

KEY = {"Idempotency-Key": "k"}
MORE_THAN_THE_BURST = 400


class Upstream:
    """A process behind nginx: answers with its name, and remembers what it was asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []
        self.silent = False
        self.awake = asyncio.Event()

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                headers = {
                    name.lower(): value for name, _, value in (line.partition(": ") for line in head.split("\r\n"))
                }
                await reader.readexactly(int(headers.get("content-length", 0)))
                self.asked.append(head.split("\r\n")[0].rsplit(" ", 1)[0])
                if self.silent:
                    await self.awake.wait()
                if self.asked[-1].startswith("GET /live/callback"):
                    writer.write(f"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: {self.name}\n\n".encode())
                    await self.awake.wait()
                    return
                writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(self.name)}\r\n\r\n{self.name}".encode())
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


class Front:
    """nginx, and two processes of each service."""

    def __init__(
        self,
        address: str,
        upstreams: dict[str, list[Upstream]],
        servers: dict[str, asyncio.Server],
        http: httpx.AsyncClient,
    ) -> None:
        self.host, port = address.split(":")
        self.port = int(port)
        self.upstreams = upstreams
        self._servers = servers
        self.http = http

    @property
    def asked(self) -> list[str]:
        """What reached any process."""
        return [line for pair in self.upstreams.values() for each in pair for line in each.asked]

    def lose(self, service: str) -> None:
        """Let all processes of a service be gone; none has a connection open."""
        for each in self.upstreams[service]:
            self._servers[each.name].close()


@pytest.fixture
def allowed() -> str:
    """What stands in the file with the addresses of WeCom."""
    return ""


@pytest.fixture
def tls(tmp_path: Path) -> Tls:
    """A second address with a certificate of our own making."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "hotline.pem").write_bytes(made.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "hotline.tls.key").write_bytes(secret)
    return Tls(
        listen=f"127.0.0.1:{free_port()}", certificate=tmp_path / "hotline.pem", key=tmp_path / "hotline.tls.key"
    )


@pytest.fixture
async def front(tmp_path: Path, allowed: str, tls: Tls) -> AsyncIterator[Front]:
    """Ready."""
    upstreams = {name: [Upstream(f"{name}-{number}") for number in (1, 2)] for name in PROCESSES}
    everybody = [each for pair in upstreams.values() for each in pair]
    address = f"127.0.0.1:{free_port()}"
    if allowed:
        (tmp_path / "nginx" / "wecom_allow").mkdir(parents=True)
        (tmp_path / "nginx" / "wecom_allow" / "addresses").write_text(allowed, "utf-8")
    async with AsyncExitStack() as stack:
        servers = {each.name: await asyncio.start_server(each.answer, "127.0.0.1", 0) for each in everybody}
        addresses = {name: [_address(servers[each.name]) for each in pair] for name, pair in upstreams.items()}
        stack.enter_context(Nginx(tmp_path / "nginx", address, addresses, tls))
        url = f"http://{address}"
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=url, trust_env=False, timeout=30))
        yield Front(address, upstreams, servers, http)
        for each in everybody:
            each.awake.set()
        for server in servers.values():
            server.close()


def _address(server: asyncio.Server) -> str:
    """Where it listens."""
    host, port = server.sockets[0].getsockname()
    return f"{host}:{port}"


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/docs",
        "/docs/oauth2-redirect",
        "/openapi.json",
        "/static-offline-docs/x.js",
        "/.env",
        "/a/.git/config",
    ],
)
async def test_figures_documents_and_hidden_files_are_not_for_those_outside(front: Front, path: str) -> None:
    answer = await front.http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert (answer.json()["code"], answer.json()["status"]) == ("not_found", 404)
    assert front.asked == []


async def test_browsers_are_told_to_stay_with_tls_over_tls_only(front: Front, tls: Tls) -> None:
    trusted = ssl.create_default_context(cafile=str(tls.certificate))
    async with httpx.AsyncClient(base_url=f"https://{tls.listen}", verify=trusted, trust_env=False) as over_tls:
        for path in ("/livez", "/metrics"):  # one that is passed on, one that nginx refuses itself
            told = (await over_tls.get(path)).headers
            assert told.get_list("Strict-Transport-Security") == ["max-age=31536000"]
            assert "Strict-Transport-Security" not in (await front.http.get(path)).headers


async def test_a_stream_is_passed_on_piece_by_piece_by_the_service_it_is_of(front: Front) -> None:
    async with front.http.stream("GET", "/live/callback") as answer:
        assert (await anext(answer.aiter_text())).startswith("data: callback-")
    assert (await front.http.get("/live/nothing")).text.startswith("escalation")


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/", "escalation"),
        ("/livez", "escalation"),
        ("/api/intake/reports", "intake"),
        ("/api/callback/tasks", "callback"),
        ("/api/platform/me", "admin"),
        ("/api/platform/quality-items", "intake"),
        ("/api/platform/directory", "admin"),
        ("/admin", "admin"),
        ("/admin/directory/import", "admin"),
        ("/admin/quality", "intake"),
        ("/wecom/claims/callback", "intake"),
        ("/static/callback/desk.css", "callback"),
        ("/messages", "admin"),
        ("/messages/intake/seen", "intake"),
        ("/parts/escalation/messages", "escalation"),
        ("/help/leader", "admin"),
        ("/static/site/live.js", "escalation"),
    ],
)
async def test_a_path_leads_to_its_service(front: Front, path: str, service: str) -> None:
    for headers in ({}, KEY):
        assert (await front.http.post(path, headers=headers)).text.startswith(service)


@pytest.mark.parametrize(
    ("path", "bytes_taken", "bytes_refused"),
    [
        ("/api/intake/reports", 256 * 1024, 320 * 1024),
        ("/wecom/claims/callback", 64 * 1024, 65 * 1024),
        ("/api/platform/directory", 20 * 1024 * 1024, 65 * 1024 * 1024),
        ("/admin/directory/files", 20 * 1024 * 1024, 65 * 1024 * 1024),
        ("/api/platform/directory/x", 256 * 1024, 320 * 1024),
    ],
)
async def test_only_a_directory_may_be_large(front: Front, path: str, bytes_taken: int, bytes_refused: int) -> None:
    assert (await front.http.post(path, content=b"x" * bytes_taken)).status_code == 200
    begun = await RawClient.connect(front.host, front.port)
    begun.send(f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {bytes_refused}\r\n\r\n".encode())
    status, headers, body = await begun.answer()
    assert (status, headers["content-type"]) == (413, "application/problem+json")
    assert b'"code":"too_large"' in body
    await begun.close()


@pytest.mark.parametrize("headers", [{}, KEY])
async def test_when_nobody_is_behind_it_says_so_as_a_service_would_with_a_key_too(
    front: Front, headers: dict[str, str]
) -> None:
    front.lose("intake")
    answer = await front.http.post("/api/intake/reports", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (502, "application/problem+json")
    assert (answer.json()["code"], answer.headers["retry-after"]) == ("unavailable", "1")


@pytest.mark.parametrize("allowed", ["allow 192.0.2.0/24;\ndeny all;\n"])
async def test_only_the_addresses_that_are_allowed_push_as_wecom(front: Front) -> None:
    answer = await front.http.post("/wecom/claims/callback")
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert (await front.http.get("/livez")).status_code == 200
    assert front.asked == ["GET /livez"]


@pytest.mark.parametrize("path", ["/wecom/claims/callback", "/api/intake/reports"])
async def test_what_a_silent_process_does_not_answer_the_next_one_does(front: Front, path: str) -> None:
    silent, other = front.upstreams["intake"]
    silent.silent = True
    answers = [await front.http.post(path, headers=KEY) for _ in range(2)]
    assert [answer.text for answer in answers] == [other.name] * 2
    assert len(silent.asked) == 1


async def test_what_has_no_key_is_asked_once(front: Front) -> None:
    silent, other = front.upstreams["intake"]
    silent.silent = True
    asking = [asyncio.create_task(front.http.post("/api/intake/reports")) for _ in range(2)]
    done, waiting = await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
    assert [each.result().text for each in done] == [other.name]
    silent.awake.set()
    assert [(await each).text for each in waiting] == [silent.name]
    assert len(front.asked) == 2


async def test_an_address_that_asks_without_end_is_told_to_wait_and_others_are_answered(front: Front) -> None:
    async def asks() -> int:
        client = await RawClient.connect(front.host, front.port)
        client.send(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
        status, headers, _ = await client.answer()
        await client.close()
        assert status != 429 or headers["retry-after"] == "1"
        return status

    asked = asyncio.gather(*[asks() for _ in range(MORE_THAN_THE_BURST)])
    statuses = await asked
    assert set(statuses) == {200, 429}
    other = await RawClient.connect(front.host, front.port, source="127.0.0.2")
    other.send(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
    assert (await other.answer())[0] == 200
    await other.close()


async def test_what_the_services_refuse_is_passed_on_as_it_is(front: Front) -> None:
    answer = await front.http.get("/livez")
    assert "strict-transport-security" not in answer.headers, "only where TLS is"
    assert "content-security-policy" not in answer.headers, "the services say that"
