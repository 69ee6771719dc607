"""Audit rows as an auditor reads them: who did, read or was refused what, when, and why; newest first.

The auditor reads everything: a reason given in words is shown as it was written.

A page reads a bounded number of rows for any filter: one that is short, perhaps empty, says where the next one begins.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Integer, Select, Table, bindparam, select

from shared.contracts.base import Sealed
from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.platform.permitted import Place, page_after
from shared.platform.privacy.sealing import CannotOpen, CaseKey
from shared.platform.privacy.vault import ON_RECORD, Vault

READS = frozenset({"revealed", "looked_up", "case.export"})
"""Audit words of reading personal data."""

BEYOND_ALL = 2**53
_SEALED = "v1."


class AuditKind(StrEnum):
    """What an audit row tells of."""

    ACTS = "acts"  # done, and more than reading
    READS = "reads"  # personal data was shown, or a customer looked up
    REFUSALS = "refusals"  # asked for, and refused


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditFilter:
    """Which rows; None is any. `subject` is the id of a case."""

    subject: str | None = None
    kind: AuditKind | None = None
    person: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def fits(self, row: Row) -> bool:
        """True if the row is asked for."""
        return (
            self.kind in (None, kind_of(row))
            and self.person in (None, row["actor"])
            and self.action in (None, row["action"])
            and (self.since is None or row["at"] >= self.since)
            and (self.until is None or row["at"] <= self.until)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditView:
    """One row. Facts hold no personal data, but for words that were sealed under their own name: these are opened."""

    position: int
    at: datetime
    actor: str | None
    action: str
    kind: AuditKind
    subject: str | None
    outcome: str
    code: str | None
    facts: dict[str, Any]


def kind_of(row: Row) -> AuditKind:
    """What the row tells of."""
    if row["outcome"] == "refused":
        return AuditKind.REFUSALS
    return AuditKind.READS if row["action"] in READS else AuditKind.ACTS


class AuditReading:
    """Reads one audit table: a service's, or the platform's."""

    def __init__(self, table: Table, vault: Vault) -> None:
        newest = table.c.position.desc()
        before, most = table.c.position < bindparam("before"), bindparam("most", type_=Integer)
        self._all = select(table).where(before).order_by(newest).limit(most)
        self._of_subject = select(table).where(table.c.case_id == bindparam("of"), before).order_by(newest).limit(most)
        self._vault = vault

    async def page(
        self, database: Database, wanted: AuditFilter, *, limit: int, before: int | None
    ) -> tuple[list[AuditView], int | None]:
        """Rows before a position, newest first, and the position before which the next page begins."""
        statement: Select[Any] = self._all if wanted.subject is None else self._of_subject

        async def read(most: int, after: Place | None) -> Sequence[Row]:
            params = {"before": int(after.id) if after else before or BEYOND_ALL, "most": most}
            return await database.ask(statement, params | ({"of": wanted.subject} if wanted.subject else {}))

        rows, more = await page_after(read, wanted.fits, _place_of, limit=limit)
        return [await self._shown(row) for row in rows], int(more.id) if more is not None else None

    async def _shown(self, row: Row) -> AuditView:
        facts = json.loads(row["facts"])
        sealed = any(_is_sealed(value) for value in facts.values())
        key = await self._vault.key(row["case_id"]) if sealed and row["case_id"] else None
        return AuditView(
            position=row["position"],
            at=row["at"],
            actor=row["actor"],
            action=row["action"],
            kind=kind_of(row),
            subject=row["case_id"],
            outcome=row["outcome"],
            code=row["code"],
            facts={name: self._recorded(row, value) or _opened(name, value, key) for name, value in facts.items()},
        )

    def _recorded(self, row: Row, value: object) -> str | None:
        """A fact that was sealed for the record."""
        if not isinstance(value, str) or not value.startswith(ON_RECORD):
            return None
        try:
            return self._vault.open_from_record(row["case_id"], value)
        except CannotOpen:
            return None


def _place_of(row: Row) -> Place:
    return Place(row["at"], str(row["position"]))


def _is_sealed(value: object) -> bool:
    return isinstance(value, str) and value.startswith(_SEALED)


def _opened(name: str, value: object, key: CaseKey | None) -> object:
    """A sealed fact opened; None if it was erased."""
    if not _is_sealed(value):
        return value
    try:
        return key.open(name, Sealed(str(value))) if key is not None else None
    except CannotOpen:
        return None
