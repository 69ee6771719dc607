"""The two ways a report goes well, from the report to its end, over HTTP.

Every step has a moment of its own and an idempotency key: run again from the start (after a crash, on the same files),
a story continues where it stopped, and each step is done once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.contracts.words import Channel
from tests.harness.callback import MINUTE, PHONE, SECOND
from tests.harness.chat import Chat
from tests.harness.people import AGENT, CALLER, CLAIMS, CLAIMS_HANDLER, CLAIMS_HEAD, ISSUING, LEADER, REPORTER
from tests.harness.world import World

DETAILS = {
    "ground": "discontent_voiced",
    "cause": "slow",
    "customer": {"role": "insured", "name": "张三", "phone": PHONE},
    "text": "定损三天没有结果，客户反复催促",
}


async def happy_archive(world: World, channel: Channel = Channel.PC) -> str:
    """From the report to the archive: the customer, called back, is not dissatisfied. Returns the case's id."""
    story = await _reported(world, channel)
    await _first_callback(story, satisfied=True, note="客户表示已经收到赔款")
    return story.case


async def happy_closure(world: World, channel: Channel = Channel.PC) -> str:
    """From the report to closure: dissatisfied, handled by the claims centre, content in the end. Returns its id."""
    story = await _reported(world, channel)
    await _first_callback(story, satisfied=False, note="客户不满意定损金额")
    await _handled(story)
    await _followed_up(story, score=85)
    return story.case


@dataclass(frozen=True, kw_only=True)
class Story:
    """A case under way, and when its flow started."""

    world: World
    case: str
    filed_at: datetime

    async def at(self, seconds: int) -> None:
        """Let time pass until so long after the flow started, unless it is later already."""
        moment = self.filed_at + seconds * SECOND
        if self.world.now < moment:
            await self.world.advance(moment - self.world.now)

    async def does(self, who: str, what: str, /, **body: Any) -> dict[str, Any]:
        """A person acts on the case."""
        return await _post(self.world, who, f"/api/callback/cases/{self.case}/{what}", body)

    async def works(self, task: int, fence: int, what: str, **body: Any) -> dict[str, Any]:
        """The caller acts on the claimed task."""
        path = f"/api/callback/tasks/{self.case}.t{task}/{what}"
        return await _post(self.world, CALLER, path, {"fence": fence, **body})

    async def claimed(self, task: int) -> int:
        """The caller takes the task; returns the fence."""
        taken = await _post(self.world, CALLER, "/api/callback/tasks/claim", {"task": f"{self.case}.t{task}"})
        return int(taken["fence"])


async def _reported(world: World, channel: Channel) -> Story:
    reported_by = {Channel.PC: _on_pc, Channel.PHONE: _by_phone, Channel.WECOM: _by_wecom}
    return await reported_by[channel](world)


async def _on_pc(world: World) -> Story:
    """The reporter cannot calm the customer, and no leader can: the flow starts automatically (Art. 8)."""
    report = await _post(world, REPORTER, "/api/intake/reports", DETAILS)
    case, accepted_at = report["id"], datetime.fromisoformat(report["accepted_at"])
    story = Story(world=world, case=case, filed_at=accepted_at + 25 * MINUTE)
    await story.at(-19 * 60)
    await _post(world, LEADER, f"/api/escalation/cases/{case}/acknowledge", {})
    await story.at(0)
    return story


async def _by_phone(world: World) -> Story:
    """The reporter calls 95518 and an agent registers it: the flow starts at once (Art. 10)."""
    body = {"reporter_id": REPORTER, "call_id": "call-in-1", **DETAILS}
    report = await _post(world, AGENT, "/api/intake/reports", body)
    return Story(world=world, case=report["id"], filed_at=datetime.fromisoformat(report["accepted_at"]))


async def _by_wecom(world: World) -> Story:
    """The reporter writes one message to the claims app: the flow starts at once (Art. 10)."""
    chat = Chat(world, "claims")
    if not await chat.cases():
        message = "不满报告 张三 13812345678 定损三天没有结果，客户反复催促"
        push = chat.wecom.text("YuJiayi", message, world.now, msg_id="7000000000000000001")
        assert (await chat.sends(push)).status_code == 200
        await world.settle()
    [case] = await chat.cases()
    report = (await world.by(REPORTER).get(f"/api/intake/reports/{case}")).json()
    return Story(world=world, case=case, filed_at=datetime.fromisoformat(report["accepted_at"]))


async def _first_callback(story: Story, **said: Any) -> None:
    """In time: dialled a minute and a half after the flow started (Art. 12)."""
    await story.at(60)
    fence = await story.claimed(1)
    await story.at(90)
    await story.works(1, fence, "start")
    await story.at(150)
    await story.works(1, fence, "heartbeat")
    await story.at(240)
    call = {"call_id": "call-out-1", "recording_id": "rec-1", "talk_seconds": 130}
    await story.works(1, fence, "attempts", outcome="reached", **call, **said)


async def _handled(story: Story) -> None:
    await story.at(10 * 60)
    await story.does(CALLER, "dispatch", responsible_unit_id=CLAIMS, assisting_unit_ids=[ISSUING], note="请尽快联系")
    await story.at(20 * 60)
    await story.does(CLAIMS_HEAD, "accept")
    await story.at(21 * 60)
    await story.does(CLAIMS_HEAD, "assign", staff_id=CLAIMS_HANDLER)
    await story.at(5 * 3600)
    await story.does(CLAIMS_HANDLER, "resolve", note="已重新定损，客户认可")


async def _followed_up(story: Story, **said: Any) -> None:
    await story.at(6 * 3600)
    fence = await story.claimed(2)
    await story.works(2, fence, "start")
    await story.works(2, fence, "attempts", outcome="reached", **said)


async def _post(world: World, staff_id: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """A step: done once, however often it is requested."""
    key = f"story:{staff_id}:{path}:{body.get('task', '')}"
    answer = await (await world.sign_in(staff_id)).post(path, body, key=key)
    assert answer.status_code in (200, 201), answer.text
    await world.settle()
    return dict(answer.json())
