"""The override file: what operations may write, and how mistakes are reported."""

from datetime import date
from pathlib import Path

import pytest

from shared.platform.calendar.overrides import load_calendar, load_overrides
from shared.support.errors import BadFiles

SHIPPED = Path(__file__).parents[3] / "deploy" / "calendar" / "overrides.toml"


def write(folder: Path, text: str) -> Path:
    path = folder / "overrides.toml"
    path.write_text(text, encoding="utf-8")
    return path


def complaint(path: Path) -> str:
    with pytest.raises(BadFiles) as refused:
        load_overrides(path)
    return str(refused.value)


def test_the_shipped_file_changes_nothing() -> None:
    overrides = load_overrides(SHIPPED)
    assert not overrides.days.off
    assert not overrides.days.working
    assert not overrides.complete_years


def test_the_examples_in_the_shipped_file_are_usable(tmp_path: Path) -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    examples = [line.removeprefix("# ") for line in lines if line.startswith(("# [[", "# days =", "# why ="))]
    overrides = load_overrides(write(tmp_path, "\n".join(examples)))
    assert overrides.days.off
    assert overrides.days.working


def test_days_off_and_working_days_are_read(tmp_path: Path) -> None:
    text = """
complete_years = [2045]
[[off]]
days = [2045-02-16, 2045-02-17]
why = "春节"
[[off]]
days = [2045-10-03]
why = "国庆"
[[working]]
days = [2045-02-11]
why = "春节调休"
"""
    calendar = load_calendar(write(tmp_path, text))
    assert not calendar.is_working_day(date(2045, 2, 17))
    assert not calendar.is_working_day(date(2045, 10, 3))
    assert calendar.is_working_day(date(2045, 2, 11))
    assert not calendar.is_estimated(2045)
    assert calendar.is_estimated(2046)


def test_no_file_means_no_overrides(tmp_path: Path) -> None:
    assert not load_overrides(tmp_path / "none.toml").days.off


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert load_overrides(write(tmp_path, "\ufeffcomplete_years = [2045]")).complete_years == {2045}


@pytest.mark.parametrize(
    ("text", "where", "reason"),
    [
        ('[[off]]\ndays = ["2027-02-06"]\nwhy = "x"', 2, "without quotes"),
        ('[[off]]\nwhy = "x"\ndays = [2027-02-06T10:00:00]', 3, "must be a list of dates"),
        ('[[off]]\ndays = [2027-02-06]\nwhy = "x"\n\n[[off]]\nwhy = "x"', 5, "the key `days` is missing"),
        ("[[off]]\ndays = [2027-02-06]", 1, "the key `why` is missing"),
        ('[[off]]\ndays = [2027-02-06]\nwhy = " "', 3, "must say in a few words why"),
        ('[[working]]\nday = 2027-02-06\ndays = [2027-02-07]\nwhy = "x"', 2, "unknown key"),
        ('complete_years = ["2027"]', 1, "must be a list of years"),
        ("complete_years = [true]", 1, "must be a list of years"),
        ('off = "2027-02-06"', 1, "must be a list of tables"),
        ("off = [2027-02-06]", 1, "must be a table"),
        ("\n[holidays]\n", 2, "unknown key"),
        ("complete_years = []\ndays = [2027-02-30]", 2, "not TOML"),
        ("[[off]]\ndays = [", 2, "not TOML"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_reason(tmp_path: Path, text: str, where: int, reason: str) -> None:
    said = complaint(write(tmp_path, text))
    assert said.startswith(f"overrides.toml:{where}: ")
    assert reason in said


def test_a_day_named_twice_is_refused_where_it_is_named_again(tmp_path: Path) -> None:
    text = '[[off]]\ndays = [2027-02-06]\nwhy = "x"\n[[working]]\nwhy = "y"\ndays = [2027-02-06]'
    said = complaint(write(tmp_path, text))
    assert said == "overrides.toml:6: working.1.days: 2027-02-06 is already named under `off`"


def test_all_mistakes_are_reported_at_once(tmp_path: Path) -> None:
    said = complaint(write(tmp_path, 'complete_years = 2027\n[[off]]\ndays = []\nwhy = ""\nwhat = 1'))
    assert [line.split(":")[1] for line in said.splitlines()] == ["1", "3", "4", "5"]


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "overrides.toml"
    path.write_bytes('why = "春节"'.encode("gb18030"))
    assert "cannot be read" in complaint(path)
