"""The catalogue of acts is complete: a row for every route, action and trigger, and no row too many.

A failure here names what is missing before `test_authorization`, `test_fuzz_api` and the story machine are run.
"""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis.stateful import RULE_MARKER

from services.callback.domain import states as of_callback
from services.escalation.domain import states as of_escalation
from services.intake.domain import states as of_intake
from shared.platform.identity.actions import Action
from tests.harness.act import CASE, NO_TOKEN, ONSITE, PLATFORM, SIGNED, TASK, Act, Step
from tests.harness.acts import ACTS, BY_ROUTE
from tests.harness.authorization_oracle import MAY, STAFF
from tests.harness.case_stages import Cast
from tests.harness.story_actors import FITTING
from tests.harness.story_machine import AnyStory
from tests.harness.world import World

NAMED_OTHERWISE = {
    "report": "POST /api/intake/reports",
    "report_for_other": "POST /api/intake/reports",
    "read_report": "GET /api/intake/reports/{id}",
    "complained_of": "POST /api/intake/reports/{id}/details",
    "name_complained_of": "POST /api/intake/reports/{id}/details",
    "read_onsite": f"GET {ONSITE}",
    "read_tasks": "GET /api/callback/tasks",
    "read_queue": "GET /api/callback/tasks",
    "work_task": f"POST {TASK}/attempts",
    "read_case": f"GET {CASE}",
    "dispatch_hard": f"POST {CASE}/dispatch",
    "transfer_hard": f"POST {CASE}/transfer",
    "read_timeline": f"GET {PLATFORM}/cases/{{id}}/events",
    "look_up": "POST /api/callback/lookups",
    "operate": f"POST {PLATFORM}/clock/confirm",
    "read_security_events": f"GET {PLATFORM}/security-events",
    "read_audit": f"GET {PLATFORM}/audit",
    "read_dead_letters": f"GET {PLATFORM}/dead-letters",
    "read_health": f"GET {PLATFORM}/health",
    "read_directory": f"GET {PLATFORM}/directory",
    "read_policies": f"GET {PLATFORM}/policies",
    "read_quality_items": f"GET {PLATFORM}/quality-items",
    "administer": f"GET {PLATFORM}/tokens",
}
"""The actions that are not the last word of a route, and a route that asks for each."""

NOT_A_ROUTE = {"amend": "the route is `details`", "call": "the routes of a task are its steps"}
"""Triggers that are no act of one route."""


def triggers() -> Iterator[tuple[tuple[str, str], bool]]:
    """(service, what people do to its report or case), and whether it can change the state."""
    for service, states in (("intake", of_intake), ("escalation", of_escalation), ("callback", of_callback)):
        for trigger in set(states.Trigger) - of_callback.FOUND_BY_CALLING - NOT_A_ROUTE.keys():
            changes = {before is not after for (before, by), after in states.TRANSITIONS.items() if by is trigger}
            yield (service, str(trigger)), any(changes)


async def test_every_route_has_a_row_and_every_row_a_route(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data") as world:
        document = (await world.http.get("/openapi.json")).json()
    routes = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert routes - BY_ROUTE.keys() == set(), "routes without a row in tests/harness/acts.py"
    assert BY_ROUTE.keys() - routes == set(), "rows without a route"
    assert len(ACTS) == len(BY_ROUTE), "two rows for one route"


def test_every_trigger_that_people_pull_has_a_row() -> None:
    acts = [act for act in ACTS if act.route.startswith("POST /api/") and act.tried.stages]
    moves = {(act.route.split("/")[2], act.word): act.fuzz.moves for act in acts}
    assert {trigger for trigger, _ in triggers()} - moves.keys() == set(), "triggers without a row in acts.py"
    unmoved = [trigger for trigger, changes in triggers() if changes and not moves[trigger]]
    assert unmoved == [], "triggers that change the state, while their rows do not move the case"


def test_every_action_has_a_row() -> None:
    actions = {action.value for action in Action}
    assert actions - NAMED_OTHERWISE.keys() - {act.word for act in ACTS} == set(), "actions without a row in acts.py"
    assert actions >= NAMED_OTHERWISE.keys()
    assert set(NAMED_OTHERWISE.values()) <= BY_ROUTE.keys()


def test_every_rule_of_the_oracle_is_some_acts_and_every_act_has_one() -> None:
    named = {attempt.rule for act in ACTS for attempt in act.attempts}
    assert named == {*MAY, NO_TOKEN, SIGNED}


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.route)
def test_a_row_says_who_sends_it_and_which_step_of_the_story_machine_does_it(act: Act) -> None:
    assert act.fuzz.by in STAFF or act.fuzz.by in {field.name for field in fields(Cast)}
    if isinstance(act.story, Step):
        assert is_rule(act.story.rule), f"AnyStory has no rule {act.story.rule}"
        assert act.fits in {"", *FITTING}
    else:
        assert act.story, "say why no step of the story machine does it"


def is_rule(name: str) -> bool:
    return hasattr(getattr(AnyStory, name, None), RULE_MARKER)
