"""Masking: what is shown by default is enough to recognise a known customer, not to identify an unknown one.

Values are masked by their kind (138****5678, 张*, the last four of a number); in free text all known values of the
customer are hidden, and all that looks like a number, a plate or an address on the net. Amounts with their unit, dates,
times and names of products stay, so that a note can be read. Revealing is not done here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from shared.platform.privacy.phones import usable_numbers
from shared.rules.characters import CHINESE_RUN, DIGIT_OF, DOTS, PLATE, folded, half_width, is_invisible

HIDDEN = "***"
_LONG_NUMBER = re.compile(r"d(?:-?d){6,}")
_LONG_DIGITS = re.compile(r"d(?:[ -]{0,4}d){5,}")
_LONG_WORD = re.compile(r"[da](?:-*[da]){5,}")
_PLATE = re.compile(PLATE)
_READABLE = re.compile(
    r"(?<![0-9])(?<![0-9][-.,/: ，、])(?:"
    r"20[1-3][0-9](?:[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12][0-9]|3[01])日?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
    r"|(?:[01]?[0-9]|2[0-3])[:：][0-5][0-9](?:[:：][0-5][0-9])?"
    r"|(?:[¥￥$]\s?)?(?:[0-9]{1,3}(?:[,，][0-9]{3}){1,2}|[0-9]{1,8})(?:\.[0-9]{1,2})?\s?(?:[元块圆万千米]|公里|KM|RMB|CNY|[%％])"
    r"|[¥￥]\s?(?:[0-9]{1,3}(?:[,，][0-9]{3}){1,2}|[0-9]{1,8})(?:\.[0-9]{1,2})?"
    r")(?![0-9]|[-.,/:，、][0-9])"
    r"|(?<![0-9A-Z@_.-])(?:IPHONE|IPAD|HUAWEI|XIAOMI|TOYOTA|HYUNDAI|NISSAN|PORSCHE|VOLVO|CADILLAC|LEXUS|TESLA|WECHAT|ALIPAY"
    r"|WINDOWS|ANDROID|HARMONY|REGULATOR|SERVICE|ONLINE|OFFLINE)[0-9]{0,2}(?:PRO|MAX|PLUS)?(?![0-9A-Z@_.-])",
    re.IGNORECASE,
)


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
    """Free text with `***` for each `known` value in any spelling, for each plate and each long run.

    Spellings differ in full-width or Chinese digits, traditional characters, capitals, spaces, dots, dashes, invisible
    marks and +86; digits also in any punctuation or a few words between them. A long run is six or more digits with
    such separators, or six or more Latin letters and digits with the characters that join them in an address; amounts
    with a unit, dates, times and some product names are none. The result is in NFC.
    """
    text = unicodedata.normalize("NFC", text)
    return _hidden(text, [*_known_spans(text, known), *_spans_of_numbers(text)])


def hide_customer(text: str, known: Iterable[str], *, numbers: bool = False) -> str:
    """A short text that is stored unsealed (where the customer complained), with `***` for values of the customer.

    With `numbers` also for seven digits and more. Words stay, in any alphabet.
    """
    text = unicodedata.normalize("NFC", text)
    digits = (found.span() for found in _LONG_NUMBER.finditer(_kinds(text))) if numbers else ()
    return _hidden(text, [*_known_spans(text, known), *digits])


def _hidden(text: str, spans: Iterable[tuple[int, int]]) -> str:
    shown: list[str] = []
    end = 0
    for start, stop in sorted(spans):
        if start > end or not shown:  # spans that touch are shown as one
            shown += [text[end:start], HIDDEN]
        end = max(end, stop)
    return "".join([*shown, text[end:]])


# What looks like a number


def _spans_of_numbers(text: str) -> Iterator[tuple[int, int]]:
    plain = "".join(map(folded, text))
    yield from (found.span() for found in _PLATE.finditer(plain))
    kinds = _kinds(text)
    for found in _READABLE.finditer(plain):
        kinds = kinds[: found.start()] + "." * len(found[0]) + kinds[found.end() :]
    yield from (found.span() for found in _LONG_WORD.finditer(kinds))
    for found in _LONG_DIGITS.finditer(kinds):
        if found[0].count("d") >= _SURELY or re.search("ddd", found[0]):  # not a list of small numbers: 1、2、3
            yield found.span()


_SURELY = 8
_TOLD, _TOLD_WITHIN = 8, 2  # digits of a number told in parts; the words between make it no longer than twice that


def _kinds(text: str) -> str:
    """One letter for each character: d digit, a Latin letter, '-' joins parts of an address, ' ' separates, '.' other.

    Chinese digits count from three in a row: one or two are words (一直).
    """
    return "".join(map(_kind, CHINESE_RUN.sub(lambda run: run[0].translate(DIGIT_OF), text)))


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    if is_invisible(character):
        return "-"
    plain = half_width(character)
    if plain.isascii() and plain.isalnum():
        return "d" if plain.isdigit() else "a"
    if unicodedata.digit(character, None) is not None:
        return "d"
    if character in "@/:#._-+*·" or unicodedata.category(character) == "Pd" or plain in "@/:#._-+*":
        return "-"
    return "." if character.isalnum() or unicodedata.category(character) in ("Co", "So") else " "


# Values that are known


def _known_spans(text: str, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    values = list(known)
    if not values:
        return
    for compared, keys in ((_of_words, _keys_of_words(values)), (_of_numbers, _keys_of_numbers(values))):
        seen, origin = _compared(text, compared) if keys else ("", [])
        for key in keys:
            at = seen.find(key)
            while at >= 0:
                yield origin[at], origin[at + len(key) - 1] + 1
                at = seen.find(key, at + 1)
    yield from _spelled_with_words(text, _keys_of_numbers(values))


def _spelled_with_words(text: str, keys: Iterable[str]) -> Iterator[tuple[int, int]]:
    """A telephone number that is told in parts: 138后面1234最后5678."""
    seen, origin = _compared(text, _of_digits)
    for key in keys:
        at = seen.find(key) if len(key) >= _TOLD and key.isdecimal() else -1
        while at >= 0:
            start, end = origin[at], origin[at + len(key) - 1] + 1
            if end - start <= _TOLD_WITHIN * len(key):
                yield start, end
            at = seen.find(key, at + 1)


def _keys_of_words(values: Iterable[str]) -> set[str]:
    """The values as words; of a name with a dot also its parts."""
    parts = (part for value in values for part in (value, *re.split(f"[{DOTS}.．]", value)))
    return {key for part in parts if len(key := _compared(part, _of_words)[0]) > 1} | {
        key for value in values if (key := _compared(value, _of_words)[0])
    }


def _keys_of_numbers(values: Iterable[str]) -> set[str]:
    """The values that have digits, and each telephone number without country and extension."""
    phones = (phone.partition("x")[0] for value in values for phone in usable_numbers(value))
    bare = (re.sub(r"\A\+(?:852|853|886)?", "", phone) for phone in phones)
    numbers = (value for value in values if re.search("[0-9]", "".join(map(half_width, value))))
    return {key for number in (*numbers, *bare) if (key := _compared(number, _of_numbers)[0])}


def _compared(text: str, plain: Callable[[str], str]) -> tuple[str, list[int]]:
    """The text as compared, and for each of its characters its position in `text`."""
    seen, origin = [], []
    for place, character in enumerate(unicodedata.normalize("NFC", text)):
        for each in plain(character):
            seen.append(each)
            origin.append(place)
    return "".join(seen), origin


@lru_cache(maxsize=8192)
def _of_words(character: str) -> str:
    """Half-width, simplified, without case; digits of any script as 0-9; empty for what may stand inside a name."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", folded(character)).translate(DIGIT_OF).casefold()
    return "".join(c for c in plain if not _separates(c))


@lru_cache(maxsize=8192)
def _of_numbers(character: str) -> str:
    """As `_of_words`, and empty for any mark between digits."""
    return "".join(c for c in _of_words(character) if c.isalnum())


@lru_cache(maxsize=8192)
def _of_digits(character: str) -> str:
    """As `_of_words`, and empty for all but digits."""
    return "".join(c for c in _of_words(character) if c.isdigit())


def _separates(character: str) -> bool:
    return (
        character in DOTS
        or character in ".()+_*"
        or is_invisible(character)
        or unicodedata.category(character) in ("Cc", "Cf", "Pd", "Zl", "Zp", "Zs")
    )
