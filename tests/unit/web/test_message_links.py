"""Where a message leads, by its kind and its reader's roles; each service says so of its own."""

import pytest

from services.callback.entrypoints import message_links as callback
from services.escalation.application.addressing import level_of
from services.escalation.entrypoints import message_links as escalation
from services.intake.entrypoints import message_links as intake
from shared.engine.notifications.box import MessageView
from shared.rules.directory import Role
from tests.harness.clock import A_MONDAY_MORNING
from tests.harness.live import viewer


def message(kind: str, key: str = "callback.c1.7.kind.S1") -> MessageView:
    return MessageView(
        position=1, key=key, case_id="c1", kind=kind, text="…", at=A_MONDAY_MORNING, late_by_seconds=0.0, seen_at=None
    )


@pytest.mark.parametrize(
    ("kind", "role", "page"),
    [
        ("dispatched", Role.UNIT_HEAD, "/unit?case=c1"),
        ("limit_breached", Role.UNIT_HEAD, "/unit?case=c1"),
        ("case_lost", Role.UNIT_HEAD, "/unit"),
        ("closed", Role.UNIT_HEAD, "/cases/c1"),
        ("window_warned", Role.COMPLAINT_GROUP, "/desk?case=c1"),
        ("limit_breached", Role.GROUP_SUPERVISOR, "/supervision?case=c1"),
        ("window_warned", Role.GROUP_SUPERVISOR, "/desk?case=c1"),
        ("still_open", Role.LINE_EXECUTIVE, "/cases/c1"),
        ("number_asked", Role.REPORTER, "/report/c1"),
        ("archived", Role.LEADER, "/cases/c1"),
    ],
)
def test_a_message_of_callback_leads_to_where_its_reader_acts(kind: str, role: Role, page: str) -> None:
    assert callback.leads_to(message(kind), viewer("S1", role).actor) == page


def test_the_message_of_a_level_leads_to_its_button_and_all_others_to_the_case() -> None:
    leader = viewer("S1", Role.LEADER).actor
    told = message("level_told", "escalation.c1.level-2.S1")
    assert escalation.leads_to(told, leader) == "/onsite/c1/levels/2"
    assert escalation.leads_to(message("settled", "escalation.c1.settled.S1"), leader) == "/onsite/c1"
    assert escalation.leads_to(message("reason_asked", "escalation.c1.reason.S1"), leader) == "/report/c1"
    assert intake.leads_to(message("wecom_answer"), leader) == "/report/c1"


@pytest.mark.parametrize(
    ("what", "level"),
    [("level-1", 1), ("also-3", 3), ("told-1", None), ("told-also-1", None), ("acknowledged-1-S1", None)],
)
def test_the_level_of_a_message_is_in_its_key(what: str, level: int | None) -> None:
    assert level_of(f"escalation.c1.{what}.S1") == level
