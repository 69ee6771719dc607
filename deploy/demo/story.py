"""A scripted day on a running hotline, over HTTP: `make demo`. Three cases, told as they happen.

Ends with 0 if the story came out as written, 1 if not, 2 if there is no server to play on. Plays on the server at
HOTLINE_URL (with the sign-ins of its HOTLINE_DATA_DIR); if nobody answers there, on one of its own at speed 60.
"""

import asyncio
import sys
from datetime import datetime, timedelta

from deploy.demo import wecom
from deploy.demo.server import NoServer, Server, server
from deploy.demo.stage import JSON, OtherwiseThanWritten, Person, Stage, Story
from shared.support.http import client

MINUTE = timedelta(minutes=1)
PHONE = "13812345678"


async def silent_leader(stage: Stage) -> None:
    """PC report; the direct leader is silent; the leader's leader settles it."""
    story = Story(stage, 1)
    reporter = stage.person("S0118", "于嘉怡")
    leader, leaders_leader = stage.person("S0114", "毛岚"), stage.person("S0082", "杨芳")
    body = {
        "stage": "calming",
        "cause": "slow",
        "text": "定损三天没有结果",
        "customer": {"name": "张三", "phone": PHONE},
    }
    report = await reporter.post("/api/intake/reports", body, expect=201)
    story.must((report["channel"], report["stage"]) == ("pc", "calming"), "a PC report being calmed")
    await story.tell(
        f"{reporter.name} reports on the PC: {report['number']}. She has five minutes to calm the customer."
    )

    first = await _told(story, reporter, report["id"], 1, 7 * MINUTE)
    story.must(first["staff_id"] == leader.staff_id, "the direct leader is level 1")
    story.must(_at(first["due_at"]) == _at(report["accepted_at"]) + 5 * MINUTE, "level 1 was due after five minutes")
    story.must(await leader.was_told("escalation", report["id"]), "the leader has a message")
    await story.tell(f"Five minutes are over: {leader.name}, the direct leader, is told. Ten minutes; no answer.")

    second = await _told(story, reporter, report["id"], 2, 12 * MINUTE)
    story.must(second["staff_id"] == leaders_leader.staff_id, "the leader's leader is level 2")
    story.must(_at(second["due_at"]) >= _at(first["due_at"]) + 10 * MINUTE, "level 2 was due ten minutes later")
    await story.tell(f"Ten more: {leaders_leader.name}, the leader's leader, is told. She steps in.")

    case = f"/api/escalation/cases/{report['id']}"
    await leaders_leader.post(f"{case}/acknowledge", {"note": "已联系客户"})
    settled = await leaders_leader.post(f"{case}/settle", {"note": "已当面道歉并当场定损，客户表示满意"})
    story.must(settled["state"] == "settled", "the case is settled")
    late = await leader.post(f"{case}/file", expect=409)
    story.must(late["code"] == "already_settled", "who comes late is told so")
    await story.tell(f"{leaders_leader.name} settles it at level 2. {leader.name} comes too late: {late['code']}.")


async def satisfied_after_all(stage: Stage) -> None:
    """By phone, filed by an agent; the first callback finds the customer not dissatisfied: archived."""
    story = Story(stage, 2)
    agent, caller, reporter = (
        stage.person("S0029", "赵文斌"),
        stage.person("S0019", "赵静"),
        stage.person("S0092", "冯新宇"),
    )
    body = {
        "reporter_id": reporter.staff_id,
        "call_id": f"95518-{(await stage.now()):%Y%m%d%H%M%S}",
        "ground": "discontent_voiced",
        "text": "客户抱怨查勘员迟到",
        "customer": {"name": "李四", "phone": "13912345678"},
    }
    report = await agent.post("/api/intake/reports", body, expect=201)
    story.must((report["channel"], report["stage"]) == ("phone", "filed"), "a report by phone starts the flow")
    await story.tell(f"{reporter.name} calls 95518, key 6; {agent.name} registers {report['number']}. The flow starts.")

    task, fence = await _claim(story, caller, report["id"], "first_callback")
    reveal = {"fields": ["phone"], "reason": "首次回访拨打"}
    phone = await caller.post(f"/api/callback/cases/{report['id']}/reveal", reveal)
    story.must(PHONE_OF_LI in str(phone), "the caller sees the number, on record")
    await caller.post(f"/api/callback/tasks/{task}/start", {"fence": fence})
    await story.tell(
        f"{caller.name} of the complaint group claims the callback, sees the number (on record), and dials."
    )
    done = {"fence": fence, "outcome": "reached", "satisfied": True, "talk_seconds": 80, "note": "客户表示已得到解释"}
    await caller.post(f"/api/callback/tasks/{task}/attempts", done)

    case = await _case(story, caller, report["id"], "archived")
    story.must(_at(case["first_attempt_at"]) <= _at(case["first_due_at"]), "the first attempt was within five minutes")
    story.must(await reporter.was_told("callback", report["id"]), "the reporter learns the outcome")
    await story.tell(f"Reached within five minutes, not dissatisfied: archived. {reporter.name} is told.")


