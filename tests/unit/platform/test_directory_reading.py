"""An import is taken whole or refused whole, and a refusal names file, line, column and reason."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.contracts.words import Line
from shared.platform.directory.reading import read_files, read_folder
from shared.platform.directory.sheets import DirectoryRefused
from shared.rules.directory import Leave, Role
from shared.web.schemas import Id

GOOD = {
    "units.csv": "unit_id,name,level,parent_id,head_id,deputy_id\nP,省,2,,S1,\nC,市,3,P,S2,S3\n",
    "staff.csv": (
        "staff_id,name,unit_id,line,roles,leader_id,deputy_id,active,wecom_userid\n"
        "S1,赵一,P,,leader,,,yes,zhao\n"
        "S2,钱二,C,,leader unit_head,,,yes,\n"
        "S3,孙三,C,SALES,reporter,,,,Sun\n"
        "S4,李四,C,CLAIMS,reporter unit_handler,S3,S2,no,li\n"
    ),
    "leave.csv": "staff_id,from_at,until_at\nS2,2026-01-01,2026-01-03T12:00:00Z\n",
    "line_executives.csv": "unit_id,line,staff_id\nP,SALES,S1\n",
    "duty.csv": "unit_id,staff_id,from_at,until_at\nP,S1,2026-01-01,2026-01-02\n",
}


def files(**replaced: str) -> dict[str, bytes]:
    texts = GOOD | {f"{name}.csv": text for name, text in replaced.items()}
    return {name: text.encode() for name, text in texts.items()}


def faults(given: dict[str, bytes]) -> list[tuple[str, int, str, str]]:
    with pytest.raises(DirectoryRefused) as refused:
        read_files(given)
    assert all(fault.reason for fault in refused.value.faults)
    return [(fault.file, fault.line, fault.column, fault.code) for fault in refused.value.faults]


def changed(name: str, old: str, new: str) -> dict[str, bytes]:
    text = GOOD[f"{name}.csv"]
    assert old in text
    return files(**{name: text.replace(old, new)})


def test_what_is_written_is_what_is_read() -> None:
    directory = read_files(files())
    li = directory.person("S4")
    assert li is not None
    assert (li.line, li.roles) == (Line.CLAIMS, frozenset({Role.REPORTER, Role.UNIT_HANDLER}))
    assert (li.leader_id, li.deputy_id, li.active, li.wecom_userid) == ("S3", "S2", False, "li")
    assert directory.person("S3").active
    assert directory.unit("C").level == 3


def test_a_date_is_midnight_in_shanghai() -> None:
    expected = Leave(
        staff_id="S2",
        from_at=datetime(2025, 12, 31, 16, tzinfo=UTC),
        until_at=datetime(2026, 1, 3, 12, tzinfo=UTC),
    )
    assert read_files(files()).leaves() == (expected,)


def test_a_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    given = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in GOOD.items()}
    assert read_files(given).people() == read_files(files()).people()


def test_columns_may_stand_in_any_order_and_blank_lines_are_nothing() -> None:
    given = files(line_executives="staff_id,unit_id,line\n\nS1,P,SALES\n\n")
    assert read_files(given).line_executive("C", Line.SALES) == "S1"


def test_a_folder_is_read_by_the_names_of_its_files(tmp_path: Path) -> None:
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    assert len(read_folder(tmp_path).people()) == 4


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DirectoryRefused) as refused:
        read_folder(tmp_path)
    assert {fault.file for fault in refused.value.faults} == set(GOOD)


@pytest.mark.parametrize(
    ("sheet", "old", "new", "fault"),
    [
        ("units", "parent_id", "parents", ("units.csv", 1, "parents", "header")),
        ("units", "C,市,3", "C,市,5", ("units.csv", 3, "level", "number")),
        ("units", "C,市,3", "C,市,three", ("units.csv", 3, "level", "number")),
        ("units", "C,市,3", "C,市,1", ("units.csv", 3, "level", "level")),
        ("units", "C,市,3", "C,,3", ("units.csv", 3, "name", "required")),
        ("units", "C,市,3", "C,市\u202e,3", ("units.csv", 3, "name", "text")),
        ("units", "C,市", "P,市", ("units.csv", 3, "unit_id", "duplicate")),
        ("units", "3,P,S2", "3,Q,S2", ("units.csv", 3, "parent_id", "unknown")),
        ("units", "S2,S3", "S9,S3", ("units.csv", 3, "head_id", "unknown")),
        ("units", "S2,S3", "S2,S9", ("units.csv", 3, "deputy_id", "unknown")),
        ("units", "S2,S3", "S2,S2", ("units.csv", 3, "deputy_id", "own_deputy")),
        ("units", "C,市,3,P,S2,S3", "C,市,3,P", ("units.csv", 3, "", "cells")),
        ("staff", "S2,钱二", "S1,钱二", ("staff.csv", 3, "staff_id", "duplicate")),
        ("staff", "yes,\n", "yes,ZHAO\n", ("staff.csv", 3, "wecom_userid", "duplicate")),
        ("staff", "S3,孙三,C", "S3,孙三,Q", ("staff.csv", 4, "unit_id", "unknown")),
        ("staff", "SALES", "BAKING", ("staff.csv", 4, "line", "unknown_word")),
        ("staff", "SALES", "SALES CLAIMS", ("staff.csv", 4, "line", "one_word")),
        ("staff", "leader unit_head", "leader king", ("staff.csv", 3, "roles", "unknown_word")),
        ("staff", "S3,S2,no", "S9,S2,no", ("staff.csv", 5, "leader_id", "unknown")),
        ("staff", "S3,S2,no", "S3,S9,no", ("staff.csv", 5, "deputy_id", "unknown")),
        ("staff", "S3,S2,no", "S3,S4,no", ("staff.csv", 5, "deputy_id", "own_deputy")),
        ("staff", "S3,S2,no", "S3,S2,maybe", ("staff.csv", 5, "active", "yes_no")),
        ("staff", "S3,S2,no", "S4,S2,no", ("staff.csv", 5, "leader_id", "cycle")),
        ("leave", "S2,", "S9,", ("leave.csv", 2, "staff_id", "unknown")),
        ("leave", "2026-01-01", "01/01/2026", ("leave.csv", 2, "from_at", "time")),
        ("leave", "2026-01-01", "2027-01-01", ("leave.csv", 2, "until_at", "order")),
        ("line_executives", "SALES", "", ("line_executives.csv", 2, "line", "required")),
        (
            "line_executives",
            "P,SALES,S1\n",
            "P,SALES,S1\nP,SALES,S2\n",
            ("line_executives.csv", 3, "line", "duplicate"),
        ),
        ("line_executives", "P,SALES", "Q,SALES", ("line_executives.csv", 2, "unit_id", "unknown")),
        ("duty", "P,S1", "P,S9", ("duty.csv", 2, "staff_id", "unknown")),
        ("duty", "2026-01-02", "2026-01-01", ("duty.csv", 2, "until_at", "order")),
        ("duty", "P,S1", '"P,S1', ("duty.csv", 2, "", "csv")),
    ],
)
def test_a_fault_is_refused_by_file_line_and_column(
    sheet: str, old: str, new: str, fault: tuple[str, int, str, str]
) -> None:
    assert fault in faults(changed(sheet, old, new))


def test_a_cycle_of_units_names_every_unit_in_it() -> None:
    given = files(units="unit_id,name,level,parent_id,head_id,deputy_id\nP,省,2,C,S1,\nC,市,2,P,S2,\n")
    found = faults(given)
    assert ("units.csv", 2, "parent_id", "cycle") in found
    assert ("units.csv", 3, "parent_id", "cycle") in found


def test_a_cycle_of_explicit_leaders_names_everybody_in_it() -> None:
    given = changed("staff", "S3,孙三,C,SALES,reporter,,", "S3,孙三,C,SALES,reporter,S4,")
    assert faults(given) == [("staff.csv", 4, "leader_id", "cycle"), ("staff.csv", 5, "leader_id", "cycle")]


def test_a_cycle_through_a_headship_is_found_too() -> None:
    """The head of the prefecture belongs to a department whose head is led by that same person."""
    given = files(
        units="unit_id,name,level,parent_id,head_id,deputy_id\nP,省,2,,S1,\nC,市,3,P,S2,\nD,部,3,C,S3,\n",
        staff=GOOD["staff.csv"].replace("钱二,C", "钱二,D").replace("孙三,C", "孙三,D"),
    )
    assert ("staff.csv", 3, "unit_id", "cycle") in faults(given)


ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_file_is_read_in_every_encoding_and_region_of_a_spreadsheet(encoding: str, delimiter: str) -> None:
    given = {name: text.replace(",", delimiter).encode(encoding) for name, text in GOOD.items()}
    assert read_files(given).people() == read_files(files()).people()


def test_a_name_that_only_gb_18030_has_is_read() -> None:
    given = files() | {"staff.csv": GOOD["staff.csv"].replace("钱二", "王㛃").encode("gb18030")}
    person = read_files(given).person("S2")
    assert person is not None
    assert person.name == "王㛃"


def test_bytes_of_no_encoding_are_refused_at_their_line_with_what_to_do() -> None:
    given = files() | {"units.csv": GOOD["units.csv"].encode() + b"\xff\xff,x"}
    assert ("units.csv", 4, "", "encoding") in faults(given)


@given(st.sampled_from([",,,,,", " , ,\u3000,,,", '"","",,,,', ",,", ""]), st.integers(1, 3))
def test_rows_without_a_value_are_blank(blank: str, times: int) -> None:
    text = GOOD["units.csv"].replace("C,市", f"{blank}\n" * times + "C,市") + f"{blank}\n" * times
    assert read_files(files(units=text)).units() == read_files(files()).units()


def test_columns_and_cells_left_empty_at_the_end_are_nothing() -> None:
    text = "\n".join(f"{line},," if line else "" for line in GOOD["units.csv"].split("\n"))
    assert read_files(files(units=text)).units() == read_files(files()).units()


@pytest.mark.parametrize(
    "typed",
    [
        "2026/1/1",
        "2026/01/01",
        "2026-1-1",
        "2026年1月1日",
        "2026/1/1 0:00",
        "2026/1/1 0:00:00",
        "46023",
        "２０２６/1/1",
    ],
)
def test_dates_as_a_spreadsheet_writes_them_are_read(typed: str) -> None:
    [leave] = read_files(changed("leave", "2026-01-01", typed)).leaves()
    assert leave.from_at == datetime(2025, 12, 31, 16, tzinfo=UTC)


@pytest.mark.parametrize("odd", ["1.23457E+11", "1.23457E11", "3.0", "S 4", "S/4", "Ｓ４", "四", "S4\u200b", "x" * 65])
@pytest.mark.parametrize(
    ("sheet", "column", "place"), [("staff", "staff_id", "S4,李四"), ("units", "head_id", "S2,S3")]
)
def test_an_id_that_no_route_takes_is_refused(odd: str, sheet: str, column: str, place: str) -> None:
    given = changed(sheet, place, f"{odd},{place.partition(',')[2]}")
    line = 5 if sheet == "staff" else 3
    found = faults(given)
    assert (f"{sheet}.csv", line, column) in [fault[:3] for fault in found]
    if "." not in odd:  # an id may have a full stop, but a number a spreadsheet made is none
        with pytest.raises(ValidationError):
            TypeAdapter(Id).validate_python(odd)


def test_ids_that_differ_only_by_case_are_one() -> None:
    assert ("staff.csv", 5, "staff_id", "duplicate") in faults(changed("staff", "S4,李四", "s3,李四"))
    with pytest.raises(DirectoryRefused) as refused:
        read_files(changed("staff", "S3,S2,no", "s3,S2,no"))
    assert "there is S3" in str(refused.value.faults[0])


@pytest.mark.parametrize(
    ("said", "active"), [("是", True), ("TRUE", True), ("Yes", True), ("否", False), ("FALSE", False)]
)
def test_yes_and_no_as_a_spreadsheet_writes_them(said: str, active: bool) -> None:
    person = read_files(changed("staff", "S2,no,li", f"S2,{said},li")).person("S4")
    assert person is not None
    assert person.active is active


def test_a_chain_of_ten_thousand_leaders_is_checked_in_a_time_that_grows_with_it() -> None:
    people = "".join(f"X{n},某,C,,leader,{f'X{n - 1}' if n else ''},,yes,\n" for n in range(10_000))
    assert len(read_files(files(staff=GOOD["staff.csv"] + people)).people()) == 10_004
    cycle = people.replace("X0,某,C,,leader,,", "X0,某,C,,leader,X9999,")
    assert len(faults(files(staff=GOOD["staff.csv"] + cycle))) == 10_000


def test_an_empty_directory_is_refused() -> None:
    header = {name: text.split("\n")[0] + "\n" for name, text in GOOD.items()}
    found = faults({name: text.encode() for name, text in header.items()})
    assert found == [("staff.csv", 1, "staff_id", "empty"), ("units.csv", 1, "unit_id", "empty")]


def test_every_fault_is_told_at_once_not_only_the_first() -> None:
    given = files(
        units=GOOD["units.csv"].replace("C,市,3", "C,,9"),
        duty=GOOD["duty.csv"].replace("2026-01-02", "soon"),
    )
    assert len(faults(given)) == 3


def test_a_line_after_a_cell_of_several_lines_keeps_its_own_number() -> None:
    given = changed("units", "P,省,2,,S1,", '"P\n",省,2,,S1,')
    given["units.csv"] = given["units.csv"].replace(b",3,P,", b",x,P,")
    assert ("units.csv", 4, "level", "number") in faults(given)


def test_a_fault_reads_as_a_sentence_and_as_a_field_of_a_problem() -> None:
    with pytest.raises(DirectoryRefused) as refused:
        read_files(changed("units", "3,P,S2", "3,Q,S2"))
    assert str(refused.value.faults[0]) == "units.csv, line 3, column parent_id: there is no unit Q"
    assert refused.value.errors[0].field == "units.csv:3:parent_id"


def test_a_vacancy_two_hats_and_a_top_without_leader_are_legal() -> None:
    given = files(
        units="unit_id,name,level,parent_id,head_id,deputy_id\nP,省,2,,S1,\nC,市,3,P,,\nD,县,4,C,S3,\nE,县,4,C,S3,\n"
    )
    directory = read_files(given)
    assert directory.head_of("C") is None
    assert directory.leader_of("S1") is None
