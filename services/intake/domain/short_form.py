"""The short form: a report written as one text message, `不满报告 张三 13812345678 定损太慢`, and its parser.

What is understood is struck out, the rest becomes the report's text: nothing that a reporter wrote is lost. The grammar
is described for its users in `docs/wecom-short-form.md`; the words are in `short_form_words`, the answers in
`application.texts`. The caller passes the function that finds telephone numbers.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Protocol

from services.intake.domain.quotation import parted
from services.intake.domain.short_form_names import DOTTED_NAME, is_name
from services.intake.domain.short_form_words import ALONE, ASKS_HOW, CALMING, GROUNDS, RISKS, found_in
from shared.contracts.words import Ground, RiskFlag, Stage
from shared.rules.characters import DOTS, HAN, PLATE, folded, is_invisible


class FoundNumber(Protocol):
    """A telephone number in a text: its span and its normal form."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def normal(self) -> str:
        """Its normal form."""


NumbersIn = Callable[[str], Sequence[FoundNumber]]
"""Finds the usable telephone numbers of a text (`shared.platform.privacy.phones.numbers_in`)."""


class Missing(StrEnum):
    """What a message lacks, in the order in which it is asked for; the last two are those of `policy.missing`."""

    NUMBER = "number"  # an amendment does not say of which report
    CONTENT = "content"  # an amendment adds nothing
    GROUND = "ground"  # neither a ground nor a text
    CUSTOMER = "customer"  # no way to the customer: phone, policy, claim or accident number


