"""Through the whole hotline, in a province full of holes: each person told reads the case and may do what is asked.

The kinds of message and what they ask for are those of the unit test, which tries many more directories in memory.
"""

from random import Random

import httpx
import pytest

from shared.rules.directory import Leave
from tests.harness.callback import DAY, HOUR, MINUTE, PHONE, asks_for
from tests.harness.directories import Entry
from tests.harness.people import (
    CALLER,
    CENTRE_HEAD,
    CLAIMS,
    CLAIMS_EXECUTIVE,
    CLAIMS_HEAD,
    COLLEAGUE,
    GROUP,
    GULOU_DESK,
    LEADER,
    LEADERS_LEADER,
    REPORTER,
    SUPERVISOR,
    SUPERVISORS,
)
from tests.harness.world import World

HOLES = 4
"""How many provinces are tried on each stack."""

CALLERS = (*GROUP, *SUPERVISORS)


def holes(world: World, dice: Random) -> tuple[list[Entry], str | None]:
    """Leaves, vacancies, deputies taken away and added, a circle; and perhaps a person complained of."""
    until = world.now + 30 * DAY
    offices = (LEADER, LEADERS_LEADER, CLAIMS_HEAD, CLAIMS_EXECUTIVE, CENTRE_HEAD, GULOU_DESK, *SUPERVISORS)
    away = dice.sample(offices, dice.randint(1, 4))
    entries: list[Entry] = [Leave(staff_id=who, from_at=world.now, until_at=until) for who in away]
    if dice.random() < 0.5:
        entries.append(world.unit(CLAIMS, head_id=None, deputy_id=dice.choice([None, "S0089"])))
    if dice.random() < 0.5:
        entries.append(world.unit("JS-NJ-GL", deputy_id=None))
    if dice.random() < 0.3:
        entries.append(world.member(LEADERS_LEADER, leader_id=LEADER))
    return entries, dice.choice([None, LEADER, CLAIMS_HEAD, SUPERVISOR, GULOU_DESK])


async def may_all(world: World, service: str, case: str, asked: dict[str, list[tuple[str, dict[str, object]]]]) -> None:
    """Each recipient of messages so far reads the case; and of these kinds one after the other does what is asked."""
    for who, kind in await world.told(service, case):
        person = await world.sign_in(who)
        read = await person.get(f"/api/{service}/cases/{case}")
        assert read.status_code == 200, f"{who} was told {kind} and may not read: {read.text}"
        for act, body in asked.get(kind, []):
            answer: httpx.Response = await person.tries(service, case, act, **body)
            assert answer.status_code != 403, f"{who} was told {kind} and may not {act}: {answer.text}"


@pytest.mark.parametrize("seed", range(HOLES))
async def test_on_site_each_person_told_reads_the_report_and_may_step_in(world: World, seed: int) -> None:
    entries, subject = holes(world, Random(seed))
    await world.change_directory(*entries)
    details = {"subject_staff_id": subject} if subject else {}
    case = await world.by(REPORTER).reports(text="客户不满", customer={"phone": PHONE}, **details)

    for wait in (5 * MINUTE, 10 * MINUTE):
        await world.advance(wait)
        told = [who for who, kind in await world.told("escalation", case) if kind == "level_told"]
        assert subject not in told
        for who in told:
            person = await world.sign_in(who)
            assert (await person.get(f"/api/intake/reports/{case}")).status_code == 200, who
        await may_all(world, "escalation", case, {"level_told": [("acknowledge", {})]})
    await world.advance(HOUR)
    await may_all(world, "escalation", case, {})


@pytest.mark.parametrize("seed", range(HOLES))
async def test_in_callback_each_person_told_reads_the_case_and_may_do_it(world: World, seed: int) -> None:
    entries, subject = holes(world, Random(100 + seed))
    await world.change_directory(*entries)
    details = {"subject_staff_id": subject} if subject else {}
    case = await world.by(REPORTER).reports(
        stage="filed", text="客户不满", customer={"phone": PHONE}, line="CLAIMS", **details
    )
    await world.advance(16 * MINUTE)
    await may_all(world, "callback", case, {})

    hand = await asks_for(world.by(CALLER), case)
    fence = hand.json()["fence"]
    path = f"/api/callback/tasks/{case}.t1/attempts"
    answer = await world.by(CALLER).post(path, {"fence": fence, "outcome": "reached", "satisfied": False})
    assert answer.status_code == 200, answer.text
    await world.settle()
    await world.by(COLLEAGUE).does("callback", case, "dispatch", responsible_unit_id=CLAIMS)
    await may_all(world, "callback", case, {"dispatched": [("accept", {})]})
    await world.advance(10 * DAY)

    pressing = {"limit_breached": [("remind", {})]}
    told = [(who, kind) for who, kind in await world.told("callback", case) if kind == "limit_breached"]
    assert told
    assert subject not in [who for who, _ in told]
    await may_all(world, "callback", case, {})
    executives = [who for who, _ in told if who in (CLAIMS_EXECUTIVE, "S0084")]
    for who in executives:
        answer = await (await world.sign_in(who)).tries("callback", case, pressing["limit_breached"][0][0])
        assert answer.status_code != 403, answer.text
