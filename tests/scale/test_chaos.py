"""A short round of `make chaos`: whatever was struck, all that was granted is there, once, in time and in order."""

import pytest

from tests.chaos.faults import LOCKED_FOR, NO_KAFKA, Gone, rounds, short
from tests.chaos.shut_databases import DiskFull, TableLocked, TakesNoWrites
from tests.chaos.stack import PROCESSES
from tests.chaos.trial import tried

SEED = 518


@pytest.mark.timeout(300)
@pytest.mark.usefixtures("postgres_server", "kafka_server")  # where they can be had, so can all that is needed here
async def test_a_short_round_of_faults_loses_nothing_and_does_nothing_twice() -> None:
    verdict = await tried(short(SEED), SEED, print)
    assert verdict.wrong == [], verdict.folder


def test_a_seed_gives_the_same_faults_again() -> None:
    assert rounds(7, 100) == rounds(7, 100) != rounds(8, 100)


def test_a_hundred_rounds_fill_the_disk_lock_tables_for_half_a_minute_and_take_the_right_to_write() -> None:
    struck = [fault for round_ in rounds(SEED, 100) for fault in round_]
    assert {DiskFull, TableLocked, TakesNoWrites} <= {type(fault) for fault in struck}
    assert {fault.lasts for fault in struck if isinstance(fault, TableLocked)} == {LOCKED_FOR}


def test_a_hundred_rounds_strike_every_process_and_take_kafka_away_for_a_minute() -> None:
    struck = [fault for round_ in rounds(SEED, 100) for fault in round_]
    assert set(PROCESSES) <= {fault.at for fault in struck}
    assert max(fault.lasts for fault in struck if isinstance(fault, Gone)) == NO_KAFKA


def test_two_faults_of_a_round_strike_different_parts() -> None:
    for round_ in rounds(SEED, 100):
        parts = [fault.part for fault in round_]
        assert len(set(parts)) == len(parts)
