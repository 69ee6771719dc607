"""Classes of characters in what people write: names, plates, numbers. One set, for reading a text and for masking it.

Pure: `re` fragments and functions of single characters. What a text means is decided by its readers
(`shared.platform.privacy`, the short form of intake).
"""

import re
import unicodedata
from functools import lru_cache

from shared.rules.traditional import SIMPLIFIED_OF

HAN = (
    "\u2e80-\u2fdf\u2ff0-\u2fff\u3005\u3007\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff"
    "\U00020000-\U0003fffd\U000f0000-\U000ffffd\U00100000-\U0010fffd"
)
"""Han characters: unified in all extensions, compatibility and private ones, radicals; for a class of `re`."""

USUAL_HAN = "\u4e00-\u9fff"

DOTS = "\u00b7\u0387\u02d9\u16eb\u2022\u2024\u2027\u2219\u22c5\u25cf\u2e31\u2e33\u30fb\uff65\ua78f\u25e6\u2981\u26ab"
"""The spellings of the dot inside a name (阿依古丽·买买提); a full stop is not among them."""

_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_GAP = rf"[{DOTS}.\s_-]{{0,3}}"
PLATE = (
    rf"(?:[{_PROVINCES}]{_GAP}[A-Z]{_GAP}[A-Z0-9]{_GAP}[A-Z0-9]{{3}}"
    rf"(?:[A-Z0-9]{{1,2}}(?![A-Z0-9])|{_GAP}(?:应急|[警学挂港澳领使试超临])))"
    rf"|使{_GAP}[0-9]{{6}}(?![0-9])|WJ{_GAP}[{_PROVINCES}]?{_GAP}[0-9]{{4}}[0-9A-Z](?![A-Z0-9])"
)
"""A number plate in half-width capitals and simplified characters: usual, new-energy, and those with an ending (警)."""

_IGNORABLE = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"  # joiners and fillers that Unicode counts as letters or marks
)

CHINESE_DIGITS = "〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖貳貮參叄陸弌弍弎"
_VALUES = "00112345678912345678922336123"
DIGIT_OF = str.maketrans(CHINESE_DIGITS, _VALUES)
"""Chinese digits as 0 to 9, for `str.translate`."""

CHINESE_RUN = re.compile(f"[{CHINESE_DIGITS}]{{3,}}")
"""A number in Chinese digits; one or two are words (一直, 三三两两)."""


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


@lru_cache(maxsize=8192)
def folded(character: str) -> str:
    """The character as compared: half-width, simplified, capital; one character always."""
    if character in DOTS:
        return "·"
    plain = unicodedata.normalize("NFKC", character).upper()
    return plain.translate(SIMPLIFIED_OF) if len(plain) == 1 else character


_NOTHING = re.compile(
    "[无無空略没沒]|[没沒]有|[没沒]|[没沒]有?电话|暂无|暫無|不[详詳明便]|不清楚|不知道?|未知|[未没不]提供|不便提供|未填|待补充?|待查|保密"
    "|none|null|nil|nan?|unknown|anonymous|undefined|withheld|x+|1?23(?:45?6?7?8?9?)?"
)


def says_nothing(text: str) -> bool:
    """True for a word that says there is none (无, 不详, N/A), a mark, or one digit repeated."""
    plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
    return _NOTHING.fullmatch(plain) is not None or not plain or (plain.isdigit() and len(set(plain)) == 1)
