"""What text may come in, and what is refused with a reason."""

import unicodedata
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.support.errors import FieldError
from shared.support.text import FREE_TEXT, NAME, TextLimit, clean_line, clean_text, sanitize

Check = Callable[[str, str, TextLimit], str | FieldError]
CHECKS: list[Check] = [clean_line, clean_text]
SMALL = TextLimit(characters=5, utf8_bytes=12)
ANY_TEXT = st.text(st.characters())


def code(outcome: str | FieldError) -> str | None:
    return outcome.code if isinstance(outcome, FieldError) else None


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    ("value", "refused"),
    [
        ("a\x00b", "nul_character"),
        ("a\ud800b", "lone_surrogate"),
        ("\udfff", "lone_surrogate"),
        ("a\x1bb", "control_character"),
        ("a\x7fb", "control_character"),
        ("a\x85b", "control_character"),
        ("\x0babc", "control_character"),
        ("abcdef", "too_long"),
        ("定损太慢了", "too_many_bytes"),
        ("😀😀😀😀", "too_many_bytes"),
    ],
)
def test_text_nobody_means_to_send_is_refused_with_its_reason(check: Check, value: str, refused: str) -> None:
    error = check("customer.name", value, SMALL)
    assert isinstance(error, FieldError)
    assert (error.field, error.code) == ("customer.name", refused)


@pytest.mark.parametrize("value", ["张三", "😀😀", "e\u0301a", "\u202eabc", "a\u200db"])
def test_characters_of_any_script_are_text_like_any_other(value: str) -> None:
    for check in CHECKS:
        assert code(check("text", value, SMALL)) is None


def test_lines_and_tabs_are_for_free_text_only() -> None:
    value = "定损太慢\r\n\t等了三天"
    assert clean_text("text", value) == value
    assert code(clean_line("name", value, NAME)) == "control_character"
    assert code(clean_line("name", "a\u2028b", NAME)) == "control_character"


def test_space_around_a_text_is_taken_away() -> None:
    assert clean_line("name", " 张三\u3000\n", NAME) == "张三"
    assert clean_text("text", "\n定损太慢\n") == "定损太慢"


def test_text_may_be_empty() -> None:
    assert clean_line("name", "  ", NAME) == ""
    assert clean_text("text", "") == ""


def test_equal_lines_are_equal_however_they_were_composed() -> None:
    assert clean_line("name", "cafe\u0301", NAME) == clean_line("name", "caf\u00e9", NAME) == "caf\u00e9"


def test_free_text_stays_as_it_was_composed() -> None:
    assert clean_text("text", "cafe\u0301") == "cafe\u0301"


def test_text_that_grows_in_its_normal_form_is_measured_there_too() -> None:
    grows = "\U0001d160" * 2  # one character of four bytes becomes three of twelve
    assert len(unicodedata.normalize("NFC", grows)) == 6
    assert code(clean_line("name", grows, SMALL)) in ("too_long", "too_many_bytes")


def test_text_of_megabytes_is_refused_by_its_length_alone() -> None:
    assert code(clean_text("text", "\x00" * 10_000_000)) == "too_long"


def test_limits_count_characters_and_bytes_exactly() -> None:
    assert clean_line("name", "abcde", SMALL) == "abcde"
    assert clean_line("name", "定损太慢", SMALL) == "定损太慢"
    assert TextLimit(characters=5).most_bytes == 20


@given(ANY_TEXT)
def test_what_is_accepted_can_be_stored_and_is_accepted_again(value: str) -> None:
    for check, limit in product(CHECKS, (NAME, SMALL, FREE_TEXT)):
        cleaned = check("field", value, limit)
        if isinstance(cleaned, str):
            assert "\x00" not in cleaned
            assert len(cleaned.encode()) <= limit.most_bytes
            assert check("field", cleaned, limit) == cleaned


@given(ANY_TEXT)
def test_chat_text_is_tamed_into_what_would_be_accepted(value: str) -> None:
    assert isinstance(clean_text("text", sanitize(value, SMALL), SMALL), str)


def test_chat_text_is_cut_between_characters() -> None:
    assert sanitize("定损太慢了", SMALL) == "定损太慢"
    assert sanitize("a\x00b\ud800c\x1b[0m", FREE_TEXT) == "abc[0m"
    assert len(sanitize("慢" * 1_000_000)) == FREE_TEXT.characters
