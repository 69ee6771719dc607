"""Administration's pages for everyone: the messages of all services as one list, and help."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter, Request, Response

from services.admin.entrypoints.help_parts import samples
from shared.platform.identity.actor import Actor
from shared.platform.settings import Profile
from shared.rules.directory import Role
from shared.support.errors import NotFound
from shared.web.commands import ContextOf
from shared.web.site.navigation import MESSAGES
from shared.web.site.pages import Pages
from shared.web.site.session import CurrentViewer, onlooker

HELP = "/help"
TOPICS: dict[str, frozenset[Role]] = {
    "reporter": frozenset({Role.REPORTER, Role.LEADER, Role.UNIT_HEAD, Role.AGENT}),
    "leader": frozenset({Role.LEADER, Role.UNIT_HEAD}),
    "agent": frozenset({Role.AGENT}),
    "caller": frozenset({Role.COMPLAINT_GROUP, Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD}),
    "unit": frozenset({Role.UNIT_HEAD, Role.UNIT_HANDLER}),
    "supervisor": frozenset({Role.GROUP_SUPERVISOR, Role.CENTRE_HEAD}),
    "oversight": frozenset(
        {Role.CUSTOMER_SERVICE, Role.LINE_EXECUTIVE, Role.AUDITOR, Role.OPERATIONS, Role.ADMINISTRATOR}
    ),
}
"""The pages of help, each with the rules in short, and whose they are."""


def everyones_routes(router: APIRouter, pages: Pages) -> None:
    """Add them."""

    @router.get(MESSAGES)
    async def messages(viewer: CurrentViewer) -> Response:
        """One list of the parts of all services; without script a link to each."""
        return pages.page("messages.html", viewer, here=MESSAGES)

    @router.get(HELP)
    async def contents(viewer: CurrentViewer) -> Response:
        own = [topic for topic, roles in TOPICS.items() if viewer.actor.holds(*roles)]
        others = [topic for topic in TOPICS if topic not in own]
        return pages.page("help.html", viewer, own=own, others=others, asked=tuple(whom_to_ask(viewer.actor)))

    for topic in TOPICS:
        _topic(router, pages, topic)
    _parts(router, pages)
    router.routes += _session().routes


def _topic(router: APIRouter, pages: Pages, topic: str) -> None:
    @router.get(f"{HELP}/{topic}", name=f"help {topic}")
    async def rules(viewer: CurrentViewer) -> Response:
        return pages.page("help_topic.html", viewer, topic=topic)


def _parts(router: APIRouter, pages: Pages) -> None:
    @router.get(f"{HELP}/parts")
    async def parts(viewer: CurrentViewer) -> Response:
        """Every part that pages are made of, in every state: in the demo, for who builds pages."""
        if viewer.context.settings.profile is not Profile.DEMO:
            raise NotFound("not_found", "There is no such page.")
        return pages.page("help_parts.html", viewer, **samples(viewer))


def _session() -> APIRouter:
    """In how many seconds the session ends. Asking is no use of it, unless its person wants to `stay`."""
    router = APIRouter()

    @router.get("/me/session", include_in_schema=False)
    async def session_left(request: Request, context: ContextOf, stay: bool = False) -> Response:
        viewer = await onlooker(request, context, used=stay)
        if viewer is None:
            return Response(status_code=204)
        return Response(str(viewer.session_left), headers={"Cache-Control": "no-store"}, media_type="text/plain")

    return router


def whom_to_ask(actor: Actor) -> Iterator[tuple[str, str]]:
    """Whom this person may ask: a code of who that is, and the names, by the directory of now."""
    directory, office = actor.directory, actor.directory.leader_of(actor.staff_id)
    found: Iterable[tuple[str, tuple[str | None, ...]]] = (
        ("leader", (office.holder_id,) if office is not None else ()),
        ("head", (directory.head_of(actor.person.unit_id),)),
        ("duty", directory.duty_desk(actor.person.unit_id, actor.at)),
        ("supervisor", directory.holders(Role.GROUP_SUPERVISOR)),
    )
    for code, staff in found:
        people = [directory.person(staff_id) for staff_id in staff if staff_id != actor.staff_id]
        names = [person.name for person in people if person is not None]
        if names:
            yield code, "、".join(names)
