"""One Chinese word per idea in every text people read (`tests/harness/wording_rules.py` holds the words).

Read are the strings of services, shared and the demo, their pages and examples, and the Chinese README; docstrings and
comments, which quote words to explain them, are not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.architecture.code import ROOT, modules, strings
from tests.harness.wording_rules import HAN, refused_words

READ_AS_CODE = ("services", "shared", "deploy/demo")
READ_WHOLE = ("*.html", "*.js", "*.toml", "*.md")

EXEMPT = {
    "services/intake/domain/short_form.py": "what reporters write is understood in their words",
    "services/intake/domain/short_form_acts.py": "what reporters write is understood in their words",
    "services/intake/domain/short_form_words.py": "what reporters write is understood in their words",
}
"""Files that are not read, and why."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text and where it stands."""

    path: str
    line: int
    text: str


def texts() -> Iterator[Text]:
    """Every Chinese text, but those of exempt files."""
    for module in modules(*READ_AS_CODE):
        yield from (Text(module.path, use.line, use.name) for use in strings(module) if HAN.search(use.name))
    for path in sorted(file for folder in READ_AS_CODE for kind in READ_WHOLE for file in (ROOT / folder).rglob(kind)):
        yield from _lines(path.relative_to(ROOT).as_posix())
    yield from _lines("README.zh-CN.md")


def _lines(path: str) -> Iterator[Text]:
    for line, text in enumerate((ROOT / path).read_text("utf-8").splitlines(), 1):
        if HAN.search(text):
            yield Text(path, line, text)


def test_every_text_says_the_word_of_the_glossary() -> None:
    found = [
        f"{text.path}:{text.line}: {word}"
        for text in texts()
        if text.path not in EXEMPT
        for word in refused_words(text.text)
    ]
    assert not found, "\n" + "\n".join(found)


def test_an_exempt_file_has_something_to_exempt() -> None:
    assert {text.path for text in texts() if list(refused_words(text.text))} >= set(EXEMPT)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("不满意报告", "不满意报告"),
        ("该案件现场已升级", "现场"),
        ("案件由95518派单", "派单"),
        ("请贵单位协办", "贵单位"),
        ("案件被退回", "被"),
        ("（系统迟报5分钟）", "系统迟报"),
        ("多次拨打联系不上", "联系不上"),
        ("马上处理！", "！"),
        ("还剩4分钟", "还剩"),
        ("收到回执", "回执"),
    ],
)
def test_a_refused_word_is_found(text: str, word: str) -> None:
    assert any(finding.startswith(repr(word)) for finding in refused_words(text))


@pytest.mark.parametrize(
    "text",
    [
        "【请签收】95518转办一件客户不满，请在10:32前签收。",
        "被保险人不满意",
        "联系不上客户，联系不上我方",
        "存证回执",
        "到时未化解，将启动流程。",
    ],
)
def test_the_words_to_say_are_left_alone(text: str) -> None:
    assert list(refused_words(text)) == []
