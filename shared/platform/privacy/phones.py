"""The telephone numbers in a text: which are usable, and the one normal form of each.

*Usable* is a mainland mobile, a landline with area code, a 400, 800 or 95xxx number, or a number of Hong Kong, Macau,
Taiwan or another country with its code; each with or without an extension. A word for *none*, a number too short, equal
digits, or a part of a longer number (a bank card, an identity number) is not: it counts as no number. Masking is in
`shared.platform.privacy.masking`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shared.platform.privacy.phone_forms import SERVICE, normal_of
from shared.rules.characters import CHINESE_RUN, DIGIT_OF, half_width, is_invisible

MOST_GROUPS = 6
"""A number is written in at most so many groups of digits."""


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A usable number in a text: its span there, with its extension, and its normal form."""

    start: int
    end: int
    normal: str


def usable_numbers(text: str) -> tuple[str, ...]:
    """The usable numbers of a text in normal form, each once, in the order in which they stand; empty for none.

    `13812345678`, `01012345678`, `4001234567`, `95518`, `+85291234567`, with an extension `01012345678x801`. A normal
    form is its own normal form. Separators, brackets, full-width and Chinese digits, invisible marks, `tel:`, remarks,
    the spelling of 86 and the `.0` of a spreadsheet make no difference.
    """
    if text.isascii() and text.isdigit():
        normal = normal_of(text)
        return (normal,) if normal is not None else ()
    return tuple(dict.fromkeys(found.normal for found in numbers_in(text)))


def numbers_in(text: str) -> tuple[FoundNumber, ...]:
    """The usable numbers of a text with their places, in order; a number that is repeated is there twice."""
    plain, origin = _plain(text)
    groups = _groups(plain)
    if not groups:
        return ()
    return tuple(
        FoundNumber(origin[start], origin[end - 1] + 1, normal) for start, end, normal in _numbers(plain, groups)
    )


_ONE_BY_ONE = (
    r"(?<![0-9])(?<![0-9][ .-])[0-9](?P<apart>[ .-])[0-9](?![0-9])(?:(?P=apart)[0-9](?![0-9])){5,}(?!(?P=apart)[0-9])"
)
_GROUP = re.compile(rf"(?P<exact>[1-9]\.[0-9]{{10}}[Ee]\+?10(?![0-9]))|{_ONE_BY_ONE}|(?:\+[\s(]*)?[0-9]+")
_JOIN = re.compile(r"(?:[^\w+]|_){0,4}")  # what may stand between the groups of one number
_EXTENSION = re.compile(
    r"[\s,)]*(?:(?:转接?|轉接?|分机号?|分機號?|内线|extn?|x|#|\*)[-:.\s]*(?P<named>[0-9]{1,6})(?![0-9])"
    r"|[-,]\s*(?P<bare>[0-9]{1,6})(?![0-9]|[-.,:\s]*[0-9]|[^\W_]))",
    re.IGNORECASE,
)
_EMPTY_FRACTION = re.compile(r"\.0{1,2}(?![0-9])")
_LABEL = re.compile("tele?|(?:tele)?phone|mob(?:ile)?|cell|ph|hp|fax|[tmpc]|no|number|call|sip", re.IGNORECASE)
_LATIN_BEFORE, _LATIN_AFTER = re.compile(r"[A-Za-z]+\Z"), re.compile(r"[A-Za-z]+")
_OTHER_NUMBER = re.compile(
    r"(?:(?P<long>[卡账帐賬帳]号|[卡賬帳]號|银行卡|信用卡|储蓄卡|[账帐]户|身份证|身份證|证件|證件)|QQ|工号|车架|发动机|订单|快递单)"
    r"(?:号码|號碼|号|號|码|为|是|[\s:#.])*\Z",
    re.IGNORECASE,
)
_LONG = 15
"""Card and identity numbers have at least so many digits."""


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    digits: str  # with the plus that stands before it


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A number from group `first` to group `last`; `joins` are the separators inside it."""

    first: int
    last: int
    end: int
    normal: str
    joins: frozenset[str]


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The text half-width, without invisible characters, and for each of its characters the place in `text`."""
    if text.isascii() and text.isprintable():
        return text, range(len(text))
    plain, origin = [], []
    for place, character in enumerate(text):
        if not is_invisible(character):
            spelled = half_width(character)
            plain.append(spelled)
            origin += [place] * len(spelled)
    joined = "".join(plain)
    return CHINESE_RUN.sub(lambda run: run[0].translate(DIGIT_OF), joined), origin


def _groups(plain: str) -> list[_Group]:
    """The groups of digits. A spreadsheet's `1.3812345678E+10` is one: none of its digits are lost."""
    return [
        _Group(found.start(), found.end(), re.sub(r"[^0-9+]", "", found[0][:12] if found["exact"] else found[0]))
        for found in _GROUP.finditer(plain)
    ]


def _numbers(plain: str, groups: Sequence[_Group]) -> Iterator[tuple[int, int, str]]:
    """The numbers from left to right. One in several groups may not be the tail of a longer one."""
    candidates = _candidates(plain, groups)
    claimed = _claimed(plain, groups)
    at, after_number = 0, True
    while at < len(groups):
        found = candidates[at]
        if found is None or at in claimed or not (after_number or _stands_apart(plain, groups, found)):
            at, after_number = at + 1, False
            continue
        yield groups[at].start, found.end, found.normal
        at, after_number = found.last + 1, True
        while at < len(groups) and groups[at].end <= found.end:  # its extension
            at += 1


