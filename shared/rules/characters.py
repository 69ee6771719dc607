"""Classes of characters in what people write: names, plates, numbers. One set, for reading a text and for masking it.

Pure: `re` fragments and functions of single characters. What a text means is decided by its readers
(`shared.platform.privacy`, the short form of intake).
"""

import re
import unicodedata
from functools import lru_cache

_IGNORABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # joiners and fillers that Unicode counts as letters or marks
)

CHINESE_DIGITS = "〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖貳貮參叄陸弌弍弎"
_VALUES = "00112345678912345678922336123"
DIGIT_OF = str.maketrans(CHINESE_DIGITS, _VALUES)
"""Chinese digits as 0 to 9, for `str.translate`."""


@lru_cache(maxsize=4096)
def is_invisible(character: str) -> bool:
    """True for marks without a shape of their own: zero-width and direction marks, controls, variation selectors."""
    if character in "\t\n\r":
        return False
    kind = unicodedata.category(character)
    return kind in ("Cf", "Cc", "Cs", "Me") or character in _IGNORABLE or "VARIATION" in unicodedata.name(character, "")


@lru_cache(maxsize=4096)
def half_width(character: str) -> str:
    """The character as half-width text, perhaps several; a digit of any script as 0 to 9, `①` and `⒈` as a space."""
    if character.isascii():
        return character
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    return " " if unicodedata.category(character) == "No" else unicodedata.normalize("NFKC", character)


_NOTHING = re.compile(
    "[无無空略没沒]|[没沒]有|[没沒]|[没沒]有?电话|暂无|暫無|不[详詳明便]|不清楚|不知道?|未知|[未没不]提供|不便提供|未填|待补充?|待查|保密"
    "|none|null|nil|nan?|unknown|anonymous|undefined|withheld|x+|1?23(?:45?6?7?8?9?)?"
)


def says_nothing(text: str) -> bool:
    """True for a word that says there is none (无, 不详, N/A), a mark, or one digit repeated."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return _NOTHING.fullmatch(plain) is not None or not plain or (plain.isdigit() and len(set(plain)) == 1)
