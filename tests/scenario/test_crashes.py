"""A process that dies at any crash point and comes back on the same files: the story comes out the same, once.

To add a story: write it so that it can be told again from its start (see `tests.harness.crashes`) and list it in
`STORIES`. A new crash point needs a story that passes it.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from shared.support.faults import CrashPoint
from tests.harness.chat import Chat
from tests.harness.clock import A_MONDAY_MORNING, MINUTE, SECOND
from tests.harness.crashes import CrashStory, Stored, differences, run_over_a_crash, run_without_crash
from tests.harness.people import AGENT, LEADER, REPORTER
from tests.harness.stacks import EMBEDDED, Stack, current, running_on
from tests.harness.stories import happy_closure
from tests.harness.world import World

PUSHED = "<Content>不满报告 张三 13812345678 定损太慢</Content><MsgId>7</MsgId>"


async def at(world: World, minutes: float) -> None:
    """Go on to this moment of the story, unless it has passed."""
    moment = A_MONDAY_MORNING + minutes * MINUTE
    if world.now < moment:
        await world.advance(moment - world.now)


async def asks(world: World, who: str, path: str, body: dict[str, Any], key: str) -> dict[str, Any]:
    """Somebody asks for something, under a key; asked again it is the same."""
    answer = await world.by(who).post(path, body, key=key)
    assert answer.status_code < 300, answer.text
    await world.settle()
    return dict(answer.json())


async def a_silent_ladder(world: World) -> None:
    """Reported, completed, told to two levels of which one acknowledges; then the flow starts by silence."""
    report = await asks(world, REPORTER, "/api/intake/reports", {"text": "定损太慢"}, "report")
    await at(world, 2)
    details = {"customer": {"phone": "13812345678"}}
    await asks(world, REPORTER, f"/api/intake/reports/{report['id']}/details", details, "details")
    await at(world, 6)
    await asks(world, LEADER, f"/api/escalation/cases/{report['id']}/acknowledge", {}, "acknowledge")
    await at(world, 26)


async def two_of_one_call(world: World) -> None:
    """An agent registers two reports of one call: one is filed at once, the other settled by the leader."""
    both = {"reporter_id": REPORTER, "call_id": "C-1", "customer": {"phone": "13812345678"}}
    await asks(world, AGENT, "/api/intake/reports", both | {"stage": "filed", "ground": "demand_unmet"}, "first")
    other = await asks(world, AGENT, "/api/intake/reports", both | {"stage": "calming"}, "second")
    await at(world, 7)
    await asks(world, LEADER, f"/api/escalation/cases/{other['id']}/settle", {"note": "已化解"}, "settle")
    await at(world, 8)


async def a_message_in_wecom(world: World) -> None:
    """A push, sent again by WeCom when it is not answered."""
    chat = Chat(world, "claims")
    message = chat.wecom.message("YuJiayi", "text", A_MONDAY_MORNING, PUSHED)
    reply = chat.reply(await chat.sends(chat.wecom.push(message, A_MONDAY_MORNING)))
    assert reply is not None
    await world.settle()
    await world.advance(60 * SECOND)


AT_A_COMMAND = (CrashPoint.CASE_KEY_COMMITTED, CrashPoint.BEFORE_COMMIT, CrashPoint.AFTER_COMMIT)
AT_A_TIMER = (CrashPoint.TIMER_BEFORE_COMMIT, CrashPoint.TIMER_AFTER_COMMIT)

STORIES = {
    "ladder": CrashStory(run=a_silent_ladder, most=4),
    "call": CrashStory(run=two_of_one_call, points=(*AT_A_COMMAND, CrashPoint.MESSAGE_SENT), most=1),
    "wecom": CrashStory(run=a_message_in_wecom, points=(*AT_A_COMMAND, CrashPoint.WECOM_STORED), most=1),
    "handled": CrashStory(run=happy_closure, points=(*AT_A_COMMAND, *AT_A_TIMER), most=2),
}

_known: dict[tuple[Stack, str], tuple[Counter[CrashPoint], Stored]] = {}


async def known(name: str, folder: Path) -> tuple[Counter[CrashPoint], Stored]:
    """How the story goes without a death."""
    if (current(), name) not in _known:
        _known[current(), name] = await run_without_crash(folder, STORIES[name].run)
    return _known[current(), name]


@pytest.mark.parametrize(("name", "point"), [(name, point) for name in STORIES for point in STORIES[name].points])
async def test_the_story_comes_out_the_same_over_a_death(tmp_path: Path, name: str, point: CrashPoint) -> None:
    story = STORIES[name]
    passed, memory = await known(name, tmp_path / "without")
    passes = story.passes_to_try(passed[point])
    assert passes or name == "ladder", f"the story never comes to {point}"
    for after in passes if current() is EMBEDDED else {*passes[:1], *passes[-1:]}:
        found = await run_over_a_crash(tmp_path / f"{after}", story.run, point, after)
        assert differences(found, memory) == [], f"died at {point} after {after} passes"


@pytest.mark.parametrize("name", STORIES)
async def test_the_story_is_remembered_alike_wherever_it_is_told(tmp_path: Path, name: str) -> None:
    _, memory = await known(name, tmp_path / "here")

    with running_on(EMBEDDED):
        _, expected = await known(name, tmp_path / "embedded")

    assert differences(memory, expected) == []


async def test_every_crash_point_is_passed_by_a_story(tmp_path: Path) -> None:
    tried = {
        point
        for name, story in STORIES.items()
        for point in story.points
        if (await known(name, tmp_path / name))[0][point]
    }

    assert tried == set(CrashPoint)
