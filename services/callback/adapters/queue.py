"""The queue as SQL, in the order of `shared.rules.outreach.queue`: the columns of an open task, and which come next."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    union_all,
)

from services.callback.adapters.tables import cases
from services.callback.domain.calling_hours import keeps_quiet_hours
from services.callback.domain.model import Call, Case
from services.callback.domain.queueing import place_of
from shared.engine.db.types import UtcTime
from shared.rules.outreach.queue import Band
from shared.rules.task import TaskState
from shared.support.local_time import SHANGHAI

NAMES = (
    *("task_state", "task_band", "task_joins_at", "task_calm", "task_due_at", "task_not_before"),
    *("task_quiet_from", "task_quiet_until", "task_holder"),
)


def task_columns(found: Case) -> Mapping[str, Any]:
    """The columns of the open task; all empty without one."""
    call = found.open_call
    if call is None:
        return dict.fromkeys(NAMES)
    place, (quiet_from, quiet_until) = place_of(found, call), _quiet_minutes(found, call)
    return {
        "task_state": call.task.state.value,
        "task_band": int(place.band),
        "task_joins_at": place.joins_at,
        "task_calm": int(not place.risk),
        "task_due_at": place.due_at,
        "task_not_before": call.task.not_before,
        "task_quiet_from": quiet_from,
        "task_quiet_until": quiet_until,
        "task_holder": call.task.lease.holder if call.task.lease is not None else None,
    }


def minute_of_day(at: datetime) -> int:
    """The minute of the local day."""
    return _minutes(at.astimezone(SHANGHAI).time())


def _quiet_minutes(found: Case, call: Call) -> tuple[int | None, int | None]:
    begin, end = found.policy.quiet_from, found.policy.quiet_until
    if begin == end or not keeps_quiet_hours(found, call):
        return None, None
    return _minutes(time.fromisoformat(begin)), _minutes(time.fromisoformat(end))


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


_now: BindParameter[datetime] = bindparam("now", type_=UtcTime())
_minute: BindParameter[int] = bindparam("minute", type_=Integer)
_each: BindParameter[int] = bindparam("each", type_=Integer)
_most: BindParameter[int] = bindparam("most", type_=Integer)
_skip: BindParameter[int] = bindparam("skip", type_=Integer)
_from, _until = cases.c.task_quiet_from, cases.c.task_quiet_until

_joined = and_(cases.c.task_band > 0, cases.c.task_joins_at <= _now)
_not_joined = or_(cases.c.task_joins_at.is_(None), cases.c.task_joins_at > _now)
_awake = or_(
    _from.is_(None),
    and_(_from < _until, or_(_minute < _from, _minute >= _until)),
    and_(_from > _until, _minute < _from, _minute >= _until),
)
_within = (cases.c.task_calm, cases.c.task_due_at, cases.c.id)


def _part(band: ColumnElement[int], *which: ColumnElement[bool]) -> Select[Any]:
    """The first tasks of one part of the queue that may be tried now: each part is read in the order of an index."""
    queued, ready = cases.c.task_state == TaskState.QUEUED.value, cases.c.task_not_before <= _now
    part = select(band.label("band"), *_within, cases.c.document).where(queued, ready, _awake, *which)
    first = part.order_by(*((cases.c.task_band,) if band is cases.c.task_band else ()), *_within).limit(_each)
    return select(first.subquery())


_first = literal_column(str(int(Band.PROMISE)), Integer)
_parts = union_all(
    _part(_first, cases.c.task_band == int(Band.PROMISE)),
    _part(_first, _joined),
    _part(cases.c.task_band, cases.c.task_band > int(Band.PROMISE), _not_joined),
).subquery()
NEXT = (
    select(_parts.c.document)
    .order_by(_parts.c.band, _parts.c.task_calm, _parts.c.task_due_at, _parts.c.id)
    .limit(_most)
    .offset(_skip)
)
"""The cases whose task may be tried now, in the queue's order. `each` is at least `most` + `skip`."""

TASKS = (
    select(cases.c.document)
    .where(cases.c.task_state == bindparam("which"))
    .order_by(case((_joined, int(Band.PROMISE)), else_=cases.c.task_band), *_within)
    .limit(_most)
    .offset(_skip)
)
HELD = select(cases.c.document).where(cases.c.task_holder == bindparam("holder"))
