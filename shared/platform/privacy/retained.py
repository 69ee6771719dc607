"""How far retention has come: the ends of cases it has looked at, and the cases it passed over.

An end is looked at when its period is over; most cases are erased then and leave nothing here. What cannot be erased
(held, open, a longer period as there is a complaint) has a row, by which it is looked at again.
"""

from sqlalchemy import BigInteger, Column, Index, String, Table, Text, bindparam, delete, insert, select, update

from shared.engine.db.types import UtcTime
from shared.platform.directory.tables import PLATFORM

retention_places = Table(
    "retention_places",
    PLATFORM,
    Column("kind", Text, primary_key=True),
    Column("at", UtcTime, nullable=False),
    Column("position", BigInteger, nullable=False),
)
"""The end of each kind, by its moment and position in its log, up to which all were looked at."""

retention_kept = Table(
    "retention_kept",
    PLATFORM,
    Column("case_id", String(36), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("since", UtcTime, nullable=False),  # its period runs from then
    Index("retention_kept_by_time", "kind", "since", "case_id"),
)
"""Cases whose end was looked at and that are kept all the same."""

PLACE = select(retention_places.c.at, retention_places.c.position).where(retention_places.c.kind == bindparam("of"))
NEW_PLACE = insert(retention_places)
MOVE_PLACE = (
    update(retention_places)
    .where(retention_places.c.kind == bindparam("of"))
    .values(at=bindparam("new_at"), position=bindparam("new_position"))
)
KEPT = (
    select(retention_kept.c.case_id, retention_kept.c.since)
    .where(
        retention_kept.c.kind == bindparam("of"),
        retention_kept.c.since < bindparam("before"),
        retention_kept.c.since >= bindparam("after_since"),
        (retention_kept.c.since > bindparam("after_since")) | (retention_kept.c.case_id > bindparam("after_case")),
    )
    .order_by(retention_kept.c.since, retention_kept.c.case_id)
    .limit(bindparam("most"))
)
KEEP = insert(retention_kept)
LET_GO = delete(retention_kept).where(retention_kept.c.case_id == bindparam("of"))
