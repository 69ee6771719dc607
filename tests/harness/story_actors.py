"""The people of a told story: who is meant by a part (`its_reporter`, `its_head`), and what each usually does next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import note

from tests.harness.people import CLAIMS
from tests.harness.recorded_state import Ledger
from tests.harness.story_machine import CAST, Telling

Body = dict[str, Any]
PHONES = {"his": "13812345678", "another": "13987654321", "none": ""}


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that somebody sent, and the case it became."""

    by: str
    body: Body
    key: str
    id: str


@dataclass(frozen=True, slots=True)
class Hand:
    """A task as it was given into somebody's hand."""

    by: str
    task: str
    fence: int


class Acting:
    """People acting in a story. Whom a part means is read from the books as they are at that moment."""

    def __init__(self, tell: Telling) -> None:
        self.tell = tell
        self.sent: list[Sent] = []

    @property
    def books(self) -> Ledger:
        """As they are now."""
        return self.tell.books()

    def who(self, case_id: str, part: str) -> str:
        """The staff id of a part: one of the cast, or somebody by what he is to the case."""
        directory = self.tell.world.directory
        on_site, case = self.books.escalation.cases.get(case_id), self.books.callback.cases.get(case_id)
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
        return FITTING[fitting](self.books, sent.id)

    def waits(self, sent: Sent, service: str, when: str) -> None:
        """Until a second `before`, just `at` or a second `after` the case's next due moment there; nothing ticks."""
        due = min((row["due_at"] for row in getattr(self.books, service).due(sent.id)), default=None)
        if due is not None and when != "now":
            moment = due + timedelta(seconds={"before": -1, "at": 0, "after": 1}[when])
            self.tell.world.lapse(max(moment - self.tell.world.now, timedelta()))

    def reports(self, by: str, body: Body) -> Sent | None:
        """Submit a report under a new key; None if it is refused."""
        key = f"report-{self.tell.world.ids.new()}"
        answer = self.tell.asks(CAST[by], "/api/intake/reports", body, key=key)
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
        """What somebody adds to a report, ready to be asked."""
        return self.who(sent.id, by), f"/api/intake/reports/{sent.id}/details", body

    def on_site(self, sent: Sent, by: str, what: str) -> tuple[str, str, Body]:
        """What somebody asks of an on-site case, ready to be asked."""
        body = {"note": "已致电客户"} if what == "settle" else {}
        return self.who(sent.id, by), f"/api/escalation/cases/{sent.id}/{what}", body

    def on_case(self, sent: Sent, by: str, what: str, body: Body) -> tuple[str, str, Body]:
        """What somebody asks of a callback case, ready to be asked."""
        return self.who(sent.id, by), f"/api/callback/cases/{sent.id}/{what}", body

    def claims(self, by: str, task: str | None = None) -> Hand | None:
        """Take this task, or the next one; None if it is not given."""
        answer = self.tell.asks(CAST[by], "/api/callback/tasks/claim", {} if task is None else {"task": task})
        if answer.status_code != 200:
            return None
        given = answer.json()
        return Hand(by=by, task=given["task"]["task"], fence=given["fence"])

    def open_task(self, case_id: str) -> str:
        """The id of the call that is to be made, or of the first one."""
        case = self.books.callback.cases.get(case_id)
        return case.open_call.task.id if case and case.open_call else f"{case_id}.t1"

    def goes_on(self, sent: Sent, *, gladly: bool) -> None:
        """The usual next step of a case, by whom it is up to."""
        case = self.books.callback.cases.get(sent.id)
        if case is None:
            self.tell.asks(*self.on_site(sent, "its_reporter", "file"))
        elif case.open_call is not None:
            self._calls(sent, gladly=gladly or case.state == "resolved")
        elif case.state == "resolved":
            self.tell.asks(*self.on_case(sent, "supervisor", "retry", {"reason": "再试"}))
        else:
            by, what, body = USUAL[str(case.state)]
            self.tell.asks(*self.on_case(sent, by, what, body))

    def comes_as_far_as(self, sent: Sent, far: str) -> None:
        """By the shortest way to a state of the case, or by refusing to talk to where a supervisor decides."""
        for _ in range(8):
            case = self.books.callback.cases.get(sent.id)
            if far in ("calming", case and str(case.state)):
                return
            if far == "unreachable" and case is not None:
                hand = self.claims("other_caller", self.open_task(sent.id))
                assert hand is not None
                path, said = f"/api/callback/tasks/{hand.task}/attempts", {"fence": hand.fence, "outcome": "refused"}
                self.tell.asks(CAST[hand.by], path, said)
            else:
                self.goes_on(sent, gladly=False)

    def _calls(self, sent: Sent, *, gladly: bool) -> None:
        hand = self.claims("other_caller", self.open_task(sent.id))
        if hand is not None:
            said = {"fence": hand.fence, "outcome": "reached", "satisfied": gladly}
            self.tell.asks(CAST[hand.by], f"/api/callback/tasks/{hand.task}/attempts", said)


def _climbing(books: Ledger, case_id: str) -> bool:
    case = books.escalation.cases.get(case_id)
    return case is not None and case.next_due_at is not None


def _in(*states: str) -> Callable[[Ledger, str], bool]:
    def fits(books: Ledger, case_id: str) -> bool:
        case = books.callback.cases.get(case_id)
        return case is not None and str(case.state) in states

    return fits


def _to_call(books: Ledger, case_id: str) -> bool:
    case = books.callback.cases.get(case_id)
    return case is not None and case.open_call is not None


def _given_up(books: Ledger, case_id: str) -> bool:
    case = books.callback.cases.get(case_id)
    return case is not None and case.given_up is not None


FITTING: dict[str, Callable[[Ledger, str], bool]] = {
    "climbing": _climbing,
    "to_call": _to_call,
    "to_dispatch": _in("to_dispatch", "unreachable"),
    "in_a_unit": _in("dispatched", "handling"),
    "given_up": _given_up,
    "ended": _in("archived", "closed"),
}
"""What a case has to be for an act to fit."""

USUAL: dict[str, tuple[str, str, Body]] = {
    "unreachable": ("supervisor", "retry", {"reason": "再试"}),
    "archived": ("supervisor", "reopen", {"reason": "客户又来电"}),
    "to_dispatch": ("supervisor", "dispatch", {"responsible_unit_id": CLAIMS}),
    "dispatched": ("its_head", "accept", {}),
    "handling": ("its_head", "resolve", {"note": "已重新定损"}),
    "closed": ("supervisor", "reopen", {"reason": "客户又来电"}),
}
"""State → who does what next, where no call is to be made."""


def details(phone: str, risky: bool, about: str | None) -> Body:
    """What is said of a dissatisfaction."""
    flags = ["media"] if risky else []
    customer = {"name": "张三", "phone": PHONES[phone]}
    return {"text": "定损太慢", "customer": customer, "risk_flags": flags, "responsible_unit_id": about}
