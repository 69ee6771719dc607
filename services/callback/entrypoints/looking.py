"""Routes that read personal data, or find a customer's cases by a number: on record, on a budget."""

from fastapi import APIRouter

from services.callback.application.looking import LookUseCases
from shared.platform.privacy.lookups import Found
from shared.web.commands import CommandRequestOf
from shared.web.lookups import LookUpBody
from shared.web.revealing import RevealBody
from shared.web.schemas import LOOKING, Id, Listed


def looking_routes(router: APIRouter, use_cases: LookUseCases) -> None:
    """Reveal and look-up."""

    @router.post("/cases/{id}/reveal", responses=LOOKING, summary="Show personal data, with a reason, on record")
    async def reveal(id: Id, body: RevealBody, request: CommandRequestOf) -> dict[str, str | None]:
        return await use_cases.reveal(request, id, body.asked())

    @router.post("/lookups", responses=LOOKING, summary="A customer's cases by a number, for a purpose, on record")
    async def look_up(body: LookUpBody, request: CommandRequestOf) -> Listed[Found]:
        return Listed(items=await use_cases.look_up(request, body.asked()))
