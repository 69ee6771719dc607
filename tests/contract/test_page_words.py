"""The page of on-site cases has a Chinese word for every code it is sent: none is shown as it stands in the code."""

import re
from collections.abc import Iterable

import pytest

from services.escalation.domain.states import State
from shared.contracts.callback_values import TaskKind
from shared.contracts.escalation import SkipReason, ToldAs, Whom
from shared.contracts.words import Channel
from shared.rules.task import TaskState
from tests.architecture.code import ROOT
from tests.harness.wording_rules import HAN

CARDS = (ROOT / "services/escalation/entrypoints/static/cards.js").read_text("utf-8")
WORDS = {
    group: dict(re.findall(r'(\w+): "([^"]*)"', words)) for group, words in re.findall(r"(\w+): \{([^}]*)\}", CARDS)
}


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("channel", Channel),
        ("state", (*State, TaskState.QUEUED, TaskState.CLAIMED)),
        ("told_as", ToldAs),
        ("reason", SkipReason),
        ("next_step", (*Whom, "file")),
        ("kind", TaskKind),
    ],
)
def test_every_code_has_its_word(group: str, codes: Iterable[str]) -> None:
    assert set(WORDS[group]) == set(map(str, codes))
    assert all(HAN.search(word) or word == "PC" for word in WORDS[group].values())
