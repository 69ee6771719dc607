"""The callback that WeCom calls: the check of the URL, and pushes. How a push is processed is `application.pushes`."""

from typing import Any

from fastapi import APIRouter, Request, Response

from services.intake.application.pushes import Pushes
from services.intake.application.url_checks import UrlChecks
from services.intake.application.wecom_ports import MOST_BYTES
from shared.web.problems import problem
from shared.web.schemas import problems

XML = "application/xml"
TEXT = "text/plain"


def routes(pushes: Pushes, url_checks: UrlChecks) -> APIRouter:
    """The callback of each app."""
    router = APIRouter(prefix="/wecom/{app}", tags=["wecom"])

    @router.get(
        "/callback",
        responses={200: _CHECKED, **problems(403, 404, 503)},
        response_class=Response,
        openapi_extra={"parameters": [*_SIGNED, _ECHOSTR]},
        summary="WeCom checks this URL",
    )
    async def check_url(request: Request) -> Response:
        app = pushes.app(request.path_params["app"])
        return Response(await url_checks.answer(app, _query(request)), media_type=TEXT)

    @router.post(
        "/callback",
        responses={200: _REPLIED, **problems(403, 404, 413, 503)},
        response_class=Response,
        openapi_extra={"parameters": _SIGNED, "requestBody": _PUSH},
        summary="WeCom pushes a message or an event",
    )
    async def push(request: Request) -> Response:
        app = pushes.app(request.path_params["app"])
        body = await _bounded(request)
        if body is None:
            return problem(413, "too_large", f"A push may have at most {MOST_BYTES} bytes.")
        reply = await pushes.receive(app, _query(request), body)
        return Response(reply, media_type=XML) if reply else Response(media_type=TEXT)

    return router


def _query(request: Request) -> str:
    """The raw query: decoding it would turn a plus into a space."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("latin-1")


async def _bounded(request: Request) -> bytes | None:
    """The body, None for one that is larger than `MOST_BYTES`; reading stops there."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return None
    return body


def _parameter(name: str, place: str, description: str, **schema: Any) -> dict[str, Any]:  # noqa: ANN401
    schema = {"type": "string"} | schema
    return {"name": name, "in": place, "required": True, "description": description, "schema": schema}


_SIGNED = [
    _parameter("app", "path", "理赔小助手 or 95518客户服务", enum=["claims", "service"]),
    _parameter("msg_signature", "query", "sha1 of token, timestamp, nonce and encrypted text, sorted and joined"),
    _parameter("timestamp", "query", "Unix seconds; what is more than ten minutes away from now is refused"),
    _parameter("nonce", "query", "any text"),
]
_ECHOSTR = _parameter("echostr", "query", "an encrypted number, base64; each is answered once")
_PUSHED = "<xml><ToUserName><![CDATA[wwdemo]]></ToUserName><Encrypt><![CDATA[…]]></Encrypt></xml>"
_ANSWERED = (
    "<xml><Encrypt><![CDATA[…]]></Encrypt><MsgSignature><![CDATA[…]]></MsgSignature>"
    "<TimeStamp>1795395600</TimeStamp><Nonce><![CDATA[…]]></Nonce></xml>"
)
_PUSH = {
    "required": True,
    "description": f"the encrypted message, at most {MOST_BYTES} bytes",
    "content": {XML: {"schema": {"type": "string"}, "example": _PUSHED}},
}
_TEXT_BODY = {"schema": {"type": "string"}}
_CHECKED = {
    "description": "the decrypted echostr, bare",
    "content": {TEXT: _TEXT_BODY | {"example": "1616140317555161061"}},
}
_REPLIED = {
    "description": "the encrypted passive reply, the same for each redelivery; empty when there is no reply now",
    "content": {XML: _TEXT_BODY | {"example": _ANSWERED}, TEXT: _TEXT_BODY | {"example": ""}},
}
