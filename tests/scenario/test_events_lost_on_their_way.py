"""Events that a topic, an offset or a database lost: they are found by comparing the logs, and sent again once."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, update

from shared.contracts.services import PLATFORM
from shared.engine.db.database import Database
from shared.engine.events.reconciling import Fault
from shared.engine.tables import event_log, inbox, outbox
from shared.platform.privacy.case_keys import case_keys
from shared.platform.privacy.erasures import erasures
from shared.runtime.opening_together import opened_together
from shared.runtime.reconciler import Findings, Reconciler
from tests.harness.clock import MINUTE
from tests.harness.people import REPORTER
from tests.harness.world import World

ENOUGH = {"stage": "filed", "ground": "complaint_demanded", "customer": {"phone": "13812345678"}}


def reconciler_of(world: World) -> Reconciler:
    """One beside the running services."""

    async def opened(name: str) -> Database:
        return world.process.context.platform if name == PLATFORM else world.services[name].database

    return Reconciler(opened)


async def verified(world: World, *, repair: bool = False) -> Findings:
    async with opened_together(world.settings) as (_, joint):
        return await reconciler_of(world).check_all(world.now, joint, repair=repair, progress=lambda line: None)


async def lose(world: World, service: str) -> None:
    """What waits for the bus is gone: as after a topic was deleted before its consumers had read it."""
    async with world.services[service].database.transaction() as connection:
        await connection.execute(delete(outbox))


async def amend(world: World, case: str, phone: str) -> None:
    body = {"customer": {"phone": phone}}
    answer = await world.by(REPORTER).post(f"/api/intake/reports/{case}/details", body)
    assert answer.is_success, answer.text


async def test_a_report_that_never_arrived_gets_its_case_and_is_called_back(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="lost", **ENOUGH)
    case = answer.json()["id"]
    await lose(world, "intake")
    await world.settle()
    assert await world.kinds("escalation", case) == []

    assert (await verified(world)).counts == {Fault.MISSING: 1}
    assert await world.rows("intake", outbox.select()) == []  # without --repair nothing is changed

    findings = await verified(world, repair=True)
    assert (findings.sent_again, findings.unmended) == (1, 0)
    await world.settle()
    assert await world.kinds("escalation", case) == ["case.opened", "case.filed"]
    assert (await world.kinds("callback", case))[0] == "case.received"
    assert (await verified(world)).counts == {}


async def test_what_waits_for_the_bus_or_is_parked_is_not_missing(world: World) -> None:
    await world.by(REPORTER).submits(key="waiting", **ENOUGH)
    assert (await verified(world)).counts == {}


async def test_several_lost_events_of_a_case_arrive_in_their_order_before_those_that_wait(world: World) -> None:
    answer = await world.by(REPORTER).submits(key="lost", text="客户不满")
    case = answer.json()["id"]
    amended = await world.by(REPORTER).post(
        f"/api/intake/reports/{case}/details", {"customer": {"phone": "13812345678"}}
    )
    assert amended.is_success, amended.text
    await lose(world, "intake")
    await amend(world, case, "13912345678")

    await verified(world, repair=True)
    rows = await world.rows("intake", outbox.select().order_by(outbox.c.position))
    assert [row["sequence"] for row in rows] == [1, 2, 3]
    await world.settle()
    assert (await verified(world)).counts == {}


async def test_the_loop_sends_again_without_being_asked_and_not_every_minute(world: World) -> None:
    await world.by(REPORTER).submits(key="lost", **ENOUGH)
    await lose(world, "intake")
    reconciler = reconciler_of(world)
    assert (await reconciler.check_some(world.now)).sent_again == 1
    await lose(world, "intake")  # and it is lost again
    for _ in range(9):
        world.lapse(MINUTE)
        assert (await reconciler.check_some(world.now)).sent_again == 0
    world.lapse(2 * MINUTE)
    await reconciler.check_some(world.now)
    assert (await reconciler.check_some(world.now)).sent_again == 1
    await world.settle()
    assert (await verified(world)).counts == {}


async def test_a_producer_that_lost_commits_a_gap_and_a_lost_key_are_for_people(tmp_path: Path) -> None:
    world = World(tmp_path / "data")  # what is lost here stays lost, so its end is not that of a story
    await world.open()
    first = await world.by(REPORTER).reports(**ENOUGH)
    second = await world.by(REPORTER).reports(**ENOUGH)
    third = await world.by(REPORTER).reports(**ENOUGH)
    erased = await world.by(REPORTER).reports(**ENOUGH)
    await world.settle()
    async with world.services["intake"].database.transaction() as connection:
        await connection.execute(delete(event_log).where(event_log.c.case_id == first))
    async with world.services["callback"].database.transaction() as connection:
        gone = (event_log.c.case_id == second) & (event_log.c.sequence == 1)
        await connection.execute(delete(event_log).where(gone))
    async with world.process.context.platform.transaction() as connection:
        for case in (third, erased):
            await connection.execute(delete(case_keys).where(case_keys.c.case_id == case))
        on_record = {"case_id": erased, "at": world.now, "by": "local", "why": "asked", "reason": "asked for"}
        await connection.execute(erasures.insert(), on_record)

    findings = await verified(world, repair=True)
    assert findings.counts == {Fault.AHEAD: 1, Fault.GAP: 1, Fault.UNOPENED: 1, Fault.UNREADABLE: 1}
    assert (findings.sent_again, findings.unmended) == (0, 4)
    await world.end()


async def test_an_event_stamped_by_a_clock_that_was_set_back_since_is_for_people(world: World) -> None:
    await world.by(REPORTER).submits(key="lost", **ENOUGH)
    await lose(world, "intake")
    wrongly = update(event_log).values(at=world.now + timedelta(days=400))
    async with world.services["intake"].database.transaction() as connection:
        await connection.execute(wrongly)
    findings = await verified(world, repair=True)
    assert (findings.counts, findings.sent_again, findings.unmended) == ({Fault.FUTURE: 1}, 0, 1)
    async with world.services["intake"].database.transaction() as connection:
        await connection.execute(update(event_log).values(at=world.now))
    assert (await verified(world, repair=True)).sent_again == 1
    await world.settle()


async def test_an_event_id_that_no_service_made_is_no_fault(world: World) -> None:
    async with world.services["escalation"].database.transaction() as connection:
        for event_id in ("intake.", "intake.7", "x", "intake.case.99999999999", "other.case.1", "7"):
            await connection.execute(inbox.insert(), {"consumer": "escalation", "event_id": event_id, "at": world.now})
    assert (await verified(world)).counts == {}
    async with world.services["escalation"].database.transaction() as connection:
        await connection.execute(delete(inbox))


async def test_an_event_whose_order_matters_is_not_sent_after_later_ones(world: World) -> None:
    case = await world.by(REPORTER).reports(**ENOUGH)
    await world.settle()
    events = await world.events("callback", case)
    async with world.services["callback"].database.transaction() as connection:
        for number, kind in ((101, "case.dispatched"), (102, "case.assigned")):
            row = {name: events[0][name] for name in ("case_id", "at", "by", "trace")}
            row |= {"sequence": number, "event_id": f"callback.{case}.{number}", "data": "{}"}
            await connection.execute(event_log.insert(), row | {"type": f"hotline.callback.{kind}.v1"})
    async with world.services["intake"].database.transaction() as connection:
        seen = {"consumer": "intake", "event_id": f"callback.{case}.102", "at": world.now}
        await connection.execute(inbox.insert(), seen)

    findings = await verified(world, repair=True)
    assert findings.counts[Fault.OVERTAKEN] == 1
    assert findings.sent_again == 0
    assert await world.rows("callback", outbox.select()) == []
    async with world.services["callback"].database.transaction() as connection:
        await connection.execute(delete(event_log).where(event_log.c.sequence > 100))
    async with world.services["intake"].database.transaction() as connection:
        await connection.execute(delete(inbox).where(inbox.c.event_id == f"callback.{case}.102"))
