"""Checks of text from outside: limits in characters and bytes, and characters that are refused.

Each check returns the text to store or the `FieldError` to answer with. Characters of four bytes, combining marks and
right-to-left marks are allowed; pages have to show them safely.
"""

import re
import unicodedata
from dataclasses import dataclass

from shared.support.errors import FieldError


@dataclass(frozen=True, kw_only=True, slots=True)
class TextLimit:
    """The longest text of a field, in characters (code points) and in bytes of UTF-8 (by default four a character)."""

    characters: int
    utf8_bytes: int | None = None

    @property
    def most_bytes(self) -> int:
        """The limit in bytes."""
        return self.utf8_bytes if self.utf8_bytes is not None else 4 * self.characters


NAME = TextLimit(characters=60)
NUMBER = TextLimit(characters=40)
REFERENCE = TextLimit(characters=64)
FOREIGN_ID = TextLimit(characters=255)
FREE_TEXT = TextLimit(characters=4_000, utf8_bytes=12_000)

_NUL = re.compile("\x00")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL_IN_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_CONTROL_IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols without ink
_SUSPECT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")  # any of these


def clean_line(field: str, value: str, limit: TextLimit) -> str | FieldError:
    """One line (a name, a number), trimmed, in NFC; refuses control characters. Empty if nothing of it is visible."""
    return _refused(field, value, limit, _CONTROL_IN_LINE) or _within(field, _shown(_nfc(value).strip()), limit)


def clean_text(field: str, value: str, limit: TextLimit = FREE_TEXT) -> str | FieldError:
    """Free text as it was written, trimmed; lines and tabs are allowed. Empty if nothing of it is visible."""
    return _refused(field, value, limit, _CONTROL_IN_TEXT) or _shown(value.strip())


def _shown(value: str) -> str:
    """The text, or nothing if a reader would see nothing: it is only marks, fillers and blanks."""
    return value if any(map(_is_visible, value)) else ""


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in _UNSEEN and character not in _FILLERS


def sanitize(value: str, limit: TextLimit = FREE_TEXT) -> str:
    """Text whose sender cannot correct it (a chat message): refused characters are removed, the end is cut off."""
    kept = _NO_CHARACTER.sub("", _CONTROL_IN_TEXT.sub("", value[: 2 * limit.characters])).strip()[: limit.characters]
    return kept.encode()[: limit.most_bytes].decode(errors="ignore")


def _refused(field: str, value: str, limit: TextLimit, control: re.Pattern[str]) -> FieldError | None:
    """The length is checked first, so that a text of megabytes costs nothing more."""
    too_long = _too_long(field, value, limit)
    if too_long is not None:
        return too_long
    if _SUSPECT.search(value):
        if _NUL.search(value):
            return FieldError(field, "nul_character", "This holds a NUL character (U+0000).")
        if _SURROGATE.search(value):
            return FieldError(field, "lone_surrogate", "This is not valid Unicode: half of a surrogate pair.")
        if control.search(value.strip("\r\n\t")):
            return FieldError(field, "control_character", "This holds a control character.")
    return _too_many_bytes(field, limit) if len(value.encode()) > limit.most_bytes else None


def _within(field: str, value: str, limit: TextLimit) -> str | FieldError:
    """The text unless it is too long, which NFC can make it."""
    if len(value.encode()) > limit.most_bytes:
        return _too_many_bytes(field, limit)
    return _too_long(field, value, limit) or value


def _too_long(field: str, value: str, limit: TextLimit) -> FieldError | None:
    if len(value) <= limit.characters:
        return None
    return FieldError(field, "too_long", f"At most {limit.characters} characters.")


def _too_many_bytes(field: str, limit: TextLimit) -> FieldError:
    return FieldError(field, "too_many_bytes", f"At most {limit.most_bytes} bytes in UTF-8.")


def _nfc(value: str) -> str:
    return unicodedata.normalize("NFC", value)