async def all_the_way(stage: Stage) -> None:
    """By WeCom; dissatisfied; dispatched, accepted, resolved, followed up, closed."""
    story = Story(stage, 3)
    reporter, caller = stage.person("S0118", "于嘉怡"), stage.person("S0020", "戴嘉怡")
    head, handler = stage.person("S0088", "马明"), stage.person("S0090", "马文斌")
    reply = await wecom.send(stage, "YuJiayi", "不满报告 王五 13712345678 拒赔理由前后不一，客户要投诉")
    number = wecom.number_in(reply)
    await story.tell(f"{reporter.name} writes to 理赔小助手 and reads: {reply.splitlines()[0]}")

    task = await story.until(lambda: _queued(caller, number), "the callback task", 2 * MINUTE)
    case_id = task["id"]
    task_id, fence = await _claim(story, caller, case_id, "first_callback")
    await caller.post(f"/api/callback/tasks/{task_id}/start", {"fence": fence})
    bad = {"fence": fence, "outcome": "reached", "score": 55, "talk_seconds": 240, "note": "客户不认可拒赔理由"}
    await caller.post(f"/api/callback/tasks/{task_id}/attempts", bad)
    await _case(story, caller, case_id, "to_dispatch")
    await story.tell(f"{caller.name} reaches the customer: 55 points, dissatisfied.")

    case = f"/api/callback/cases/{case_id}"
    await caller.post(f"{case}/dispatch", {"responsible_unit_id": "JS-NJ-LP", "note": "请复核拒赔依据"})
    await story.tell("Dispatched to 南京理赔中心, the unit concerned.")
    await head.post(f"{case}/accept")
    await head.post(f"{case}/assign", {"staff_id": handler.staff_id})
    await story.tell(f"{head.name} accepts for the unit and assigns {handler.name}.")
    await caller.post(f"{case}/remind", {"note": "客户下午来电催问"})
    await handler.post(f"{case}/resolve", {"note": "复核后同意按条款赔付，已与客户达成一致"})
    await story.tell(f"After a nudge {handler.name} reports it resolved.")

    task_id, fence = await _claim(story, caller, case_id, "follow_up")
    await caller.post(f"/api/callback/tasks/{task_id}/start", {"fence": fence})
    good = {"fence": fence, "outcome": "reached", "score": 92, "talk_seconds": 95}
    await caller.post(f"/api/callback/tasks/{task_id}/attempts", good)
    closed = await _case(story, caller, case_id, "closed")
    story.must(closed["id"] == case_id, "one id for the whole story")
    story.must(await reporter.was_told("callback", case_id), "the reporter learns the outcome")
    await story.tell(f"Follow-up: 92 points, very satisfied. Closed; {reporter.name} is told.")


PHONE_OF_LI = "13912345678"


async def _told(story: Story, reader: Person, case_id: str, level: int, within: timedelta) -> JSON:
    """The telling of a level, once it has happened."""

    async def look() -> JSON | None:
        answer = await reader.stage.client.get(
            f"/api/escalation/cases/{case_id}", headers={"Authorization": f"Bearer {reader.token}"}
        )
        told = answer.json()["told"] if answer.status_code == 200 else []  # not open yet: it will be
        return next((one for one in told if one["level"] == level), None)

    found: JSON = await story.until(look, f"level {level}", within)
    return found


async def _queued(caller: Person, number: str) -> JSON | None:
    """The queued task of the case with this number."""
    tasks = (await caller.get("/api/callback/tasks", state="queued", limit="200"))["items"]
    return next((task for task in tasks if task["number"] == number), None)


async def _claim(story: Story, caller: Person, case_id: str, kind: str) -> tuple[str, int]:
    """Claim the case's task of this kind; returns the task and the fence."""

    async def look() -> JSON | None:
        tasks = (await caller.get("/api/callback/tasks", state="queued", limit="200"))["items"]
        return next((task for task in tasks if (task["id"], task["kind"]) == (case_id, kind)), None)

    task = await story.until(look, f"a {kind} to be made", 2 * MINUTE)
    claimed = await caller.post("/api/callback/tasks/claim", {"task": task["task"]})
    return task["task"], claimed["fence"]


async def _case(story: Story, reader: Person, case_id: str, state: str) -> JSON:
    """The case, which must be in this state."""
    case: JSON = await reader.get(f"/api/callback/cases/{case_id}")
    story.must(case["state"] == state, f"the case is {case['state']}, not {state}")
    return case


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


async def play(on: Server) -> bool:
    """All three, at the same time; True if they came out as written."""
    as_written = True
    async with client(on.url) as http:
        stage = Stage(on, http)
        print(f"Three cases at {on.speed:g} times real time on {on.url}; {16 * 60 / on.speed:.0f} seconds or so.\n")
        try:
            async with asyncio.TaskGroup() as stories:
                for story in (silent_leader, satisfied_after_all, all_the_way):
                    stories.create_task(story(stage))
        except* OtherwiseThanWritten as turns:
            as_written = False
            for turn in turns.exceptions:
                print(f"\nNot as written: {turn}", file=sys.stderr)
    return as_written


async def main() -> int:
    """Play, and say how it ended."""
    try:
        async with server() as on:
            as_written = await play(on)
    except NoServer as nobody:
        print(nobody, file=sys.stderr)
        return 2
    if as_written:
        print("\nThe story came out as written.")
    return 0 if as_written else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
