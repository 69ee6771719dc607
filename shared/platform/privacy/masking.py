"""Masking: what is shown by default is enough to recognise a known customer, not to identify an unknown one.

Values are masked by their kind (138****5678, 张*, the last four of a number); in free text all known values of the
customer are hidden, and all that looks like a number or an address on the net. Revealing is not done here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from shared.platform.privacy.phones import usable_numbers

HIDDEN = "***"
_CHINESE_DIGITS = str.maketrans("〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789")
_LONG_NUMBER = re.compile(r"d(?:-?d){6,}")
_LONG_RUN = re.compile(r"d(?:[ -]*d){5,}|[da](?:-*[da]){5,}")


def mask_name(name: str) -> str:
    """The first character only: 张*."""
    name = name.strip()
    return f"{name[0]}*" if len(name) > 1 else "*" * len(name)


def mask_phone(phone: str) -> str:
    """The first three and last four digits of each usable number: 138****5678/+852****4567.

    A text without one is masked as a number.
    """
    return "/".join(map(_mask_number_of_phone, usable_numbers(phone))) or mask_number(phone)


def _mask_number_of_phone(normal: str) -> str:
    number = normal.partition("x")[0]
    if len(number) < 8:  # of a service: 95518
        return mask_number(number)
    shown = 4 if number.startswith("+") else 3
    return f"{number[:shown]}****{number[-4:]}"


def mask_number(number: str) -> str:
    """The last four characters of a policy, claim or accident number; none if it has fewer than eight."""
    number = number.strip()
    return f"****{number[-4:]}" if len(number) >= 8 else "****" if number else ""


def mask_plate(plate: str) -> str:
    """Province, city and the last two: 粤B***45."""
    plate = plate.strip()
    return f"{plate[:2]}***{plate[-2:]}" if len(plate) >= 7 else "***" if plate else ""


def mask_text(text: str, known: Iterable[str] = ()) -> str:
    """Free text with `***` for each `known` value in any spelling, and for each long run.

    Spellings differ in full-width or Chinese digits, capitals, spaces, dashes, invisible marks and +86. A long run is
    six or more digits, also with spaces and dashes between them, or six or more Latin letters and digits with the
    characters that join them in an address. The result is in NFC.
    """
    text = unicodedata.normalize("NFC", text)
    return _hidden(text, [*_known_spans(text, known), *(found.span() for found in _LONG_RUN.finditer(_kinds(text)))])


def _hidden(text: str, spans: Iterable[tuple[int, int]]) -> str:
    shown: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start > end or not shown:  # spans that touch are shown as one
            shown += [text[end:start], HIDDEN]
        end = max(end, stop)
    return "".join([*shown, text[end:]])


def hide_customer(text: str, known: Iterable[str], *, numbers: bool = False) -> str:
    """A short text that is stored unsealed (where the customer complained), with `***` for values of the customer.

    With `numbers` also for seven digits and more. Words stay, in any alphabet.
    """
    text = unicodedata.normalize("NFC", text)
    digits = (found.span() for found in _LONG_NUMBER.finditer(_kinds(text))) if numbers else ()
    return _hidden(text, [*_known_spans(text, known), *digits])


def _known_spans(text: str, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    folded, origin = _folded(text)
    for key in _keys(known):
        at = folded.find(key)
        while at >= 0:
            yield origin[at], origin[at + len(key) - 1] + 1
            at = folded.find(key, at + 1)


def _keys(known: Iterable[str]) -> set[str]:
    """The folded values to look for; of phones also each number without its country."""
    keys = set()
    for value in known:
        keys.add(_folded(unicodedata.normalize("NFC", value))[0])
        for phone in usable_numbers(value):
            keys.add(phone.partition("x")[0].removeprefix("+852").removeprefix("+853"))
    return keys - {""}


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as compared, and for each of its characters its position in `text`."""
    folded, origin = [], []
    for place, character in enumerate(text):
        for plain in _plain(character):
            folded.append(plain)
            origin.append(place)
    return "".join(folded), origin


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Half-width, without case; digits of any script as 0-9; empty for separators."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character).translate(_CHINESE_DIGITS).casefold()
    return "".join(c for c in plain if not _separates(c))


def _separates(character: str) -> bool:
    return character in ".·()+_*" or unicodedata.category(character) in ("Cc", "Cf", "Pd", "Zl", "Zp", "Zs")


def _kinds(text: str) -> str:
    """One letter for each character: d digit, a Latin letter, '-' joins parts of an address, ' ' space, '.' other."""
    return "".join(map(_kind, text))


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    plain = _plain(character)
    if not plain:
        return " " if character.isspace() else "-"
    if plain.isascii() and plain.isalnum():
        return "d" if plain.isdigit() else "a"
    return "-" if plain in ("@", "/", ":", "#") else "."
