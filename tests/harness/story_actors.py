"""The people of a random story: who is meant by a part (`its_reporter`, `its_head`), and their usual next steps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import note

from tests.harness.act import CASE, ONSITE, Act
from tests.harness.acts import BY_ROUTE
from tests.harness.case_stages import GULOU, Brought, Stage
from tests.harness.people import CLAIMS
from tests.harness.recorded_state import SystemRecord
from tests.harness.story_driver import CAST, StoryDriver

Body = dict[str, Any]
PHONES = {"first": "13812345678", "another": "13987654321", "none": ""}


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was submitted, and the case it became."""

    by: str
    body: Body
    key: str
    id: str


@dataclass(frozen=True, slots=True)
class HeldTask:
    """A claimed task: by which part, and under which fence."""

    by: str
    task: str
    fence: int


class StoryActors:
    """People acting in a story. Whom a part means is read from what is on record at that moment."""

    def __init__(self, driver: StoryDriver) -> None:
        self.driver = driver
        self.sent: list[Sent] = []

    @property
    def recorded(self) -> SystemRecord:
        """What all services have on record now."""
        return self.driver.recorded()

    def who(self, case_id: str, part: str) -> str:
        """The staff id of a part: one of the cast, or a person by their relation to the case."""
        directory = self.driver.world.directory
        on_site, case = self.recorded.escalation.cases.get(case_id), self.recorded.callback.cases.get(case_id)
        if part == "its_reporter":
            return (on_site and on_site.reporter.staff_id) or CAST["reporter"]
        if part == "its_leader":
            office = directory.leader_of(self.who(case_id, "its_reporter"))
            return (office and office.holder_id) or CAST["leader"]
        if part == "told":
            return on_site.told[-1].staff_id if on_site and on_site.told else self.who(case_id, "its_reporter")
        if part == "its_head":
            return (case and directory.head_of(case.lead_unit_id)) or CAST["claims_head"]
        if part == "its_handler":
            return (case and case.handler_id) or CAST["claims_handler"]
        return CAST[part]

    def fits(self, sent: Sent, fitting: str) -> bool:
        """Whether the case is such that it can be done."""
        return FITTING[fitting](self.recorded, sent.id)

    def waits(self, sent: Sent, service: str, when: str) -> None:
        """Until a second `before`, just `at` or a second `after` the case's next due moment there; nothing ticks."""
        due = min((row["due_at"] for row in getattr(self.recorded, service).due(sent.id)), default=None)
        if due is not None and when != "now":
            moment = due + timedelta(seconds={"before": -1, "at": 0, "after": 1}[when])
            self.driver.world.lapse(max(moment - self.driver.world.now, timedelta()))

    def reports(self, by: str, body: Body) -> Sent | None:
        """Submit a report under a new key; None if it is refused."""
        key = f"report-{self.driver.world.ids.new()}"
        answer = self.driver.asks(CAST[by], "/api/intake/reports", body, key=key)
        if answer.status_code >= 400:
            return None
        self.sent.append(Sent(by=by, body=body, key=key, id=answer.json()["id"]))
        return self.sent[-1]

    def apt(self, sent: Sent, fitting: str, aptly: bool, *, but: Sent | None = None) -> Sent:
        """This case, or (`aptly`) one that fits what is to be done, if there is any; the note says which it became."""
        choice = [each for each in (sent, *self.sent) if each is not but and self.fits(each, fitting)]
        if not aptly or not choice or choice[0] is sent:
            return sent
        note(f"    meaning cases_{self.sent.index(choice[0])}")
        return choice[0]

    def amending(self, sent: Sent, body: Body, by: str = "its_reporter") -> tuple[str, str, Body]:
        """Details to add to a report, as a request."""
        return self.who(sent.id, by), f"/api/intake/reports/{sent.id}/details", body

    def on_site(self, sent: Sent, by: str, what: str) -> tuple[str, str, Body]:
        """An act on an on-site case, as a request; who escalates leaves the present level."""
        who, path, body = self._asking(BY_ROUTE[f"POST {ONSITE}/{what}"], sent, by)
        return who, path, body | ({"level": self.level(sent)} if what == "escalate" else {})

    def level(self, sent: Sent) -> int:
        """The level told last, 0 while calming."""
        case = self.recorded.escalation.cases.get(sent.id)
        return case.level if case is not None else 0

    def number(self, sent: Sent) -> str:
        """The number of the report."""
        return str(self.recorded.intake.cases[sent.id].number)

    def on_case(self, sent: Sent, by: str, what: str, body: Body | None = None) -> tuple[str, str, Body]:
        """An act on a callback case, as a request; with the body of the catalogue unless given."""
        return self._asking(BY_ROUTE[f"POST {CASE}/{what}"], sent, by, body)

    def claims(self, by: str, task: str | None = None) -> HeldTask | None:
        """Take this task, or the next one; None if it is not given."""
        return self._given(by, "/api/callback/tasks/claim", {} if task is None else {"task": task})

    def takes_over(self, by: str, task: str) -> HeldTask | None:
        """Take this task from its holder; None if it is not given."""
        return self._given(by, f"/api/callback/tasks/{task}/take-over", {})

    def _given(self, by: str, path: str, body: Body) -> HeldTask | None:
        answer = self.driver.asks(CAST[by], path, body)
        if answer.status_code != 200:
            return None
        given = answer.json()
        return HeldTask(by=by, task=given["task"]["task"], fence=given["fence"])

    def open_task(self, case_id: str) -> str:
        """The id of the call that is to be made, or of the first one."""
        case = self.recorded.callback.cases.get(case_id)
        return case.open_call.task.id if case and case.open_call else f"{case_id}.t1"

    def takes_the_next_step(self, sent: Sent, *, gladly: bool) -> None:
        """The usual next step of a case, by the person whose turn it is."""
        case = self.recorded.callback.cases.get(sent.id)
        if case is None:
            self.driver.asks(*self.on_site(sent, "its_reporter", "file"))
        elif case.open_call is not None:
            self._calls(sent, gladly=gladly or case.state == "resolved")
        elif case.state == "resolved":
            self.driver.asks(*self.on_case(sent, "supervisor", "retry"))
        else:
            by, what, body = USUAL[str(case.state)]
            self.driver.asks(*self.on_case(sent, by, what, body))

    def comes_as_far_as(self, sent: Sent, far: str) -> None:
        """By the shortest way to a state of the case; to `unreachable` by a customer who refuses to talk."""
        for _ in range(8):
            case = self.recorded.callback.cases.get(sent.id)
            if far in ("calming", case and str(case.state)):
                return
            if far == "unreachable" and case is not None:
                held = self.claims("other_caller", self.open_task(sent.id))
                assert held is not None
                path, said = f"/api/callback/tasks/{held.task}/attempts", {"fence": held.fence, "outcome": "refused"}
                self.driver.asks(CAST[held.by], path, said)
            else:
                self.takes_the_next_step(sent, gladly=False)

    def _asking(self, act: Act, sent: Sent, by: str, body: Body | None = None) -> tuple[str, str, Body]:
        case = Brought(id=sent.id, cast=GULOU, stage=Stage.QUEUED, at=self.driver.world.now)
        path = act.route.partition(" ")[2].format(id=sent.id)
        return self.who(sent.id, by), path, act.tried.body_for(case) if body is None else body

    def _calls(self, sent: Sent, *, gladly: bool) -> None:
        held = self.claims("other_caller", self.open_task(sent.id))
        if held is not None:
            said = {"fence": held.fence, "outcome": "reached", "satisfied": gladly}
            self.driver.asks(CAST[held.by], f"/api/callback/tasks/{held.task}/attempts", said)