@dataclass(frozen=True, kw_only=True, slots=True)
class ShortForm:
    """What a text report says. `stage` is None if it is not stated (`policy.stage` decides then)."""

    name: str | None = None
    phone: str | None = None
    policy_no: str | None = None
    claim_no: str | None = None
    accident_no: str | None = None
    plate: str | None = None
    ground: Ground | None = None
    risk_flags: tuple[RiskFlag, ...] = ()
    stage: Stage | None = None
    text: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Amendment:
    """What a message adds to an earlier report; `number` is the report's, None where it was left out."""

    number: str | None
    form: ShortForm

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What this amendment cannot be stored without."""
        number = () if self.number else (Missing.NUMBER,)
        adds = replace(self.form, stage=None) != ShortForm()
        return number + (() if adds else (Missing.CONTENT,))


def read(text: str, numbers_in: NumbersIn) -> ShortForm | Amendment | None:
    """Parse a message; None if it is neither a report nor an amendment.

    What it quotes is no part of it; words without a keyword that answer our answer add to the report named there.
    """
    quotation = parted("".join(c for c in text if not is_invisible(c)))
    message = _Message(quotation.own)
    if message.take(_AMENDMENT):
        number = _take_report_number(message, numbers_in) or quotation.number
        return Amendment(number=number, form=_read_form(message, numbers_in))
    if message.take(_REPORT_FIRST) or message.take(_REPORT_ANYWHERE):
        if ASKS_HOW.fullmatch(message.seen.replace(_STRUCK, "")):
            return None
        return _read_form(message, numbers_in)
    if quotation.number is not None:
        return Amendment(number=quotation.number, form=_read_form(message, numbers_in))
    return None


_STRUCK = "\x00"
_BETWEEN = rf"\s,、;。!?()\[\]<>|/「」『』“”‘’《》【】\"'{_STRUCK}"
_AMENDMENT = re.compile(rf"\A\s*#?补充#?(?![{HAN}])[\s:,、]*")
_REPORT_NUMBER = re.compile(r"\s*(?P<value>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{3,31})(?![A-Z0-9-])")
_REPORT_FIRST = re.compile(rf"\A\s*(?:#\s*(?:不满报告|报告|不满(?!意))#?|不满报告|(?:不满|报告)(?![{HAN}]))[\s:,、]*")
_REPORT_ANYWHERE = re.compile(rf"#(?:不满报告|报告|不满(?!意))#?|(?<![^{_BETWEEN}])不满报告(?![^{_BETWEEN}])")
LABELLED = {
    "policy_no": re.compile(r"保险?单号?码?[\s:#]*(?P<value>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{5,39})"),
    "claim_no": re.compile(r"(?:赔案|立案|案件)号?码?[\s:#]*(?P<value>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{5,39})"),
    "accident_no": re.compile(r"报案号?码?[\s:#]*(?P<value>(?=[A-Z-]*\d)[A-Z0-9][A-Z0-9-]{5,39})"),
}
"""Numbers after their labels, by the field of the customer."""
_PLATE = re.compile(rf"(?:车牌号?码?[\s:]*)?(?P<value>{PLATE})")
_SERVICE = 6
_OPENING, _CLOSING = '"(（[「『“”《【', '")）]」』“”》】'
_PHONE = r"(?:联系)?(?:电话|手机|号码|TEL|方式)(?:号码?|机号)?(?:是|为)?[\s:]*\Z"
_CUSTOMER = "(?:客户|车主|被保险?人|投保人|保户)"
_PHONE_LABEL = re.compile(rf"(?:{_CUSTOMER}|报案人|本人)?的?{_PHONE}")
_CUSTOMERS_PHONE = re.compile(rf"{_CUSTOMER}(?:的?{_PHONE}|[\s:(]*\Z)")
_LABELLED_PHONE = re.compile(rf"(?<![{HAN}]){_PHONE}")
_OTHERS = "(?:我司?|报告人|业务员|查勘员?|定损员?|修理厂|4S店|同事|经理|领导|客服|坐席|公司|店里?)"
_ANOTHERS_PHONE = re.compile(rf"{_OTHERS}的?{_PHONE}")
_BESIDE_ANOTHER = re.compile(rf"{_OTHERS}[\s:(]*\Z")
_BEFORE_NAME = rf"(?:是|为)?[\s:]*(?P<name>[{HAN}]{{2,4}})[\s:(]*\Z"
_CUSTOMERS_NAME, _ANOTHERS_NAME = (re.compile(f"{whose}{_BEFORE_NAME}") for whose in (_CUSTOMER, _OTHERS))
_WHOSE = r"(?:\((?:客户|车主|本人|爱人|妻子|丈夫|老婆|老公|配偶|家属|家人|儿子|女儿|父亲|母亲|备用|办公|家里?|宅)\))?"
_AND = re.compile(rf"{_WHOSE}[\s,、;/|&+{_STRUCK}-]*(?:或者?|和|及|与)?[\s,、;/|&+-]*")
_PERSON = "(?:客户|车主|被保险?人|投保人|保户|报案人|驾驶员|联系人|当事人)"
_ONE_NAME = rf"[\s:]*(?P<value>[^:{_BETWEEN}]{{1,15}})(?![^{_BETWEEN}])"
_DECLARED_NAME = re.compile(rf"{_PERSON}?(?:姓名|名称|名字)(?:是|为)?{_ONE_NAME}")
_LABELLED_NAME = re.compile(rf"(?<![^{_BETWEEN}]){_PERSON}(?:是|为)?{_ONE_NAME}")
_CHUNK = re.compile(rf"(?P<value>[^{_BETWEEN}]+)")
_SPREAD_NAME = re.compile(rf"(?<![^{_BETWEEN}])(?P<value>[{HAN}][ \u3000]{{1,3}}[{HAN}])(?![^{_BETWEEN}])")


class _Message:
    """A message while it is parsed: `seen` is searched (half-width, upper case), the original characters are kept."""

    def __init__(self, text: str) -> None:
        self._original = unicodedata.normalize("NFC", text).replace(_STRUCK, " ")
        self.seen = "".join(map(folded, self._original))

    def strike(self, start: int, end: int) -> None:
        """Mark this part as understood."""
        self.seen = self.seen[:start] + _STRUCK * (end - start) + self.seen[end:]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find the pattern and strike it."""
        found = pattern.search(self.seen)
        if found is not None:
            self.strike(*found.span())
        return found

    def original(self, start: int, end: int) -> str:
        """This part in the reporter's own characters."""
        return self._original[start:end]

    def left(self) -> str:
        """What is not understood yet, in the original characters; a word in place of each understood character."""
        return "".join("某" if seen == _STRUCK else kept for seen, kept in zip(self.seen, self._original, strict=True))

    def rest(self) -> str | None:
        """What was not understood, in the reporter's own characters; None if only punctuation is left."""
        parts = (self.original(*part.span()) for part in re.finditer(f"[^{_STRUCK}]+", self.seen))
        trimmed = (part.strip(" \t\r\n\u3000,，、;；:：").lstrip(_CLOSING).rstrip(_OPENING) for part in parts)
        return " ".join(part for part in trimmed if any(map(_says_something, part))) or None


