"""What the reporter, the leaders and the unit hear and read from the first minute to the end."""

from typing import Any

from shared.rules.directory import Leave
from tests.harness.callback import (
    DAY,
    HOUR,
    MINUTE,
    PHONE,
    calls,
    claims,
    closed,
    dispatched,
    filed,
    handling,
    resolved,
    to_dispatch,
)
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    GULOU_DESK,
    LEADER,
    LEADERS_LEADER,
    REPORTER,
    SALES,
    SALES_HEAD,
    SUPERVISOR,
)
from tests.harness.world import World

SECRETS = ("张三", PHONE, "苏A7K3P9", "秘密")


async def heard(world: World, case: str, who: str) -> list[str]:
    """The kinds of all messages this person got about the case, on site first."""
    both = [*await world.told("escalation", case), *await world.told("callback", case)]
    return [kind for recipient, kind in both if recipient == who]


async def texts(world: World, case: str) -> list[dict[str, Any]]:
    return [*await world.told_of("escalation", case), *await world.told_of("callback", case)]


async def climbed(world: World, **more: Any) -> str:
    """A case that both leaders were told of before it was filed."""
    details = {"text": "客户不满", "stage": "calming", "customer": {"name": "张三", "phone": PHONE}} | more
    case = await world.by(REPORTER).reports(**details)
    await world.advance(25 * MINUTE)
    return case


async def test_every_leader_told_and_the_reporter_hear_of_the_end_once_each(world: World) -> None:
    case = await climbed(world)
    await calls(world, case, "reached", satisfied=False)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-LP")
    await world.by(CLAIMS_HEAD).does("callback", case, "accept")
    await world.by(CLAIMS_HEAD).does("callback", case, "resolve", note="秘密：已赔")
    await calls(world, case, "reached", number=2, score=90)
    for who in (REPORTER, LEADER, LEADERS_LEADER, CLAIMS_HEAD):
        assert (await heard(world, case, who)).count("closed") == 1, who
    for each in await texts(world, case):
        assert not [secret for secret in SECRETS if secret in each["text"]], each["text"]


async def test_the_deputy_told_in_a_leaders_place_hears_of_the_end_too(world: World) -> None:
    await world.change_directory(Leave(staff_id=LEADER, from_at=world.now, until_at=world.now + 10 * MINUTE))
    case = await climbed(world)
    await calls(world, case, "reached", satisfied=True)
    for who in (REPORTER, GULOU_DESK, LEADERS_LEADER):
        assert (await heard(world, case, who)).count("archived") == 1, who


async def test_a_leader_complained_of_hears_nothing_of_the_case_at_any_stage(world: World) -> None:
    case = await climbed(world, subject_staff_id=LEADER)
    await calls(world, case, "reached", satisfied=False)
    await world.by(CALLER).does("callback", case, "dispatch", responsible_unit_id="JS-NJ-GL")
    assert await heard(world, case, LEADER) == []
    assert "dispatched" in await heard(world, case, GULOU_DESK)
    deputy = await world.sign_in(GULOU_DESK)
    for act, body in (("accept", {}), ("resolve", {"note": "已道歉"})):
        assert (await (await world.sign_in(LEADER)).tries("callback", case, act, **body)).status_code == 403
        await deputy.does("callback", case, act, **body)
    await calls(world, case, "reached", number=2, score=60)
    await world.advance(30 * HOUR)
    assert await heard(world, case, LEADER) == []


async def test_whoever_registered_by_phone_is_not_told_in_the_reporters_place(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_id=REPORTER, stage="filed", text="客户不满", customer={"phone": PHONE}, call_id="C-1"
    )
    await calls(world, case, "wrong_number")
    assert "number_asked" in await heard(world, case, REPORTER)
    assert "number_asked" not in await heard(world, case, AGENT)
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"customer": {"phone": "13900001111"}})
    await world.settle()
    await world.advance(2 * MINUTE)
    await calls(world, case, "reached", satisfied=True)
    assert "archived" in await heard(world, case, REPORTER)


async def test_somebody_is_asked_for_the_number_when_the_reporter_is_nobody_we_know(world: World) -> None:
    case = await world.by(AGENT).reports(
        reporter_stated={"name": "外聘", "phone": "13700001111", "unit_id": "JS-NJ-GL"},
        stage="filed",
        text="客户不满",
        customer={"policy_no": "PDAA202632010000012345"},
        call_id="C-1",
    )
    asked = [who for who, kind in await world.told("callback", case) if kind == "number_asked"]
    assert asked != []
    person = await world.sign_in(asked[0])
    answer = await person.post(f"/api/intake/reports/{case}/details", {"customer": {"phone": PHONE}})
    assert answer.status_code == 200, (asked, answer.text)


