"""The reports in their table, and the queries over them. No rules here."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select

from services.intake.adapters.tables import quality_items, reports
from services.intake.application.ports import Work
from services.intake.domain.evolve import evolve
from services.intake.domain.model import Report
from shared.engine import codec
from shared.engine.aggregates import AggregateTable, found_by_keys
from shared.engine.db.database import Database
from shared.engine.db.statements import any_of
from shared.engine.unit_of_work import AggregateSpec


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


SPEC = AggregateSpec("intake", AggregateTable(reports, Report, _columns, _keys), evolve, lambda report: ())

FOUND = found_by_keys(reports)
BY_ID = select(reports.c.document).where(any_of(reports.c.id, "ids"))
BY_NUMBER = select(reports.c.document).where(reports.c.number == bindparam("of"))
IS_KNOWN = select(reports.c.id).where(any_of(reports.c.id, "ids"))
OPEN_QUALITY_ITEM = insert(quality_items)


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

    async def is_known(self, work: Work, report_id: str) -> bool:
        return bool(await work.execute(IS_KNOWN, {"ids": [report_id]}))

    def open_quality_item(self, work: Work, report: Report) -> None:
        row = {
            "kind": "reporter_unresolved",
            "case_id": report.id,
            "unit_id": report.reporter.unit_id,
            "at": work.now(),
        }
        work.stage(OPEN_QUALITY_ITEM, row)
