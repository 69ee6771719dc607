"""The WeCom pushes in their table. The answers to their messages are in the engine's table `answers`."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, literal_column, or_, select, update

from services.intake.adapters.tables import wecom_messages as pushes
from services.intake.application.ports import Work
from services.intake.application.wecom_ports import PushResult, PushState, StoredPush
from shared.contracts.words import App
from shared.engine.db.database import Database
from shared.engine.db.statements import Row
from shared.engine.tables import answers

_THIS = (pushes.c.app == bindparam("of_app"), pushes.c.delivery == bindparam("of"))
_RECEIVED = pushes.c.state == literal_column(f"'{PushState.RECEIVED}'")  # literal: its index is partial

IS_STORED = select(pushes.c.delivery).where(*_THIS)
STORE = insert(pushes)
IS_ANSWERED = (
    select(pushes.c.delivery)
    .where(
        pushes.c.app == bindparam("of_app"),
        pushes.c.dedupe_key == bindparam("key"),
        or_(pushes.c.state == PushState.ANSWERED.value, pushes.c.state == PushState.FINISHED.value),
    )
    .limit(1)
)
FINISH = (
    update(pushes)
    .where(*_THIS)
    .values(state=bindparam("new_state"), dedupe_key=bindparam("new_key"), case_id=bindparam("new_case"))
)
PUT_OFF = update(pushes).where(*_THIS).values(try_at=bindparam("new_try_at"), attempts=pushes.c.attempts + 1)
FORGET = delete(pushes).where(~_RECEIVED, pushes.c.at < bindparam("before"))
DUE = (
    select(pushes.c.app, pushes.c.delivery, pushes.c.envelope, pushes.c.at, pushes.c.attempts)
    .where(_RECEIVED, pushes.c.try_at <= bindparam("now"))
    .order_by(pushes.c.try_at, pushes.c.at)
    .limit(bindparam("most"))
)
NEXT = select(func.min(pushes.c.try_at).label("at")).where(_RECEIVED)
OLDEST_DONE = select(func.min(pushes.c.at).label("at")).where(~_RECEIVED)
ANSWER = select(answers.c.body).where(answers.c.scope == bindparam("of_scope"), answers.c.key == bindparam("of"))


class WeComRows:
    """Reads and writes the rows of pushes (`services.intake.application.wecom_ports.PushRows`)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def store(self, work: Work, push: StoredPush, try_at: datetime) -> None:
        if await work.execute(IS_STORED, _this(push)):
            return
        work.stage(STORE, _row(push, PushState.RECEIVED, try_at))

    async def answered(self, work: Work, app: App, dedupe_key: str) -> bool:
        return bool(await work.execute(IS_ANSWERED, {"of_app": app.value, "key": dedupe_key}))

    def finish(self, work: Work, push: StoredPush, result: PushResult) -> None:
        found = {
            "new_state": result.state.value,
            "new_key": result.dedupe_key,
            "new_case": result.case_id,
        }
        work.stage(FINISH, _this(push) | found)

    async def use_check(self, work: Work, app: App, delivery: str, at: datetime) -> bool:
        if await work.execute(IS_STORED, {"of_app": app.value, "of": delivery}):
            return False
        push = StoredPush(app=app, delivery=delivery, envelope=b"", at=at)
        work.stage(STORE, _row(push, PushState.FINISHED, at))
        return True

    def put_off(self, work: Work, push: StoredPush, try_at: datetime) -> None:
        work.stage(PUT_OFF, _this(push) | {"new_try_at": try_at})

    def forget(self, work: Work, before: datetime) -> None:
        work.stage(FORGET, {"before": before})

    async def due(self, now: datetime, most: int) -> Sequence[StoredPush]:
        async with self._database.reading() as connection:
            rows = await connection.execute(DUE, {"now": now, "most": most})
        return [_push(row) for row in rows]

    async def next_at(self) -> datetime | None:
        async with self._database.reading() as connection:
            [row] = await connection.execute(NEXT)
        found: datetime | None = row["at"]
        return found

    async def oldest_done(self) -> datetime | None:
        async with self._database.reading() as connection:
            [row] = await connection.execute(OLDEST_DONE)
        found: datetime | None = row["at"]
        return found

    async def answer(self, scope: str, dedupe_key: str) -> str | None:
        async with self._database.reading() as connection:
            rows = await connection.execute(ANSWER, {"of_scope": scope, "of": dedupe_key})
        return str(rows[0]["body"]) if rows else None


def _row(push: StoredPush, state: PushState, try_at: datetime) -> Row:
    return {
        "app": push.app.value,
        "delivery": push.delivery,
        "envelope": push.envelope,
        "state": state.value,
        "dedupe_key": None,
        "case_id": None,
        "attempts": push.attempts,
        "try_at": try_at,
        "at": push.at,
    }


def _this(push: StoredPush) -> Row:
    return {"of_app": push.app.value, "of": push.delivery}


def _push(row: Row) -> StoredPush:
    return StoredPush(**row | {"app": App(row["app"])})
