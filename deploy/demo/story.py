"""`make demo`: three scripted cases on a running hotline, over HTTP, with a printed line for each step.

Exits with 0 if every step came out as scripted, 1 if not, 2 if there is no server. Uses the server at HOTLINE_URL (with
the sign-ins of its HOTLINE_DATA_DIR); if none answers at the default address, starts one of its own at speed 60.
"""

import asyncio
import sys
from datetime import datetime, timedelta

from deploy.demo import wecom
from deploy.demo.scenario import JSON, Hotline, Person, Scenario, ScenarioFailed
from deploy.demo.server import NoServer, Server, server
from shared.support.http import client

MINUTE = timedelta(minutes=1)
PHONE = "13812345678"
PHONE_OF_LI = "13912345678"


async def silent_leader(hotline: Hotline) -> None:
    """PC report; the direct leader is silent; the leader's leader settles it."""
    scenario = Scenario(hotline, 1)
    reporter = hotline.person("S0118", "于嘉怡")
    leader, leaders_leader = hotline.person("S0114", "毛岚"), hotline.person("S0082", "杨芳")
    body = {
        "stage": "calming",
        "cause": "slow",
        "text": "定损三天没有结果",
        "customer": {"name": "张三", "phone": PHONE},
    }
    report = await reporter.post("/api/intake/reports", body, expect=201)
    scenario.check((report["channel"], report["stage"]) == ("pc", "calming"), "a PC report being calmed")
    await scenario.say(
        f"{reporter.name} reports on the PC: {report['number']}. She has five minutes to calm the customer."
    )

    first = await _told(scenario, reporter, report["id"], 1, 7 * MINUTE)
    scenario.check(first["staff_id"] == leader.staff_id, "the direct leader is level 1")
    scenario.check(
        _at(first["due_at"]) == _at(report["accepted_at"]) + 5 * MINUTE, "level 1 was due after five minutes"
    )
    scenario.check(await leader.was_told("escalation", report["id"]), "the leader has a message")
    await scenario.say(f"Five minutes are over: {leader.name}, the direct leader, is told. Ten minutes; no answer.")

    second = await _told(scenario, reporter, report["id"], 2, 12 * MINUTE)
    scenario.check(second["staff_id"] == leaders_leader.staff_id, "the leader's leader is level 2")
    scenario.check(_at(second["due_at"]) >= _at(first["due_at"]) + 10 * MINUTE, "level 2 was due ten minutes later")
    await scenario.say(f"Ten more: {leaders_leader.name}, the leader's leader, is told. She steps in.")

    case = f"/api/escalation/cases/{report['id']}"
    await leaders_leader.post(f"{case}/acknowledge", {"note": "已联系客户"})
    settled = await leaders_leader.post(f"{case}/settle", {"note": "已当面道歉并当场定损，客户表示满意"})
    scenario.check(settled["state"] == "settled", "the case is settled")
    late = await leader.post(f"{case}/file", expect=409)
    scenario.check(late["code"] == "already_settled", "an act that comes late is refused")
    await scenario.say(f"{leaders_leader.name} settles it at level 2. {leader.name} comes too late: {late['code']}.")


async def satisfied_after_all(hotline: Hotline) -> None:
    """By phone, filed by an agent; the first callback finds the customer not dissatisfied: archived."""
    scenario = Scenario(hotline, 2)
    agent, caller, reporter = (
        hotline.person("S0029", "赵文斌"),
        hotline.person("S0019", "赵静"),
        hotline.person("S0092", "冯新宇"),
    )
    body = {
        "reporter_id": reporter.staff_id,
        "call_id": f"95518-{(await hotline.now()):%Y%m%d%H%M%S}",
        "ground": "discontent_voiced",
        "text": "客户抱怨查勘员迟到",
        "customer": {"name": "李四", "phone": "13912345678"},
    }
    report = await agent.post("/api/intake/reports", body, expect=201)
    scenario.check((report["channel"], report["stage"]) == ("phone", "filed"), "a report by phone starts the flow")
    await scenario.say(
        f"{reporter.name} calls 95518, key 6; {agent.name} registers {report['number']}. The flow starts."
    )

    task, fence = await _claim(scenario, caller, report["id"], "first_callback")
    reveal = {"fields": ["phone"], "reason": "首次回访拨打"}
    phone = await caller.post(f"/api/callback/cases/{report['id']}/reveal", reveal)
    scenario.check(PHONE_OF_LI in str(phone), "the caller sees the number, on record")
    await caller.post(f"/api/callback/tasks/{task}/start", {"fence": fence})
    await scenario.say(
        f"{caller.name} of the complaint group claims the callback, sees the number (on record), and dials."
    )
    done = {"fence": fence, "outcome": "reached", "satisfied": True, "talk_seconds": 80, "note": "客户表示已得到解释"}
    await caller.post(f"/api/callback/tasks/{task}/attempts", done)

    case = await _case(scenario, caller, report["id"], "archived")
    scenario.check(
        _at(case["first_attempt_at"]) <= _at(case["first_due_at"]), "the first attempt was within five minutes"
    )
    scenario.check(await reporter.was_told("callback", report["id"]), "the reporter learns the outcome")
    await scenario.say(f"Reached within five minutes, not dissatisfied: archived. {reporter.name} is told.")


