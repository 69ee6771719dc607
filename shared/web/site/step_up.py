"""Acts of administration ask for a sign-in of a moment ago: a desk that was left open gives no one the power to act.

A form that is sent too late is not lost: the page that asks to sign in again holds it, and gives it back afterwards.
Reading needs nothing of it, and neither do other acts.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel

from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.support.errors import Forbidden
from shared.web.site.forms import FilledForm, filled
from shared.web.site.session import CurrentViewer, Viewer

B = TypeVar("B", bound=BaseModel)

FRESH = timedelta(minutes=15)
"""For so long after a sign-in, in real time, a person may administer."""

SIGN_IN_AGAIN = "/sign-in/again"


class SignInAgain(Forbidden):
    """They signed in too long ago. `back`: the page that leads here; `sent_to` and `kept`: the form as it was sent."""

    def __init__(self, back: str, sent_to: str = "", kept: str = "") -> None:
        super().__init__("sign_in_again", "Sign in again before you administer.")
        self.back = back
        self.sent_to = sent_to
        self.kept = kept


def is_fresh(viewer: Viewer) -> bool:
    """True if the session began a moment ago."""
    return viewer.context.wall() - viewer.session.began_at < FRESH


def must_be_fresh(viewer: Viewer, back: str, form: FilledForm[Any] | None = None) -> None:
    """Raise `SignInAgain` unless the session is fresh."""
    if is_fresh(viewer):
        return
    if form is None:
        raise SignInAgain(back)
    raise SignInAgain(back, form.path, form.raw.decode())


def confirmed(model: type[B], back: str, action: Action) -> Callable[..., Awaitable[FilledForm[B]]]:
    """The dependency that reads a form as `filled` does, of a person who may do this and signed in a moment ago."""
    fill = filled(model)

    async def read(request: Request, viewer: CurrentViewer) -> FilledForm[B]:
        form = await fill(request, viewer)
        require(viewer.actor, action)
        must_be_fresh(viewer, back, form)
        return form

    return read
