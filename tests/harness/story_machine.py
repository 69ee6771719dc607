"""The story machine: random acts of people, passing of time and faults, over the real services.

After each step every invariant of `tests.harness.invariants` is checked against all rows; at the end of a story the
faults stop and everything has to come to rest. The acts come from the catalogue (`tests.harness.acts`).
"""

import sys
from datetime import timedelta
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from shared.contracts.callback_values import Outcome
from shared.rules.directory import Leave
from shared.support.faults import CrashPoint
from tests.harness.people import CALLER, CLAIMS, ISSUING
from tests.harness.story_actors import HeldTask, Sent, StoryActors, details
from tests.harness.story_choices import (
    ABOUT,
    ANYBODY,
    APTLY,
    CALLERS,
    CALLS,
    CHATS,
    COMMITS,
    DECIDERS,
    DECISIONS,
    FAR,
    FENCES,
    GROUP,
    HELD,
    HOUR,
    IN_THE_UNIT,
    LEASE,
    LOOPS,
    MOST_REPORTS,
    NUMBERS,
    ON_SITE,
    ON_SITE_ACTS,
    OUTCOMES,
    POINTS,
    REPORTERS,
    SECONDS,
    TASKS,
    UNIT_ACTS,
    UNITS,
    WHEN,
    WORDS,
)
from tests.harness.story_driver import CAST, StoryDriver


