"""The caller is never the person reported, the reporter, or of the team complained of; and no case is ever stuck."""

from shared.rules.directory import Role
from tests.harness.callback import DAY, asks_for, calls, claims, filed, refused, told
from tests.harness.people import (
    AGENT,
    CALLER,
    CENTRE_HEAD,
    COLLEAGUE,
    CUSTOMER_SERVICE,
    CUSTOMER_SERVICE_OF_PROVINCE,
    GROUP,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import Person, World

AGENTS, COMPLAINT_GROUP = "JS-95518-ZX", "JS-95518-TS"
"""The team of the agents, and the team that calls."""


def services(world: World) -> list[str]:
    """All of customer service, who call when the group may not."""
    return list(world.directory.holders(Role.CUSTOMER_SERVICE))


async def barred(person: Person, case: str) -> str:
    """Why this person may not take the task."""
    answer = await asks_for(person, case)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_independent"), answer.text
    return str(answer.json()["bar"])


async def test_the_person_reported_neither_calls_nor_is_given_the_task(world: World) -> None:
    case = await filed(world, subject_staff_id=CALLER, line="HOTLINE_95518")

    assert await barred(world.by(CALLER), case) == "person_reported"
    assert (await asks_for(world.by(CALLER))).status_code == 204
    assert (await claims(world.by(COLLEAGUE))).task == f"{case}.t1"


async def test_one_of_the_group_who_reports_does_not_call_her_own_customer(world: World) -> None:
    case = await filed(world, by=CALLER)

    assert await barred(world.by(CALLER), case) == "reporter"
    await claims(world.by(COLLEAGUE), case)


async def test_a_report_about_an_agent_is_called_by_the_group_which_is_another_team(world: World) -> None:
    case = await filed(world, subject_staff_id=AGENT, responsible_unit_id=AGENTS, line="HOTLINE_95518")

    assert (await calls(world, case, "reached", satisfied=False))["state"] == "to_dispatch"


async def test_when_the_group_is_complained_of_customer_service_calls(world: World) -> None:
    case = await filed(world, responsible_unit_id=COMPLAINT_GROUP, line="HOTLINE_95518")

    for who in (CALLER, SUPERVISOR):
        assert await barred(world.by(who), case) == "team_complained_of"
    stands_in = await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE)
    listed = (await stands_in.get("/api/callback/tasks")).json()["items"]
    assert [task["id"] for task in listed] == [case]
    hand = await claims(stands_in)
    assert (await hand.ends("reached", satisfied=False))["state"] == "to_dispatch"


async def test_a_complaint_of_the_whole_centre_bars_the_teams_below_it_too(world: World) -> None:
    case = await filed(world, responsible_unit_id="JS-95518", line="HOTLINE_95518")

    assert await barred(world.by(CALLER), case) == "team_complained_of"
    await claims(await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE), case)


async def test_customer_service_does_not_call_while_the_group_can(world: World) -> None:
    case = await filed(world)

    assert await barred(await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE), case) == "role"
    assert (await (await world.sign_in(CUSTOMER_SERVICE_OF_PROVINCE)).get("/api/callback/tasks")).json()["items"] == []


async def test_whoever_decides_and_is_independent_lets_one_named_person_of_the_team_call_with_a_reason(
    world: World,
) -> None:
    await world.change_directory(*(world.member(who, active=False) for who in services(world)))
    case = await filed(world, responsible_unit_id=COMPLAINT_GROUP, line="HOTLINE_95518")
    head = world.by(CENTRE_HEAD)
    assert await refused(head, case, "override-independence", staff_id=CALLER) == (422, "invalid")
    body = {"staff_id": CALLER, "reason": "夜间无人"}
    assert await refused(world.by(COLLEAGUE), case, "override-independence", **body) == (403, "forbidden")
    assert await refused(head, case, "override-independence", staff_id=REPORTER, reason="急")

    await head.does("callback", case, "override-independence", **body)

    assert await told(world, case, "independence_overridden") == [CALLER]
    assert await barred(world.by(COLLEAGUE), case) == "team_complained_of"
    assert (await claims(world.by(CALLER))).task == f"{case}.t1"


async def test_independence_is_not_overridden_while_a_caller_is_left(world: World) -> None:
    case = await filed(world, responsible_unit_id="JS-NJ-LP")
    body = {"staff_id": CALLER, "reason": "方便"}
    assert await refused(world.by(SUPERVISOR), case, "override-independence", **body) == (409, "callers_left")


