"""Quotations in chat messages: a client puts the message that is answered before, or after, the member's own words.

A quotation is not the report. When it quotes an answer of ours, the number in it names the report that is meant.
"""

import re
from dataclasses import dataclass

from shared.rules.characters import folded

REPORT_NUMBER = re.compile(r"(?<![A-Z0-9-])R[0-9]{6}-[0-9A-Z]{8}(?![A-Z0-9-])")

_RULE = r"[ \t]*(?:[-—－_=*─]\s?){3,}[ \t]*"
_OPENS = r"\A\s*(?:这是一条引用[^\n]*\n\s*)?[「『“\"]"
_FORMS = (
    re.compile(rf"(?P<quote>{_OPENS}.*[」』”\"])\s*\n{_RULE}\n(?P<own>.*)", re.DOTALL),
    re.compile(rf"(?P<quote>{_OPENS}.*?)\n{_RULE}\n(?P<own>.*)", re.DOTALL),  # its end was cut off
    re.compile(r"\A\s*(?P<quote>「[^」]*[:：][^」]*」|“[^”]*[:：][^”]*”)(?P<own>.*)", re.DOTALL),
    re.compile(r"\A\s*(?P<quote>(?:[>＞][^\n]*\n)+)(?P<own>.*)", re.DOTALL),
    re.compile(r"(?P<own>.*?)\n\s*(?P<quote>(?:-{2,}\s*(?:原始消息|引用|转发)|[>＞]).*)", re.DOTALL),
)


@dataclass(frozen=True, slots=True)
class Message:
    """A message parted: the member's own words, and what is quoted beside them (empty for no quotation)."""

    own: str
    quoted: str = ""

    @property
    def number(self) -> str | None:
        """The number of the report whose answer is quoted."""
        found = REPORT_NUMBER.search("".join(map(folded, self.quoted)))
        return found[0] if found is not None else None


def parted(text: str) -> Message:
    """Part a message. One without own words only looks like a quotation, and is taken whole."""
    found = (form.fullmatch(text) for form in _FORMS)
    part = next((each for each in found if each is not None and each["own"].strip()), None)
    return Message(part["own"], part["quote"]) if part is not None else Message(text)
