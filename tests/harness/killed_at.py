"""A process that is killed at one step of a job: forked, so that nothing is cleaned up behind it."""

import os
import signal
from collections.abc import Callable

Step = Callable[[str], None]


def killed_at(step: int, job: Callable[[Step], object]) -> bool:
    """Run the job in a process that is killed (SIGKILL) when it reports its step of this number, counted from 1.

    False if the job ended before. The job's own failure is raised as an assertion.
    """
    child = os.fork()
    if child == 0:
        try:
            job(_killing(step))
        except BaseException:  # the parent reports it
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the job failed before it could be killed"
    return False


def _killing(step: int) -> Step:
    steps = iter(range(1, step))

    def report(line: str) -> None:
        if next(steps, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    return report