async def all_the_way(hotline: Hotline) -> None:
    """By WeCom; dissatisfied; dispatched, accepted, resolved, followed up, closed."""
    scenario = Scenario(hotline, 3)
    reporter, caller = hotline.person("S0118", "于嘉怡"), hotline.person("S0020", "戴嘉怡")
    head, handler = hotline.person("S0088", "马明"), hotline.person("S0090", "马文斌")
    reply = await wecom.send(hotline, "YuJiayi", "不满报告 王五 13712345678 拒赔理由前后不一，客户要投诉")
    number = wecom.number_in(reply)
    await scenario.say(f"{reporter.name} writes to 理赔小助手 and reads: {' '.join(reply.splitlines())}")

    task = await scenario.until(lambda: _queued(caller, number), "the callback task", 2 * MINUTE)
    case_id = task["id"]
    task_id, fence = await _claim(scenario, caller, case_id, "first_callback")
    await caller.post(f"/api/callback/tasks/{task_id}/start", {"fence": fence})
    bad = {"fence": fence, "outcome": "reached", "score": 55, "talk_seconds": 240, "note": "客户不认可拒赔理由"}
    await caller.post(f"/api/callback/tasks/{task_id}/attempts", bad)
    await _case(scenario, caller, case_id, "to_dispatch")
    await scenario.say(f"{caller.name} reaches the customer: 55 points, dissatisfied.")

    case = f"/api/callback/cases/{case_id}"
    await caller.post(f"{case}/dispatch", {"responsible_unit_id": "JS-NJ-LP", "note": "请复核拒赔依据"})
    await scenario.say("Dispatched to 南京理赔中心, the unit concerned.")
    await head.post(f"{case}/accept")
    await head.post(f"{case}/assign", {"staff_id": handler.staff_id})
    await scenario.say(f"{head.name} accepts for the unit and assigns {handler.name}.")
    await caller.post(f"{case}/remind", {"note": "客户下午来电催问"})
    await handler.post(f"{case}/resolve", {"note": "复核后同意按条款赔付，已与客户达成一致"})
    await scenario.say(f"After a nudge {handler.name} reports it resolved.")

    task_id, fence = await _claim(scenario, caller, case_id, "follow_up")
    await caller.post(f"/api/callback/tasks/{task_id}/start", {"fence": fence})
    good = {"fence": fence, "outcome": "reached", "score": 92, "talk_seconds": 95}
    await caller.post(f"/api/callback/tasks/{task_id}/attempts", good)
    closed = await _case(scenario, caller, case_id, "closed")
    scenario.check(closed["id"] == case_id, "one id for the whole story")
    scenario.check(await reporter.was_told("callback", case_id), "the reporter learns the outcome")
    await scenario.say(f"Follow-up: 92 points, very satisfied. Closed; {reporter.name} is told.")


async def _told(scenario: Scenario, reader: Person, case_id: str, level: int, within: timedelta) -> JSON:
    """The entry of a level in the case's view, once that level was told."""

    async def look() -> JSON | None:
        answer = await reader.hotline.client.get(
            f"/api/escalation/cases/{case_id}", headers={"Authorization": f"Bearer {reader.token}"}
        )
        told = answer.json()["told"] if answer.status_code == 200 else []  # escalation may not have opened it yet
        return next((one for one in told if one["level"] == level), None)

    found: JSON = await scenario.until(look, f"level {level}", within)
    return found


async def _queued(caller: Person, number: str) -> JSON | None:
    """The queued task of the case with this number."""
    tasks = (await caller.get("/api/callback/tasks", state="queued", limit="200"))["items"]
    return next((task for task in tasks if task["number"] == number), None)


async def _claim(scenario: Scenario, caller: Person, case_id: str, kind: str) -> tuple[str, int]:
    """Claim the case's task of this kind; returns the task's id and the fence."""

    async def look() -> JSON | None:
        tasks = (await caller.get("/api/callback/tasks", state="queued", limit="200"))["items"]
        return next((task for task in tasks if (task["id"], task["kind"]) == (case_id, kind)), None)

    task = await scenario.until(look, f"a {kind} to be made", 2 * MINUTE)
    claimed = await caller.post("/api/callback/tasks/claim", {"task": task["task"], "inbound": kind == "follow_up"})
    return task["task"], claimed["fence"]


async def _case(scenario: Scenario, reader: Person, case_id: str, state: str) -> JSON:
    """The case. Raises `ScenarioFailed` if it is not in this state."""
    case: JSON = await reader.get(f"/api/callback/cases/{case_id}")
    scenario.check(case["state"] == state, f"the case is {case['state']}, not {state}")
    return case


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


async def play(on: Server) -> bool:
    """Run the three cases at the same time; True if all came out as scripted."""
    as_written = True
    async with client(on.url) as http:
        hotline = Hotline(on, http)
        print(f"Three cases at {on.speed:g} times real time on {on.url}; {16 * 60 / on.speed:.0f} seconds or so.\n")
        try:
            async with asyncio.TaskGroup() as stories:
                for story in (silent_leader, satisfied_after_all, all_the_way):
                    stories.create_task(story(hotline))
        except* ScenarioFailed as failures:
            as_written = False
            for failure in failures.exceptions:
                print(f"\nNot as written: {failure}", file=sys.stderr)
    return as_written


async def main() -> int:
    """Run the demo; returns the exit code."""
    try:
        async with server() as on:
            as_written = await play(on)
    except NoServer as missing:
        print(missing, file=sys.stderr)
        return 2
    if as_written:
        print("\nThe story came out as written.")
    return 0 if as_written else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
