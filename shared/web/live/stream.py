"""The stream of a service's live lists: `GET /live/<service>`, as server-sent events.

Events: `hello` (time, speed, boot, version), `beat` (time), `row`, `gone`, `count`, `reload`, `call`, `message`, `bye`.
At each beat the session and the rights are looked up again. A stream ends with `bye` and why: `stopping` (the process
stops), `signed_out` (the session has ended, or the person has left), `rights` (their roles are others now), `elsewhere`
(the browser has opened too many).
"""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import AppStatus, EventSourceResponse

from shared.engine.db.database import DatabaseAway
from shared.engine.loops import wait_until_set
from shared.support.errors import Unavailable
from shared.support.host_clock import read_monotonic
from shared.web.live.hub import Hub
from shared.web.live.listener import Listener, encoded
from shared.web.live.lists import AnyList, LiveViewer
from shared.web.site.session import OptionalViewer
from shared.web.site.times import machine_time
from shared.web.site.version import site_version

BEAT = timedelta(seconds=5)
ASKS_AGAIN_AFTER = 5
RETRY_MS = 1000
"""After how long a browser connects again."""

SIGNED_OUT, RIGHTS = "signed_out", "rights"
NOT_ALLOWED = (SIGNED_OUT, RIGHTS)
"""Ends after which nothing is sent that was decided by the rights of before."""

AS_STREAM = "hotline.stream"
"""The extension by which the server counts a connection as a stream; absent, streams are not counted."""

# The server ends the streams itself, before all else (`Server.shutdown`). sse-starlette would cut them off amid an
# answer, which uvicorn logs as an error.
AppStatus.enable_automatic_graceful_drain = False


def live_routes(service: str, hub: Hub, lists: Sequence[AnyList]) -> APIRouter:
    """The router of a service's stream, by which its hub pushes these lists."""
    router = APIRouter()
    hub.add(*lists)

    @router.get(f"/live/{service}", include_in_schema=False)
    async def live(
        request: Request,
        viewer: OptionalViewer,
        last_event_id: Annotated[str | None, Header()] = None,
        after: str | None = None,
    ) -> Response:
        if viewer is None:
            return Response(status_code=204)  # which tells a browser not to connect again
        counted = request.scope.get("extensions", {}).get(AS_STREAM)
        if counted is not None and not counted["begin"]():
            detail = "Too many pages are open; the page asks for its lists instead."
            raise Unavailable("too_many_streams", detail, retry_after=ASKS_AGAIN_AFTER)
        answer = EventSourceResponse(
            events(hub, viewer, last_event_id or after), ping=0, headers={"Cache-Control": "no-store"}
        )
        answer.headers["Connection"] = "close"  # the connection is not used for anything else
        return answer

    return router


async def events(
    hub: Hub, viewer: LiveViewer, last_id: str | None, beat: timedelta | None = None
) -> AsyncIterator[bytes]:
    """All that one stream says, until it ends."""
    listener, beat = hub.join(viewer, last_id), beat or BEAT
    try:
        yield _hello(hub, listener)
        due = read_monotonic() + beat
        while listener.ended_as is None:
            await wait_until_set(listener.woken, max(timedelta(), due - read_monotonic()).total_seconds())
            if listener.beat_due or read_monotonic() >= due:
                due, listener.beat_due = read_monotonic() + beat, False
                await _look_again(hub, listener)
                if listener.ended_as is None:
                    yield listener.take() + _beat(hub, listener)
            elif waiting := listener.take():
                yield waiting + ServerSentEvent(id=hub.position_of(listener)).encode()
        rest = b"" if listener.ended_as in NOT_ALLOWED else listener.take()
        yield rest + encoded("bye", {"why": listener.ended_as})
    finally:
        hub.leave(listener)


def _hello(hub: Hub, listener: Listener) -> bytes:
    facts = {**_time(hub), "boot": hub.boot, "version": site_version(), "replayed": listener.replayed}
    return ServerSentEvent(retry=RETRY_MS).encode() + encoded("hello", facts)


def _beat(hub: Hub, listener: Listener) -> bytes:
    return encoded("beat", _time(hub), hub.position_of(listener))


def _time(hub: Hub) -> dict[str, object]:
    return {"now": machine_time(hub.clock.now()), "speed": hub.speed}


async def _look_again(hub: Hub, listener: Listener) -> None:
    """End the stream if the session has ended or the rights are others; take the directory of now."""
    before = listener.viewer
    try:
        viewer = await before.still_valid()
    except DatabaseAway:  # nothing can be read at all; it is looked up at the next beat
        return
    if viewer is None:
        listener.end(SIGNED_OUT)
    elif (viewer.actor.person.roles, viewer.actor.person.unit_id) != (
        before.actor.person.roles,
        before.actor.person.unit_id,
    ):
        listener.end(RIGHTS)
    else:
        listener.viewer = viewer
        if viewer.actor.directory is not before.actor.directory:  # whom they lead may have changed
            listener.reload()
