"""What a generated request has to name so that it can succeed; each function here returns one such `Named`.

Everything that is not named stays as it was generated.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.harness.case_stages import GULOU, Brought

Named = Callable[[Brought, Random], dict[str, Any]]
"""From the case and the dice of the run, the fields to set."""

LEFT_OUT: Any = object()
"""As a value: take this field out of what was generated."""

UNITS = ("JS-NJ-XS", "JS-NJ-CB", "JS-SZ-LP", "JS-NJ-LP")
_OPTIONAL = ("cause", "responsible_unit_id", "subject_staff_id", "previous_id")


def nothing(case: Brought, dice: Random) -> dict[str, Any]:
    """All as generated."""
    return {}


def fixed(**named: Any) -> Named:
    """Always this."""
    return lambda case, dice: named


def sometimes(**named: Any) -> Named:
    """This in half of the requests, else as generated."""
    return lambda case, dice: named if dice.random() < 0.5 else {}


def far_off(field: str) -> Named:
    """The end of time as Python knows it, or as RFC 3339 does, in half of the requests."""
    ends = ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00", "2031-02-28T23:59:59.999999+14:00")
    return lambda case, dice: {field: dice.choice(ends)} if dice.random() < 0.5 else {}


def a_fence(case: Brought, dice: Random) -> dict[str, Any]:
    """The fence of the task last claimed."""
    return {"fence": case.fence}


def a_dispatch(case: Brought, dice: Random) -> dict[str, Any]:
    """A lead unit and two that assist."""
    units = dice.sample(UNITS, 3)
    return {"responsible_unit_id": units[0], "assisting_unit_ids": units[1:]}


def some_details(case: Brought, dice: Random) -> dict[str, Any]:
    """At most one of the fields that have to name something known."""
    known = dice.choice(({}, {"cause": "slow"}, {"previous_id": case.id}, {"responsible_unit_id": UNITS[0]}))
    return dict.fromkeys(_OPTIONAL, LEFT_OUT) | known


def a_report(case: Brought, dice: Random) -> dict[str, Any]:
    """For oneself or for the reporter of the cast."""
    reporter = GULOU.reporter if dice.random() < 0.5 else LEFT_OUT
    return dict.fromkeys((*_OPTIONAL, "reporter_stated"), LEFT_OUT) | {"reporter_id": reporter}


def an_attempt(case: Brought, dice: Random) -> dict[str, Any]:
    """One of the ways in which a call ends."""
    ends: tuple[dict[str, Any], ...] = (
        {"outcome": "reached", "satisfied": dice.random() < 0.5, "score": None, "call_later_at": None},
        {"outcome": dice.choice(("busy", "wrong_number", "refused")), "satisfied": None, "score": None},
        {"outcome": "call_later", "satisfied": None, "score": None},
        {"outcome": "call_later", "satisfied": None, "score": None} | far_off("call_later_at")(case, dice),
        {},
    )
    return {"fence": case.fence, "also": []} | dice.choice(ends)
