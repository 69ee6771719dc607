"""The page of the rules in force: read only, as the files are their source."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from services.admin.application.choosing import person_meant, unit_meant
from services.admin.application.policies import ForeseenStep, foreseen, rules_of
from services.admin.entrypoints.pages_admin import AdminPages
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.support.errors import Invalid
from shared.support.local_time import SHANGHAI
from shared.web.schemas import Body, Name
from shared.web.site.forms import FilledForm, queried
from shared.web.site.session import CurrentViewer, Viewer

POLICIES = "/admin/policies"


def _in_range(on: date) -> date:
    if not 1900 <= on.year <= 2900:
        raise PydanticCustomError("out_of_range", "This year is out of range.")
    return on


class PolicyAsk(Body):
    """Of which unit and day; and whose report of now is foreseen, with a risk flag or without."""

    unit: Name | None = None
    on: Annotated[date, AfterValidator(_in_range)] | None = None
    person: Name | None = None
    grave: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyPages:
    """The page."""

    admin: AdminPages

    async def policies(self, viewer: Viewer, form: FilledForm[PolicyAsk]) -> Response:
        """The rules of a unit on a day, and whom a report would reach."""
        require(viewer.actor, Action.READ_POLICIES)
        policies, directory = self.admin.context.policies, viewer.actor.directory
        asked, unit_id, steps = form.parsed or PolicyAsk(), None, None
        try:
            unit_id = unit_meant(directory, asked.unit) if asked.unit else None
            steps = await self._steps(viewer, asked.person, grave=asked.grave) if asked.person else None
        except Invalid as wrong:
            form = form.refused(wrong)
        rules = rules_of(policies, directory, unit_id, _noon(asked.on) if asked.on else viewer.now)
        values: dict[str, Any] = {"rules": rules, "steps": steps, "unit": directory.unit(rules.unit_id)}
        return self.admin.page("admin_policies.html", viewer, POLICIES, form, **values)

    async def _steps(self, viewer: Viewer, typed: str, *, grave: bool) -> tuple[ForeseenStep, ...]:
        directory = viewer.actor.directory
        staff_id = await asyncio.to_thread(person_meant, directory, typed)
        return foreseen(self.admin.context.policies, directory, staff_id, viewer.now, grave=grave)


def policy_page_routes(router: APIRouter, pages: PolicyPages) -> None:
    """Add the page."""

    @router.get(POLICIES)
    async def policies(
        viewer: CurrentViewer, form: Annotated[FilledForm[PolicyAsk], Depends(queried(PolicyAsk))]
    ) -> Response:
        return await pages.policies(viewer, form)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)
