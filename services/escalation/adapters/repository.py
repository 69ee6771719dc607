"""How on-site cases are stored, and the queries over them. No rules here."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select

from services.escalation.adapters.tables import cases
from services.escalation.domain.decisions import erase
from services.escalation.domain.evolve import evolve
from services.escalation.domain.model import Case
from services.escalation.domain.obligations import obligations
from shared.engine import codec
from shared.engine.aggregates import AggregateTable, found_by_keys
from shared.engine.db.database import Database
from shared.engine.db.statements import Row, any_of
from shared.engine.unit_of_work import AggregateSpec
from shared.platform.permitted import Place
from shared.platform.place_pages import Order, page_by_place, parameters_of_place


def _columns(case: Case) -> Mapping[str, Any]:
    return {
        "state": case.state.value,
        "number": case.number,
        "reporter_id": case.reporter.staff_id,
        "accepted_at": case.accepted_at,
        "next_due_at": case.next_due_at,
    }


def _keys(case: Case) -> frozenset[str]:
    return case.details.customer.search_keys


SPEC = AggregateSpec("escalation", AggregateTable(cases, Case, _columns, _keys), evolve, obligations, erase)

FOUND = found_by_keys(cases)
BY_ID = select(cases.c.document).where(any_of(cases.c.id, "ids"))
LIVE = page_by_place(cases, cases.c.next_due_at, Order.SOONEST).where(cases.c.next_due_at.is_not(None))
ALL = page_by_place(cases, cases.c.accepted_at, Order.NEWEST)
OF_REPORTER = ALL.where(cases.c.reporter_id == bindparam("reporter"))


class CaseRows:
    """Reads on-site cases outside of a commit: the `CaseReader` of the ports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, case_id: str) -> Case | None:
        async with self._database.reading() as connection:
            rows = await connection.execute(BY_ID, {"ids": [case_id]})
        return _case(rows[0]) if rows else None

    async def several(self, case_ids: Sequence[str]) -> list[Case]:
        async with self._database.reading() as connection:
            rows = await connection.execute(BY_ID, {"ids": list(case_ids)})
        return [_case(row) for row in rows]

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Case]:
        async with self._database.reading() as connection:
            rows = await connection.execute(FOUND, {"keys": list(keys), "most": limit, "skip": skip})
        return [codec.load(row["document"], Case) for row in rows]

    async def listed(self, *, live: bool, limit: int, after: Place | None) -> list[Case]:
        if live:
            return await self._page(LIVE, parameters_of_place(Order.SOONEST, after), limit)
        return await self._page(ALL, parameters_of_place(Order.NEWEST, after), limit)

    async def reported_by(self, staff_id: str, *, limit: int, after: Place | None) -> list[Case]:
        place = parameters_of_place(Order.NEWEST, after)
        return await self._page(OF_REPORTER, place | {"reporter": staff_id}, limit)

    async def _page(self, statement: Select[Any], params: dict[str, Any], limit: int) -> list[Case]:
        async with self._database.reading() as connection:
            rows = await connection.execute(statement, params | {"most": limit})
        return [_case(row) for row in rows]


def _case(row: Row) -> Case:
    return codec.load(row["document"], Case)
