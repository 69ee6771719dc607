"""Docstrings, comments and texts are written in plain words: the field's terms and those of the domain, no idiom.

A list of words and of what to say instead. It cannot judge a sentence; it finds what was measured most often. Terms of
the domain (level told, ladder, duty desk) and of the trade (outbox, lease, fence) are not in it; code in `backticks`,
in which names and fields are quoted, is not looked at.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.architecture.code import Module, modules

CHECKED = ("services", "shared", "deploy/demo", "tests/harness")
"""The folders the test looks at."""

ALLOWED: frozenset[str] = frozenset()
"""Files that are not looked at, because they are being moved. A file without a finding may not be named here."""

WORDS: tuple[tuple[str, str], ...] = (
    (r"whoever|whomever", "the role or the part itself: the caller, the reporter, the consumer"),
    (r"whatever", "any, or the name of it"),
    (r"nobody|somebody|anybody", "no leader, a person, another process; passive voice"),
    (r"anew", "again"),
    (r"(?:in|at) hand", "claimed, held, loaded, given"),
    (r"befall\w*|befell", "happens to"),
    (r"(?:goes|go|going|went) on", "continues, runs, follows"),
    (r"(?:carry|carries|carried) on", "continues"),
    (r"ha(?:s|d|ve) enough", "the limit, with its number"),
    (r"of (?:its|their) own accord|by itself", "automatically, alone"),
    (r"lets? go of", "releases"),
    (r"he|his|him|himself", "they, their, or the role"),
    (r"told (?:apart|so(?! far)|to|by)", "notified, informed, distinguished"),
    (r"stands? for", "means, is"),
    (r"once more", "again"),
    (r"as it came", "unchanged"),
    (r"no business", "must not"),
    (r"houses?|rooms?|furniture", "application, package, part"),
)
_WORDS = tuple((re.compile(rf"\b(?:{words})\b".replace(" ", r"\s+"), re.IGNORECASE), plain) for words, plain in WORDS)
_CODE = re.compile(r"`[^`\n]*`")
_SAYS_SEE = re.compile(r"See (?:the class|the module|`[^`]+`)\.?")


def idioms(module: Module) -> Iterator[str]:
    """Each finding as `path:line: word: what to say instead`."""
    for line, text in _texts(module):
        blanked = _CODE.sub(lambda code: " " * len(code[0]), text)
        for pattern, plain in _WORDS:
            for found in pattern.finditer(blanked):
                at = line + blanked[: found.start()].count("\n")
                yield f"{module.path}:{at}: {' '.join(found[0].split())!r}: say {plain}"
    for node in _docstrings(module):
        if _SAYS_SEE.fullmatch(str(node.value).strip()):
            yield f"{module.path}:{node.lineno}: 'See': the implementation of a documented protocol needs no docstring"


def _texts(module: Module) -> Iterator[tuple[int, str]]:
    """Docstrings, other strings and comments, with their first lines."""
    lines = module.text.splitlines()
    docstrings = list(_docstrings(module))
    for node in docstrings:
        yield node.lineno, "\n".join(lines[node.lineno - 1 : node.end_lineno])
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node.lineno, node.value
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _docstrings(module: Module) -> Iterator[ast.Constant]:
    """Docstrings, also those of constants and fields."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value


def test_docstrings_comments_and_texts_are_in_plain_words() -> None:
    looked_at = [module for module in modules(*CHECKED) if module.path not in ALLOWED]
    found = [finding for module in looked_at for finding in idioms(module)]
    assert not found, "\n" + "\n".join(found)


def test_a_file_without_a_finding_is_not_on_the_allow_list() -> None:
    clean = [module.path for module in modules(*CHECKED) if module.path in ALLOWED and not list(idioms(module))]
    gone = ALLOWED - {module.path for module in modules("services", "shared", "deploy")}
    assert not [*clean, *gone]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('"""A task for whoever calls."""\n', "whoever"),
        ('"""Whatever is set stands."""\n', "Whatever"),
        ('"""Nobody is told twice."""\n', "Nobody"),
        ('"""A client made anew after a failure."""\n', "anew"),
        ('"""The case in hand."""\n', "in hand"),
        ('"""The case in\nhand."""\n', "in hand"),
        ('"""What befalls a case."""\n', "befalls"),
        ('"""Time goes on."""\n', "goes on"),
        ('"""Carries on after a failure."""\n', "Carries on"),
        ('raise RuntimeError("a case that never has enough")\n', "has enough"),
        ('"""A transaction by itself."""\n', "by itself"),
        ('"""Lets go of the lock."""\n', "Lets go of"),
        ('"""True if he holds the role."""\n', "he"),
        ("X = 1  # his own unit\n", "his"),
        ('log.error(f"{name} lost his lease")\n', "his"),
        ('"""Told apart by the number."""\n', "Told apart"),
        ('"""None stands for any."""\n', "stands for"),
        ('"""Done once more."""\n', "once more"),
        ('"""Stored as it came."""\n', "as it came"),
        ('"""A rule has no business here."""\n', "no business"),
        ('"""The rooms of the house."""\n', "house"),
        ('X = 1\n"""Somebody."""\n', "Somebody"),
        ('def f():\n    """See `Clock.now`."""\n', "See"),
        ('def f():\n    """See the class."""\n', "See"),
    ],
)
def test_an_idiom_is_found(text: str, word: str) -> None:
    found = list(idioms(Module("shared/x.py", text)))
    assert any(f": {word!r}: " in finding for finding in found), found


@pytest.mark.parametrize(
    "text",
    [
        '"""A task for a caller."""\n',
        '"""The other; this, then there; the history; a chair."""\n',
        '"""The leaders told so far: level 2 was told at 10:15. A lone caller, the duty desk."""\n',
        '"""The column `his` and the role `somebody`."""\n',
        '"""Handed to the relay. See docs/decisions/0007 for why."""\n',
        "x = nobody  # a name is no text\n",
        'QUIET = "hand in the report, go and carry one"\n',
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert list(idioms(Module("shared/x.py", text))) == []


def test_a_finding_names_its_line_and_what_to_say_instead() -> None:
    text = '"""Ok."""\n\n\ndef f() -> None:\n    """Fine.\n\n    Made anew.\n    """\n'
    assert list(idioms(Module("shared/x.py", text))) == ["shared/x.py:7: 'anew': say again"]