def _stands_apart(plain: str, groups: Sequence[_Group], found: _Candidate) -> bool:
    return not found.joins or _join(plain, groups, found.first - 1) not in found.joins


def _candidates(plain: str, groups: Sequence[_Group]) -> list[_Candidate | None]:
    """For each group the longest number that starts there; what stands before it is not looked at."""
    found: list[_Candidate | None] = [None] * (len(groups) + 1)
    for first in reversed(range(len(groups))):
        found[first] = next(_starting_at(plain, groups, first, found), None)
    return found


def _starting_at(
    plain: str, groups: Sequence[_Group], first: int, later: Sequence[_Candidate | None]
) -> Iterator[_Candidate]:
    for last in reversed(range(first, _furthest(plain, groups, first) + 1)):
        digits = _digits(plain, groups, first, last)
        normal = normal_of(digits) if _is_free(plain, groups, first, last) else None
        if normal is None or (len(normal) <= SERVICE and len(groups) > 1):
            continue
        joins = frozenset(filter(None, (_join(plain, groups, place) for place in range(first, last))))
        candidate = _with_tail(plain, _Candidate(first, last, groups[last].end, normal, joins))
        if _ends_well(plain, groups, candidate, later):
            yield candidate


def _digits(plain: str, groups: Sequence[_Group], first: int, last: int) -> str:
    """The digits of these groups. A plus between two numbers belongs to neither if the second needs none."""
    digits = "".join(group.digits for group in groups[first : last + 1])
    start = groups[first].start
    adds = first > 0 and (plain[start - 1] in "0123456789)" or plain[start : start + 2] == "+ ")
    return digits[1:] if adds and digits[0] == "+" and normal_of(digits[1:]) is not None else digits


def _furthest(plain: str, groups: Sequence[_Group], first: int) -> int:
    """The last group that may belong to a number starting at `first`."""
    last = first
    while last + 1 < min(first + MOST_GROUPS, len(groups)):
        if groups[last + 1].digits[0] == "+" or _join(plain, groups, last) is None or groups[first].digits == "00":
            break
        last += 1
    return last


def _join(plain: str, groups: Sequence[_Group], place: int) -> str | None:
    """What stands between this group and the next, a space for any blanks; None if they are not joined."""
    if not 0 <= place < len(groups) - 1:
        return None
    between = plain[groups[place].end : groups[place + 1].start]
    return (between.strip() or " ") if _JOIN.fullmatch(between) else None


def _with_tail(plain: str, found: _Candidate) -> _Candidate:
    """The number with its extension, or without the `.0` of a spreadsheet."""
    fraction = _EMPTY_FRACTION.match(plain, found.end)
    if fraction is not None:
        return _Candidate(found.first, found.last, fraction.end(), found.normal, found.joins)
    extension = _EXTENSION.match(plain, found.end) if len(found.normal) > SERVICE else None
    if extension is None or (extension["bare"] and "," in extension[0] and not found.normal.startswith("0")):
        return found
    normal = f"{found.normal}x{extension['named'] or extension['bare']}"
    return _Candidate(found.first, found.last, extension.end(), normal, found.joins)


def _ends_well(plain: str, groups: Sequence[_Group], found: _Candidate, later: Sequence[_Candidate | None]) -> bool:
    """False if more groups follow in the same way and are no other number: 4 and 4 and 4 and 4 digits of a card.

    A group that a word follows is a number of its own (`138 1234 5678 3天`).
    """
    follows = found.last + 1
    joined = _join(plain, groups, found.last)
    if not found.joins or joined not in found.joins or groups[follows].end <= found.end:
        return True
    return later[follows] is not None or plain[groups[follows].end : groups[follows].end + 1].isalpha()


def _is_free(plain: str, groups: Sequence[_Group], first: int, last: int) -> bool:
    """False if capitals touch the digits, as in PDAA13812345678; a label (TEL) may."""
    before = _LATIN_BEFORE.search(plain, max(0, groups[first].start - 16), groups[first].start)
    after = _LATIN_AFTER.match(plain, groups[last].end)
    if before is not None and before[0].isupper() and not _LABEL.fullmatch(before[0]):
        return False
    return after is None or not after[0].isupper() or _EXTENSION.match(plain, groups[last].end) is not None


def _claimed(plain: str, groups: Sequence[_Group]) -> frozenset[int]:
    """The groups that a label gives to another kind of number: 卡号, 身份证, QQ."""
    claimed: set[int] = set()
    for first, group in enumerate(groups):
        label = _OTHER_NUMBER.search(plain, max(0, group.start - 12), group.start)
        if label is not None:
            claimed |= _claims(plain, groups, first, _LONG if label["long"] else 1)
    return frozenset(claimed)


def _claims(plain: str, groups: Sequence[_Group], first: int, digits: int) -> set[int]:
    """The groups from `first` on that have so many digits together."""
    claimed, at = {first}, first
    digits -= len(groups[first].digits)
    while digits > 0 and _join(plain, groups, at) is not None:
        at += 1
        claimed.add(at)
        digits -= len(groups[at].digits)
    return claimed