async def test_a_supervisor_of_the_team_complained_of_overrides_for_no_caller_not_even_herself(world: World) -> None:
    await world.change_directory(*(world.member(who, active=False) for who in services(world)))
    case = await filed(world, responsible_unit_id=COMPLAINT_GROUP, line="HOTLINE_95518")
    for caller in (CALLER, SUPERVISOR):
        body = {"staff_id": caller, "reason": "无人"}
        assert (await refused(world.by(SUPERVISOR), case, "override-independence", **body))[0] == 403


async def test_no_override_reaches_the_person_reported(world: World) -> None:
    case = await filed(world, subject_staff_id=CALLER, line="HOTLINE_95518")

    body = {"staff_id": CALLER, "reason": "无人可用"}
    assert await refused(world.by(SUPERVISOR), case, "override-independence", **body) == (403, "not_independent")


async def test_when_everybody_is_away_or_concerned_the_centres_head_still_finds_a_caller(world: World) -> None:
    """The group and customer service are gone, all but one of them, and she is of the team complained of."""
    everybody = {*world.directory.holders(Role.CUSTOMER_SERVICE), *GROUP, *SUPERVISORS} - {CALLER}
    await world.change_directory(*(world.member(staff_id, active=False) for staff_id in sorted(everybody)))
    case = await filed(world, responsible_unit_id=COMPLAINT_GROUP, line="HOTLINE_95518")
    assert await barred(world.by(CALLER), case) == "team_complained_of"

    body = {"staff_id": CALLER, "reason": "无其他人员"}
    await world.by(CENTRE_HEAD).does("callback", case, "override-independence", **body)

    assert (await calls(world, case, "reached", satisfied=True))["state"] == "archived"


async def test_a_case_nobody_may_call_is_never_forgotten(world: World) -> None:
    everybody = world.directory.holders(Role.CUSTOMER_SERVICE)
    await world.change_directory(*(world.member(staff_id, active=False) for staff_id in everybody))
    case = await filed(world, responsible_unit_id=COMPLAINT_GROUP, line="HOTLINE_95518")

    await world.advance(3 * DAY)

    assert await told(world, case, "window_warned") == [CENTRE_HEAD]
    assert await told(world, case, "window_breached") == [CENTRE_HEAD] * 2
    assert await told(world, case, "still_open") == [CENTRE_HEAD] * 2


async def test_a_caller_who_turns_out_to_be_concerned_loses_the_right_to_go_on(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"subject_staff_id": CALLER})
    await world.settle()

    answer = await hand.asks("start")
    assert (answer.status_code, answer.json()["bar"]) == (403, "person_reported")
    await world.advance(DAY / 12)
    await claims(world.by(COLLEAGUE), case)


async def test_a_caller_who_becomes_barred_on_the_phone_hands_in_a_draft_which_a_supervisor_adopts(
    world: World,
) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"subject_staff_id": CALLER})
    await world.settle()

    answer = await hand.asks(
        "attempts", outcome="reached", satisfied=False, score=40, note="客户要求换人处理", answers="等了三天"
    )

    assert (answer.status_code, answer.json()["state"], answer.json()["attempts"]) == (200, "awaiting_callback", [])
    assert answer.json()["task"]["state"] == "queued"
    again = await claims(world.by(SUPERVISOR), case)
    [draft] = (await world.by(SUPERVISOR).sees("callback", case))["drafts"]
    assert (draft["by"], draft["outcome"], draft["satisfied"], draft["score"]) == (CALLER, "reached", False, 40)
    assert (draft["note"], draft["answers"]) == ("客户要求换人处理", "等了三天")
    said = {"outcome": draft["outcome"], "satisfied": draft["satisfied"], "score": draft["score"]}
    assert (await again.ends(**said, note="采用回访人员的记录"))["state"] == "to_dispatch"


async def test_a_holder_who_becomes_barred_gives_the_task_back(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"subject_staff_id": CALLER})
    await world.settle()

    await hand.does("release", reason="须回避")

    await claims(world.by(COLLEAGUE), case)


async def test_nobody_of_the_customers_own_branch_calls_by_right_of_overseeing_it(world: World) -> None:
    case = await filed(world)

    assert await barred(world.by(CUSTOMER_SERVICE), case) == "role"
