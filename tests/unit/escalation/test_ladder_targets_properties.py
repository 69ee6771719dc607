"""Properties of the walk up the leaders, on directories full of holes: cycles, vacancies, leave, strangers."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.escalation import LadderStep, SkipReason, ToldAs, Whom
from shared.contracts.intake import Reporter
from shared.rules.directory import Directory, DutyShift, Leave, Office, Person, Role, Unit
from shared.rules.ladders.targets import NobodyLeft, Resolution, resolve

NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
A_DAY = timedelta(days=1)
STAFF = [f"p{n}" for n in range(8)]
UNIT_IDS = [f"u{n}" for n in range(5)]
somebody = st.none() | st.sampled_from([*STAFF, "gone"])
some_unit = st.sampled_from([*UNIT_IDS, "nowhere"])
role_sets = st.frozensets(st.sampled_from([Role.CUSTOMER_SERVICE, Role.UNIT_HEAD]))


def a_unit(unit_id: str) -> st.SearchStrategy[Unit]:
    return st.builds(
        Unit,
        unit_id=st.just(unit_id),
        name=st.just(unit_id),
        level=st.integers(1, 4),
        parent_id=st.none() | some_unit,
        head_id=somebody,
        deputy_id=somebody,
    )


def a_person(staff_id: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        staff_id=st.just(staff_id),
        name=st.just(staff_id),
        unit_id=some_unit,
        line=st.none(),
        roles=role_sets,
        leader_id=somebody,
        deputy_id=somebody,
        active=st.sampled_from([True, True, True, False]),
        wecom_userid=st.none(),
    )


span = {"from_at": st.just(NOW - A_DAY), "until_at": st.just(NOW + A_DAY)}
directories = st.builds(  # anything a bad import might bring: nothing is made to fit together
    Directory,
    units=st.tuples(*map(a_unit, UNIT_IDS)),
    people=st.tuples(*map(a_person, STAFF)),
    leaves=st.lists(st.builds(Leave, staff_id=st.sampled_from(STAFF), **span), max_size=4),
    duty_shifts=st.lists(
        st.builds(DutyShift, unit_id=st.sampled_from(UNIT_IDS), staff_id=st.sampled_from(STAFF), **span), max_size=4
    ),
)
steps = st.one_of(
    st.sampled_from([Whom.DIRECT_LEADER, Whom.NEXT_LEADER, Whom.NEXT_LEADER, Whom.DUTY_DESK]).map(
        lambda whom: LadderStep(after_seconds=600, whom=whom)
    ),
    st.just(LadderStep(after_seconds=600, whom=Whom.ROLE, role=Role.CUSTOMER_SERVICE.value)),
)


reporters = st.builds(
    Reporter, staff_id=st.none() | st.sampled_from([*STAFF, "gone"]), unit_id=some_unit, line=st.none()
)


def climb(
    directory: Directory, reporter: Reporter, ladder: list[LadderStep]
) -> tuple[list[Resolution], NobodyLeft | None]:
    """Fire one step after the other, as escalation does."""
    levels: list[Resolution] = []
    last: Office | None = None
    for step in ladder:
        told = [staff_id for level in levels for staff_id in (level.staff_id, *level.others)]
        found = resolve(step, directory=directory, at=NOW, reporter=reporter, told=told, last=last)
        if isinstance(found, NobodyLeft):
            return levels, found
        levels.append(found)
        last = Office(unit_id=found.office, holder_id=found.meant_for)
    return levels, None


@given(directory=directories, reporter=reporters, ladder=st.lists(steps, min_size=1, max_size=12))
def test_nobody_is_told_twice_nor_while_away_nor_of_his_own_report(
    directory: Directory, reporter: Reporter, ladder: list[LadderStep]
) -> None:
    levels, nobody = climb(directory, reporter, ladder)
    told = [staff_id for level in levels for staff_id in (level.staff_id, *level.others)]
    told += nobody.duty_desk if nobody is not None else ()
    assert len(told) == len(set(told))
    assert all(directory.available(staff_id, NOW) is None for staff_id in told)
    assert reporter.staff_id not in told


@given(directory=directories, reporter=reporters)
def test_a_ladder_of_leaders_always_comes_to_an_end(directory: Directory, reporter: Reporter) -> None:
    """Each level tells somebody new, so there are no more levels than people; then there is nobody left."""
    endless = [LadderStep(after_seconds=600, whom=Whom.NEXT_LEADER)] * (len(STAFF) + 1)
    levels, nobody = climb(directory, reporter, endless)
    assert nobody is not None
    assert len(levels) <= len(STAFF)


@given(directory=directories, reporter=reporters, ladder=st.lists(steps, min_size=1, max_size=6))
def test_whoever_is_passed_over_was_hindered_for_the_reason_on_record(
    directory: Directory, reporter: Reporter, ladder: list[LadderStep]
) -> None:
    levels, nobody = climb(directory, reporter, ladder)
    told: set[str] = set()
    answers: list[Resolution | NobodyLeft] = [*levels, *([nobody] if nobody is not None else [])]
    for level in answers:
        for skipped in level.skipped:
            match skipped.reason:
                case SkipReason.ALREADY_TOLD:
                    assert skipped.staff_id in told
                case SkipReason.REPORTER:
                    assert skipped.staff_id == reporter.staff_id
                case SkipReason.ON_LEAVE | SkipReason.DEPARTED:
                    assert directory.available(skipped.staff_id, NOW) is skipped.reason
                case SkipReason.UNKNOWN_REPORTER:
                    assert directory.person(reporter.staff_id) is None
                case SkipReason.VACANT | SkipReason.NO_LEADER:
                    assert skipped.staff_id is None
        if isinstance(level, Resolution):
            told |= {level.staff_id, *level.others}


@given(directory=directories, reporter=reporters)
def test_a_deputy_is_told_only_when_the_holder_cannot_be(directory: Directory, reporter: Reporter) -> None:
    levels, _ = climb(directory, reporter, [LadderStep(after_seconds=600, whom=Whom.NEXT_LEADER)] * len(STAFF))
    for level in levels:
        if level.told_as is ToldAs.DEPUTY:
            assert directory.available(level.meant_for, NOW) is not None
        if level.told_as is ToldAs.LEADER:
            assert level.staff_id == level.meant_for


@given(directory=directories, reporter=reporters, step=steps)
def test_the_same_question_has_the_same_answer(directory: Directory, reporter: Reporter, step: LadderStep) -> None:
    first = resolve(step, directory=directory, at=NOW, reporter=reporter)
    assert resolve(step, directory=directory, at=NOW, reporter=reporter) == first