async def test_somebody_is_asked_for_the_number_when_the_reporter_has_left(world: World) -> None:
    case = await filed(world)
    await world.change_directory(world.member(REPORTER, active=False))
    await calls(world, case, "wrong_number")
    asked = [who for who, kind in await world.told("callback", case) if kind == "number_asked"]
    assert [who for who in asked if who != REPORTER] != [], asked


async def test_the_reporter_hears_that_the_customer_cannot_be_reached_and_the_leaders_that_it_was_closed(
    world: World,
) -> None:
    case = await climbed(world)
    await calls(world, case, "refused")
    before = await heard(world, case, REPORTER)
    assert len(before) > len([kind for kind in before if kind in ("leader_told", "filed_for_information")])
    await world.by(SUPERVISOR).does("callback", case, "close", reason="秘密：客户张三明确拒绝")
    for who in (REPORTER, LEADER, LEADERS_LEADER):
        assert "closed" in await heard(world, case, who), who
    assert not [each for each in await texts(world, case) if "秘密" in each["text"] or "张三" in each["text"]]


async def test_a_danger_added_in_any_state_reaches_the_supervisor_and_raises_the_severity(world: World) -> None:
    for bring in (filed, to_dispatch, dispatched, handling, resolved):
        case = await bring(world)
        before = len(await heard(world, case, SUPERVISOR))
        answer = await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"risk_flags": ["injury"]})
        assert answer.status_code == 200
        await world.settle()
        assert len(await heard(world, case, SUPERVISOR)) == before + 1, bring.__name__
        assert (await world.by(SUPERVISOR).sees("callback", case))["severity"] == 1, bring.__name__


async def test_a_danger_that_is_taken_back_lowers_nothing_by_itself(world: World) -> None:
    case = await handling(world, risk_flags=["media"])
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"risk_flags": []})
    await world.settle()
    assert (await world.by(SUPERVISOR).sees("callback", case))["severity"] == 1


async def test_a_danger_added_after_a_settled_case_still_reaches_the_supervisor(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", stage="calming", customer={"phone": PHONE})
    await world.by(REPORTER).does("escalation", case, "settle", note="已解释")
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"ground": "complaint_demanded"})
    await world.settle()
    assert "risk_reported" in await heard(world, case, SUPERVISOR)
    assert (await world.by(SUPERVISOR).get(f"/api/escalation/cases/{case}")).status_code == 200


async def test_a_supervisor_complained_of_is_not_told_of_the_danger_and_the_other_one_is(world: World) -> None:
    case = await filed(world, subject_staff_id=SUPERVISOR, risk_flags=["media"])
    assert await heard(world, case, SUPERVISOR) == []
    assert "risk_reported" in await heard(world, case, "S0018")


async def test_a_unit_that_lost_the_case_hears_so_and_nothing_more(world: World) -> None:
    case = await dispatched(world)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    await world.by(SUPERVISOR).does("callback", case, "transfer", unit_id=SALES, reason="秘密：销售误导")
    mark = {who: len(await heard(world, case, who)) for who in (CLAIMS_HEAD, CLAIMS_HANDLER)}
    assert (await heard(world, case, CLAIMS_HANDLER))[-1] != "assigned"
    await (await world.sign_in(SALES_HEAD)).does("callback", case, "accept")
    await world.by(SUPERVISOR).does("callback", case, "remind", note="秘密")
    for who, count in mark.items():
        assert len(await heard(world, case, who)) == count, who
        assert (await (await world.sign_in(who)).get(f"/api/callback/cases/{case}")).status_code == 403
    assert not [each for each in await texts(world, case) if "秘密" in each["text"]]


async def test_messages_are_read_by_their_recipient_only_and_newest_first(world: World) -> None:
    case = await closed(world)
    mine = (await world.by(REPORTER).get("/api/callback/messages")).json()["items"]
    assert mine[0]["kind"] == "closed"
    assert all(item["case_id"] == case for item in mine)
    theirs = (await world.by(COLLEAGUE).get("/api/callback/messages")).json()["items"]
    assert "closed" not in [item["kind"] for item in theirs]
    assert (await world.by(AUDITOR).get("/api/callback/messages")).json()["items"] == []


async def test_a_caller_who_becomes_barred_hands_in_a_draft_that_the_supervisor_reads(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.starts()
    await world.by(SUPERVISOR).post(
        f"/api/intake/reports/{case}/details", {"subject_staff_id": CALLER, "reason": "客户说的是她"}
    )
    await world.settle()
    await hand.asks("attempts", outcome="reached", satisfied=True, note="客户说没事了")
    seen = await world.by(SUPERVISOR).sees("callback", case)
    assert seen["state"] == "awaiting_callback"
    assert "没事了" in str(seen["drafts"])
    await world.advance(DAY)
