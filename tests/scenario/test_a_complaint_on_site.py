"""A formal complaint on a case that is still on site, or was settled: 95518 calls, with severity 1 (Art. 9)."""

from typing import Any

import pytest

from tests.harness.callback import filed, of_kind
from tests.harness.clock import DAY, MINUTE
from tests.harness.people import AGENT, CALLER, LEADER, REPORTER, SUPERVISOR
from tests.harness.world import World

PHONE = "13812345678"


async def complains(world: World, case: str, by: str = AGENT, **said: Any) -> Any:
    body = {"source": "12378", "number": "T-1", "at": world.now.isoformat(), "note": "监管转来"} | said
    answer = await (await world.sign_in(by)).tries("escalation", case, "complaint", **body)
    await world.settle()
    return answer


@pytest.mark.parametrize("minutes", [1, 6, 16])
@pytest.mark.parametrize("by", [AGENT, CALLER])
async def test_it_files_the_case_which_begins_as_severity_one_with_the_complaint(
    world: World, minutes: int, by: str
) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE})
    await world.advance(minutes * MINUTE)

    answer = await complains(world, case, by, source=f"12378 客户{PHONE}")

    assert (answer.status_code, answer.json()["state"], answer.json()["new_report_needed"]) == (200, "filed", False)
    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["severity"], [mark["source"] for mark in seen["complaints"]]) == (1, ["12378 客户***"])
    assert [(note["about"], note["text"]) for note in seen["notes"]] == [("on_site.complaint_marked", "监管转来")]
    again = await complains(world, case)
    assert (again.status_code, again.json()["code"]) == (409, "already_filed")


async def test_a_settled_case_is_filed_for_fifteen_days_and_the_caller_reads_how_it_was_settled(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE})
    await world.by(REPORTER).does("escalation", case, "settle", note="答应三天内回复")
    await world.advance(14 * DAY)

    assert (await complains(world, case)).json()["state"] == "filed"

    seen = await world.by(CALLER).sees("callback", case)
    assert ("on_site.settled", "答应三天内回复") in [(note["about"], note["text"]) for note in seen["notes"]]
    assert {who for who, kind in await world.told("escalation", case) if kind == "filed_for_information"} == {
        REPORTER,
        LEADER,
    }


async def test_after_fifteen_days_it_is_on_record_and_a_new_report_is_asked_for(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE})
    await world.by(REPORTER).does("escalation", case, "settle", note="客户谅解")
    await world.advance(15 * DAY)

    for _ in range(2):
        answer = await complains(world, case)
        assert (answer.status_code, answer.json()["state"]) == (200, "settled")
        assert answer.json()["new_report_needed"] is True

    assert (await world.kinds("escalation", case)).count("case.complaint_marked") == 1
    assert (REPORTER, "complaint") in await world.told("escalation", case)


async def test_who_was_at_a_report_on_site_reaches_the_caller_with_their_words(world: World) -> None:
    case = await world.by(REPORTER).reports(text="客户不满", customer={"name": "张三", "phone": PHONE})
    await world.by(REPORTER).does("escalation", case, "escalate", level=0, note="客户要领导到场")
    await world.by(LEADER).does("escalation", case, "acknowledge", note=f"已到现场，张三{PHONE}要求退保")
    await world.by(LEADER).does("escalation", case, "file")

    on_site = await world.by(REPORTER).sees("escalation", case)
    assert on_site["told"][0]["note"].startswith("已到现场，")
    assert on_site["told"][0]["note"].endswith("要求退保")
    seen = await world.by(CALLER).sees("callback", case)
    assert [(act["deed"], act["level"], act["by"]) for act in seen["on_site"]] == [
        ("escalated", 0, REPORTER),
        ("acknowledged", 1, LEADER),
    ]
    words = {note["about"]: note["text"] for note in seen["notes"]}
    assert words["on_site.escalated"] == "客户要领导到场"
    assert "要求退保" in words["on_site.acknowledged"]
    assert PHONE not in str(seen) + str(on_site)


async def test_a_registrar_acts_for_the_reporter_on_the_phone_and_only_then(world: World) -> None:
    registered = await world.by(AGENT).submits(
        key="1", reporter_id=REPORTER, call_id="IN-1", text="客户不满", stage="calming"
    )
    await world.settle()
    case = registered.json()["id"]

    assert (await world.by(AGENT).tries("escalation", case, "escalate", level=0)).status_code == 403
    await world.by(AGENT).does("escalation", case, "escalate", level=0, call_id="IN-2")
    await world.by(AGENT).does("escalation", case, "settle", note="报告人来电说已化解", call_id="IN-3")

    told, settled = (await world.events("escalation", case))[-2:]
    assert [told["data"]["by"], settled["data"]["by"]] == [AGENT, AGENT]
    assert all(event["data"]["call_id"].startswith("v1.") for event in (told, settled))
    assert "IN-2" not in str(await world.events("escalation", case))


async def test_the_group_files_when_the_customer_rings_and_an_agent_names_the_call(world: World) -> None:
    first = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE})
    assert (await world.by(CALLER).does("escalation", first, "file"))["state"] == "filed"

    second = await world.by(REPORTER).reports(text="客户不满")
    assert (await world.by(AGENT).tries("escalation", second, "file")).status_code == 403
    assert (await world.by(AGENT).does("escalation", second, "file", call_id="IN-9"))["state"] == "filed"
    for case in (first, second):
        assert {(REPORTER, "filed_for_information"), (LEADER, "filed_for_information")} <= set(
            await world.told("escalation", case)
        )


@pytest.mark.parametrize(
    "danger", [{"risk_flags": ["injury"]}, {"ground": "complaint_demanded"}, {"risk_flags": ["media", "group"]}]
)
@pytest.mark.parametrize("later", [False, True])
async def test_the_supervisor_hears_of_a_danger_while_the_reporter_is_calming(
    world: World, danger: dict[str, Any], later: bool
) -> None:
    case = await world.by(REPORTER).reports(stage="calming", **({} if later else danger))
    if later:
        await world.advance(2 * MINUTE)
        await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", danger)
        await world.settle()

    assert (SUPERVISOR, "risk_reported") in await world.told("escalation", case)
    assert (await world.by(SUPERVISOR).sees("escalation", case))["state"] == "calming"
    assert (await world.by(SUPERVISOR).does("escalation", case, "file"))["state"] == "filed"


async def test_a_report_filed_at_once_leaves_the_first_words_of_callback_to_callback(world: World) -> None:
    case = await filed(world)
    [received] = await of_kind(world, case, "case.received")
    assert (received["informed"], received["on_site"], received["complaints"]) == ([LEADER], [], [])
