"""Two processes claim the same one task at once: one of them has it, the other is refused (31, I13).

500 times, or as often as HOTLINE_ROUNDS says.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg
import pytest

from shared.platform.settings import Settings
from tests.harness.claim_racer import claim_racer
from tests.harness.running import ROOT, environment

ROUNDS = int(os.environ.get("HOTLINE_ROUNDS", "500"))
AT_A_TIME = 8
RIVALS = ("S0019", "S0020")
"""赵静 and 戴嘉怡 of the complaint group."""
CLAIMS = """
    SELECT case_id, count(*) AS claims, max(data::jsonb ->> 'by') AS by, max((data::jsonb ->> 'fence')::int) AS fence
    FROM callback.event_log WHERE type = 'hotline.callback.task.claimed.v1' GROUP BY case_id
"""

Rival = subprocess.Popen[str]


@pytest.mark.timeout(3600)
async def test_of_two_processes_that_claim_the_same_task_one_wins(postgres_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with claim_racer(Settings(database_url=postgres_url, data_dir=folder)) as own:
        tasks = await own.file(ROUNDS)
    won: Counter[str] = Counter()
    with rivals(folder, postgres_url) as both:
        for first in range(0, ROUNDS, AT_A_TIME):
            together = tasks[first : first + AT_A_TIME]
            for rival in both:
                say(rival, together)
            ended = [hear(rival) for rival in both]
            for outcomes in zip(*ended, strict=True):
                assert sorted(outcomes) == ["already_claimed", "won"]
            won.update(name for name, claims in zip(RIVALS, ended, strict=True) for claim in claims if claim == "won")

    assert won.total() == ROUNDS
    assert all(won[name] > 0 for name in RIVALS)
    connection = await asyncpg.connect(postgres_url)
    rows = await connection.fetch(CLAIMS)
    await connection.close()
    assert {(row["claims"], row["fence"]) for row in rows} == {(1, 1)}
    assert Counter(row["by"] for row in rows) == won


@contextmanager
def rivals(folder: Path, url: str) -> Iterator[list[Rival]]:
    """A process for each of the two, ready."""
    with ExitStack() as stack:
        both = []
        for name in RIVALS:
            line = [sys.executable, "-m", "tests.harness.claim_racer", name]
            given = environment(folder, database_url=url)
            rival = subprocess.Popen(
                line, cwd=ROOT, env=given, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            stack.callback(end, rival)
            both.append(rival)
        for rival in both:
            assert rival.stdout is not None
            assert rival.stdout.readline() == "ready\n"
        yield both


def say(rival: Rival, tasks: list[str]) -> None:
    """Let it claim these."""
    assert rival.stdin is not None
    rival.stdin.write(json.dumps(tasks) + "\n")
    rival.stdin.flush()


def hear(rival: Rival) -> list[str]:
    """How its claims ended."""
    assert rival.stdout is not None
    return list(json.loads(rival.stdout.readline()))


def end(rival: Rival) -> None:
    """It has nothing more to hear, and ends."""
    rival.communicate(timeout=20)
