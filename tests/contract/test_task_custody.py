"""The test's own reading of who holds a task (`tests.harness.task_custody`) knows every event of callback."""

from shared.contracts import callback as happened
from shared.contracts.registry import EVENTS, service_of
from tests.harness.task_custody import MOVE_NO_TASK

MOVE_A_TASK = {
    happened.TaskScheduled,
    happened.TaskClaimed,
    happened.TaskTakenOver,
    happened.CaseDispatched,
    happened.CaseClosed,
    happened.CaseSentBack,
    happened.AttemptStarted,
    happened.TaskReleased,
    happened.AttemptEnded,
    happened.TaskLeaseExpired,
    happened.CaseRetried,
}
"""Those that `custody` has a line for."""


def test_every_event_of_callback_either_moves_a_task_or_is_listed_as_moving_none() -> None:
    published = {event for event in EVENTS.values() if service_of(event.type) == "callback"}
    listed = MOVE_A_TASK | set(MOVE_NO_TASK)
    assert published == listed, "say in tests/harness/task_custody.py what it does to a task, and list it here"
    assert not MOVE_A_TASK & set(MOVE_NO_TASK)
