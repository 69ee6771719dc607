"""Routes of data-quality items. They are administration's addresses, and belong to the service that has the reports."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Response
from pydantic import ConfigDict, Field

from services.intake.application.quality_items import ClosedItemView, QualityItems, QualityItemView
from shared.web.commands import CommandRequestOf, PageOf, SignedIn, answer
from shared.web.schemas import COMMANDING, Body, Id, Listed, free_text, problems

Item = Annotated[int, Path(ge=1, lt=2**53, examples=[1])]


class ResolveBody(Body):
    """Who the unknown reporter or person complained of is; for another item, nothing or a reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"staff_id": "S0118"}]})

    staff_id: Id | None = None
    reason: Annotated[str, free_text(200)] | None = None


class DismissBody(Body):
    """Why nothing is to be put right."""

    reason: Annotated[str, free_text(200, least=1), Field(examples=["外部查勘员，不在通讯录"])]


def quality_routes(items: QualityItems) -> APIRouter:
    """The router; nginx sends these addresses to intake."""
    router = APIRouter(prefix="/api/platform/quality-items", tags=["platform"])

    @router.get("", responses=problems(401, 403, 422, 503), summary="What reports showed to be missing from our data")
    async def listed(
        actor: SignedIn, page: PageOf, state: Annotated[Literal["open", "done"], Query()] = "open"
    ) -> Listed[QualityItemView]:
        is_open = state == "open"
        found, more = await items.listed(actor, is_open=is_open, limit=page.limit, before=page.cursor)
        return Listed(items=found, next=str(more) if more else None)

    @router.post(
        "/{item}/resolve", responses=COMMANDING, response_model=ClosedItemView, summary="Our data is right now"
    )
    async def resolve(item: Item, request: CommandRequestOf, body: ResolveBody | None = None) -> Response:
        said = body or ResolveBody()
        return answer(await items.resolve(request, item, staff_id=said.staff_id, reason=said.reason))

    @router.post(
        "/{item}/dismiss", responses=COMMANDING, response_model=ClosedItemView, summary="Nothing is to be put right"
    )
    async def dismiss(item: Item, body: DismissBody, request: CommandRequestOf) -> Response:
        return answer(await items.dismiss(request, item, reason=body.reason))

    return router