def _climbing(recorded: SystemRecord, case_id: str) -> bool:
    case = recorded.escalation.cases.get(case_id)
    return case is not None and case.next_due_at is not None


def _in(*states: str) -> Callable[[SystemRecord, str], bool]:
    def fits(recorded: SystemRecord, case_id: str) -> bool:
        case = recorded.callback.cases.get(case_id)
        return case is not None and str(case.state) in states

    return fits


def _to_call(recorded: SystemRecord, case_id: str) -> bool:
    case = recorded.callback.cases.get(case_id)
    return case is not None and case.open_call is not None


def _given_up(recorded: SystemRecord, case_id: str) -> bool:
    case = recorded.callback.cases.get(case_id)
    return case is not None and case.given_up is not None


FITTING: dict[str, Callable[[SystemRecord, str], bool]] = {
    "climbing": _climbing,
    "to_call": _to_call,
    "to_dispatch": _in("to_dispatch", "unreachable"),
    "in_a_unit": _in("dispatched", "handling"),
    "given_up": _given_up,
    "ended": _in("archived", "closed"),
}
"""The kinds of case that acts look for (`Step.fits`)."""

USUAL: dict[str, tuple[str, str, Body | None]] = {
    "unreachable": ("supervisor", "retry", None),
    "archived": ("supervisor", "reopen", None),
    "to_dispatch": ("supervisor", "dispatch", {"responsible_unit_id": CLAIMS}),
    "dispatched": ("its_head", "accept", None),
    "handling": ("its_head", "resolve", None),
    "closed": ("supervisor", "reopen", None),
}
"""State → who does what next, where no call is to be made."""


def details(phone: str, risky: bool, about: str | None) -> Body:
    """The details of a report."""
    flags = ["media"] if risky else []
    customer = {"name": "张三", "phone": PHONES[phone]}
    return {"text": "定损太慢", "customer": customer, "risk_flags": flags, "responsible_unit_id": about}
