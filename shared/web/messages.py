"""The route of the message box, the same in every service: a person reads the messages sent to them."""

from fastapi import APIRouter

from shared.engine.db.database import Database
from shared.engine.notifications.box import MessageView, read_box
from shared.web.commands import PageOf, SignedIn
from shared.web.schemas import Listed, problems


def message_routes(router: APIRouter, database: Database) -> None:
    """Add the message box of a service to its router."""

    @router.get("/messages", responses=problems(401, 422, 503), summary="My messages, newest first")
    async def messages(actor: SignedIn, page: PageOf) -> Listed[MessageView]:
        async with database.reading() as connection:
            items, more = await read_box(connection, actor.staff_id, limit=page.limit, before=page.cursor)
        return Listed(items=items, next=str(more) if more else None)
