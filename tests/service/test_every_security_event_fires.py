"""Every kind of security event that the guide of operations names is fired by what it is about."""

import re
from pathlib import Path

import pytest
from sqlalchemy import select

from services.all_in_one import open_all
from shared.platform.identity.actor import Actor
from shared.platform.pairing.judgement import NotPaired
from shared.platform.privacy.budgets import Purpose
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.security_events import SecurityKind, security_events
from shared.platform.settings import Settings
from shared.support.errors import TooMany
from tests.harness.chat import Chat
from tests.harness.clock import DAY
from tests.harness.hosted import Hosted
from tests.harness.people import ADMINISTRATOR, AUDITOR, REPORTER
from tests.harness.stories import happy_archive
from tests.harness.world import World

PLATFORM = "/api/platform"
GUIDE = Path(__file__).parents[2] / "docs" / "operations.md"
OF_HOST = {SecurityKind.CLOCK_HELD, SecurityKind.KEY_MISMATCH}
OF_COMMANDS = {
    SecurityKind.BACKED_UP,
    SecurityKind.RESTORED,
}  # their tests: `test_terminal_acts`, `test_restored_credentials`


def named_in_the_guide() -> set[str]:
    """The kinds in the table of security events."""
    table = GUIDE.read_text("utf-8").split("| kind | what happened |")[1].split("\n\n")[0]
    return {kind for row in table.splitlines()[2:] for kind in re.findall(r"`(\w+)`", row.split("|")[1])}


async def kinds_of(world: World) -> set[str]:
    """The kinds that an auditor finds in the list."""
    await world.process.context.security.flush()
    listed = (await world.by(AUDITOR).get(f"{PLATFORM}/security-events", limit=100)).json()["items"]
    return {each["kind"] for each in listed}


async def issues_and_revokes(world: World) -> None:
    administrator = world.by(ADMINISTRATOR)
    issued = (await administrator.post(f"{PLATFORM}/tokens", {"staff_id": REPORTER, "label": "pc"})).json()
    await administrator.post(f"{PLATFORM}/tokens/{issued['token_id']}/revoke", {})


async def reveals_as_many_cases_as_they_may(world: World) -> None:
    budgets, person = world.process.context.revealing.budgets, world.directory.person(AUDITOR)
    assert person is not None
    actor = Actor(person, world.directory, world.now)
    for number in range(60):
        await budgets.spend(actor, Purpose.REVEAL, f"case-{number}", world.now)
    with pytest.raises(TooMany):
        await budgets.spend(actor, Purpose.REVEAL, "one more", world.now)


def test_the_guide_names_every_kind_there_is() -> None:
    assert named_in_the_guide() == {kind.value for kind in SecurityKind}


async def test_every_kind_that_a_running_process_can_see_fires(world: World) -> None:
    chat = Chat(world, "claims")
    await world.http.get(f"{PLATFORM}/me", headers={"Authorization": "Bearer wrong"})
    forged = chat.wecom.text("YuJiayi", "不满报告", world.now)
    await world.http.post(f"{chat.url}?{forged.query}x", content=forged.body)
    check = chat.wecom.url_check("1616140317555161061", world.now)
    await world.http.get(f"{chat.url}?{check.query}")
    await issues_and_revokes(world)
    await reveals_as_many_cases_as_they_may(world)
    erased = await happy_archive(world)
    await (await world.sign_in(ADMINISTRATOR)).post(f"{PLATFORM}/cases/{erased}/erase", {"reason": "客户要求删除"})
    assert await kinds_of(world) == {kind.value for kind in SecurityKind if kind not in OF_HOST | OF_COMMANDS}


async def test_reports_by_wecom_beyond_the_budget_are_filed_and_noted(tmp_path: Path) -> None:
    async with World.running(tmp_path / "data", reports_a_minute=2) as world:
        chat = Chat(world, "claims")
        for number in range(4):
            await chat.reports("YuJiayi", f"不满报告 张三 1391234560{number} 定损三天没有结果")
        assert len(await chat.cases()) == 4
        listed = (await world.by(AUDITOR).get(f"{PLATFORM}/security-events", kind="budget_exceeded")).json()["items"]
        assert [each["times"] for each in listed] == [2]


async def test_a_boot_with_an_implausible_clock_and_a_start_with_another_key_fire(hotline: Hosted) -> None:
    await hotline.boots(wall=hotline.host.wall + 400 * DAY)
    await hotline.process.context.security.flush()
    assert await found(hotline) == [SecurityKind.CLOCK_HELD]

    await hotline.stop()
    keys = hotline.settings.keys.read_bytes()
    KeyFile.new().save_over(hotline.settings.keys)
    with pytest.raises(NotPaired):
        await open_all(Settings(data_dir=hotline.settings.data_dir))
    hotline.settings.keys.write_bytes(keys)
    await hotline.start()
    assert SecurityKind.KEY_MISMATCH in await found(hotline)


async def found(hotline: Hosted) -> list[str]:
    """The kinds that are stored."""
    rows = await hotline.process.context.platform.ask(select(security_events.c.kind))
    return [row["kind"] for row in rows]
