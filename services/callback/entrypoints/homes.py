"""The homes of a case: the pages around it, at which people act, and what all of them do the same."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from fastapi import Response

from services.callback.entrypoints.api import Api
from services.callback.entrypoints.forms_acts import renamed
from services.callback.entrypoints.forms_desk import Later, Said
from services.callback.entrypoints.presenters_desk import case_card, found_units
from shared.platform.command_request import CommandRequest
from shared.platform.identity.actions import Action
from shared.platform.privacy.revealing import Values
from shared.rules.directory import Unit
from shared.support.errors import FieldError
from shared.web.site.forms import EMPTY, FilledForm, submit
from shared.web.site.session import Viewer

Form = FilledForm[Any]
Run = Callable[[CommandRequest], Awaitable[object]]
MOST_MEANT = 8
"""Units listed when a written one is not clear."""

DONE = ("outcome", "complaint", "marked_late")
"""Acts after which a page says that they were done."""


class Home(Protocol):
    """The page around a case."""

    prefix: str

    def address(self, case_id: str) -> str:
        """The page with this case."""

    async def show(
        self, viewer: Viewer, case_id: str | None, form: Form = EMPTY, *, act: str = "", revealed: Values | None = None
    ) -> Response:
        """The page with this case; `act` is the one whose form was refused."""


async def panel_of(
    api: Api, viewer: Viewer, case_id: str | None, form: Form, act: str, revealed: Values | None
) -> dict[str, Any]:
    """The values of the panel that shows a case (`case_panel.html`), with its forms; without a case an empty one."""
    card, rights = None, frozenset[Action]()
    if case_id is not None:
        case = await api.reading.case(viewer.actor, case_id)
        allowed = await api.unit.callers_to_allow(viewer.actor, case_id) if "override_independence" in case.acts else ()
        card = case_card(case, viewer, revealed, units_meant(form, act, viewer), allowed)
        rights = await api.looking.rights(viewer.actor, case_id)
    return {
        "card": card,
        "reveals": Action.REVEAL in rights,
        "adds": Action.DETAILS in rights,
        "revealed": revealed or {},
        "form": form,
        "act": act,
        "empty": EMPTY,
        "sayings": tuple(Said),
        "laters": tuple(Later),
        "scripts": {each.kind: each.lines(viewer.language) for each in viewer.context.policies.scripts(viewer.now)},
    }


async def acted(
    home: Home,
    viewer: Viewer,
    case_id: str,
    act: str,
    form: FilledForm[Any],
    run: Run,
    *,
    places: Mapping[str, str] | None = None,
) -> Response:
    """An act on a case: back to it, or its page again with why not. `places`: names that fields have in the form."""

    async def again(refused: FilledForm[Any]) -> Response:
        errors = renamed(refused.errors, dict(places or {}))
        return await home.show(viewer, case_id, replace(refused, errors=errors), act=act)

    return await submit(viewer, form, run, then=home.address(case_id), again=again)


def unit_meant(text: str | None, viewer: Viewer) -> tuple[str, tuple[FieldError, ...]]:
    """The one unit that was written; what is wrong if there is none, or several."""
    if not text:
        return "", ()
    meant = found_units(text, viewer.actor.directory)
    if len(meant) == 1:
        return meant[0].unit_id, ()
    if not meant:
        return "", (FieldError("other", "unknown", "There is no such unit."),)
    return "", (FieldError("unit", "not_clear", "Several units have this in their name."),)


def units_meant(form: Form, act: str, viewer: Viewer) -> list[Unit]:
    """The units among which a person has to choose who wrote a part of a name."""
    unclear = act in ("dispatch", "transfer") and any(error.code == "not_clear" for error in form.errors)
    return found_units(form.typed["other"], viewer.actor.directory)[:MOST_MEANT] if unclear else []
