"""Generated requests of every role: no server error, only documented statuses, and only the documented shapes.

`make fuzz` sends ten times as many.
"""

import asyncio
import secrets
import warnings
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation

from shared.rules.directory import Role
from tests.harness.acts import BY_ROUTE
from tests.harness.fuzzer import Fuzzer
from tests.harness.world import World

FUZZING = settings.get_current_profile_name() == "fuzz"
CASES = 20_000 if FUZZING else 2_000
SEED = secrets.randbits(32) if FUZZING else 95518
NEVER_POSSIBLE = {
    "POST /api/platform/clock/confirm",
    "POST /api/platform/clock/set-back",
    "POST /api/callback/cases/{id}/override-independence",
    "POST /api/platform/me/tokens/{token}/revoke",
    "GET /wecom/{app}/callback",
}
"""A clock that stands still never jumped, so there is nothing to confirm or set back; in the demo's directory callers
are left; a token that is made up is nobody's; a check of the URL that WeCom signed counts once."""

SELDOM_POSSIBLE = {"POST /api/platform/cases/{id}/erase", "POST /api/platform/cases/{id}/release"}
"""Only a case that has ended is erased, and only one that is held is released; few are when they are asked for."""


@pytest.mark.hypothesis
@pytest.mark.timeout(3600)
def test_no_request_breaks_anything_or_gets_an_undocumented_answer(tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        world = World(tmp_path / "data")
        runner.run(world.open())
        fuzzer = Fuzzer(world, runner, Random(SEED))
        try:
            _fire_at_everything(fuzzer)
            assert fuzzer.faults == {}, "\n\n".join(fuzzer.faults.values())
            runner.run(world.check())
        finally:
            print(f"seed {SEED}, {fuzzer.sent} requests")
            for label, answers in sorted(fuzzer.answers.items()):
                print(f"{label:<70} {dict(sorted(answers.items()))}")
            runner.run(world.close())
    assert fuzzer.sent >= CASES
    assert _roles(world, fuzzer.acted) == set(Role)
    reached = {label for label, answers in fuzzer.answers.items() if any(status < 300 for status in answers)}
    assert set(fuzzer.answers) - reached - SELDOM_POSSIBLE == NEVER_POSSIBLE, "no 2xx of these operations"


def _fire_at_everything(fuzzer: Fuzzer) -> None:
    document = fuzzer.runner.run(fuzzer.world.http.get("/openapi.json")).json()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        operations = [found.ok() for found in schemathesis.openapi.from_dict(document).get_all_operations()]
        assert {operation.label for operation in operations} - set(BY_ROUTE) == set(), (
            "operations without a row in acts"
        )
        while fuzzer.sent < CASES:
            each = max((CASES - fuzzer.sent) // len(operations), 2)
            for operation in operations:
                _fire_at(operation, GenerationMode.POSITIVE, round(each * 0.7) + 1, fuzzer)
                _fire_at(operation, GenerationMode.NEGATIVE, round(each * 0.3) + 1, fuzzer)


def _fire_at(operation: APIOperation, mode: GenerationMode, most: int, fuzzer: Fuzzer) -> None:
    """Faults are collected and not raised: what a request meets depends on all before it, so nothing can be shrunk."""

    @settings(
        max_examples=most,
        phases=[Phase.generate],
        deadline=None,
        database=None,
        derandomize=not FUZZING,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def fire(case: Case) -> None:
        fuzzer.fire(case)

    with suppress(Unsatisfiable):
        fire()


def _roles(world: World, staff: set[str]) -> set[Role]:
    people = (world.directory.person(staff_id) for staff_id in staff)
    return {role for person in people if person is not None for role in person.roles}
