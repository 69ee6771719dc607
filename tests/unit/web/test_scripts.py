"""The scripts of the pages stay small and plain: what browsers have run since 2020, one sink of HTML, no words."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.architecture.code import ROOT

SCRIPTS = sorted(chain(ROOT.glob("shared/web/site/static/*.js"), ROOT.glob("services/*/entrypoints/static/*.js")))
MOST_LINES, MOST_BYTES = 600, 18 * 1024
NEWER_THAN_2020 = re.compile(
    r"\?\?=|\|\|=|&&=|\d_\d|^(?:await|const \w+ = await)\b|\bstatic\s*\{|[\s.(]#\w+\b(?=\s*[=(;])"
    r"|\.(?:replaceAll|at|findLast|findLastIndex|toSorted|toReversed|with|groupBy|hasOwn)\("
    r"|\b(?:WeakRef|structuredClone|Promise\.any|Promise\.withResolvers|AggregateError)\b",
    re.MULTILINE,
)
SINKS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|srcdoc|createContextualFragment|DOMParser|setHTMLUnsafe|eval)\b"
    r"|document\.write|new Function|set(?:Timeout|Interval)\([\"'`]"
)
LITERAL = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
SHOWN = re.compile(r"(?:\.(?:textContent|title|innerText|placeholder|ariaLabel) = |(?:append|alert|confirm|prompt)\()$")
COMMENT = re.compile(r"(?:^|\s)//.*$", re.MULTILINE)


def code_of(text: str) -> str:
    """A script without its comments."""
    return COMMENT.sub("", text)


def texts_in(script: str) -> Iterator[str]:
    """What a script would show or say by itself: sentences, and what it sets as an element's text."""
    code = code_of(script)
    for literal in LITERAL.finditer(code):
        said, shown = literal[0][1:-1], SHOWN.search(code[: literal.start()])
        speaks = re.search(r"[a-z]", said) if shown else re.search(r"\b[A-Z][a-z]+ [a-z]+", said)
        if not said.startswith("${") and (speaks or not said.isascii()):
            yield said


def test_all_scripts_together_are_small() -> None:
    """As they are written; what a page is sent of them is measured in the browser."""
    texts = [path.read_bytes() for path in SCRIPTS]
    assert sum(text.count(b"\n") for text in texts) <= MOST_LINES
    assert sum(map(len, texts)) <= MOST_BYTES
    assert not [path.name for path in SCRIPTS if max(map(len, path.read_text("utf-8").splitlines())) > 120]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_of_2020_and_says_nothing_by_itself(path: Path) -> None:
    text = path.read_text("utf-8")
    assert NEWER_THAN_2020.findall(code_of(text)) == []
    assert list(texts_in(text)) == []
    sinks = SINKS.findall(code_of(text))
    assert sinks == (["innerHTML"] if path.name == "rows.js" else [])
