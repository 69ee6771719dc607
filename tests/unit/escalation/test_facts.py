"""What a permission is told of an on-site case."""

from services.escalation.application.facts import facts_of
from shared.contracts.words import Line, Stage
from shared.platform.identity.actions import CaseFacts
from tests.unit.escalation.onsite import OnSite


def test_the_facts_name_reporter_leaders_told_and_whom_the_customer_complains_of() -> None:
    assert facts_of(OnSite(registered_by="agent").wait(minutes=15).case) == CaseFacts(
        on_site=True,
        reporter_id="rita",
        reporter_unit_id="county",
        registered_by="agent",
        told=("leader", "boss"),
        level=2,
        line=Line.CLAIMS,
        subject_staff_id="sam",
        complained_unit_id="city",
    )


def test_those_informed_of_a_report_filed_at_once_count_as_told() -> None:
    facts = facts_of(OnSite(stage=Stage.FILED).case)
    assert (facts.told, facts.on_site) == (("leader",), False)