def _says_something(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LN" or kind in ("So", "Co")


def _take_report_number(message: _Message, numbers_in: NumbersIn) -> str | None:
    """The number right after the keyword; a phone in its place means that the number was left out."""
    start = len(message.seen) - len(message.seen.lstrip(_STRUCK))
    found = _REPORT_NUMBER.match(message.seen, start)
    if found is None or numbers_in(found["value"]):
        return None
    message.strike(*found.span())
    return found["value"]


def _read_form(message: _Message, numbers_in: NumbersIn) -> ShortForm:
    numbers = {field: _take_labelled(message, pattern, numbers_in) for field, pattern in LABELLED.items()}
    plate = message.take(_PLATE)
    phone = _take_phone(message, numbers_in)
    alone = [chunk for chunk in _CHUNK.finditer(message.seen) if chunk[0] in ALONE]
    words = message.seen
    for chunk in alone:
        message.strike(*chunk.span())
    return ShortForm(
        **numbers,
        plate=re.sub(rf"[{DOTS}.\s_-]", "", plate["value"]) if plate else None,
        phone=phone,
        ground=next((ground for ground, spelled in GROUNDS.items() if found_in(words, spelled)), None),
        risk_flags=tuple(flag for flag, spelled in RISKS.items() if found_in(words, spelled)),
        stage=Stage.CALMING if any(chunk[0] in CALMING for chunk in alone) else None,
        name=_take_name(message),
        text=message.rest(),
    )


def _take_labelled(message: _Message, pattern: re.Pattern[str], numbers_in: NumbersIn) -> str | None:
    """A number after its label; in '报案 13812345678' it is a phone number and not taken."""
    for found in pattern.finditer(message.seen):
        if not numbers_in(found["value"]):
            message.strike(*found.span())
            return found["value"]
    return None


def _take_phone(message: _Message, numbers_in: NumbersIn) -> str | None:
    """The customer's telephone number with its label, and those that directly follow it.

    The one that a label or name gives to the customer, else the first that is called a telephone, else the first,
    rather not right beside another person; none with another's label or name. A number of five or six digits (95518)
    is not the customer's.
    """
    found = [number for number in numbers_in(message.left()) if len(number.normal) > _SERVICE]
    seen = message.seen
    starts = [each.start for each in found]
    usable = [place for place, at in enumerate(starts) if not _belongs(seen, at, _ANOTHERS_PHONE, _ANOTHERS_NAME)]
    customers = (place for place, at in enumerate(starts) if _belongs(seen, at, _CUSTOMERS_PHONE, _CUSTOMERS_NAME))
    labelled = (place for place in usable if _LABELLED_PHONE.search(seen, 0, starts[place]))
    apart = (place for place in usable if not _BESIDE_ANOTHER.search(seen, 0, starts[place]))
    first = next(chain(customers, labelled, apart, usable), None)
    if first is None:
        return None
    last = first
    while last + 1 < len(found) and _AND.fullmatch(seen, found[last].end, found[last + 1].start):
        last += 1
    label = _PHONE_LABEL.search(seen, 0, found[first].start)
    message.strike(label.start() if label else found[first].start, found[last].end)
    return "/".join(dict.fromkeys(each.normal for each in found[first : last + 1]))


def _belongs(seen: str, start: int, labelled: re.Pattern[str], named: re.Pattern[str]) -> bool:
    """True if a label, or a person with a name, stands right before `start`: 定损员李四13900001111."""
    if labelled.search(seen, 0, start):
        return True
    person = named.search(seen, 0, start)
    return person is not None and is_name(person["name"])


def _take_name(message: _Message) -> str | None:
    """What is declared as a name (姓名：…); else a name with a label or a dot, first, last or beside what is known."""
    declared = message.take(_DECLARED_NAME)
    if declared is not None:
        return _name_of(message, declared)
    for found in (
        *_LABELLED_NAME.finditer(message.seen),
        *DOTTED_NAME.finditer(message.seen),
        *_SPREAD_NAME.finditer(message.seen),
        *_placed_like_names(message),
    ):
        if is_name(re.sub(r"\s", "", found["value"])):
            message.strike(*found.span())
            return _name_of(message, found)
    return None


def _name_of(message: _Message, found: re.Match[str]) -> str:
    """In the reporter's own characters; a radical typed for a character is that character."""
    name = unicodedata.normalize("NFKC", message.original(*found.span("value")))
    return "".join(name.split()) if _SPREAD_NAME.fullmatch(name) else name


def _placed_like_names(message: _Message) -> Iterator[re.Match[str]]:
    chunks = list(_CHUNK.finditer(message.seen))
    for place, chunk in enumerate(chunks):
        beside = message.seen[max(chunk.start() - 2, 0) : chunk.end() + 2]
        if place in (0, len(chunks) - 1) or _STRUCK in beside:
            yield chunk
