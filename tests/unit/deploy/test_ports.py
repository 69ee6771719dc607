"""A port that was given is not given again, even before a server listens there."""

import subprocess
import sys

import pytest

from deploy.servers import ports

FEW = 300
ANOTHER = f"from deploy.servers import ports; ports.LAST = ports.FIRST + {FEW}; print(ports.free_port())"


@pytest.fixture(autouse=True)
def _few_to_choose_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "LAST", ports.FIRST + FEW)


def test_a_port_is_given_once() -> None:
    given = [ports.free_port() for _ in range(50)]
    assert len(set(given)) == len(given)


def test_another_process_is_not_given_what_was_given_here() -> None:
    here = {ports.free_port() for _ in range(50)}
    there = {int(subprocess.run([sys.executable, "-c", ANOTHER], check=True, capture_output=True).stdout) for _ in "12"}
    assert not here & there


def test_what_one_had_last_time_one_gets_again() -> None:
    mine = ports.free_port()
    assert ports.free_port(mine) == mine
