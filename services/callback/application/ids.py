"""Ids of tasks and orders: the case's id and a number, so that they name their case without a look-up.

And the number that people read out, as they type it.
"""

import unicodedata

from services.callback.domain.errors import no_such_order, no_such_task
from services.callback.domain.model import Case

_DAY = len("R261127")
"""The letter and the day, before the hyphen of a number."""


def next_task(case: Case) -> str:
    """The id of the case's next task."""
    return task_id(case.id, len(case.calls) + 1)


def task_id(case_id: str, number: int) -> str:
    """The id of the case's task with this number, from 1."""
    return f"{case_id}.t{number}"


def next_order(case: Case) -> str:
    """The id of the case's next supervision order."""
    return f"{case.id}.o{len(case.orders) + 1}"


def case_of_task(task: str) -> str:
    """The case of a task. Raises `NotFound` for what is no task's id."""
    case_id, dot, _ = task.rpartition(".t")
    if not dot:
        raise no_such_task()
    return case_id


def case_of_order(order: str) -> str:
    """The case of an order. Raises `NotFound` for what is no order's id."""
    case_id, dot, _ = order.rpartition(".o")
    if not dot:
        raise no_such_order()
    return case_id


def is_order(id_: str) -> bool:
    """True for an order's id, False for a case's."""
    return ".o" in id_


def follows(order: str, other: str) -> bool:
    """True if one order of a case was given after another."""
    return _number(order) > _number(other)


def _number(order: str) -> int:
    number = order.rpartition(".o")[2]
    return int(number) if number.isdecimal() else 0


def number_meant(text: str) -> str:
    """The number of a case as it is stored, from what a person types: `r261127 beach7pd` is `R261127-BEACH7PD`."""
    typed = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return typed if "-" in typed else f"{typed[:_DAY]}-{typed[_DAY:]}"
