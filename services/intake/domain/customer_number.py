"""One field for the customer: which numbers a person typed into it.

With a label (保单、赔案、报案) a number is what the label says. Without one its shape decides: a telephone number, a
plate; a long one with P before it is a policy's, with R a claim's, any other an accident's. What is too short for them
is kept as a telephone number that cannot be dialled, so that a better one is asked for. Nothing typed is lost.
"""

import re
import unicodedata

from services.intake.domain.short_form import LABELLED, NumbersIn
from shared.rules.characters import PLATE, folded, is_invisible

MOST = 40
"""The longest number of a customer."""
_LONG = re.compile(r"(?=(?:[A-Z-]*[0-9]){4})(?:[0-9-]{15,}|(?=[0-9-]*[A-Z])[A-Z0-9-]{6,})")
_BY_LETTER = {"P": "policy_no", "R": "claim_no"}


def read_customer(text: str, numbers_in: NumbersIn) -> dict[str, str]:
    """The customer's fields (`phone`, `policy_no`, …) that this text holds; empty for an empty one."""
    original = "".join(c for c in unicodedata.normalize("NFC", text) if not is_invisible(c))
    found: dict[str, str] = {}
    for field, pattern in {**LABELLED, "plate": re.compile(rf"(?P<value>{PLATE})")}.items():
        match = pattern.search("".join(map(folded, original)))
        if match is not None and not numbers_in(match["value"]):
            found[field] = original[slice(*match.span("value"))][:MOST]
            original = f"{original[: match.start()]} {original[match.end() :]}"
    rest = original.strip(" \t,，、;；/:：")
    phones = numbers_in(rest)
    if phones:
        normal = "/".join(dict.fromkeys(each.normal for each in phones))
        found["phone"] = rest if len(rest) <= MOST else normal[:MOST]
    elif rest and found:
        found["name"] = rest[:MOST]
    elif rest:
        found[_by_shape("".join(map(folded, rest)))] = rest[:MOST]
    return found


def _by_shape(number: str) -> str:
    bare = re.sub(r"[\s._-]", "", number)
    return _BY_LETTER.get(bare[0], "accident_no") if _LONG.fullmatch(bare) else "phone"
