"""A folder of policies as operations write it: what is read, and how every mistake is named."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from shared.contracts.escalation import Ladder, LadderStep, Whom
from shared.contracts.policy import CallbackPolicy, HandlingPolicy, Limit, Timing
from shared.platform.policies.loading import load_book
from shared.rules.retention import KEPT_FOR_EVER, RetentionPolicy
from shared.support.errors import BadFiles

SHIPPED = Path(__file__).parents[3] / "deploy" / "policy"
NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
DEFAULT = (SHIPPED / "default.toml").read_text(encoding="utf-8")
STEPS = """
[[onsite.steps]]
after = "5 min"
tell = "direct_leader"

[[onsite.steps]]
after = "10 min"
file = true
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the shipped default, to which a test adds a branch."""
    (tmp_path / "default.toml").write_text(DEFAULT, encoding="utf-8")
    return tmp_path


def branch(folder: Path, text: str, name: str = "branch.toml") -> None:
    (folder / name).write_text('unit = "B"\nvalid_from = 2026-01-01\n' + text, encoding="utf-8")


def complaints(folder: Path) -> list[str]:
    with pytest.raises(BadFiles) as refused:
        load_book(folder)
    return str(refused.value).splitlines()


def complaint(folder: Path) -> str:
    (said,) = complaints(folder)
    return said


# What is shipped


def test_the_shipped_default_is_the_regulation() -> None:
    policy = load_book(SHIPPED).for_unit(("ZGS",), NOW)
    assert policy.onsite == Ladder(
        policy="default@2018-06-01",
        steps=(
            LadderStep(after_seconds=300, whom=Whom.DIRECT_LEADER),
            LadderStep(after_seconds=600, whom=Whom.NEXT_LEADER),
            LadderStep(after_seconds=600),
        ),
    )


def test_the_shipped_default_states_the_defaults_of_the_contracts() -> None:
    policy = load_book(SHIPPED).for_unit(("ZGS",), NOW)
    assert policy.callback == CallbackPolicy(policy="default@2018-06-01")
    assert policy.handling == HandlingPolicy(policy="default@2018-06-01")


def test_the_shipped_branch_differs_in_its_second_step_and_in_one_limit() -> None:
    book = load_book(SHIPPED)
    ours, usual = book.for_unit(("JS-CZ-LY", "JS-CZ", "JS", "ZGS"), NOW), book.for_unit(("JS", "ZGS"), NOW)
    assert ours.onsite.steps[1] == LadderStep(after_seconds=600, whom=Whom.ROLE, role="customer_service")
    assert ours.handling.order == Limit(seconds=28_800)
    assert ours.handling.by_severity == usual.handling.by_severity
    assert ours.callback == usual.callback


def test_the_shipped_policies_name_units_of_the_demo_directory() -> None:
    rows = (SHIPPED.parent / "demo" / "units.csv").read_text(encoding="utf-8-sig").splitlines()
    load_book(SHIPPED).check_units({row.split(",")[0] for row in rows})


# What may be written


def test_a_grave_report_has_the_ladder_above_unless_a_policy_gives_it_one_of_its_own(folder: Path) -> None:
    branch(
        folder,
        '[onsite_risk]\nsteps = [\n{ after = "1 min", tell = "duty_desk" },\n{ after = "3 min", file = true },\n]',
    )
    ours, others = load_book(folder).for_unit(("B",), NOW), load_book(folder).for_unit(("A",), NOW)
    assert [step.after_seconds for step in ours.ladder(grave=True).steps] == [60, 180]
    assert ours.ladder(grave=True).policy == "branch@2026-01-01"
    assert ours.ladder(grave=False) == others.ladder(grave=True) == others.onsite


def test_the_ladder_of_grave_reports_is_checked_like_the_other(folder: Path) -> None:
    branch(folder, '[onsite_risk]\nsteps = [\n{ after = "1 min", file = true },\n]')
    with pytest.raises(BadFiles, match="the first step must tell a leader"):
        load_book(folder)


def test_a_branch_may_state_one_limit_in_working_days(folder: Path) -> None:
    branch(folder, '[handling]\nseverity_1 = "2 working days"')
    limits = load_book(folder).for_unit(("B",), NOW).handling.by_severity
    assert limits[0] == Limit(seconds=172_800, timing=Timing.WORKING)
    assert limits[1] == Limit(seconds=259_200)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("90 s", 90), ("5 min", 300), ("5min", 300), ("3 min 30 s", 210), ("24 h", 86_400), ("1 day", 86_400)],
)
def test_durations_are_written_as_people_say_them(folder: Path, written: str, seconds: int) -> None:
    branch(folder, f'[callback]\nrepeat = "{written}"')
    assert load_book(folder).for_unit(("B",), NOW).callback.repeat_seconds == seconds


def test_steps_may_be_written_on_one_line_each(folder: Path) -> None:
    branch(folder, '[onsite]\nsteps = [\n{ after = "5 min", tell = "duty_desk" },\n{ after = "1 h", file = true },\n]')
    steps = load_book(folder).for_unit(("B",), NOW).onsite.steps
    assert steps == (LadderStep(after_seconds=300, whom=Whom.DUTY_DESK), LadderStep(after_seconds=3_600))


def test_files_that_are_not_policies_are_left_alone(folder: Path) -> None:
    (folder / "README.md").write_text("what is here")
    (folder / ".branch.toml").write_text("half a thou")
    load_book(folder)


def test_without_a_table_of_causes_there_are_none(folder: Path) -> None:
    assert load_book(folder).causes(NOW) == ()


# What is refused


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[callback]\nrepeat = "0 s"', 4, "more than zero"),
        ('[callback]\nrepeat = "-5 min"', 4, "is no duration"),
        ('[callback]\nrepeat = "5 minutes"', 4, "is no duration"),
        ('[callback]\nrepeat = ""', 4, "must be a text in quotes"),
        ("[callback]\nrepeat = 300", 4, "must be a text in quotes"),
        ('[callback]\nrepeat = "400 days"', 4, "at most 366 days"),
        ('[callback]\nrepeat = "2 working days"', 4, "is no duration"),
        ('[callback]\nretries = "5 min"', 4, "must be a list of pauses"),
        ('[callback]\nretries = ["2 min", "x"]', 4, '"x" is no duration'),
        ("[callback]\nretries = []", 4, "must be a list of pauses"),
        ('[callback]\nhalf_days = "09:00"', 4, "must be a list of times of the day"),
        ('[callback]\nhalf_days = ["14:00", "09:00"]', 4, "must be in ascending order"),
        ('[callback]\nquiet_from = "24:00"', 4, "must be a time of the day"),
        ('[callback]\nquiet_from = "9:00"', 4, "must be a time of the day"),
        ("[callback]\nquiet_until = 08:00:00", 4, "must be a time of the day"),
        ('[callback]\nwarning_at = "0 %"', 4, 'must be from "1 %" to "99 %"'),
        ('[callback]\nwarning_at = "100 %"', 4, 'must be from "1 %" to "99 %"'),
        ("[callback]\nwarning_at = 80", 4, "must be a text in quotes"),
        ("[callback]\nsatisfied_score = 101", 4, "must be a whole number from 1 to 100"),
        ("[callback]\nmax_attempts = true", 4, "must be a whole number"),
        ('[callback]\nreopen = "36 h"', 4, "must be whole days"),
        ("[callback]\nmax_attempts = 9", 3, "9 attempts need 8 entries in `retries`"),
        ('[callback]\nwarning = "6 min"', 3, "`warning`, `breach` and `head` must follow one another"),
        ('[callback]\nbreach = "15 min"', 3, "must follow one another"),
        ('[callback]\ndue = "30 min"', 3, "no promise is broken before it is due"),
        ('[callback]\ndue = "3 min"', 3, "`due` must lie after `warning`"),
        ('[callback]\nbreach = "4 min 59 s"', 3, "no promise is broken before it is due"),
        ('[callback]\nretry_warning = "15 min"', 3, "`retry_warning` must come before `retry_overdue`"),
        ('[callback]\nappointment_warning = "20 min"', 3, "`appointment_warning` must come before"),
        ('[callback]\nretry_overdue = "4 min"', 3, "must come before `retry_overdue`"),
        ('[callback]\nquiet_until = "10:00"', 3, "`half_days` begin inside the quiet hours"),
        ('[callback]\nto_dispatch = "15 min service time"', 4, "only units have service hours"),
        ('[handling]\nseverity_1 = "4 days"', 3, "a graver case never has more time"),
        ('[handling]\nseverity_3 = "2 days"', 3, "a graver case never has more time"),
        ('[handling]\naccept = "24 h"', 3, "`accept` must be shorter than `severity_1`"),
        ('[handling]\naccept = "13 h service time"', 3, "`accept` must be shorter than `severity_1`"),
        ('[handling]\nseverity_1 = "20 min"', 3, "`accept` must be shorter than `severity_1`"),
        ('[handling]\norder_most = "91 days"', 3, "`order_most` is at most 90 days"),
        ('[handling]\norder = "91 days"', 3, "`order` is longer than `order_most`"),
        ('[handling]\norder_most = "12 h"', 4, "must be whole days"),
        ('[handling]\naccept = "2 working service time"', 4, "is no duration"),
        ('[handling]\nseverity_1 = "0 working days"', 4, "more than zero"),
        ('[handling]\n\nseverity_4 = "1 h"', 5, "unknown key"),
        ("[handling]\nreturns_before_supervisor = 0", 4, "must be a whole number from 1 to 20"),
        ('[onsight]\nx = "1 h"', 3, "unknown key"),
        ("callback = 5", 3, "must be a table"),
        ("last_day = 2025-12-31", 3, "is before `valid_from`"),
        ('last_day = "2026-12-31"', 3, "must be a date without quotes"),
        ("[onsite]", 3, "a ladder needs [[onsite.steps]]"),
        ("[onsite]\nsteps = []", 4, "with at least one"),
        ("[callback\n", 3, "not TOML"),
    ],
)
def test_a_bad_value_is_named_with_file_line_and_reason(folder: Path, text: str, line: int, reason: str) -> None:
    branch(folder, text)
    said = complaint(folder)
    assert said.startswith(f"branch.toml:{line}: ")
    assert reason in said


def step(text: str) -> str:
    return f"\n[[onsite.steps]]\n{text}\n"


FIRST, LAST = step('after = "5 min"\ntell = "direct_leader"'), step('after = "10 min"\nfile = true')


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (FIRST, 4, "the last step must start the flow"),
        (LAST, 4, "the first step must tell a leader"),
        (FIRST + LAST + LAST, 10, "only the last step may start the flow"),
        (step('after = "5 min"\ntell = "next_leader"') + LAST, 6, "the first step cannot tell"),
        (step('after = "5 min"\ntell = "the boss"') + LAST, 6, "known are direct_leader, next_leader, duty_desk, role"),
        (step('after = "5 min"\ntell = "role"') + LAST, 4, "`role` goes with"),
        (step('after = "5 min"\ntell = "duty_desk"\nrole = "auditor"') + LAST, 4, "`role` goes with"),
        (step('after = "5 min"\ntell = "role"\nrole = "boss"') + LAST, 7, '"boss" is not known here'),
        (step('after = "5 min"') + LAST, 4, "either tells a person"),
        (FIRST + step('after = "5 min"\ntell = "next_leader"\nfile = true'), 8, "either tells a person"),
        (FIRST + step('after = "5 min"\nfile = false'), 10, "can only be true"),
        (step('tell = "direct_leader"') + LAST, 4, "the key `after` is missing"),
        (step('after = "0 min"\ntell = "direct_leader"') + LAST, 5, "more than zero"),
        (step('after = "5 min"\ntell = "direct_leader"\nwhen = "now"') + LAST, 7, "unknown key"),
    ],
)
def test_a_ladder_that_is_none_is_named_with_file_line_and_reason(
    folder: Path, text: str, line: int, reason: str
) -> None:
    branch(folder, text)
    said = complaint(folder)
    assert said.startswith(f"branch.toml:{line}: ")
    assert reason in said


def test_a_file_must_say_for_whom_and_from_when(folder: Path) -> None:
    (folder / "branch.toml").write_text(STEPS)
    assert complaints(folder) == [
        "branch.toml:1: the key `unit` is missing",
        "branch.toml:1: the key `valid_from` is missing",
    ]


def test_two_versions_of_a_unit_may_not_begin_on_the_same_day(folder: Path) -> None:
    branch(folder, STEPS, "one.toml")
    branch(folder, STEPS, "two.toml")
    assert complaint(folder) == ('two.toml:2: valid_from: overlaps one.toml, which holds for unit "B" on that day too')


def test_a_version_may_not_begin_before_the_last_day_of_the_one_before(folder: Path) -> None:
    branch(folder, "last_day = 2026-03-31", "trial.toml")
    (folder / "next.toml").write_text('unit = "B"\nvalid_from = 2026-03-31\n')
    assert complaint(folder).startswith("next.toml:2: valid_from: overlaps trial.toml")


def test_the_default_must_be_whole_and_without_an_end(tmp_path: Path) -> None:
    (tmp_path / "default.toml").write_text('unit = "*"\nvalid_from = 2018-06-01\nlast_day = 2030-01-01\n' + STEPS)
    assert complaints(tmp_path) == [
        "default.toml:1: the policy for every unit needs the table [callback]",
        "default.toml:1: the policy for every unit needs the table [handling]",
        "default.toml:3: last_day: the policy for every unit has no last day; a newer version replaces it",
    ]


def test_a_folder_without_a_default_is_refused(tmp_path: Path) -> None:
    branch(tmp_path, STEPS)
    assert 'there is no policy for every unit here, one with unit = "*"' in complaint(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "nowhere" in complaint(tmp_path / "nowhere")


def test_all_that_is_wrong_in_all_files_is_reported_at_once(folder: Path) -> None:
    branch(folder, '[callback]\nrepeat = "x"\nlease = "y"', "a.toml")
    branch(folder, "[", "b.toml")
    assert [said.rsplit(":", 2)[0].split(": ")[0] for said in complaints(folder)][:2] == ["a.toml:4", "a.toml:5"]
    assert any(said.startswith("b.toml:3: not TOML") for said in complaints(folder))


def test_a_policy_for_a_unit_nobody_knows_is_named(folder: Path) -> None:
    branch(folder, "")
    with pytest.raises(BadFiles) as refused:
        load_book(folder).check_units({"A", "C"})
    assert str(refused.value) == 'branch.toml:1: unit "B" is not in the directory'


def test_the_label_of_a_rule_is_its_file_and_its_date(folder: Path) -> None:
    branch(folder, STEPS + '[callback]\nlease = "3 min"')
    policy = load_book(folder).for_unit(("B",), NOW)
    assert policy.onsite.policy == "branch@2026-01-01"
    assert policy.callback.policy == "default@2018-06-01 + branch@2026-01-01"
    assert policy.handling.policy == f"default@{date(2018, 6, 1)}"


def test_a_limit_may_count_service_hours(folder: Path) -> None:
    branch(folder, '[handling]\naccept = "45 min service time"\nservice_from = "09:00"\nservice_until = "18:00"')
    policy = load_book(folder).for_unit(("B",), NOW).handling
    assert policy.accept == Limit(seconds=2_700, timing=Timing.SERVICE)
    assert (policy.service.begin, policy.service.end) == ("09:00", "18:00")


def test_what_a_branch_states_must_go_with_what_it_inherits_from_the_branch_above(folder: Path) -> None:
    (folder / "above.toml").write_text(
        'unit = "A"\nvalid_from = 2026-01-01\n[callback]\ndue = "30 min"\nbreach = "40 min"\nhead = "1 h"\n'
    )
    branch(folder, '[callback]\nbreach = "10 min"')
    book = load_book(folder)
    book.check_inherited(lambda unit: (unit,))
    with pytest.raises(BadFiles) as refused:
        book.check_inherited(lambda unit: ("B", "A") if unit == "B" else (unit,))
    assert str(refused.value).startswith("branch.toml:1: callback: `due` must lie after")


def test_a_later_default_must_go_with_the_branches_that_inherit_from_it(folder: Path) -> None:
    branch(folder, '[callback]\nbreach = "6 min"')
    later = (
        DEFAULT.replace("valid_from = 2018-06-01", "valid_from = 2027-01-01")
        .replace('due = "5 min" ', 'due = "8 min" ')
        .replace('breach = "5 min" ', 'breach = "9 min" ')
    )
    (folder / "later.toml").write_text(later)
    assert "no promise is broken before it is due" in complaint(folder)


# How long personal data is kept


def keeps(folder: Path, periods: str) -> None:
    (folder / "default.toml").write_text(f"{DEFAULT}\n[retention]\n{periods}\n", encoding="utf-8")


def test_as_shipped_everything_is_kept_for_ever(folder: Path) -> None:
    book = load_book(folder)
    assert (book.ever_erases, book.retention(NOW)) == (False, KEPT_FOR_EVER)


def test_periods_are_months_by_kind_of_end(folder: Path) -> None:
    keeps(folder, 'settled = "1 month"\nclosed = "36 months"\ncomplaint = "60 months"')
    book = load_book(folder)
    assert book.retention(NOW) == RetentionPolicy(settled_months=1, closed_months=36, complaint_months=60)
    assert book.ever_erases


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        ('settled = "2 years"', 'retention.settled: must be from "1 month" to "600 months"'),
        ('settled = "0 months"', 'retention.settled: must be from "1 month" to "600 months"'),
        ('closed = "36 months"\ncomplaint = "24 months"', "retention: `complaint` must not be shorter"),
        ('open = "1 month"', "retention.open: unknown key"),
    ],
)
def test_a_period_that_says_nothing_or_erases_too_early_is_refused(folder: Path, periods: str, said: str) -> None:
    keeps(folder, periods)
    assert said in complaint(folder)


def test_a_case_is_kept_for_longer_than_it_may_be_reopened(folder: Path) -> None:
    shipped = DEFAULT.replace('reopen = "15 days"', 'reopen = "28 days"')
    (folder / "default.toml").write_text(f'{shipped}\n[retention]\narchived = "1 month"\n', encoding="utf-8")
    assert "a case must be kept for longer than it may be reopened" in complaint(folder)


def test_a_branch_states_no_periods(folder: Path) -> None:
    branch(folder, '[retention]\nsettled = "1 month"\n')
    assert "retention: is for the policy of every unit only" in complaint(folder)


def test_a_newer_policy_of_every_unit_without_periods_keeps_everything_again(folder: Path) -> None:
    keeps(folder, 'settled = "1 month"')
    newer = DEFAULT.replace("valid_from = 2018-06-01", "valid_from = 2026-01-01")
    (folder / "newer.toml").write_text(newer, encoding="utf-8")
    book = load_book(folder)
    assert (book.retention(NOW), book.ever_erases) == (KEPT_FOR_EVER, True)
