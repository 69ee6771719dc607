"""The pages of the audit and of security events: who did, read or was refused what, newest first, by filters."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Response
from pydantic import Field, NaiveDatetime

from services.admin.application.overseeing import AUDITED, Overseeing
from services.admin.entrypoints.pages_admin import AdminPages
from shared.platform.audit_reading import AuditFilter, AuditKind, AuditView
from shared.platform.identity.actions import Action
from shared.platform.identity.permissions import require
from shared.platform.security_events import SecurityKind
from shared.support.local_time import SHANGHAI
from shared.web.schemas import Body, Id
from shared.web.site.forms import FilledForm, queried
from shared.web.site.session import CurrentViewer, Viewer

AUDIT, SECURITY = "/admin/audit", "/admin/security"
A_PAGE = 30

Cursor = Annotated[int, Field(ge=1, lt=2**53)]


class AuditAsk(Body):
    """Which audit rows: of which service and kind, of whom, which act, which case, from when until when (Shanghai)."""

    service: Literal["platform", "intake", "escalation", "callback"] = "platform"
    kind: AuditKind | None = None
    person: Id | None = None
    action: Id | None = None
    subject: Id | None = None
    since: NaiveDatetime | None = None
    until: NaiveDatetime | None = None
    cursor: Cursor | None = None

    def wanted(self) -> AuditFilter:
        """As a filter."""
        return AuditFilter(
            subject=self.subject,
            kind=self.kind,
            person=self.person,
            action=self.action,
            since=_in_shanghai(self.since),
            until=_in_shanghai(self.until),
        )


class SecurityAsk(Body):
    """Which security events."""

    kind: SecurityKind | None = None
    cursor: Cursor | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditPages:
    """Both pages."""

    admin: AdminPages
    overseeing: Overseeing

    async def audit(self, viewer: Viewer, form: FilledForm[AuditAsk]) -> Response:
        """A page of audit rows."""
        require(viewer.actor, Action.READ_AUDIT)
        rows: list[AuditView] = []
        more: int | None = None
        if form.parsed is not None:
            asked = form.body
            rows, more = await self.overseeing.audited(
                viewer.actor, asked.service, asked.wanted(), limit=A_PAGE, before=asked.cursor
            )
        values = {"rows": rows, "older": _older(AUDIT, form, more), "audited": AUDITED, "kinds": tuple(AuditKind)}
        return self.admin.page("admin_audit.html", viewer, AUDIT, form, **values)

    async def security(self, viewer: Viewer, form: FilledForm[SecurityAsk]) -> Response:
        """A page of security events."""
        asked = form.parsed or SecurityAsk()
        rows, more = await self.overseeing.security_events(viewer.actor, asked.kind, limit=A_PAGE, before=asked.cursor)
        values = {"rows": rows, "older": _older(SECURITY, form, more), "kinds": tuple(SecurityKind)}
        return self.admin.page("admin_security.html", viewer, SECURITY, form, **values)


def audit_page_routes(router: APIRouter, pages: AuditPages) -> None:
    """Add both pages."""

    @router.get(AUDIT)
    async def audit(
        viewer: CurrentViewer, form: Annotated[FilledForm[AuditAsk], Depends(queried(AuditAsk))]
    ) -> Response:
        return await pages.audit(viewer, form)

    @router.get(SECURITY)
    async def security(
        viewer: CurrentViewer, form: Annotated[FilledForm[SecurityAsk], Depends(queried(SecurityAsk))]
    ) -> Response:
        return await pages.security(viewer, form)


def _older(path: str, form: FilledForm[Any], more: int | None) -> str | None:
    """The address of the next part of the list."""
    asked = {name: value for name, value in form.typed.items() if value and name != "cursor"}
    return f"{path}?{urlencode(asked | {'cursor': more})}" if more is not None else None


def _in_shanghai(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=SHANGHAI) if at is not None else None