class AnyStory(RuleBasedStateMachine):
    """Reports, acts of people, time, and faults."""

    cases = Bundle("cases")
    held = Bundle("held")
    orders = Bundle("orders")

    def __init__(self) -> None:
        super().__init__()
        self.driver = StoryDriver()
        self.people = StoryActors(self.driver)
        self.reported = 0

    # Reports

    @initialize(target=cases, by=REPORTERS, far=st.sampled_from(FAR))
    def begins(self, by: str, far: str) -> Sent:
        """Some stories begin in the middle, or few would come to their end."""
        stage = "calming" if far == "calming" else "filed"
        sent = self.people.reports(by, {"stage": stage} | details("first", False, None))
        assert sent is not None
        self.people.comes_as_far_as(sent, far)
        return sent

    @precondition(lambda self: self.reported < MOST_REPORTS)
    @rule(
        target=cases,
        by=REPORTERS,
        stage=st.sampled_from(["calming", "calming", "filed", None]),
        phone=NUMBERS,
        risky=st.booleans(),
        about=ABOUT,
        minutes_ago=st.sampled_from([0, 4, 5, 60, 2_000]),
    )
    def reports(self, by: str, stage: str | None, phone: str, risky: bool, about: str | None, minutes_ago: int) -> Any:
        self.reported += 1
        detected = self.driver.world.now - timedelta(minutes=minutes_ago)
        body = {"stage": stage, "detected_at": detected.isoformat(), **details(phone, risky, about)}
        return self.people.reports(by, body) or multiple()

    @precondition(lambda self: self.reported < MOST_REPORTS)
    @rule(target=cases, known=st.booleans(), phone=NUMBERS, complains_of=st.sampled_from([None, CALLER]))
    def phones(self, known: bool, phone: str, complains_of: str | None) -> Any:
        """Key 6: an agent registers it, for a colleague or for a reporter who is not in the directory."""
        self.reported += 1
        who = {"reporter_id": CAST["fellow"]} if known else {"reporter_stated": {"name": "王五", "unit_id": CLAIMS}}
        body = who | details(phone, False, None) | {"call_id": "CALL-1", "subject_staff_id": complains_of}
        return self.people.reports("agent", body) or multiple()

    @precondition(lambda self: self.reported < MOST_REPORTS)
    @rule(userid=st.sampled_from(["YuJiayi", "Stranger"]), content=CHATS, times=st.sampled_from([1, 3]))
    def writes(self, userid: str, content: str, times: int) -> None:
        """WeCom delivers a message again until it has an answer, and sometimes after it."""
        self.reported += 1
        self.driver.says(userid, content, times)

    @rule(sent=cases, otherwise=st.booleans())
    def sends_again(self, sent: Sent, otherwise: bool) -> None:
        """I1: the same key gives the same report, and is refused with another body."""
        body = sent.body | ({"text": "另一件事"} if otherwise else {})
        answer = self.driver.asks(CAST[sent.by], "/api/intake/reports", body, key=sent.key)
        if otherwise:
            assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_reused")
        else:
            assert (answer.status_code, answer.json()["id"]) == (200, sent.id)

    @rule(
        sent=cases,
        by=st.sampled_from(["its_reporter", "caller", "fellow"]),
        phone=NUMBERS,
        risky=st.booleans(),
        accuses=st.sampled_from([None, None, "told", "its_leader", "its_reporter"]),
    )
    def amends(self, sent: Sent, by: str, phone: str, risky: bool, accuses: str | None) -> None:
        """Perhaps the customer complains of a leader who was told already."""
        body = details(phone, risky, None)
        if accuses is not None:
            body["subject_staff_id"] = self.people.who(sent.id, accuses)
        self.driver.asks(*self.people.amending(sent, body, by))

    # On site

    @rule(sent=cases, by=ON_SITE, what=ON_SITE_ACTS, when=WHEN, aptly=APTLY)
    def on_site(self, sent: Sent, by: str, what: str, when: str, aptly: bool) -> None:
        """Around the moment at which the case's next step is due, before the ticker has run.

        Who escalates names the level they see: if the step is due at that moment, it is another one by then.
        """
        sent = self._apt_or_new(sent, "climbing") if aptly else sent
        asked, seen = self.people.on_site(sent, by, what), self.people.level(sent)
        self.people.waits(sent, "escalation", when)
        answer = self.driver.asks(*asked)
        moved = self.people.level(sent) - seen
        assert what != "escalate" or moved <= 1 or not answer.is_success, "one click moved two levels"

    @rule(sent=cases, word=st.sampled_from(WORDS), when=WHEN, times=st.sampled_from([1, 3]))
    def says_on_site(self, sent: Sent, word: str, when: str, times: int) -> None:
        """A word in the chat, about one's own case or a colleague's."""
        self.people.waits(sent, "escalation", when)
        number = self.people.number(sent)
        self.driver.says("YuJiayi", f"{word[:4].strip()} {number} {word[4:].strip()}", times)

    @rule(sent=cases, one=ON_SITE, first=ON_SITE_ACTS, other=ON_SITE, when=WHEN)
    def two_at_once(self, sent: Sent, one: str, first: str, other: str, when: str) -> None:
        """Fault 24: of two leaders at the same moment, while the loops run, one wins."""
        sent = self._apt_or_new(sent, "climbing")
        self.people.waits(sent, "escalation", when)
        acts = [self.people.on_site(sent, one, first), self.people.on_site(sent, other, "file")]
        answers = self.driver.ask_at_once(*(self.driver.asked(*act) for act in acts))
        both = all(answer.status_code == 200 for answer in answers)
        assert not both or first in ("escalate", "acknowledge"), "settled and filed (I3)"

    # Calls

    @rule(target=held, by=CALLERS)
    def claims_next(self, by: str) -> Any:
        return self.people.claims(by) or multiple()

    @rule(target=held, by=CALLERS, sent=cases, task=TASKS)
    def claims(self, by: str, sent: Sent, task: str) -> Any:
        named = self.people.open_task(sent.id) if task == "open" else f"{sent.id}.{task}"
        return self.people.claims(by, named) or multiple()

    @rule(one=CALLERS, other=CALLERS)
    def both_claim_next(self, one: str, other: str) -> None:
        """Fault 31: they never get the same task."""
        asked = [self.driver.asked(CAST[by], "/api/callback/tasks/claim") for by in (one, other)]
        given = [
            answer.json()["task"]["task"] for answer in self.driver.ask_at_once(*asked) if answer.status_code == 200
        ]
        assert len(set(given)) == len(given)

    @rule(target=held, sent=cases, by=CALLERS, then=CALLS, fence=FENCES, after=st.sampled_from([0, 60, 119, 120, 121]))
    def takes_up(self, sent: Sent, by: str, then: str, fence: int, after: int) -> Any:
        """Claim the call that is to be made and do something with it, in time or a moment too late."""
        sent = self._apt_or_new(sent, "to_call")
        held = self.people.claims(by, self.people.open_task(sent.id))
        if held is None:
            return multiple()
        self.driver.world.lapse(timedelta(seconds=after))
        said = {"fence": held.fence + fence, "outcome": then} | ({"score": 40} if then == "reached" else {})
        answer = self._with(held, then if then in HELD else "attempts", said)
        assert (answer.status_code < 400) == (fence == 0 and after < LEASE), "a stale fence was accepted (I13)"
        return held

    @rule(held=held, what=st.sampled_from(HELD), fence=FENCES)
    def holds(self, held: HeldTask, what: str, fence: int) -> None:
        answer = self._with(held, what, {"fence": held.fence + fence})
        assert fence == 0 or answer.status_code >= 400

    @rule(target=held, sent=cases, by=DECIDERS, apart=st.sampled_from([0, 0, 60, 240]))
    def takes_over(self, sent: Sent, by: str, apart: int) -> Any:
        """A supervisor takes the task from a caller who may have fallen silent meanwhile."""
        sent = self._apt_or_new(sent, "to_call")
        self.people.claims("other_caller", self.people.open_task(sent.id))
        self.driver.world.lapse(timedelta(seconds=apart))
        return self.people.takes_over(by, self.people.open_task(sent.id)) or multiple()

    @rule(
        held=held,
        outcome=OUTCOMES,
        score=st.sampled_from([None, 40, 69, 70, 95]),
        fence=FENCES,
        by=st.sampled_from([None, None, "other_caller"]),
    )
    def attempts(self, held: HeldTask, outcome: Outcome, score: int | None, fence: int, by: str | None) -> None:
        said: dict[str, Any] = {"outcome": outcome, "fence": max(held.fence + fence, 0)}
        if outcome is Outcome.REACHED:
            said |= {"satisfied": False} if score is None else {"score": score}
        if outcome is Outcome.CALL_LATER:
            said["call_later_at"] = (self.driver.world.now + 2 * HOUR).isoformat()
        self._with(held, "attempts", said, by)

    @rule(first=cases, second=cases, by=CALLERS, other=st.sampled_from([None, None, "other_caller"]), fence=FENCES)
    def one_call_for_two(self, first: Sent, second: Sent, by: str, other: str | None, fence: int) -> None:
        """All or none, also where the second task is held by another caller."""
        first = self._apt_or_new(first, "to_call")
        second = self._apt_or_new(second, "to_call", but=first)
        one = self.people.claims(by, self.people.open_task(first.id))
        two = self.people.claims(other or by, self.people.open_task(second.id))
        if one is not None and two is not None:
            also = [{"task": two.task, "fence": two.fence + fence}]
            self._with(one, "attempts", {"fence": one.fence, "outcome": "reached", "satisfied": False, "also": also})

    # Handling

    @rule(sent=cases, gladly=st.booleans(), steps=st.sampled_from([1, 2, 3]))
    def next_steps(self, sent: Sent, gladly: bool, steps: int) -> None:
        """The usual next step, by the person whose turn it is."""
        for _ in range(steps):
            self.people.takes_the_next_step(sent, gladly=gladly)

    @rule(sent=cases, by=GROUP, unit=UNITS, severity=st.sampled_from([None, 1, 3]), aptly=APTLY)
    def dispatches(self, sent: Sent, by: str, unit: str, severity: int | None, aptly: bool) -> None:
        sent = self.people.apt(sent, "to_dispatch", aptly)
        body = {"responsible_unit_id": unit, "severity": severity, "assisting_unit_ids": [ISSUING]}
        self.driver.asks(*self.people.on_case(sent, by, "dispatch", body))

    @rule(sent=cases, by=IN_THE_UNIT, what=st.sampled_from(list(UNIT_ACTS)), when=WHEN, aptly=APTLY)
    def in_the_unit(self, sent: Sent, by: str, what: str, when: str, aptly: bool) -> None:
        sent = self.people.apt(sent, UNIT_ACTS[what].fits, aptly)
        self.people.waits(sent, "callback", when)
        self.driver.asks(*self.people.on_case(sent, by, what))

    @rule(target=orders, sent=cases, by=GROUP, hours=st.sampled_from([None, 1, 30]), aptly=APTLY)
    def supervises(self, sent: Sent, by: str, hours: int | None, aptly: bool) -> Any:
        sent = self.people.apt(sent, "in_a_unit", aptly)
        deadline = {"deadline": (self.driver.world.now + hours * HOUR).isoformat()} if hours else {}
        answer = self.driver.asks(*self.people.on_case(sent, by, "supervise", {"text": "请答复"} | deadline))
        return answer.json()["order"] if answer.status_code == 201 else multiple()

    @rule(order=orders, by=IN_THE_UNIT)
    def answers(self, order: str, by: str) -> None:
        who = self.people.who(order.partition(".")[0], by)
        self.driver.asks(who, f"/api/callback/orders/{order}/answer", {"text": "已联系客户"})

    @rule(sent=cases, by=DECIDERS, what=st.sampled_from(list(DECISIONS)), when=WHEN, aptly=APTLY)
    def decides(self, sent: Sent, by: str, what: str, when: str, aptly: bool) -> None:
        sent = self.people.apt(sent, DECISIONS[what].fits, aptly)
        self.people.waits(sent, "callback", when)
        self.driver.asks(*self.people.on_case(sent, by, what))

    @rule(sent=cases, by=DECIDERS, whom=CALLERS)
    def overrides(self, sent: Sent, by: str, whom: str) -> None:
        body = {"staff_id": CAST[whom], "reason": "无人可派"}
        sent = self.people.apt(sent, "to_call", True)
        self.driver.asks(*self.people.on_case(sent, by, "override-independence", body))

    @rule(sent=cases, by=ANYBODY, service=st.sampled_from(["escalation", "callback"]))
    def reads(self, sent: Sent, by: str, service: str) -> None:
        self.driver.reads(self.people.who(sent.id, by), f"/api/{service}/cases/{sent.id}")

    @rule(who=st.sampled_from(["leader", "caller", "leaders_leader", "claims_head", "supervisor"]))
    def leaves_for_an_hour(self, who: str) -> None:
        """For an hour: the recipients of a step are looked up when it fires."""
        now, world = self.driver.world.now, self.driver.world
        if world.directory.available(CAST[who], now) is None:
            self.driver.do(world.change_directory(Leave(staff_id=CAST[who], from_at=now, until_at=now + HOUR)))

    # Time

    @rule(seconds=SECONDS)
    def time_passes(self, seconds: int) -> None:
        """With a stop at every due moment, if the loops run."""
        if self.driver.running:
            self.driver.run(self.driver.world.advance, timedelta(seconds=seconds))
        else:
            self.driver.world.lapse(timedelta(seconds=seconds))

    @rule(late=st.sampled_from([0, 1, 30, 31, 700]), noticed=st.booleans())
    def the_next_thing_is_due(self, late: int, noticed: bool) -> None:
        """To exactly its moment, or past it; before or after the loops have run."""
        due = self.driver.do(self.driver.world.next_due())
        if due is not None and due > self.driver.world.now:
            self.driver.world.lapse(due - self.driver.world.now + timedelta(seconds=late))
        if noticed:
            self.driver.settle()

    @rule(hours=st.sampled_from([1, 24]), restarts=st.booleans())
    def everything_stands_still(self, hours: int, restarts: bool) -> None:
        """An outage: nothing ran for so long, and perhaps another process starts on the files."""
        self.driver.world.lapse(hours * HOUR)
        if restarts:
            self.driver.restart()
        self.driver.settle()

    # Loops, bus and faults

    @rule(run=st.booleans())
    def the_loops(self, run: bool) -> None:
        self.driver.running = run
        self.driver.settle()

    @rule(loop=LOOPS)
    def only(self, loop: str) -> None:
        self.driver.run(self.driver.world.run_loop, loop)

    @rule(service=st.sampled_from(["intake", "escalation"]))
    def holds_back(self, service: str) -> None:
        """The events of this service are delivered later, after those that others publish meanwhile."""
        self.driver.world.held ^= {f"{service}.relay"}
        note(f"    held back: {sorted(self.driver.world.held)}")
        self.driver.settle()

    @rule(sent=cases, service=st.sampled_from(["intake", "escalation", "callback"]))
    def the_bus_repeats_itself(self, sent: Sent, service: str) -> None:
        self.driver.run(self.driver.world.bring_again, service, sent.id)
        self.driver.settle()

    @rule(point=POINTS, after=st.sampled_from([0, 1, 3]))
    def will_crash(self, point: CrashPoint, after: int) -> None:
        self.driver.crashes.crashes_at(point, after=after)

    @rule(point=COMMITS, times=st.sampled_from([1, 2, 4]))
    def will_fail(self, point: CrashPoint, times: int) -> None:
        """Commits that fail a few times: retried alone, then parked, put off, or a server error to the caller."""
        self.driver.crashes.fails_at(point, times)

    @precondition(lambda self: self.reported < MOST_REPORTS)
    @rule(target=cases, stage=st.sampled_from(["calming", "filed"]), times=st.sampled_from([2, 4]))
    def the_first_news_fails(self, stage: str, times: int) -> Any:
        """Fault 14: it is parked, and what comes later for the same case waits behind it."""
        self.reported += 1
        self.driver.crashes.fails_at(CrashPoint.CONSUMER_BEFORE_COMMIT, times)
        sent = self.people.reports("reporter", {"stage": stage} | details("first", False, None))
        if sent is not None:
            self.driver.asks(*self.people.amending(sent, details("another", True, None)))
        return sent or multiple()

    @invariant()
    def everything_on_record_is_right(self) -> None:
        self.driver.check()

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # a story that failed has no end
                self.driver.finish()
        finally:
            self.driver.close()

    def _apt_or_new(self, sent: Sent, fitting: str, *, but: Sent | None = None) -> Sent:
        """A case that fits, or a new one if there is none and there may be more."""
        sent = self.people.apt(sent, fitting, True, but=but)
        if (sent is not but and self.people.fits(sent, fitting)) or self.reported >= MOST_REPORTS:
            return sent
        self.reported += 1
        stage = "calming" if fitting == "climbing" else "filed"
        return self.people.reports("reporter", {"stage": stage} | details("first", False, None)) or sent

    def _with(self, held: HeldTask, what: str, body: dict[str, Any], by: str | None = None) -> Any:
        return self.driver.asks(CAST[by or held.by], f"/api/callback/tasks/{held.task}/{what}", body)
