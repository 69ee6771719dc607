"""What administrators do to the platform: directory and tokens. Each act and its audit line are one commit.

Permissions are checked by the routes.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from services.admin.application.ports import AuditLog, By
from services.admin.application.views import DirectoryView, Imported, IssuedToken
from shared.engine.db.database import Collision, Connection
from shared.platform.context import AppContext
from shared.platform.directory import store
from shared.platform.directory.changes import Changes, apply, changes_to
from shared.platform.directory.child import ReadDirectory, read_apart
from shared.platform.directory.drafts import Diff, DraftStore, Version, record_version
from shared.platform.identity.tokens import Ended, Holders, NewToken, TokenView, expiry
from shared.platform.security_events import SecurityKind
from shared.rules.directory import Directory
from shared.support.collector import collector_paused
from shared.support.errors import BadFiles, Conflict, FieldError, Invalid, NotFound


class Administration:
    """The acts of administrators, on the platform's database."""

    def __init__(self, context: AppContext, audit: AuditLog) -> None:
        self._context = context
        self._audit = audit
        self._importing = asyncio.Lock()

    async def directory(self) -> DirectoryView:
        """The directory in force."""
        await self._context.directory.refresh()
        current = self._context.directory.current
        parent_ids = {unit.unit_id: unit.parent_id for unit in current.units()}
        return DirectoryView(
            version=current.version,
            people=current.size(),
            unit_ids=tuple(sorted(parent_ids)),
            parent_ids=parent_ids,
        )

    async def import_directory(
        self, files: Mapping[str, bytes], *, check_only: bool, by: By, based_on: int | None = None
    ) -> Imported:
        """Replace the directory by that of these files, or only check them.

        Raises `DirectoryRefused` with its faults, `Invalid` if a policy names a unit that would be gone, and
        `Conflict` if another version than `based_on` is in force.
        """
        async with self._importing:  # one after the other: each takes a processor and much memory
            read = await read_apart(files)
            tree = await asyncio.to_thread(read.tree)
            self._check_policies(tree)
            await self._context.directory.refresh()
            since = await store.read_version(self._context.platform.ask)
            if based_on not in (None, since):
                raise _moved_on()
            changes = await changes_to(self._context.platform.ask, read.slices())
            diff = _diff(changes, self._context.directory.current, tree)
            found = Imported(version=None, units=len(tree.units()), people=read.people, based_on=since, diff=diff)
            if check_only:
                return found
            with collector_paused():
                return await self._replace(read, changes, found, by, must_be=based_on)

    async def _replace(
        self, read: ReadDirectory, changes: Changes, found: Imported, by: By, *, must_be: int | None
    ) -> Imported:
        now = self._context.clock.now()
        async with self._context.platform.transaction() as connection:
            version = await store.take_version(connection, now)
            held = await self._context.tokens.held_by(connection)
            if version == found.based_on + 1:
                await apply(connection, changes)
            elif must_be is not None:
                raise _moved_on()
            else:  # another process has imported a directory in the meantime
                await store.replace_rows(connection, read.slices())
            ended = await self._end_changed(connection, held, now)
            imported = replace(found, version=version)
            await self._record_import(connection, now, imported, ended, by)
        await DraftStore(self._context.platform).forget(self._context.wall())
        await self._context.directory.refresh()
        return imported

    async def _end_changed(self, connection: Connection, held: Holders, now: datetime) -> Mapping[str, Ended]:
        """End tokens and sessions of all who left, moved or got other roles; returns whose and why."""
        ended = await self._context.tokens.end_of_changed(connection, held, now)
        why_ended = {staff_id: why.value for staff_id, why in ended.items()}
        await self._context.sessions.end_all_of(connection, why_ended, self._context.wall())
        return ended

    async def _record_import(
        self, connection: Connection, now: datetime, imported: Imported, ended: Mapping[str, Ended], by: By
    ) -> None:
        assert imported.version is not None
        if ended:
            why, about = Counter(each.value for each in ended.values()), f"directory {imported.version}"
            await self._security(connection, SecurityKind.TOKEN_REVOKED, about, by, **why)
        known = {"version": imported.version, "units": imported.units, "people": imported.people}
        await self._audit.record(connection, now, by, "directory.import", known | ({"ended": ended} if ended else {}))
        await record_version(connection, Version(at=now, by=by.name, diff=imported.diff, **known))

    async def issue_token(
        self, staff_id: str, *, label: str, days: int, by: By, token_id: str | None = None
    ) -> IssuedToken:
        """A token for a person of the directory, valid for so many real days.

        Raises `Conflict` if there is one with this id: the same request was sent twice, and its secret was shown.
        """
        await self._context.directory.refresh()
        person = self._context.directory.current.person(staff_id)
        if person is None or not person.active:
            raise NotFound("not_in_directory", "The directory does not know this person, or no longer.")
        now = self._context.clock.now()
        lifetime = self._context.clock.scaled(timedelta(days=days))
        grant = NewToken(
            token_id=token_id or self._context.ids.new(),
            secret=self._context.ids.secret(),
            staff_id=staff_id,
            label=label,
            issued_at=now,
            expires_at=expiry(now, lifetime),
            issued_by=by.name,
        )
        try:
            await self._issue(grant, by)
        except Collision:
            raise Conflict("token_issued_before", "This form was sent before; its token was shown then.") from None
        return IssuedToken(token_id=grant.token_id, secret=grant.secret, staff_id=staff_id, expires_at=grant.expires_at)

    async def _issue(self, grant: NewToken, by: By) -> None:
        async with self._context.platform.transaction() as connection:
            await self._context.tokens.issue_in(connection, grant)
            facts = {"token_id": grant.token_id, "staff_id": grant.staff_id}
            await self._audit.record(connection, grant.issued_at, by, "token.issue", facts)
            kind, whose = SecurityKind.TOKEN_ISSUED, grant.staff_id
            await self._security(connection, kind, grant.token_id, by, staff_id=whose)

    async def revoke_token(self, token_id: str, *, by: By, own: bool = False) -> None:
        """Revoke a token; with `own` only one of their own.

        Raises `NotFound` if it is unknown, another person's, or was revoked before.
        """
        now = self._context.clock.now()
        async with self._context.platform.transaction() as connection:
            owner = by.name if own else None
            staff_id = await self._context.tokens.revoke_in(connection, token_id, now, owner=owner)
            if staff_id is None:
                raise NotFound("not_found", "There is no such token, or it was revoked before.")
            facts = {"token_id": token_id, "staff_id": staff_id}
            await self._audit.record(connection, now, by, "token.revoke", facts)
            await self._security(connection, SecurityKind.TOKEN_REVOKED, token_id, by, staff_id=staff_id)

    async def tokens_of(self, staff_id: str) -> tuple[TokenView, ...]:
        """Every token ever issued to a person."""
        return await self._context.tokens.issued_to(staff_id)

    async def tokens(self) -> tuple[TokenView, ...]:
        """Every token ever issued."""
        return await self._context.tokens.issued()

    async def _security(
        self, connection: Connection, kind: SecurityKind, subject: str, by: By, **facts: str | int
    ) -> None:
        await self._context.security.record_in(connection, kind, subject, by=by.name, **facts)

    def _check_policies(self, directory: Directory) -> None:
        policies = self._context.policies
        with _refused(
            "policy_without_unit", "unknown_unit", "A policy names a unit that this directory does not have."
        ):
            policies.check_units({unit.unit_id for unit in directory.units()})
        with _refused("policy_contradiction", "contradiction", "A policy does not go with what its unit inherits now."):
            policies.check_inherited(directory.path)


def _moved_on() -> Conflict:
    sentence = "Another directory was imported since this one was checked. Check it again."
    return Conflict("directory_moved_on", sentence)


def _diff(changes: Changes, before: Directory, after: Directory) -> Diff:
    """What an import changes, as people count it."""
    people, units = changes.counted["staff"], changes.counted["units"]
    rest = (counted for name, counted in changes.counted.items() if name not in ("staff", "units"))
    heads = {unit.unit_id: unit.head_id for unit in before.units()}
    return Diff(
        people_added=people.added,
        people_changed=people.changed,
        people_removed=people.removed,
        units_added=units.added,
        units_changed=units.changed,
        units_removed=units.removed,
        heads=sum(heads.get(unit.unit_id, unit.head_id) != unit.head_id for unit in after.units()),
        others=sum(each.added + each.changed + each.removed for each in rest),
    )


@contextmanager
def _refused(code: str, problem: str, sentence: str) -> Iterator[None]:
    """Faults of policies found inside are raised as `Invalid`."""
    try:
        yield
    except BadFiles as bad:
        errors = (FieldError(f"{p.file}:{p.line}", problem, p.reason) for p in bad.problems)
        raise Invalid(code, sentence, errors=tuple(errors)) from None
