"""How cases are stored, and the queries over them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Integer, Text, bindparam, case, delete, func, insert, select, update

from services.callback.adapters.listings import assists, in_order, statements_of
from services.callback.adapters.queue import HELD, NEXT, TASKS, minute_of_day, task_columns
from services.callback.adapters.tables import calls_made, cases, details, drafts
from services.callback.application.commands import EndAttempt, Held, Unsent
from services.callback.application.ids import case_of_task
from services.callback.application.ports import CaseFilter, CaseList, Draft, Figures, Verdict, Work
from services.callback.domain import slack
from services.callback.domain.decisions import erase
from services.callback.domain.evolve import evolve
from services.callback.domain.model import Case
from services.callback.domain.obligations import obligations
from services.callback.domain.states import State
from shared.contracts.base import Sealed
from shared.contracts.intake import Details
from shared.engine import codec
from shared.engine.aggregates import AggregateTable, found_by_keys
from shared.engine.db.database import Database
from shared.engine.db.statements import any_of
from shared.engine.db.types import UtcTime
from shared.engine.tables import search_keys
from shared.engine.unit_of_work import AggregateSpec
from shared.platform.permitted import Place


def _columns(case: Case) -> Mapping[str, Any]:
    return {
        "state": case.state.value,
        "number": case.number,
        "filed_at": case.filed_at,
        "responsible_unit_id": case.lead_unit_id,
        "handler_id": case.handler_id,
        "next_due_at": slack.next_due_at(case),
        "decision_due_at": slack.decision_due_at(case),
        "order_due_at": slack.order_due_at(case),
        "ordered_at": slack.ordered_at(case),
        "review_due_at": slack.review_due_at(case),
        "reviewed_at": slack.reviewed_at(case),
        **task_columns(case),
    }


def _keys(case: Case) -> frozenset[str]:
    return case.details.customer.search_keys | {assists(unit_id) for unit_id in case.assisting_unit_ids}


SPEC = AggregateSpec("callback", AggregateTable(cases, Case, _columns, _keys), evolve, obligations, erase)

_open = [cases.c.state != state.value for state in State if not state.open]
_most: BindParameter[int] = bindparam("most", type_=Integer)
_skip: BindParameter[int] = bindparam("skip", type_=Integer)
FOUND = found_by_keys(cases)
BY_ID = select(cases.c.document).where(any_of(cases.c.id, "ids"))
_of_keys = select(search_keys.c.subject_id).where(any_of(search_keys.c.key, "keys"))
SAME_CUSTOMER = (
    select(cases.c.document)
    .where(cases.c.id.in_(_of_keys), *_open, cases.c.id != bindparam("but"))
    .order_by(cases.c.id)
    .limit(_most)
    .offset(_skip)
)
OPEN_WITH = (
    select(search_keys.c.key, search_keys.c.subject_id)
    .join(cases, cases.c.id == search_keys.c.subject_id)
    .where(any_of(search_keys.c.key, "keys"), *_open)
)
STORED = select(details).where(any_of(details.c.case_id, "ids"))
STORE = insert(details)
STORE_INSTEAD = (
    update(details)
    .where(details.c.case_id == bindparam("of"))
    .values(revision=bindparam("new_revision"), document=bindparam("new_document"))
)
FORGET_DETAILS = delete(details).where(details.c.case_id == bindparam("of"))
KEEP_DRAFT = insert(drafts)
FORGET_UNSENT = delete(drafts).where(
    drafts.c.case_id == bindparam("of"),
    drafts.c.staff_id == bindparam("who"),
    drafts.c.task == bindparam("which"),
    drafts.c.unsent == 1,
)
COUNT_CALL = insert(calls_made)
BY_NUMBER = select(cases.c.document).where(cases.c.number == bindparam("number"))
_own = case((calls_made.c.staff_id == bindparam("who", type_=Text), 1), else_=0)
FIGURES = select(
    func.count().label("all"),
    func.sum(calls_made.c.in_time).label("all_in_time"),
    func.sum(_own).label("mine"),
    func.sum(_own * calls_made.c.in_time).label("mine_in_time"),
).where(calls_made.c.at >= bindparam("since", type_=UtcTime()), calls_made.c.at < bindparam("until", type_=UtcTime()))
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

    async def forget(self, work: Work, case_id: str) -> None:
        """Delete the details that arrived before their case: of one that was never filed they are here only."""
        work.stage(FORGET_DETAILS, {"of": case_id})

    async def next_in_queue(self, work: Work, now: datetime, *, limit: int, skip: int) -> list[Case]:
        params = {"now": now, "minute": minute_of_day(now), "each": limit + skip, "most": limit, "skip": skip}
        return [codec.load(row["document"], Case) for row in await work.execute(NEXT, params)]

    async def sharing(self, work: Work, found: Sequence[Case]) -> dict[str, list[str]]:
        keys = {case.id: case.details.customer.search_keys for case in found}
        every = sorted(frozenset[str]().union(*keys.values()))
        rows = await work.execute(OPEN_WITH, {"keys": every}) if every else []
        return {
            case_id: sorted({row["subject_id"] for row in rows if row["key"] in own} - {case_id})
            for case_id, own in keys.items()
        }

    async def some(self, work: Work, case_ids: Sequence[str]) -> list[Case]:
        rows = await work.execute(BY_ID, {"ids": list(case_ids)}) if case_ids else []
        return [codec.load(row["document"], Case) for row in rows]

    async def held_by(self, work: Work, staff_id: str) -> list[Case]:
        return [codec.load(row["document"], Case) for row in await work.execute(HELD, {"holder": staff_id})]

    def keep_draft(self, work: Work, command: EndAttempt, case_id: str) -> None:
        result = command.ended.result
        said = Verdict(
            satisfied=result.satisfied,
            score=result.score,
            answers=result.answers,
            call_later_at=result.call_later_at,
        )
        row = {
            "case_id": case_id,
            "task": command.ended.held.task,
            "staff_id": command.actor.staff_id,
            "at": work.now(),
            "outcome": result.outcome.value,
            "note": result.note,
            "said": codec.dump(said, Verdict),
            "unsent": None,
        }
        work.stage(KEEP_DRAFT, row)

    def keep_unsent(self, work: Work, held: Held, by: str, draft: Unsent | None) -> None:
        case_id = case_of_task(held.task)
        work.stage(FORGET_UNSENT, {"of": case_id, "who": by, "which": held.task})
        if draft is None:
            return
        said = Verdict(satisfied=draft.satisfied, score=draft.score)
        row = {
            "case_id": case_id,
            "task": held.task,
            "staff_id": by,
            "at": work.now(),
            "outcome": draft.outcome.value if draft.outcome is not None else None,
            "note": draft.note,
            "said": codec.dump(said, Verdict),
            "unsent": 1,
        }
        work.stage(KEEP_DRAFT, row)

    def count_call(self, work: Work, by: str, *, in_time: bool) -> None:
        work.stage(COUNT_CALL, {"at": work.now(), "staff_id": by, "in_time": int(in_time)})

    async def numbered(self, number: str) -> Case | None:
        found = await self._read(BY_NUMBER, {"number": number})
        return found[0] if found else None

    async def figures(self, staff_id: str, since: datetime) -> Figures:
        async with self._database.reading() as connection:
            day = {"since": since, "until": since + timedelta(days=1)}
            [row] = await connection.execute(FIGURES, {"who": staff_id} | day)
        return Figures(**{name: row[name] or 0 for name in ("mine", "mine_in_time", "all", "all_in_time")})

    async def find(self, case_id: str) -> Case | None:
        found = await self.several([case_id])
        return found[0] if found else None

    async def several(self, case_ids: Sequence[str]) -> list[Case]:
        return await self._read(BY_ID, {"ids": list(case_ids)})

    async def tasks(self, state: str, now: datetime, *, limit: int, skip: int) -> list[Case]:
        return await self._read(TASKS, {"which": state, "now": now, "most": limit, "skip": skip})

    async def mine(self, staff_id: str) -> list[Case]:
        return await self._read(HELD, {"holder": staff_id})

    async def listed(self, which: CaseList, filter_: CaseFilter, *, limit: int, after: Place | None) -> list[Case]:
        asked = statements_of(which, filter_, after)
        found = [case for statement, given in asked for case in await self._read(statement, given | {"most": limit})]
        return in_order(which, found, limit) if len(asked) > 1 else found

    async def same_customer(self, case: Case, *, limit: int, skip: int) -> list[Case]:
        keys = sorted(case.details.customer.search_keys)
        params = {"keys": keys, "but": case.id, "most": limit, "skip": skip}
        return await self._read(SAME_CUSTOMER, params) if keys else []

    async def found(self, keys: Sequence[str], *, limit: int, skip: int) -> list[Case]:
        return await self._read(FOUND, {"keys": list(keys), "most": limit, "skip": skip})

    async def drafts(self, case_id: str) -> list[Draft]:
        async with self._database.reading() as connection:
            rows = await connection.execute(DRAFTS, {"of": case_id})
        verdicts = [codec.load(row["said"], Verdict) if row["said"] else Verdict() for row in rows]
        return [
            Draft(
                by=row["staff_id"],
                task=row["task"],
                at=row["at"],
                outcome=row["outcome"],
                note=row["note"] and Sealed(row["note"]),
                satisfied=verdict.satisfied,
                score=verdict.score,
                answers=verdict.answers and Sealed(verdict.answers),
                call_later_at=verdict.call_later_at,
                unsent=row["unsent"] == 1,
            )
            for row, verdict in zip(rows, verdicts, strict=True)
        ]

    async def _read(self, statement: Any, params: Mapping[str, Any]) -> list[Case]:  # noqa: ANN401
        async with self._database.reading() as connection:
            return [codec.load(row["document"], Case) for row in await connection.execute(statement, params)]
