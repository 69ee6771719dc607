"""How grave a case is, by rule or by a person's word; the handling limit follows, always from the first dispatch."""

from tests.harness.callback import HOUR, filed, handling, of_kind, refused, resolved, to_dispatch, told
from tests.harness.people import (
    CALLER,
    CLAIMS,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    CUSTOMER_SERVICE,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

RULE: tuple[tuple[dict[str, object], int], ...] = (
    ({"ground": "complaint_demanded"}, 1),
    ({"ground": "perceived", "risk_flags": ["injury"]}, 1),
    ({"ground": "discontent_voiced"}, 2),
    ({"ground": "perceived"}, 3),
)
"""What is reported → how grave it is."""


async def test_the_rule_weighs_risk_flags_and_the_ground(world: World) -> None:
    for details, severity in RULE:
        case = await filed(world, **details)
        assert (await world.by(CALLER).sees("callback", case))["severity"] == severity, details


async def test_a_changed_severity_recomputes_the_limit_from_the_first_dispatch(world: World) -> None:
    case = await handling(world)
    await world.advance(10 * HOUR)

    seen = await world.by(SUPERVISOR).does("callback", case, "severity", severity=1, reason="媒体介入")

    assert (seen["severity"], seen["limits"][-1]["due_at"]) == (1, "2026-11-24T01:00:00Z")
    assert await told(world, case, "severity_changed") == [CLAIMS_HEAD]
    await world.advance(14 * HOUR)
    assert [each["limit"] for each in await of_kind(world, case, "limit.breached")] == ["handling"]


async def test_made_graver_too_late_it_breaches_at_once_without_blaming_the_system(world: World) -> None:
    case = await handling(world)
    await world.advance(30 * HOUR)

    await world.by(SUPERVISOR).does("callback", case, "severity", severity=1, reason="媒体介入")

    [breach] = await of_kind(world, case, "limit.breached")
    assert (breach["due_at"], breach["at"]) == ("2026-11-24T01:00:00Z", "2026-11-24T07:00:00Z")
    message = (await world.told_of("callback", case))[-1]
    assert (message["kind"], message["late_by_seconds"]) == ("limit_breached", 0)
    assert "晚发" not in message["text"]


async def test_a_severity_lowered_at_dispatch_needs_a_reason_and_rises_again_with_a_new_risk(world: World) -> None:
    case = await to_dispatch(world)
    caller = world.by(CALLER)
    to_claims = {"responsible_unit_id": CLAIMS, "severity": 3}
    assert await refused(caller, case, "dispatch", **to_claims) == (422, "invalid")
    seen = await caller.does("callback", case, "dispatch", **to_claims, reason="客户只是询问")
    assert seen["severity"] == 3

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"risk_flags": ["media"]})
    await world.settle()

    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["severity"], seen["risk_flags"]) == (1, ["media"])


async def test_before_any_dispatch_details_move_the_severity(world: World) -> None:
    case = await filed(world)

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"risk_flags": ["media"]})
    await world.settle()

    assert (await world.by(CALLER).sees("callback", case))["severity"] == 1


async def test_a_change_needs_a_reason_another_value_and_somebody_of_the_group(world: World) -> None:
    case = await handling(world)
    caller = world.by(CALLER)

    assert await refused(caller, case, "severity", severity=1) == (422, "invalid")
    assert await refused(caller, case, "severity", severity=2, reason="同级") == (422, "invalid")
    assert await refused(caller, case, "severity", severity=0, reason="越级") == (422, "invalid")
    for who in (CLAIMS_HEAD, CUSTOMER_SERVICE):
        assert await refused(world.by(who), case, "severity", severity=1, reason="急") == (403, "forbidden")


async def test_what_is_resolved_is_not_weighed_any_more(world: World) -> None:
    case = await resolved(world)

    assert await refused(world.by(CALLER), case, "severity", severity=1, reason="急") == (409, "already_resolved")


async def test_a_danger_that_shows_while_the_unit_handles_it_reaches_supervisor_unit_and_handler(world: World) -> None:
    case = await handling(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    details = {"risk_flags": ["media", "regulator"], "ground": "complaint_demanded"}

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", details)
    await world.settle()

    seen = await world.by(CALLER).sees("callback", case)
    handling_limit = next(limit for limit in seen["limits"] if limit["kind"] == "handling")
    assert (seen["severity"], handling_limit["due_at"]) == (1, "2026-11-24T01:00:00Z")
    assert set(await told(world, case, "severity_raised")) == {*SUPERVISORS, CLAIMS_HEAD, CLAIMS_HANDLER}
