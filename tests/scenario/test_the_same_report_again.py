"""Double click, back button, lost answer: the same idempotency key gives the same report (I1)."""

import asyncio

from sqlalchemy import select

from services.intake.adapters.tables import reports
from tests.harness.people import FELLOW_REPORTER, REPORTER
from tests.harness.world import World

BODY = {"text": "定损太慢", "customer": {"phone": "13812345678"}}


async def reports_there_are(world: World) -> list[str]:
    return [row["id"] for row in await world.rows("intake", select(reports.c.id))]


async def test_the_same_key_with_the_same_body_gives_the_same_report(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", **BODY)
    again = await world.by(REPORTER).submits(key="1", **BODY)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert first.headers["Location"] == again.headers["Location"] == f"/api/intake/reports/{first.json()['id']}"
    assert again.headers["Idempotency-Replayed"] == "true"
    assert await reports_there_are(world) == [first.json()["id"]]


async def test_the_same_key_with_another_body_is_refused_and_changes_nothing(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", **BODY)
    other = await world.by(REPORTER).submits(key="1", text="另一件事")

    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    assert await reports_there_are(world) == [first.json()["id"]]


async def test_a_double_click_that_meets_itself_in_one_commit_is_one_report(world: World) -> None:
    answers = await asyncio.gather(*(world.by(REPORTER).submits(key="1", **BODY) for _ in range(5)))

    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(await reports_there_are(world)) == 1


async def test_a_lost_answer_can_be_asked_for_after_a_restart(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", **BODY)

    await world.restart()
    again = await world.by(REPORTER).submits(key="1", **BODY)

    assert (again.status_code, again.json()) == (200, first.json())


async def test_a_key_belongs_to_whoever_uses_it(world: World) -> None:
    mine = await world.by(REPORTER).submits(key="1", **BODY)
    hers = await (await world.sign_in(FELLOW_REPORTER)).submits(key="1", **BODY)

    assert (hers.status_code, hers.json()["id"] != mine.json()["id"]) == (201, True)


async def test_another_key_is_another_report_even_of_the_same_words(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", **BODY)
    second = await world.by(REPORTER).submits(key="2", **BODY)

    assert first.json()["id"] != second.json()["id"]


async def test_a_refused_report_leaves_its_key_free(world: World) -> None:
    refused = await world.by(REPORTER).submits(key="1", stage="filed")
    accepted = await world.by(REPORTER).submits(key="1", **BODY)

    assert (refused.status_code, accepted.status_code) == (422, 201)


async def test_a_report_without_a_key_is_refused(world: World) -> None:
    answer = await world.by(REPORTER).post("/api/intake/reports", BODY)

    assert answer.status_code == 422
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("Idempotency-Key", "required")]


async def test_the_answer_is_the_one_first_given_though_the_report_was_amended_since(world: World) -> None:
    first = await world.by(REPORTER).submits(key="1", text="定损太慢")
    await world.by(REPORTER).post(f"{first.headers['Location']}/details", {"customer": {"phone": "13812345678"}})

    again = await world.by(REPORTER).submits(key="1", text="定损太慢")

    assert again.json() == first.json()


async def test_a_command_repeated_with_its_key_is_done_once_and_answered_twice(world: World) -> None:
    case = await world.by(REPORTER).reports(**BODY)
    path = f"/api/escalation/cases/{case}/settle"

    first = await world.by(REPORTER).post(path, {"note": "已安抚"}, key="s")
    again = await world.by(REPORTER).post(path, {"note": "已安抚"}, key="s")
    without = await world.by(REPORTER).post(path, {"note": "已安抚"})

    assert (first.status_code, again.status_code, again.json()) == (200, 200, first.json())
    assert (without.status_code, without.json()["code"]) == (409, "already_settled")
    assert (await world.kinds("escalation", case)).count("case.settled") == 1
