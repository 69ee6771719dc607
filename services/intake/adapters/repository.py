"""The reports in their table, and the queries over them. No rules here."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update

from services.intake.adapters.tables import quality_items, reports
from services.intake.application.ports import Work
from services.intake.domain.decisions import erase
from services.intake.domain.evolve import evolve
from services.intake.domain.model import Report
from services.intake.domain.quality import Item, ItemState
from shared.engine import codec
from shared.engine.aggregates import AggregateTable, found_by_keys
from shared.engine.db.database import Database
from shared.engine.db.statements import Row, any_of
from shared.engine.tables import search_keys
from shared.engine.unit_of_work import AggregateSpec, Ask


def _columns(report: Report) -> Mapping[str, Any]:
    return {
        "state": report.state.value,
        "number": report.number,
        "channel": report.channel.value,
        "reporter_id": report.reporter.staff_id,
        "accepted_at": report.accepted_at,
    }


def _keys(report: Report) -> frozenset[str]:
    return report.details.customer.search_keys


SPEC = AggregateSpec("intake", AggregateTable(reports, Report, _columns, _keys), evolve, lambda report: (), erase)

FOUND = found_by_keys(reports)
BY_ID = select(reports.c.document).where(any_of(reports.c.id, "ids"))
BY_NUMBER = select(reports.c.document).where(reports.c.number == bindparam("of"))
MADE_BY = (
    select(reports.c.document)
    .where(reports.c.reporter_id == bindparam("of"), reports.c.accepted_at >= bindparam("since"))
    .order_by(reports.c.accepted_at.desc())
    .limit(bindparam("most"))
)
_RECENT = (
    select(reports.c.id, reports.c.number, reports.c.accepted_at)
    .where(reports.c.reporter_id == bindparam("reporter"), reports.c.accepted_at >= bindparam("since"))
    .order_by(reports.c.accepted_at.desc())
    .limit(5)  # a person makes no more in ten minutes
    .subquery()
)
_HAS_KEY = (  # counted, so that each is looked up by key and id: a key may have thousands of reports
    select(func.count())
    .select_from(search_keys)
    .where(search_keys.c.key == bindparam("key"), search_keys.c.subject_id == _RECENT.c.id)
    .scalar_subquery()
)
OF_SAME_CUSTOMER = select(_RECENT).where(_HAS_KEY > 0).order_by(_RECENT.c.accepted_at.desc()).limit(1)
NEWEST = select(_RECENT).order_by(_RECENT.c.accepted_at.desc()).limit(1)
OPEN_QUALITY_ITEM = insert(quality_items)
QUALITY_ITEM = select(quality_items).where(quality_items.c.position == bindparam("of"))
_ITEMS = (
    select(quality_items, reports.c.document)
    .join_from(quality_items, reports, reports.c.id == quality_items.c.case_id)
    .where(quality_items.c.position < bindparam("before"))
    .order_by(quality_items.c.position.desc())
    .limit(bindparam("most"))
)
OPEN_ITEMS = _ITEMS.where(quality_items.c.closed_at.is_(None))
CLOSED_ITEMS = _ITEMS.where(quality_items.c.closed_at.is_not(None))
CLOSE_QUALITY_ITEM = (
    update(quality_items)
    .where(quality_items.c.position == bindparam("of"), quality_items.c.closed_at.is_(None))
    .values({name: bindparam(f"new_{name}") for name in ("outcome", "closed_at", "closed_by", "staff_id", "reason")})
)
BEYOND_ALL = 2**53


class ReportRows:
    """Reads and writes intake's rows (`services.intake.application.ports.Rows`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, report_id: str) -> Report | None:
        async with self._database.reading() as connection:
            rows = await connection.execute(BY_ID, {"ids": [report_id]})
        return codec.load(rows[0]["document"], Report) if rows else None

    async def find_by_number(self, number: str) -> Report | None:
        async with self._database.reading() as connection:
            rows = await connection.execute(BY_NUMBER, {"of": number})
        return codec.load(rows[0]["document"], Report) if rows else None

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Report]:
        async with self._database.reading() as connection:
            rows = await connection.execute(FOUND, {"keys": list(keys), "most": limit, "skip": skip})
        return [codec.load(row["document"], Report) for row in rows]

    async def made_by(self, staff_id: str, since: datetime, most: int) -> list[Report]:
        async with self._database.reading() as connection:
            rows = await connection.execute(MADE_BY, {"of": staff_id, "since": since, "most": most})
        return [codec.load(row["document"], Report) for row in rows]

    def ask_earlier(self, reporter_id: str, since: datetime, keys: Set[str]) -> Ask:
        asked = {"reporter": reporter_id, "since": since}
        return Ask(OF_SAME_CUSTOMER, [asked | {"key": key} for key in sorted(keys)]) if keys else Ask(NEWEST, [asked])

    def open_quality_item(self, work: Work, report: Report, kind: str) -> None:
        row = {
            "kind": kind,
            "case_id": report.id,
            "unit_id": report.reporter.unit_id,
            "at": work.now(),
        }
        work.stage(OPEN_QUALITY_ITEM, row)

    async def quality_items(self, *, is_open: bool, limit: int, before: int | None) -> list[tuple[Item, Report]]:
        statement = OPEN_ITEMS if is_open else CLOSED_ITEMS
        async with self._database.reading() as connection:
            rows = await connection.execute(statement, {"before": before or BEYOND_ALL, "most": limit})
        return [(_item(row), codec.load(row["document"], Report)) for row in rows]

    async def quality_item(self, position: int) -> Item | None:
        rows = await self._database.ask(QUALITY_ITEM, {"of": position})
        return _item(rows[0]) if rows else None

    async def quality_item_in(self, work: Work, position: int) -> Item | None:
        rows = await work.execute(QUALITY_ITEM, {"of": position})
        return _item(rows[0]) if rows else None

    def close_quality_item(
        self, work: Work, item: Item, state: ItemState, *, by: str, staff_id: str | None, reason: str | None
    ) -> None:
        row = {
            "of": item.position,
            "new_outcome": state.value,
            "new_closed_at": work.now(),
            "new_closed_by": by,
            "new_staff_id": staff_id,
            "new_reason": reason,
        }
        work.stage(CLOSE_QUALITY_ITEM, row)


def _item(row: Row) -> Item:
    return Item(
        position=row["position"],
        kind=row["kind"],
        case_id=row["case_id"],
        unit_id=row["unit_id"],
        at=row["at"],
        state=ItemState(row["outcome"] or ItemState.OPEN),
        closed_by=row["closed_by"],
        closed_at=row["closed_at"],
        staff_id=row["staff_id"],
        reason=row["reason"],
    )
