"""When a consumer stands still: something waits in a partition, and its offset has not moved for too long (15)."""

from datetime import timedelta

from aiokafka import TopicPartition

from shared.engine.events.kafka.backlog import Waiting
from shared.engine.events.kafka.watchdog import Progress

ONE, TWO = TopicPartition("t", 1), TopicPartition("t", 2)
PATIENCE = timedelta(seconds=30)


def at(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)


def waiting(partition: TopicPartition, handled: int, events: int) -> Waiting:
    return Waiting(partition, handled, events, None)


def test_what_waits_for_too_long_stands_still() -> None:
    progress = Progress(PATIENCE)
    assert progress.note([waiting(ONE, 7, 2)], at(0)) == set()
    assert progress.note([waiting(ONE, 7, 5)], at(29)) == set()
    assert progress.note([waiting(ONE, 7, 9)], at(30)) == {ONE}


def test_what_moves_however_slowly_does_not() -> None:
    progress = Progress(PATIENCE)
    assert [progress.note([waiting(ONE, handled, 100)], at(29 * handled)) for handled in range(5)] == [set()] * 5


def test_what_has_nothing_to_do_does_not() -> None:
    progress = Progress(PATIENCE)
    assert [progress.note([waiting(ONE, 7, 0)], at(60 * turn)) for turn in range(5)] == [set()] * 5


def test_patience_begins_when_something_comes_to_wait() -> None:
    progress = Progress(PATIENCE)
    progress.note([waiting(ONE, 7, 0)], at(0))
    assert progress.note([waiting(ONE, 7, 1)], at(100)) == set()
    assert progress.note([waiting(ONE, 7, 1)], at(129)) == set()
    assert progress.note([waiting(ONE, 7, 1)], at(130)) == {ONE}


def test_one_partition_stands_still_while_another_moves() -> None:
    progress = Progress(PATIENCE)
    progress.note([waiting(ONE, 7, 1), waiting(TWO, 7, 1)], at(0))
    assert progress.note([waiting(ONE, 7, 1), waiting(TWO, 8, 1)], at(30)) == {ONE}


def test_after_something_was_done_about_it_patience_begins_anew() -> None:
    progress = Progress(PATIENCE)
    progress.note([waiting(ONE, 7, 1)], at(0))
    progress.forget()
    assert progress.note([waiting(ONE, 7, 1)], at(60)) == set()
    assert progress.note([waiting(ONE, 7, 1)], at(90)) == {ONE}
