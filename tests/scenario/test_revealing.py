"""Who sees personal data in the clear, at which moment, of which fields; and that it is on record, and has an end."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from shared.engine.tables import audit
from tests.harness.callback import DAY, MINUTE, calls, claims, closed, dispatched, filed, handling, to_dispatch
from tests.harness.people import (
    AGENT,
    AUDITOR,
    CALLER,
    CLAIMS_HANDLER,
    CLAIMS_HEAD,
    COLLEAGUE,
    LEADER,
    LEADERS_LEADER,
    REPORTER,
    SALES,
    SUPERVISOR,
)
from tests.harness.world import World

PHONE = "13812345678"
WHY = "首次回访拨打"
SERVICES = {"intake": "reports", "escalation": "cases", "callback": "cases"}


async def asks(
    world: World, service: str, who: str, case: str, *fields: str, **more: Any
) -> tuple[int, dict[str, Any]]:
    """Ask to see these fields: the status, and the answer."""
    body = {"fields": list(fields), "reason": WHY} | more
    person = await world.sign_in(who)
    answer = await person.post(f"/api/{service}/{SERVICES[service]}/{case}/reveal", body)
    return answer.status_code, answer.json()


async def sees(world: World, service: str, who: str, case: str) -> bool:
    """True if this person sees the phone in the clear; otherwise it must be refused."""
    status, shown = await asks(world, service, who, case, "phone")
    assert (status, shown.get("phone")) in ((200, PHONE), (403, None))
    return status == 200


async def who_sees(world: World, service: str, case: str, *people: str) -> set[str]:
    return {who for who in people if await sees(world, service, who, case)}


# On site


@pytest.mark.parametrize("service", ["intake", "escalation"])
async def test_on_site_the_reporter_sees_it_and_each_leader_once_notified(world: World, service: str) -> None:
    people = (REPORTER, LEADER, LEADERS_LEADER, SUPERVISOR, AUDITOR, CALLER, AGENT, COLLEAGUE)
    case = await world.by(REPORTER).reports(text="客户不满", customer={"name": "张三", "phone": PHONE})
    always = {SUPERVISOR, AUDITOR}

    assert await who_sees(world, service, case, *people) == {REPORTER, *always}
    await world.advance(5 * MINUTE)
    assert await who_sees(world, service, case, *people) == {REPORTER, LEADER, *always}
    await world.advance(10 * MINUTE)
    assert await who_sees(world, service, case, *people) == {REPORTER, LEADER, LEADERS_LEADER, *always}
    await world.advance(10 * MINUTE)  # filed
    assert await who_sees(world, service, case, *people) == always


async def test_a_settled_case_is_no_longer_on_site(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE})
    await world.by(REPORTER).does("escalation", case, "settle", note="已解释")

    assert await who_sees(world, "escalation", case, REPORTER, LEADER, SUPERVISOR, AUDITOR) == {SUPERVISOR, AUDITOR}


async def test_reporter_and_leaders_see_the_number_again_while_it_is_to_be_corrected(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE}, stage="calming")
    await world.advance(25 * MINUTE)
    people = (REPORTER, LEADER, LEADERS_LEADER)
    assert await who_sees(world, "callback", case, *people) == set()

    await calls(world, case, "wrong_number")
    assert await who_sees(world, "callback", case, *people) == set(people)

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"customer": {"phone": "13900000000"}})
    await world.settle()
    for who in people:
        assert (await asks(world, "callback", who, case, "phone"))[0] == 403


# From filing on


async def test_the_caller_sees_it_with_the_lease_and_after_the_call_until_it_is_dispatched(world: World) -> None:
    case = await filed(world)
    assert not await sees(world, "callback", CALLER, case)
    hand = await claims(world.by(CALLER), case)
    assert await sees(world, "callback", CALLER, case)
    await hand.ends("reached", satisfied=False)
    assert await who_sees(world, "callback", case, CALLER, COLLEAGUE) == {CALLER}

    await world.by(COLLEAGUE).does("callback", case, "dispatch", responsible_unit_id=SALES)
    assert not await sees(world, "callback", CALLER, case)


async def test_a_caller_who_did_not_reach_the_customer_sees_it_no_longer(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "no_answer")
    assert not await sees(world, "callback", CALLER, case)


async def test_the_head_of_the_lead_unit_and_who_accepted_or_is_assigned_see_it_until_they_lose_the_case(
    world: World,
) -> None:
    people = (CLAIMS_HEAD, CLAIMS_HANDLER)
    case = await dispatched(world)
    assert await who_sees(world, "callback", case, *people) == {CLAIMS_HEAD}
    await world.by(CLAIMS_HANDLER).does("callback", case, "accept")
    assert await who_sees(world, "callback", case, *people) == set(people)

    await world.by(CLAIMS_HEAD).does("callback", case, "return", reason="不属本单位")
    assert await who_sees(world, "callback", case, *people) == set()


async def test_an_assigned_handler_sees_it(world: World) -> None:
    case = await handling(world)
    assert not await sees(world, "callback", CLAIMS_HANDLER, case)
    await world.by(CLAIMS_HEAD).does("callback", case, "assign", staff_id=CLAIMS_HANDLER)
    assert await sees(world, "callback", CLAIMS_HANDLER, case)


async def test_it_ends_with_closure_and_the_time_to_reopen_for_all_but_supervisor_and_auditor(world: World) -> None:
    case = await closed(world)
    people = (CLAIMS_HEAD, SUPERVISOR, AUDITOR)
    await world.advance(15 * DAY - timedelta(seconds=1))
    assert await who_sees(world, "callback", case, *people) == set(people)
    await world.advance(timedelta(seconds=1))
    assert await who_sees(world, "callback", case, *people) == {SUPERVISOR, AUDITOR}


# Which fields


async def test_what_any_colleague_wrote_is_read_by_its_place_in_the_answer(world: World) -> None:
    case = await filed(world)
    said = "是他爱人接的，让打 139 0000 1111，退126800元"
    first = await claims(world.by(CALLER), case)
    await first.ends("third_party", note=said, call_id=f"C-{PHONE}", recording_id=f"20261123_{PHONE}.wav")
    await world.advance(60 * MINUTE)
    await claims(world.by(COLLEAGUE), case)

    seen = await world.by(COLLEAGUE).sees("callback", case)
    masked = (seen["notes"][0]["text"], seen["attempts"][0]["call_id"], seen["attempts"][0]["recording_id"])
    assert not any(PHONE in each or "1111" in each for each in masked)

    places = ("notes.0.text", "attempts.0.call_id", "attempts.0.recording_id", "customer.name")
    _, shown = await asks(world, "callback", COLLEAGUE, case, *places)
    assert list(shown.values()) == [said, f"C-{PHONE}", f"20261123_{PHONE}.wav", "张三"]


@pytest.mark.parametrize("service", ["intake", "escalation"])
async def test_a_reporter_whom_nobody_knows_can_be_rung(world: World, service: str) -> None:
    stated = {"name": "李四", "phone": "13900002222", "unit_id": "JS-NJ-GL"}
    case = await world.by(AGENT).reports(
        reporter_stated=stated, stage="calming", text="客户不满", call_id=f"IN-{PHONE}-77"
    )
    at = "reporter.stated_" if service == "intake" else "reporter_stated."

    status, shown = await asks(world, service, SUPERVISOR, case, f"{at}name", f"{at}phone", "call_id")

    assert (status, list(shown.values())) == (200, ["李四", "13900002222", f"IN-{PHONE}-77"])


async def test_the_caller_can_ring_a_reporter_whom_nobody_knows(world: World) -> None:
    stated = {"name": "李四", "phone": "13900002222", "unit_id": "JS-NJ-GL"}
    case = await world.by(AGENT).reports(reporter_stated=stated, stage="filed", text="不满", customer={"phone": PHONE})
    await claims(world.by(CALLER), case)

    assert (await world.by(CALLER).sees("callback", case))["reporter_stated"]["phone"] == "139****2222"
    _, shown = await asks(world, "callback", CALLER, case, "reporter_stated.phone")
    assert shown == {"reporter_stated.phone": "13900002222"}


async def test_earlier_wordings_are_read_masked_and_revealed(world: World) -> None:
    case = await world.by(REPORTER).reports(text=f"我当时态度不好，客户{PHONE}", customer={"phone": PHONE})
    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"text": "客户不满"})
    await world.settle()

    items = (await world.by(LEADER).get(f"/api/intake/reports/{case}/revisions")).json()["items"]
    assert [(each["revision"], each["by"]) for each in items] == [(0, REPORTER), (1, REPORTER)]
    assert [each["text"] for each in items] == ["我当时态度不好，客户***", "客户不满"]
    assert (await (await world.sign_in(CLAIMS_HEAD)).get(f"/api/intake/reports/{case}/revisions")).status_code == 403

    for service in ("intake", "escalation"):
        first = await asks(world, service, AUDITOR, case, "text", revision=0)
        assert first == (200, {"text": f"我当时态度不好，客户{PHONE}"})
        assert (await asks(world, service, AUDITOR, case, "text"))[1] == {"text": "客户不满"}
        assert (await asks(world, service, AUDITOR, case, "text", revision=7))[0] == 404


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize(
    "place",
    ["salary", "state", "notes", "notes.99.text", "customer", "attempts.0", "id", "notes.text", "task.holder.x"],
)
async def test_a_place_that_holds_nothing_sealed_is_refused_and_costs_nothing(
    world: World, service: str, place: str
) -> None:
    case = await filed(world)
    status, answer = await asks(world, service, SUPERVISOR, case, place)
    assert (status, answer["code"], answer["errors"][0]["field"]) == (422, "invalid", "fields")


async def test_a_place_never_carries_a_number_into_the_record(world: World) -> None:
    case = await filed(world)
    status, answer = await asks(world, "callback", SUPERVISOR, case, f"notes.{PHONE}.text")
    assert (status, answer["errors"][0]["field"]) == (422, "fields.0")


async def test_whatever_was_sealed_with_an_event_is_read_by_the_events_sequence(world: World) -> None:
    case = await filed(world)
    hand = await claims(world.by(CALLER), case)
    await hand.ends("no_answer", note="铃响十声", answers="未答", call_id=f"C-{PHONE}", recording_id=f"R-{PHONE}")

    sealed = {"note": "铃响十声", "answers": "未答", "call_id": f"C-{PHONE}", "recording_id": f"R-{PHONE}"}
    kinds = await world.kinds("callback", case)
    ended = kinds.index("attempt.ended") + 1
    _, shown = await asks(world, "callback", AUDITOR, case, *(f"events.{ended}.{field}" for field in sealed))
    assert list(shown.values()) == list(sealed.values())

    for place in ("events.0.note", "events.99.note", f"events.{ended}.outcome", f"events.{ended}", "events.1.details"):
        assert (await asks(world, "callback", AUDITOR, case, place))[0] == 422


async def test_several_numbers_in_one_field_are_shown_and_revealed_each_by_itself(world: World) -> None:
    case = await filed(world, customer={"name": "张三", "phone": f"{PHONE}（本人）/ 025-84701234 转 801"})
    for service, place in SERVICES.items():
        seen = (await (await world.sign_in(SUPERVISOR)).get(f"/api/{service}/{place}/{case}")).json()["customer"]
        assert seen["phones"] == ["138****5678", "025****1234"]

        status, shown = await asks(world, service, SUPERVISOR, case, "phones.1", "customer.phones.0", "phone")
        both = {"phones.1": "02584701234x801", "customer.phones.0": PHONE}
        assert (status, shown) == (200, both | {"phone": f"{PHONE}（本人）/ 025-84701234 转 801"})
        assert (await asks(world, service, SUPERVISOR, case, "phones.2"))[0] == 422


@pytest.mark.parametrize("service", ["escalation", "callback"])
async def test_source_and_number_of_a_complaint_are_revealed_as_stated(world: World, service: str) -> None:
    case = (
        await filed(world)
        if service == "callback"
        else await world.by(REPORTER).reports(text="不满", stage="calming", customer={"name": "张三", "phone": PHONE})
    )
    stated = {"source": f"张三打12378，留{PHONE}", "number": f"TS-{PHONE}"}
    await world.by(SUPERVISOR).does(service, case, "complaint", **stated, at=world.now.isoformat())
    await world.settle()
    await world.by(SUPERVISOR).does(
        "callback", case, "complaint", source="银保监", number="A1", at=world.now.isoformat()
    )

    first, second = (await (await world.sign_in(SUPERVISOR)).get(f"/api/callback/cases/{case}")).json()["complaints"]
    assert (first["source"], first["number"]) == ("***打12378，留***", "TS-***")
    assert PHONE not in first["stated_source"] + first["stated_number"]
    assert (second["stated_source"], second["stated_number"]) == (None, None)
    places = ("complaints.0.stated_source", "complaints.0.stated_number", "complaints.1.stated_number")
    _, shown = await asks(world, "callback", SUPERVISOR, case, *places)
    assert list(shown.values()) == [*stated.values(), None]


# On record, and bounded


async def test_who_saw_what_and_why_is_on_record_without_the_values(world: World) -> None:
    case = await filed(world)
    await asks(world, "callback", SUPERVISOR, case, "phone", "text", revision=0)
    await asks(world, "callback", SUPERVISOR, case, "name", reason=f"张三 {PHONE} 来电询问")

    listed, in_words = [json.loads(line["facts"]) for line in await revealed(world, case)]
    assert {name: listed[name] for name in ("fields", "reason", "revision")} == {
        "fields": ["phone", "text"],
        "reason": WHY,
        "revision": 0,
    }
    assert in_words["fields"] == ["name"]
    key = await world.process.context.vault.key(case)
    assert key.open("reason", in_words["reason"]) == f"张三 {PHONE} 来电询问"


async def test_after_sixty_cases_an_hour_it_is_refused_on_record_until_the_first_no_longer_counts(world: World) -> None:
    cases = [await filed(world) for _ in range(61)]
    for case in cases[:60]:
        assert (await asks(world, "callback", SUPERVISOR, case, "phone"))[0] == 200
    for service in SERVICES:  # one budget, whichever service is asked
        status, answer = await asks(world, service, SUPERVISOR, cases[60], "phone")
        assert (status, answer["code"], answer["retry_after"]) == (429, "quota_used_up", 3600)
    assert (await asks(world, "intake", SUPERVISOR, cases[0], "phone"))[0] == 200  # seen already
    assert (await asks(world, "callback", AUDITOR, cases[60], "phone"))[0] == 200  # another person

    person = world.by(SUPERVISOR)
    answer = await person.post(f"/api/callback/cases/{cases[60]}/reveal", {"fields": ["phone"], "reason": WHY})
    assert answer.headers["Retry-After"] == "3600"
    lines = await world.audited("callback", cases[60])
    assert (SUPERVISOR, "reveal", "refused", "quota_used_up") in lines
    assert 'hotline_commands_refused_total{code="quota_used_up"}' in (await world.http.get("/metrics")).text

    await world.advance(60 * MINUTE)
    assert (await asks(world, "callback", SUPERVISOR, cases[60], "phone"))[0] == 200


async def revealed(world: World, case: str) -> list[dict[str, Any]]:
    """The lines of the record that say what was revealed of a case."""
    lines = await world.rows("callback", select(audit).where(audit.c.case_id == case).order_by(audit.c.position))
    return [line for line in lines if line["action"] == "revealed"]


async def test_a_case_to_be_dispatched_is_closed_to_who_never_spoke_to_the_customer(world: World) -> None:
    case = await to_dispatch(world)
    assert await who_sees(world, "callback", case, COLLEAGUE, REPORTER, LEADER, AGENT) == set()
