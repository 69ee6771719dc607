"""Whom the customer complains of: named with any details, changed or cleared by a supervisor with a reason."""

import pytest

from tests.harness.callback import asks_for, filed
from tests.harness.people import AGENT, AUDITOR, CALLER, CENTRE_HEAD, COLLEAGUE, REPORTER, SUPERVISOR
from tests.harness.world import World

FIELDS = [
    ("subject_staff_id", CALLER, COLLEAGUE),
    ("responsible_unit_id", "JS-95518-TS", "JS-NJ-LP"),
]


async def amends(world: World, who: str, case: str, **body: object) -> int:
    """This person adds to the report: the status."""
    answer = await (await world.sign_in(who)).post(f"/api/intake/reports/{case}/details", body)
    await world.settle()
    return answer.status_code


@pytest.mark.parametrize(("field", "named", "other"), FIELDS)
async def test_a_name_once_given_is_changed_or_cleared_by_a_supervisor_with_a_reason_only(
    world: World, field: str, named: str, other: str
) -> None:
    case = await world.by(AGENT).reports(
        reporter_id=REPORTER, stage="filed", text="不满", customer={"phone": "13812345678"}
    )
    assert await amends(world, REPORTER, case, **{field: named}) == 200

    for value in (None, other):
        for who in (REPORTER, AGENT, CALLER, COLLEAGUE):
            assert await amends(world, who, case, **{field: value}, reason="弄错了") == 403
        assert await amends(world, SUPERVISOR, case, **{field: value}) == 422
    assert (await asks_for(world.by(CALLER), case)).status_code == 403

    assert await amends(world, REPORTER, case, **{field: named}, text="又来电催促") == 200
    assert await amends(world, SUPERVISOR, case, **{field: other}, reason="报告人弄错了人") == 200
    assert await amends(world, CENTRE_HEAD, case, **{field: None}, reason="与95518无关") == 200
    assert (await asks_for(world.by(CALLER), case)).status_code == 200
    written = [event["data"] for event in await world.events("intake", case) if event["kind"] == "report.amended"]
    assert [bool(amended["reason"]) for amended in written] == [False, False, True, True]


async def test_a_supervisor_complained_of_does_not_clear_it(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR)
    assert await amends(world, SUPERVISOR, case, subject_staff_id=None, reason="不是我") == 403


async def test_the_person_complained_of_adds_nothing_to_the_details_unless_it_is_their_own_report(world: World) -> None:
    case = await filed(world, subject_staff_id=CALLER)
    assert await amends(world, CALLER, case, text="客户无理") == 403
    own = await filed(world, by=CALLER, subject_staff_id=CALLER)
    assert await amends(world, CALLER, own, text="客户又来电") == 200


async def test_why_it_was_changed_is_read_masked_by_readers_and_never_by_those_complained_of(world: World) -> None:
    case, why = await filed(world, subject_staff_id=CALLER), "张三 13812345678 来电说弄错了人"
    assert await amends(world, SUPERVISOR, case, subject_staff_id=None, reason=why) == 200

    async def reasons(who: str) -> list[str | None]:
        items = (await world.by(who).get(f"/api/intake/reports/{case}/revisions")).json()["items"]
        return [item["reason"] for item in items]

    for who in (REPORTER, SUPERVISOR, AUDITOR):
        [first, second] = await reasons(who)
        assert first is None
        assert second is not None
        assert "弄错了人" in second
        assert "13812345678" not in second
        assert "张三" not in second
    assert await reasons(CALLER) == [None, None]

    asked = {"fields": ["events.2.reason"], "reason": "核实"}
    answer = await world.by(AUDITOR).post(f"/api/intake/reports/{case}/reveal", asked)
    assert answer.json() == {"events.2.reason": why}
