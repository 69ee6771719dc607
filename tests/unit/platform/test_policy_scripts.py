"""What callers say, as the business writes it: one script a kind of call at a time, and every mistake is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.contracts.callback_values import TaskKind
from shared.platform.policies.loading import load_book
from shared.support.errors import BadFiles

SHIPPED = Path(__file__).parents[3] / "deploy" / "policy"
DEFAULT = (SHIPPED / "default.toml").read_text(encoding="utf-8")
OLD, NEW = datetime(2026, 3, 10, 4, tzinfo=UTC), datetime(2026, 12, 10, 4, tzinfo=UTC)


def script(**keys: str) -> str:
    said = {"kind": '"follow_up"', "zh": '["您好。"]', "en": '["Hello."]', "valid_from": "2018-06-01"} | keys
    return "\n[[scripts]]\n" + "\n".join(f"{name} = {value}" for name, value in said.items()) + "\n"


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "default.toml").write_text(DEFAULT, encoding="utf-8")
    (tmp_path / "scripts.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_kind_of_call_has_a_script_of_three_sentences() -> None:
    scripts = {each.kind: each for each in load_book(SHIPPED).scripts(OLD)}
    assert scripts.keys() == set(TaskKind)
    assert {len(each.lines(language)) for each in scripts.values() for language in ("zh-CN", "en")} == {3}


def test_a_reworded_script_is_said_from_its_day_on(tmp_path: Path) -> None:
    before, after = script(last_day="2026-11-30"), script(zh='["早上好。"]', valid_from="2026-12-01")
    book = load_book(folder(tmp_path, before + after))
    assert [each.zh for each in book.scripts(OLD)] == [("您好。",)]
    assert [each.zh for each in book.scripts(NEW)] == [("早上好。",)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (script() + script(), "has a script already on some of these days"),
        (script(kind='"visit"'), "is not known here"),
        (script(zh="[]"), "must be a list of texts"),
        (script(last_day="2018-05-31"), "is before `valid_from`"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(BadFiles) as bad:
        load_book(folder(tmp_path, text))
    assert (str(bad.value).startswith("scripts.toml:"), says in str(bad.value)) == (True, True)
