"""Signing in to the pages: from an identity that was proved outside to a session, and its end.

Proved by a token, in the demo by choosing a person; other ways (a company's own sign-in, WeCom) call `begin` with the
staff id they found. Begin and end are on record.
"""

from dataclasses import dataclass

from services.admin.application.ports import AuditLog, By
from shared.platform.context import AppContext
from shared.platform.identity.actor import actor_of
from shared.platform.identity.demo import demo_people
from shared.platform.identity.sessions import Session, SessionView
from shared.platform.security_events import SecurityKind
from shared.platform.settings import Profile
from shared.rules.directory import Role
from shared.support.errors import Forbidden, NotFound, Unauthenticated

SIGNED_OUT, ENDED, UNKNOWN = "signed_out", "ended", "unknown"
MOST_SESSIONS = 200
"""So many open sessions are listed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DemoPerson:
    """A person whom a visitor of the demo can be."""

    staff_id: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class SigningIn:
    """The use cases of signing in."""

    context: AppContext
    audit: AuditLog

    def demo_people(self) -> tuple[tuple[Role, tuple[DemoPerson, ...]], ...]:
        """The people to choose from by role, each once; none outside the demo."""
        if self.context.settings.profile is not Profile.DEMO:
            return ()
        directory = self.context.directory.current
        left = list(demo_people(directory))
        groups = []
        for role in (*_ROLES_BEFORE_LEADING, *(role for role in Role if role not in _ROLES_BEFORE_LEADING)):
            found = [person for person in left if role in person.roles]
            left = [person for person in left if role not in person.roles]
            units = {person.unit_id: directory.unit(person.unit_id) for person in found}
            people = tuple(
                DemoPerson(staff_id=each.staff_id, name=each.name, unit=unit.name if unit else "")
                for each in found
                for unit in [units[each.unit_id]]
            )
            if people:
                groups.append((role, people))
        return tuple(sorted(groups, key=lambda group: _ORDER.index(group[0])))

    async def as_demo_person(self, staff_id: str, address: str | None) -> Session:
        """A session of a person of the directory. Raises `Forbidden` outside the demo, `Unauthenticated`."""
        if self.context.settings.profile is not Profile.DEMO:
            raise Forbidden("demo_only", "Choosing a person is possible in the demo only.")
        return await self.begin(staff_id, address, how="demo")

    async def by_token(self, token: str, address: str | None) -> Session:
        """A session of the token's person. Raises `Unauthenticated` if the token is not valid."""
        found = await self.context.tokens.find(token.strip(), self.context.clock.now())
        if found is None:
            self.context.security.note(SecurityKind.SIGN_IN_FAILED, address or UNKNOWN)
            raise Unauthenticated("token_unknown", "This token is unknown, revoked or expired.")
        return await self.begin(found.staff_id, address, how=f"token:{found.token_id}")

    async def begin(self, staff_id: str, address: str | None, *, how: str) -> Session:
        """A new session of a person who was identified as `how` says. Raises `Unauthenticated` for who has left."""
        context, wall = self.context, self.context.wall()
        now = context.clock.now()
        await context.directory.follow(now)
        actor_of(staff_id, context.directory.current, now)
        session = Session(
            session_id=context.ids.new(),
            staff_id=staff_id,
            secret=context.ids.secret(),
            began_at=wall,
            seen_at=wall,
            address=address,
        )
        await context.sessions.begin(session)
        await self._record("session.begin", By(staff_id, _via(address)), {"session_id": session.session_id, "how": how})
        return session

    async def end(self, session_id: str, by: By, *, why: str = SIGNED_OUT) -> None:
        """End one of one's own sessions. Raises `NotFound` if it is another person's, or has ended."""
        await self._end(session_id, by, why, by.name)

    async def end_of_any(self, session_id: str, by: By) -> None:
        """End a session of any person, for an administrator. Raises `NotFound` if there is none, or it has ended."""
        await self._end(session_id, by, ENDED, None)

    async def open_sessions(self, staff_id: str | None = None) -> tuple[SessionView, ...]:
        """The sessions that are valid now, of a person if one is named, the newest first; at most `MOST_SESSIONS`."""
        now, sessions = self.context.wall(), self.context.sessions
        if staff_id is None:
            return await sessions.open(now, MOST_SESSIONS)
        return tuple(session for session in await sessions.of(staff_id) if session.is_valid(now))

    async def _end(self, session_id: str, by: By, why: str, owner: str | None) -> None:
        whose = await self.context.sessions.end(session_id, self.context.wall(), why, owner=owner)
        if whose is None:
            raise NotFound("not_found", "There is no such session, or it has ended.")
        facts = {"session_id": session_id, "why": why}
        await self._record("session.end", by, facts if owner is not None else facts | {"staff_id": whose})

    async def sessions_of(self, staff_id: str) -> tuple[SessionView, ...]:
        """A person's sessions, the newest first."""
        return await self.context.sessions.of(staff_id)

    async def _record(self, action: str, by: By, facts: dict[str, str]) -> None:
        async with self.context.platform.transaction() as connection:
            await self.audit.record(connection, self.context.clock.now(), by, action, facts)


def _via(address: str | None) -> dict[str, str]:
    return {"by_address": address} if address else {}


_ORDER = tuple(Role)
_ROLES_BEFORE_LEADING = tuple(
    role for role in reversed(Role) if role not in (Role.REPORTER, Role.LEADER, Role.UNIT_HEAD, Role.UNIT_HANDLER)
)
"""A person with several roles is listed under the rarest: these first, from the last to the first."""
