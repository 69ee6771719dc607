"""The tables every service has: event log, outbox, inbox, parked events, timers, messages, audit, answers.

Their columns stand with what they belong to; here is only the collection that migrations create from.
"""

from sqlalchemy import BigInteger, Column, Integer, MetaData

HOUSE = MetaData()
"""Filled by importing the `tables` modules of the shared rooms; `shared.db.migrations` imports them all."""


def position() -> Column[int]:
    """An ascending row number, given by the database. Values may commit out of order: never read by `id > last`."""
    return Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
