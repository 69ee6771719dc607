"""Claimable work: one holder at a time, a fence that only rises, and a queue order."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.task import Task, TaskState
from shared.support.errors import Conflict, Forbidden

NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)
LEASE = timedelta(seconds=120)


def a_task(task: str = "t", due: timedelta = timedelta(0), risk: bool = False) -> Task:
    return Task(id=task, due_at=NOON + due, not_before=NOON, risk=risk)


def claimed() -> Task:
    return a_task().claim("ann", NOON, NOON + LEASE)


def test_a_claim_takes_the_task_under_a_lease_and_raises_the_fence() -> None:
    task = claimed()
    assert (task.state, task.fence, task.holder(NOON)) == (TaskState.CLAIMED, 1, "ann")


def test_of_two_who_claim_at_once_the_second_is_told_who_holds_it() -> None:
    with pytest.raises(Conflict) as refusal:
        claimed().claim("bob", NOON, NOON + LEASE)
    assert refusal.value.code == "already_claimed"
    assert refusal.value.facts["by"] == "ann"


def test_a_lease_has_ended_at_exactly_its_end() -> None:
    task = claimed()
    assert task.holder(NOON + LEASE - timedelta(microseconds=1)) == "ann"
    assert task.holder(NOON + LEASE) is None


def test_whoever_lost_his_lease_is_refused_even_before_somebody_else_claims() -> None:
    with pytest.raises(Conflict) as refusal:
        claimed().check(1, "ann", NOON + LEASE)
    assert refusal.value.code == "stale_fence"


def test_an_old_fence_is_refused_even_from_the_present_holder() -> None:
    again = claimed().release(1, "ann", NOON).claim("ann", NOON, NOON + LEASE)
    with pytest.raises(Conflict) as refusal:
        again.heartbeat(1, "ann", NOON, NOON + LEASE)
    assert refusal.value.code == "stale_fence"
    assert again.heartbeat(2, "ann", NOON, NOON + 2 * LEASE).holder(NOON + LEASE) == "ann"


def test_nobody_acts_for_somebody_else_with_his_fence() -> None:
    with pytest.raises(Forbidden):
        claimed().release(1, "bob", NOON)


def test_a_heartbeat_never_shortens_a_lease() -> None:
    assert claimed().heartbeat(1, "ann", NOON, NOON).holder(NOON + LEASE / 2) == "ann"


def test_a_released_task_keeps_its_due_time_and_its_fence() -> None:
    task = claimed().release(1, "ann", NOON)
    assert (task.state, task.due_at, task.not_before, task.fence) == (TaskState.QUEUED, NOON, NOON, 1)


def test_a_done_task_is_claimed_by_nobody_until_another_round_is_ordered() -> None:
    done = claimed().done()
    with pytest.raises(Conflict) as refusal:
        done.claim("bob", NOON, NOON + LEASE)
    assert refusal.value.code == "already_done"
    assert done.queued(NOON + LEASE).claim("bob", NOON, NOON + LEASE).fence == 2


def test_next_skips_what_is_not_yet_worth_trying_while_a_claim_by_id_does_not() -> None:
    later = a_task().queued(NOON + LEASE)
    assert not later.open_at(NOON)
    assert later.open_at(NOON + LEASE)
    assert later.claim("ann", NOON, NOON + LEASE).holder(NOON) == "ann"


@given(
    st.lists(st.tuples(st.sampled_from(["claim", "release", "expire", "beat", "finish", "again"]), st.integers(0, 90)))
)
def test_the_fence_only_rises_and_at_most_one_person_holds_the_task(steps: list[tuple[str, int]]) -> None:
    task, now = a_task(), NOON
    fences = [task.fence]
    for act, seconds in steps:
        now += timedelta(seconds=seconds)
        try:
            task = {
                "claim": lambda t=task, n=now: t.claim("ann", n, n + LEASE),
                "release": lambda t=task, n=now: t.release(t.fence, "ann", n),
                "expire": lambda t=task, n=now: t.queued() if t.lease and t.lease.expired(n) else t,
                "beat": lambda t=task, n=now: t.heartbeat(t.fence, "ann", n, n + LEASE),
                "finish": lambda t=task: t.done(),
                "again": lambda t=task: t.queued() if t.state is TaskState.DONE else t,
            }[act]()
        except Conflict:
            continue
        fences.append(task.fence)
        assert (task.lease is not None) == (task.state is TaskState.CLAIMED)
    assert all(before <= after <= before + 1 for before, after in pairwise(fences))
