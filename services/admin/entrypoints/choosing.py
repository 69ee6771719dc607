"""Routes of what a form lets people choose from: units, staff, causes, reasons; for everybody who is signed in."""

import asyncio
from collections.abc import Iterator
from itertools import islice
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query

from services.admin.application import choosing
from services.admin.application.choosing import CauseChoice, ReasonChoice, StaffChoice, UnitChoice
from shared.contracts.words import Line
from shared.platform.privacy.budgets import privacy_policy
from shared.platform.shown_names import ShownNames
from shared.rules.directory import Role
from shared.web.commands import ContextOf, Page, PageOf, SignedIn
from shared.web.schemas import Id, Listed, Name, problems

T = TypeVar("T")

READING = problems(401, 422, 503)
Typed = Annotated[Name, Query(description="part of the id or the name", examples=["鼓楼"])]
Below = Annotated[Id | None, Query(description="at this unit or below it; `mine`: one's own", examples=["mine"])]


def choosing_routes(router: APIRouter, shown: ShownNames) -> None:
    """Add them."""

    @router.get("/units", responses=READING, summary="Units to choose from")
    async def units(
        actor: SignedIn, page: PageOf, q: Typed = "", line: Line | None = None, unit: Below = None
    ) -> Listed[UnitChoice]:
        below = actor.person.unit_id if unit == "mine" else unit
        return _part(choosing.units(actor.directory, q=q.strip(), line=line, below=below), page)

    @router.get("/staff", responses=problems(401, 422, 429, 503), summary="Staff to choose from")
    async def staff(
        actor: SignedIn,
        page: PageOf,
        q: Typed = "",
        line: Line | None = None,
        unit: Below = None,
        role: Role | None = None,
    ) -> Listed[StaffChoice]:
        below = actor.person.unit_id if unit == "mine" else unit
        found = choosing.staff(actor.directory, q=q.strip(), line=line, below=below, role=role)
        listed = await asyncio.to_thread(_part, found, page)  # many are looked through if few are found
        shown.show(actor.staff_id, (each.staff_id for each in listed.items))
        return listed

    @router.get("/causes", responses=READING, summary="Causes that a report may name today")
    async def causes(actor: SignedIn, context: ContextOf, page: PageOf, q: Typed = "") -> Listed[CauseChoice]:
        return _part(choosing.causes(context.policies, context.clock.now(), q=q.strip()), page)

    @router.get("/reasons", responses=READING, summary="Reasons for a reveal or a look-up to choose from")
    async def reasons(actor: SignedIn, context: ContextOf, page: PageOf, q: Typed = "") -> Listed[ReasonChoice]:
        policy = privacy_policy(context.policies, actor, context.clock.now())
        return _part(choosing.reasons(policy, q=q.strip()), page)


def _part(found: Iterator[T], page: Page) -> Listed[T]:
    """At most so many from the cursor on; what comes after them is not looked at."""
    skip = page.cursor or 0
    items = list(islice(found, skip, skip + page.limit + 1))
    return Listed(items=items[: page.limit], next=str(skip + page.limit) if len(items) > page.limit else None)
