"""The pages of tokens and of sessions: who can sign in, who is signed in, and how either ends."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Response
from pydantic import Field

from services.admin.application.administration import Administration
from services.admin.application.choosing import person_meant
from services.admin.application.signing_in import SigningIn
from services.admin.application.views import IssuedToken
from services.admin.entrypoints.pages_admin import AdminPages, NoFields, by_of
from services.admin.entrypoints.schemas import LONGEST_LIFE_DAYS
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.platform.identity.tokens import USUAL_LIFE_DAYS, TokenView
from shared.support.errors import Invalid, NotFound
from shared.web.schemas import Body, Id, Name
from shared.web.site.forms import EMPTY, FilledForm, queried, submit
from shared.web.site.session import CurrentViewer, Viewer
from shared.web.site.step_up import confirmed

TOKENS, SESSIONS = "/admin/tokens", "/admin/sessions"
MOST_ROWS, MOST_ENDED = 15, 10
"""So many valid tokens are shown at once, and so many of those that ended last."""


class IssueForm(Body):
    """Whom a token is for, by id or name, for how many real days, and what it is for."""

    person: Name
    days: Annotated[int, Field(ge=1, le=LONGEST_LIFE_DAYS)] = USUAL_LIFE_DAYS
    label: Name = "page"


class RevokeForm(Body):
    """Which token, by the button of its row: one form serves all rows."""

    token: Id


class WhoseForm(Body):
    """Of whom a list is, by id or name; how many rows come before those that are shown."""

    person: Name | None = None
    skip: Annotated[int, Field(ge=0, lt=2**31)] = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CredentialPages:
    """Both pages."""

    admin: AdminPages
    administration: Administration
    signing_in: SigningIn

    async def tokens(
        self,
        viewer: Viewer,
        form: FilledForm[Any] = EMPTY,
        *,
        whose: FilledForm[WhoseForm] = EMPTY,
        issued: IssuedToken | None = None,
    ) -> Response:
        """The tokens that are valid, then those that ended; `issued`: one whose secret is shown this once."""
        require(viewer.actor, Action.ADMINISTER)
        staff_id = await _whose(viewer, whose)
        if staff_id is None:
            found = await self.administration.tokens()
        else:
            found = await self.administration.tokens_of(staff_id)
        valid = [token for token in found if is_valid(token, viewer)]
        ended = [token for token in reversed(found) if not is_valid(token, viewer)]
        skip = whose.parsed.skip if whose.parsed is not None else 0
        values = {"valid": valid[skip : skip + MOST_ROWS], "count": len(valid), "ended": ended[:MOST_ENDED]}
        values |= {"further": _further(whose, skip, len(valid)), "whose": whose, "issued": issued}
        values |= {"usual": USUAL_LIFE_DAYS}
        return self.admin.page("admin_tokens.html", viewer, TOKENS, form, **values)

    async def issue(self, viewer: Viewer, form: FilledForm[IssueForm]) -> Response:
        """Issue a token and show its secret in the answer, which stands in no address and is gone with the page."""
        issued: list[IssuedToken] = []

        async def issue(_: object) -> None:
            staff_id = await asyncio.to_thread(person_meant, viewer.actor.directory, form.body.person)
            token_id = form.key.partition(".")[0]  # a second click meets the token of the first
            issued.append(
                await self.administration.issue_token(
                    staff_id, label=form.body.label, days=form.body.days, by=by_of(viewer), token_id=token_id
                )
            )

        answer = await submit(viewer, form, issue, then=TOKENS, again=lambda again: self.tokens(viewer, again))
        return await self.tokens(viewer, issued=issued[0]) if issued else answer

    async def revoke(self, viewer: Viewer, form: FilledForm[RevokeForm]) -> Response:
        """Revoke a token; one that was revoked before is left as it is."""

        async def revoke(_: object) -> None:
            with suppress(NotFound):
                await self.administration.revoke_token(form.body.token, by=by_of(viewer))

        return await submit(viewer, form, revoke, then=TOKENS, again=lambda again: self.tokens(viewer, again))

    async def sessions(
        self, viewer: Viewer, form: FilledForm[Any] = EMPTY, *, whose: FilledForm[WhoseForm] = EMPTY
    ) -> Response:
        """Who is signed in to the pages now."""
        require(viewer.actor, Action.ADMINISTER)
        found = await self.signing_in.open_sessions(await _whose(viewer, whose))
        values = {"open": found, "whose": whose, "wall": self.admin.context.wall()}
        return self.admin.page("admin_sessions.html", viewer, SESSIONS, form, **values)

    async def end(self, viewer: Viewer, session_id: str, form: FilledForm[NoFields]) -> Response:
        """End a session; one that has ended is left as it is."""

        async def end(_: object) -> None:
            with suppress(NotFound):
                await self.signing_in.end_of_any(session_id, by_of(viewer))

        return await submit(viewer, form, end, then=SESSIONS, again=lambda again: self.sessions(viewer, again))


def is_valid(token: TokenView, viewer: Viewer) -> bool:
    """True if the token signs its person in now."""
    return token.revoked_at is None and (token.expires_at is None or viewer.now < token.expires_at)


def credential_routes(router: APIRouter, credentials: CredentialPages) -> None:
    """Add both pages."""
    _tokens(router, credentials)
    _sessions(router, credentials)


def _tokens(router: APIRouter, credentials: CredentialPages) -> None:
    @router.get(TOKENS)
    async def tokens(
        viewer: CurrentViewer, whose: Annotated[FilledForm[WhoseForm], Depends(queried(WhoseForm))]
    ) -> Response:
        return await credentials.tokens(viewer, whose=whose)

    @router.post(TOKENS)
    async def issue(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[IssueForm], Depends(confirmed(IssueForm, TOKENS, Action.ADMINISTER))],
    ) -> Response:
        return await credentials.issue(viewer, form)

    @router.post(f"{TOKENS}/revoke")
    async def revoke(
        viewer: CurrentViewer,
        form: Annotated[FilledForm[RevokeForm], Depends(confirmed(RevokeForm, TOKENS, Action.ADMINISTER))],
    ) -> Response:
        return await credentials.revoke(viewer, form)


def _sessions(router: APIRouter, credentials: CredentialPages) -> None:
    @router.get(SESSIONS)
    async def sessions(
        viewer: CurrentViewer, whose: Annotated[FilledForm[WhoseForm], Depends(queried(WhoseForm))]
    ) -> Response:
        return await credentials.sessions(viewer, whose=whose)

    @router.post(SESSIONS + "/{session}/end")
    async def end(
        session: Id,
        viewer: CurrentViewer,
        form: Annotated[FilledForm[NoFields], Depends(confirmed(NoFields, SESSIONS, Action.ADMINISTER))],
    ) -> Response:
        return await credentials.end(viewer, session, form)


def _further(whose: FilledForm[WhoseForm], skip: int, count: int) -> str | None:
    """The address of the next part of the list."""
    if skip + MOST_ROWS >= count:
        return None
    asked = {name: value for name, value in whose.typed.items() if value and name != "skip"}
    return f"{TOKENS}?{urlencode(asked | {'skip': skip + MOST_ROWS})}"


async def _whose(viewer: Viewer, whose: FilledForm[WhoseForm]) -> str | None:
    """The person of whom a list is asked for; one whom the directory does not know is looked for by the id as typed."""
    typed = whose.parsed.person if whose.parsed is not None else None
    if typed is None:
        return None
    try:
        return await asyncio.to_thread(person_meant, viewer.actor.directory, typed)
    except Invalid:
        return typed
