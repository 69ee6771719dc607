"""Words by which a reporter acts on their own case in the chat: `已化解 R260105-4F7K2QXM 客户接受解释`.

A message is such an act if it begins with the word, which stands alone; `启动流程需要什么材料` is none. What is done
with it is decided where the case is (escalation).
"""

import re
import unicodedata
from dataclasses import dataclass

from services.intake.domain.quotation import parted
from shared.contracts.intake import PressedAct
from shared.rules.characters import HAN, folded, is_invisible

WORDS = {
    "已化解": PressedAct.SETTLE,
    "已安抚": PressedAct.SETTLE,
    "启动流程": PressedAct.FILE,
    "上报领导": PressedAct.ESCALATE,
}
_NUMBER = r"R\d{6}-[0-9A-Z]{8}"
_ACT = re.compile(
    rf"\s*(?:(?P<before>{_NUMBER})[\s:,、]*)?#?(?P<word>{'|'.join(WORDS)})#?(?![{HAN}])"
    rf"[\s:,、;。!]*(?:(?P<after>{_NUMBER})(?![0-9A-Z]))?[\s:,、;。!]*(?P<note>.*)",
    re.DOTALL,
)
_QUESTION = re.compile(r"[?吗么呢]\s*\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class ActWords:
    """What a message asks for; `number` is the report's, None where it was left out. To settle takes a note."""

    act: PressedAct
    number: str | None
    note: str | None

    @property
    def lacks_note(self) -> bool:
        """True if it is to settle and does not say how."""
        return self.act is PressedAct.SETTLE and self.note is None


def read_act(text: str) -> ActWords | None:
    """Parse a message; None if it is no such act. A question is none. A quoted answer of ours names the report."""
    message = parted("".join(c for c in unicodedata.normalize("NFC", text) if not is_invisible(c)))
    original = message.own
    seen = "".join(map(folded, original))
    found = _ACT.fullmatch(seen)
    if found is None or _QUESTION.search(seen):
        return None
    note = original[found.start("note") :].strip()
    return ActWords(
        act=WORDS[found["word"]],
        number=found["before"] or found["after"] or message.number,
        note=note if re.search(r"\w", note) else None,
    )
