"""Many requests at once, straight to the ASGI app: an HTTP client would take longer than the hotline."""

import json
from typing import Any, NamedTuple

from starlette.types import ASGIApp, Message


class Answer(NamedTuple):
    """The answer."""

    status: int
    body: dict[str, Any]


async def post(app: ASGIApp, path: str, token: str, key: str, body: dict[str, Any]) -> Answer:
    """Send one request with this token."""
    content = json.dumps(body, ensure_ascii=False).encode()
    headers = {
        "host": "hotline",
        "authorization": f"Bearer {token}",
        "idempotency-key": key,
        "content-type": "application/json",
        "content-length": str(len(content)),
    }
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("hotline", 80),
        "client": ("parallel", 1),
    }
    sent = [{"type": "http.request", "body": content, "more_body": False}]
    heard: list[Message] = []

    async def receive() -> Message:
        return sent.pop() if sent else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        heard.append(message)

    await app(scope, receive, send)
    answered = b"".join(message.get("body", b"") for message in heard)
    return Answer(heard[0]["status"], json.loads(answered))
