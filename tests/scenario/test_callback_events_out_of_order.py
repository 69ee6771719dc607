"""What other services tell may come late, twice, or in another order: the story comes out the same."""

from sqlalchemy import delete, insert

from shared.engine.tables import inbox, outbox
from tests.harness.callback import PHONE, calls, claims, filed
from tests.harness.people import CALLER, REPORTER
from tests.harness.world import World


async def rounds(world: World, *services: str) -> None:
    """Let only these services run, until nothing of theirs moves."""
    while sum([await loop.run_once(world.now) for name in services for loop in world.services[name].loops]):
        pass


async def published_again(world: World, case: str, kind: str, service: str = "escalation") -> None:
    """The relay lost its memory of having published this: the bus carries it once more."""
    [event] = [each for each in await world.events(service, case) if each["kind"] == kind]
    async with world.services[service].database.transaction() as connection:
        row = {"case_id": case, "sequence": event["sequence"], "at": world.now}
        await connection.execute_many(insert(outbox), [row])
    await world.settle()


async def test_an_amendment_that_arrives_before_the_case_is_kept_for_it(world: World) -> None:
    reporter = world.by(REPORTER)
    body = {"stage": "filed", "text": "慢", "customer": {"claim_no": "RDZA202632010000054321"}}
    case = (await reporter.post("/api/intake/reports", body, key="one")).json()["id"]
    await reporter.post(f"/api/intake/reports/{case}/details", {"customer": {"phone": PHONE}})
    await rounds(world, "intake", "callback")
    assert await world.kinds("callback", case) == []

    await world.settle()

    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["task"]["ask_reporter"], seen["customer"]["phone"]) == (False, "138****5678")
    assert (seen["customer"]["claim_no"] or "").endswith("4321")
    assert await world.told("callback", case) == []


async def test_of_several_amendments_before_the_case_the_last_one_counts(world: World) -> None:
    reporter = world.by(REPORTER)
    case = await reporter.reports(text="慢", customer={"phone": "1"})
    for phone in ("13900000001", "13900000002", "13900000003"):
        await reporter.post(f"/api/intake/reports/{case}/details", {"customer": {"phone": phone}})
        await world.settle()

    await reporter.does("escalation", case, "file")

    assert (await world.by(CALLER).sees("callback", case))["customer"]["phone"] == "139****0003"


async def test_the_same_event_delivered_twice_is_handled_once(world: World) -> None:
    case = await filed(world)
    await claims(world.by(CALLER), case)
    before = await world.kinds("callback", case)

    await published_again(world, case, "case.filed")

    assert await world.kinds("callback", case) == before


async def test_even_with_a_forgotten_inbox_there_is_one_task(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)
    async with world.services["callback"].database.transaction() as connection:
        await connection.execute(delete(inbox), {})

    await published_again(world, case, "case.filed")

    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["state"], (await world.kinds("callback", case)).count("task.scheduled")) == ("archived", 1)


async def test_an_amendment_after_the_end_is_kept_and_moves_nothing(world: World) -> None:
    case = await filed(world)
    await calls(world, case, "reached", satisfied=True)

    await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", {"customer": {"plate": "苏A12345"}})
    await world.settle()

    seen = await world.by(CALLER).sees("callback", case)
    assert (seen["state"], seen["task"]) == ("archived", None)
    assert seen["customer"]["plate"] is not None
