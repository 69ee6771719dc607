"""Phone numbers in one normal form, so that a customer has one blind index however the number was typed.

Known are mainland mobiles, landlines with area code, 400/800 numbers, Hong Kong and Macau; each with or without an
extension. Other numbers (a landline without area code, another country) have no normal form: they are stored and shown,
but cannot be searched. Masking is in `shared.platform.privacy.masking`.
"""

import re
import unicodedata

_CHINA = r"(?:\+?86|0086)"
_LANDLINE = r"((?:10|2\d)[1-9]\d{7}|[3-9]\d{2}[1-9]\d{6,7})"
_FORMS = tuple(
    (re.compile(form, re.ASCII), normal)
    for form, normal in (
        (rf"{_CHINA}?0?(1[3-9]\d{{9}})", "{}"),
        (rf"{_CHINA}?([48]00\d{{7}})", "{}"),
        (rf"(?:{_CHINA}0?|0){_LANDLINE}", "0{}"),
        (r"(?:\+|00)?(85[23])([2-9]\d{7})", "+{}{}"),
    )
)
_SPELLED = re.compile(
    r"(?P<number>\+?\d[\d-]*?)-*(?:(?:转接?|分机号?|ext|x|#|,|\*)[-:]*(?P<extension>\d{1,6}))?", re.ASCII
)
_MOST_CHARACTERS = 64


def normal_phone(text: str) -> str | None:
    """The normal form of a phone number, or None if it is of no known kind.

    `13812345678`, `01012345678`, `4001234567`, `+85291234567`, with an extension `01012345678x801`. Spaces, dashes,
    brackets, full-width characters, invisible marks and the spelling of 86 make no difference. A normal form is its own
    normal form. A dash introduces an extension only if the number would otherwise be too long.
    """
    spelled = _SPELLED.fullmatch(_plain(text)) if len(text) <= _MOST_CHARACTERS else None
    if spelled is None:
        return None
    number, extension = spelled["number"], spelled["extension"]
    found = _known_form(number)
    if found is None and extension is None:
        number, _, extension = number.rpartition("-")
        found = _known_form(number) if len(extension) <= 6 else None
    if found is None:
        return None
    return f"{found}x{extension}" if extension else found


def _plain(text: str) -> str:
    """Half-width, lower case, one kind of dash, without separators and invisible characters."""
    if text.isascii() and text.isdigit():
        return text
    return "".join(_plain_character(c) for c in unicodedata.normalize("NFKC", text).lower())


def _plain_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character in "−.·":
        return "-"
    if category in ("Cf", "Zs") or character in "()\t":
        return ""
    return character


def _known_form(number: str) -> str | None:
    digits = number.replace("-", "")
    for form, normal in _FORMS:
        found = form.fullmatch(digits)
        if found is not None:
            return normal.format(*found.groups())
    return None
