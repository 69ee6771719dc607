"""The benchmark still runs, and its report has its form. What it measures is nobody's business here."""

import subprocess
import sys

from tests.bench import embedded, rendering
from tests.bench.__main__ import REPORT, SECTIONS
from tests.bench.figures import Section
from tests.bench.pgbench import run_script
from tests.bench.recorded import script_of_a_report
from tests.bench.stage import ROOT, Stage, ask


def is_whole(section: Section) -> bool:
    """Tables with rows as wide as their heads, an explanation, and what limits it."""
    rows = [(table, row) for table in section.tables for row in table.rows]
    return bool(rows and section.how and section.limits) and all(
        len(row) == len(table.columns) and None not in row for table, row in rows
    )


def test_a_section_tells_figures_and_what_limits_them() -> None:
    with Stage(quick=True, haste=10) as stage:
        section = embedded.measure(stage)
    assert is_whole(section)
    text = rendering.section(section)
    assert text.startswith("## Embedded")
    assert "| reports/s |" in text
    assert "**What limits it**" in text


def test_the_statements_of_a_report_are_learned_from_the_server_and_run_again() -> None:
    with Stage(quick=True) as stage:
        script, statements = script_of_a_report(stage)
        url = stage.database("again")
        assert statements > 0
        assert run_script(url, script, clients=1, seconds=1, search_path="intake,platform").per_second > 0
        [made] = ask(url, "SELECT count(*) AS reports, count(DISTINCT number) AS numbers FROM intake.reports")
        assert made["reports"] == made["numbers"] > 0


def test_a_section_that_is_not_there_is_refused() -> None:
    command = [sys.executable, "-m", "tests.bench", "--only", "intake,weather"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 2
    assert "there is no section weather" in done.stderr


def test_the_committed_report_has_every_section_and_says_how_it_came_about() -> None:
    text = REPORT.read_text("utf-8")
    assert text.count("\n## ") == text.count("**What limits it**") == len(SECTIONS)
    for fact in ("command", "when", "machine", "versions"):
        assert f"- **{fact}**: " in text
