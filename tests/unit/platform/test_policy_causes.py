"""Causes and suggestions: a dated table, and where a dissatisfaction usually belongs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from shared.contracts.words import Line
from shared.platform.policies.loading import load_book
from shared.rules.directory import Directory, Person, Unit
from shared.rules.ladders.causes import Suggestion, unit_for
from shared.rules.ladders.policy import PolicyBook
from shared.support.errors import BadFiles

SHIPPED = Path(__file__).parents[3] / "deploy" / "policy"
NOW = datetime(2026, 3, 10, 4, tzinfo=UTC)
BOOK = load_book(SHIPPED)


def suggested(cause: str | None, line: Line | None, level: int) -> tuple[Line | None, int | None]:
    found = BOOK.suggest(cause, line, level, NOW)
    assert found is not None
    return found.to_line, found.to_level


def load(folder: Path, causes: str) -> PolicyBook:
    (folder / "default.toml").write_text((SHIPPED / "default.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "causes.toml").write_text(causes, encoding="utf-8")
    return load_book(folder)


def cause(code: str, dates: str = "valid_from = 2018-06-01") -> str:
    return f'[[causes]]\ncode = "{code}"\nzh = "{code}"\nen = "{code}"\n{dates}\n'


LAST_DAY = datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC)
"""The last second, in Shanghai, of the words of 2018."""


def words(at: datetime) -> list[tuple[str, str]]:
    return [(cause.code, cause.zh) for cause in BOOK.causes(at)]


def test_the_shipped_causes_are_those_of_the_domain() -> None:
    assert words(LAST_DAY + timedelta(seconds=1)) == [
        ("slow", "时效"),
        ("attitude", "服务态度"),
        ("amount", "金额争议"),
        ("denied", "拒赔"),
        ("misleading", "销售误导"),
        ("privacy", "信息泄露"),
        ("error", "差错"),
        ("unreachable", "联系不上我方"),
        ("repair_quality", "维修质量"),
        ("fees", "费用"),
    ]


def test_a_report_of_before_the_causes_were_reworded_keeps_its_word_under_the_same_code() -> None:
    earlier = dict(words(LAST_DAY))
    assert (earlier["attitude"], earlier["misleading"], earlier["unreachable"]) == ("态度", "误导", "联系不上")
    assert list(earlier) == [code for code, _ in words(LAST_DAY + timedelta(seconds=1))]


@pytest.mark.parametrize("code", ["attitude", "misleading", "unreachable"])
@pytest.mark.parametrize("line", list(Line))
def test_rewording_a_cause_changes_nothing_of_where_it_belongs(code: str, line: Line) -> None:
    before, after = (BOOK.suggest(code, line, 4, LAST_DAY + timedelta(seconds=late)) for late in (0, 1))
    assert before == after


def test_a_cause_is_labelled_in_chinese_unless_english_is_asked_for() -> None:
    slow = BOOK.causes(NOW)[0]
    assert (slow.label("zh-CN"), slow.label("en")) == ("时效", "Slow service")


def test_before_the_regulation_there_are_no_causes() -> None:
    assert BOOK.causes(datetime(2018, 5, 31, tzinfo=UTC)) == ()


def test_the_line_complained_of_handles_it_where_it_happened() -> None:
    assert suggested("attitude", Line.SALES, 4) == (Line.SALES, 4)


def test_claims_of_a_county_belong_to_the_city() -> None:
    assert suggested("slow", Line.CLAIMS, 4) == (Line.CLAIMS, 3)
    assert suggested("slow", Line.CLAIMS, 2) == (Line.CLAIMS, 2)


def test_a_named_cause_counts_more_than_a_named_line() -> None:
    assert suggested("denied", Line.SALES, 4) == (Line.CLAIMS, 2)
    assert suggested("fees", Line.CLAIMS, 4) == (Line.UNDERWRITING, 3)


def test_a_cause_and_a_line_count_more_than_the_cause_alone() -> None:
    assert suggested("misleading", Line.CLAIMS, 4) == (Line.SALES, 3)
    assert suggested("misleading", Line.TELE_ONLINE_SALES, 4) == (Line.TELE_ONLINE_SALES, 3)


def test_nothing_is_suggested_below_the_unit_that_met_the_customer() -> None:
    assert suggested("fees", Line.SALES, 1) == (Line.UNDERWRITING, 1)


@pytest.mark.parametrize("line", [None, *Line])
@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_something_is_suggested_for_everything(line: Line | None, level: int) -> None:
    for code in (None, *(cause.code for cause in BOOK.causes(NOW))):
        assert BOOK.suggest(code, line, level, NOW) is not None


def test_a_cause_taken_out_of_use_is_not_offered_after_its_last_day(tmp_path: Path) -> None:
    book = load(tmp_path, cause("old", "valid_from = 2018-06-01\nlast_day = 2026-03-10") + cause("new"))
    assert [cause.code for cause in book.causes(NOW)] == ["old", "new"]
    assert [cause.code for cause in book.causes(datetime(2026, 3, 10, 16, tzinfo=UTC))] == ["new"]


def test_a_reworded_cause_keeps_its_code(tmp_path: Path) -> None:
    first = cause("slow", "valid_from = 2018-06-01\nlast_day = 2025-12-31")
    second = cause("slow", "valid_from = 2026-01-01").replace('zh = "slow"', 'zh = "时效慢"')
    assert [cause.zh for cause in load(tmp_path, first + second).causes(NOW)] == ["时效慢"]


def test_a_later_suggestion_replaces_an_earlier_one(tmp_path: Path) -> None:
    rows = "".join(
        f'[[suggestions]]\nto_line = "{line}"\nvalid_from = {day}\n'
        for line, day in (("SALES", "2026-01-01"), ("CLAIMS", "2018-06-01"))
    )
    found = load(tmp_path, cause("slow") + rows).suggest("slow", None, 3, NOW)
    assert found is not None
    assert found.to_line is Line.SALES


def test_without_a_fitting_entry_nothing_is_suggested(tmp_path: Path) -> None:
    rows = '[[suggestions]]\nline = "SALES"\nvalid_from = 2018-06-01\n'
    assert load(tmp_path, rows).suggest("slow", Line.CLAIMS, 3, NOW) is None


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (cause("slow") + cause("slow"), 7, '"slow" is already in force'),
        (cause("slow").replace('zh = "slow"\n', ""), 1, "the key `zh` is missing"),
        (cause("slow", "valid_from = 2018-06-01\nlast_day = 2018-05-31"), 6, "is before `valid_from`"),
        (cause("slow", 'valid_from = "2018"'), 5, "must be a date without quotes"),
        (cause("slow") + "colour = 1", 6, "unknown key"),
        ('[[suggestions]]\nvalid_from = 2018-06-01\ncause = "x"', 3, '"x" is not among the causes'),
        ('[[suggestions]]\nvalid_from = 2018-06-01\nline = "claims"', 3, "known are UNDERWRITING"),
        ("[[suggestions]]\nvalid_from = 2018-06-01\nto_level = 5", 3, "must be a whole number from 1 to 4"),
        ("[[suggestion]]\nvalid_from = 2018-06-01", 1, "unknown key"),
    ],
)
def test_a_mistake_in_the_table_is_named_with_file_line_and_reason(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    with pytest.raises(BadFiles) as refused:
        load(tmp_path, text)
    (said,) = str(refused.value).splitlines()
    assert said.startswith(f"causes.toml:{line}: ")
    assert reason in said


# From a suggestion to a unit

DIRECTORY = Directory(
    units=[
        Unit(unit_id="province", name="省公司", level=2),
        Unit(unit_id="province-claims", name="省理赔部", level=2, parent_id="province", head_id="p"),
        Unit(unit_id="city", name="市公司", level=3, parent_id="province"),
        Unit(unit_id="city-sales", name="市销售部", level=3, parent_id="city", head_id="s"),
        Unit(unit_id="city-claims", name="市理赔中心", level=3, parent_id="city", head_id="c"),
        Unit(unit_id="county", name="县支公司", level=4, parent_id="city"),
    ],
    people=[
        Person(staff_id="p", name="省", unit_id="province-claims", line=Line.CLAIMS),
        Person(staff_id="s", name="销", unit_id="city-sales", line=Line.SALES),
        Person(staff_id="c", name="赔", unit_id="city-claims", line=Line.CLAIMS),
    ],
)


@pytest.mark.parametrize(
    ("unit_id", "line", "level", "expected"),
    [
        ("county", Line.CLAIMS, 3, "city-claims"),
        ("county", Line.CLAIMS, 2, "province-claims"),
        ("county", Line.CLAIMS, 4, "county"),
        ("city-sales", Line.CLAIMS, 3, "city-claims"),
        ("city-sales", Line.SALES, 3, "city-sales"),
        ("county", Line.UNDERWRITING, 3, "city"),
        ("county", None, 3, "city"),
        ("county", Line.CLAIMS, 1, "province-claims"),
    ],
)
def test_the_unit_meant_is_the_department_of_that_line_in_the_branch_of_that_level(
    unit_id: str, line: Line | None, level: int, expected: str
) -> None:
    suggestion = Suggestion(cause=None, line=None, level=None, to_line=line, to_level=level, valid_from=NOW.date())
    unit = unit_for(suggestion, unit_id, DIRECTORY)
    assert unit is not None
    assert unit.unit_id == expected


def test_an_unknown_unit_leads_to_no_suggestion() -> None:
    suggestion = Suggestion(cause=None, line=None, level=None, to_line=Line.CLAIMS, to_level=3, valid_from=NOW.date())
    assert unit_for(suggestion, "nowhere", DIRECTORY) is None
