"""The routes of the message box, the same in every service: a person reads the messages sent to them, and says so."""

from fastapi import APIRouter
from pydantic import ConfigDict, Field

from shared.engine.db.database import Database
from shared.engine.notifications.box import NEWEST, MessageView, mark_seen, read_box
from shared.web.commands import PageOf, SignedIn
from shared.web.schemas import Body, Listed, problems


class SeenBody(Body):
    """Up to which message, by its position, a person has read theirs."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"up_to": 41}]})

    up_to: int = Field(ge=0, le=NEWEST)


class Unread(Body):
    """How many messages are unread still, at most 100 of them counted."""

    unread: int


def message_routes(router: APIRouter, database: Database) -> None:
    """Add the message box of a service to its router."""

    @router.get("/messages", responses=problems(401, 422, 503), summary="My messages, newest first")
    async def messages(actor: SignedIn, page: PageOf) -> Listed[MessageView]:
        async with database.reading() as connection:
            items, more = await read_box(connection, actor.staff_id, limit=page.limit, before=page.cursor)
        return Listed(items=items, next=str(more) if more else None)

    @router.post("/messages/seen", responses=problems(401, 413, 422, 503), summary="I have read my messages up to one")
    async def seen(actor: SignedIn, body: SeenBody) -> Unread:
        return Unread(unread=await mark_seen(database, actor.staff_id, up_to=body.up_to, now=actor.at))
