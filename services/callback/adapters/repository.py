"""How cases are stored, and the queries over them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update

from services.callback.adapters.queue import HELD, NEXT, TASKS, minute_of_day, task_columns
from services.callback.adapters.tables import cases, details, drafts
from services.callback.application.commands import EndAttempt
from services.callback.application.ports import Draft, Work
from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case
from services.callback.domain.obligations import obligations
from shared.contracts.base import Sealed
from shared.contracts.intake import Details
from shared.engine import codec
from shared.engine.aggregates import AggregateTable
from shared.engine.db.database import Database
from shared.engine.db.statements import any_of
from shared.engine.unit_of_work import AggregateSpec


def _columns(case: Case) -> Mapping[str, Any]:
    customer = case.details.customer
    return {
        "state": case.state.value,
        "number": case.number,
        "filed_at": case.filed_at,
        "responsible_unit_id": case.lead_unit_id,
        "phone_index": customer.phone_index if case.state.open else None,
        "policy_index": customer.policy_index if case.state.open else None,
        **task_columns(case),
    }


SPEC = AggregateSpec("callback", AggregateTable(cases, Case, _columns), evolve, obligations)

BY_ID = select(cases.c.document).where(any_of(cases.c.id, "ids"))
SAME_CUSTOMER = (
    select(cases.c.document)
    .where(
        or_(cases.c.phone_index == bindparam("phone"), cases.c.policy_index == bindparam("policy")),
        cases.c.id != bindparam("but"),
    )
    .order_by(cases.c.filed_at, cases.c.id)
    .limit(20)
)
_mates = cases.alias("mates")
MATES = select(cases.c.id.label("of"), _mates.c.id).where(
    any_of(cases.c.id, "ids"),
    cases.c.id != _mates.c.id,
    or_(cases.c.phone_index == _mates.c.phone_index, cases.c.policy_index == _mates.c.policy_index),
)
STORED = select(details).where(any_of(details.c.case_id, "ids"))
STORE = insert(details)
STORE_INSTEAD = (
    update(details)
    .where(details.c.case_id == bindparam("of"))
    .values(revision=bindparam("new_revision"), document=bindparam("new_document"))
)
KEEP_DRAFT = insert(drafts)
DRAFTS = select(drafts).where(drafts.c.case_id == bindparam("of")).order_by(drafts.c.position)


class CaseRows:
    """`Rows` and `CaseReader`, on one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def stored_details(self, work: Work, case_id: str) -> Details | None:
        row = await work.committed_row(STORED, case_id)
        return codec.load(row["document"], Details) if row else None

    def store_details(self, work: Work, case_id: str, details: Details, *, instead: bool) -> None:
        document = codec.dump(details, Details)
        if instead:
            work.stage(STORE_INSTEAD, {"of": case_id, "new_revision": details.revision, "new_document": document})
        else:
            work.stage(STORE, {"case_id": case_id, "revision": details.revision, "document": document})

    async def next_in_queue(self, work: Work, now: datetime, *, limit: int, skip: int) -> list[str]:
        params = {"now": now, "minute": minute_of_day(now), "each": limit + skip, "most": limit, "skip": skip}
        return [row["id"] for row in await work.execute(NEXT, params)]

    async def mates(self, work: Work, case_ids: Sequence[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {case_id: [] for case_id in case_ids}
        for row in await work.execute(MATES, {"ids": list(case_ids)}) if found else ():
            found[row["of"]].append(row["id"])
        return found

    async def held_by(self, work: Work, staff_id: str) -> list[Case]:
        return [codec.load(row["document"], Case) for row in await work.execute(HELD, {"holder": staff_id})]

    def keep_draft(self, work: Work, command: EndAttempt, case_id: str) -> None:
        row = {
            "case_id": case_id,
            "task": command.ended.held.task,
            "staff_id": command.actor.staff_id,
            "at": work.now(),
            "outcome": command.ended.result.outcome.value,
            "note": command.ended.result.note,
        }
        work.stage(KEEP_DRAFT, row)

    async def find(self, case_id: str) -> Case | None:
        found = await self._read(BY_ID, {"ids": [case_id]})
        return found[0] if found else None

    async def tasks(self, state: str, now: datetime, *, limit: int, skip: int) -> list[Case]:
        return await self._read(TASKS, {"which": state, "now": now, "most": limit, "skip": skip})

    async def same_customer(self, case: Case) -> list[Case]:
        customer = case.details.customer
        if customer.phone_index is None and customer.policy_index is None:
            return []
        params = {"phone": customer.phone_index, "policy": customer.policy_index, "but": case.id}
        return await self._read(SAME_CUSTOMER, params)

    async def drafts(self, case_id: str) -> list[Draft]:
        async with self._database.reading() as connection:
            rows = await connection.execute(DRAFTS, {"of": case_id})
        return [
            Draft(
                by=row["staff_id"],
                task=row["task"],
                at=row["at"],
                outcome=row["outcome"],
                note=row["note"] and Sealed(row["note"]),
            )
            for row in rows
        ]

    async def _read(self, statement: Any, params: Mapping[str, Any]) -> list[Case]:  # noqa: ANN401
        async with self._database.reading() as connection:
            return [codec.load(row["document"], Case) for row in await connection.execute(statement, params)]
