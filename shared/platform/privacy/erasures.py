"""What is on record of erasures: which cases were erased, which services still owe their part, which cases are held.

An erasure and the deletion of the case's key are one commit of the platform's database. From then on nothing sealed for
the case opens, in any process, as opened keys are not cached. What each service cuts out of its own rows follows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Column, String, Table, Text, bindparam, delete, insert, select

from shared.contracts.services import SERVICES
from shared.engine.db.database import Connection
from shared.engine.db.statements import Row, any_of
from shared.engine.db.types import UtcTime
from shared.platform.directory.tables import PLATFORM

erasures = Table(
    "erasures",
    PLATFORM,
    Column("case_id", String(36), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("by", Text),
    Column("why", Text, nullable=False),
    Column("reason", Text, nullable=False),  # sealed for the record (`Vault.seal_for_record`)
)

erasures_owed = Table(
    "erasures_owed",
    PLATFORM,
    Column("service", Text, primary_key=True),
    Column("case_id", String(36), primary_key=True),
)
"""One row for each service that has not cut out its part yet: empty when all is well."""

legal_holds = Table(
    "legal_holds",
    PLATFORM,
    Column("case_id", String(36), primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("by", Text),
    Column("reason", Text, nullable=False),  # sealed
)
"""The cases that must not be erased for now; a hold that was released is in the audit only."""


class Why(StrEnum):
    """What an erasure follows from."""

    ASKED = "asked"  # a person asked for it
    RETENTION = "retention"  # the time for which its kind of case is kept is over
    AGAIN = "again"  # it was erased before, and a back-up from before brought it back


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalHold:
    """A case that must not be erased for now: since when, by whom and why."""

    case_id: str
    at: datetime
    by: str | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Erasure:
    """One case that was erased. `by` is None where no person asked."""

    case_id: str
    at: datetime
    by: str | None
    why: Why
    reason: str


OF_CASES = select(erasures).where(any_of(erasures.c.case_id, "case_ids"))
ADD = insert(erasures)
OWE = insert(erasures_owed)
OWED = (
    select(erasures_owed.c.case_id, erasures.c.by, erasures.c.at)
    .join(erasures, erasures.c.case_id == erasures_owed.c.case_id)
    .where(erasures_owed.c.service == bindparam("of"))
    .order_by(erasures_owed.c.case_id)
    .limit(bindparam("most"))
)
DONE = delete(erasures_owed).where(
    erasures_owed.c.service == bindparam("of_service"), erasures_owed.c.case_id == bindparam("of_case")
)
STILL_OWED = select(erasures_owed.c.service).where(
    any_of(erasures_owed.c.service, "services"), erasures_owed.c.case_id == bindparam("of")
)
HOLDS = (
    select(legal_holds)
    .where(legal_holds.c.case_id > bindparam("after"))
    .order_by(legal_holds.c.case_id)
    .limit(bindparam("most"))
)
ERASED = (
    select(erasures)
    .where(erasures.c.case_id > bindparam("after"))
    .order_by(erasures.c.case_id)
    .limit(bindparam("most"))
)
HELD = select(legal_holds).where(any_of(legal_holds.c.case_id, "case_ids"))
HOLD = insert(legal_holds)
RELEASE = delete(legal_holds).where(legal_holds.c.case_id == bindparam("of")).returning(legal_holds.c.case_id)


async def erased_among(connection: Connection, case_ids: Iterable[str]) -> dict[str, Erasure]:
    """Those of these cases that were erased."""
    rows = await connection.execute(OF_CASES, {"case_ids": list(case_ids)})
    return {row["case_id"]: erasure_of(row) for row in rows}


async def held_among(connection: Connection, case_ids: Iterable[str]) -> dict[str, LegalHold]:
    """The holds on these cases."""
    return {row["case_id"]: LegalHold(**row) for row in await connection.execute(HELD, {"case_ids": list(case_ids)})}


async def hold(connection: Connection, held: LegalHold) -> None:
    """Hold a case. Raises `Collision` if it is held already."""
    row = {"case_id": held.case_id, "at": held.at, "by": held.by, "reason": held.reason}
    await connection.execute(HOLD, row)


async def release(connection: Connection, case_id: str) -> bool:
    """Release a case; False if it was not held."""
    return bool(await connection.execute(RELEASE, {"of": case_id}))


async def add(connection: Connection, erasure: Erasure) -> None:
    """Put an erasure on record; every service owes its part. Raises `Collision` if the case was erased before."""
    row = {
        "case_id": erasure.case_id,
        "at": erasure.at,
        "by": erasure.by,
        "why": erasure.why.value,
        "reason": erasure.reason,
    }
    await connection.execute(ADD, row)
    await owe(connection, erasure.case_id, SERVICES)


async def owe(connection: Connection, case_id: str, services: Iterable[str]) -> None:
    """These services owe their part of the erasure of a case."""
    rows = [{"service": service, "case_id": case_id} for service in services]
    if rows:
        await connection.execute_many(OWE, rows)


async def still_owed(connection: Connection, case_id: str) -> tuple[str, ...]:
    """The services that owe their part of the erasure of a case."""
    rows = await connection.execute(STILL_OWED, {"services": list(SERVICES), "of": case_id})
    return tuple(sorted(row["service"] for row in rows))


def erasure_of(row: Row) -> Erasure:
    """The erasure of a row."""
    return Erasure(case_id=row["case_id"], at=row["at"], by=row["by"], why=Why(row["why"]), reason=row["reason"])
