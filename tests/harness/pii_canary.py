"""Values of an invented customer, sent through the hotline and searched for wherever they must not be stored.

They are searched for in every spelling in which software writes text, not only as they were sent.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, kw_only=True)
class Canary:
    """A customer with unique values. `word` is in every free text about this customer."""

    name: str
    phone: str
    policy_no: str
    claim_no: str
    accident_no: str
    plate: str
    word: str

    def customer(self, **changes: str) -> dict[str, str]:
        """The customer of a report."""
        names = ("name", "phone", "policy_no", "claim_no", "accident_no", "plate")
        return {name: getattr(self, name) for name in names} | changes

    def text(self, about: str) -> str:
        """Free text that says everything it should not."""
        numbers = f"保单{self.policy_no}，赔案{self.claim_no}，报案{self.accident_no}，{self.plate}"
        return f"{about}：{self.name} {self.phone}，又作{self.full_width}、+86 {self.dashed}；{numbers}，{self.word}"

    @property
    def full_width(self) -> str:
        """The phone as a Chinese input method writes it."""
        return self.phone.translate(FULL_WIDTH)

    @property
    def dashed(self) -> str:
        """The phone as it is written on a card."""
        return f"{self.phone[:3]}-{self.phone[3:7]}-{self.phone[7:]}"

    def needles(self, *, texts: bool) -> Iterator[str]:
        """Every spelling of every value; with `texts` also the word of the free texts, which identifies no person."""
        yield from (self.name, self.phone, self.full_width, self.dashed, self.dashed.replace("-", " "))
        yield from (self.policy_no, self.claim_no, self.accident_no, self.plate)
        yield from (self.policy_no.lower(), self.claim_no.lower())
        if texts:
            yield self.word


def found(canaries: Iterable[Canary], places: Mapping[str, bytes], *, texts: bool = True) -> list[str]:
    """`place: needle as spelling` for every value that was found."""
    return [
        f"{place}: {needle} as {spelling}"
        for canary in canaries
        for needle in canary.needles(texts=texts)
        for written, spelling in _spellings(needle).items()
        for place, content in places.items()
        if written in content
    ]


def _spellings(needle: str) -> dict[bytes, str]:
    """By the bytes; what looks the same in several spellings has the name of the first."""
    named: dict[bytes, str] = {}
    for name, written in _written(needle):
        named.setdefault(written, name)
    return named


def _written(needle: str) -> Iterator[tuple[str, bytes]]:
    plain = needle.encode()
    yield "UTF-8", plain
    for encoding in ("utf-16-le", "utf-16-be", "utf-32-le", "gb18030"):
        yield encoding, needle.encode(encoding)
    yield "JSON", json.dumps(needle)[1:-1].encode()
    yield "JSON in JSON", json.dumps(json.dumps(needle)[1:-1])[1:-1].encode()
    yield "a URL", quote(needle, safe="").encode()
    yield "a URL, lower case", quote(needle, safe="").lower().encode()
    yield "hex", plain.hex().encode()
    yield "HEX", plain.hex().upper().encode()
    yield "Python", repr(plain)[2:-1].encode()
    for shift in range(3):
        for name, encoded in (("base64", base64.b64encode), ("base64url", base64.urlsafe_b64encode)):
            yield f"{name} from {shift}", _inside(encoded(b"x" * shift + plain), shift, len(plain))


def _inside(encoded: bytes, shift: int, length: int) -> bytes:
    """The letters that no neighbour before or after can change."""
    return encoded[-(-8 * shift // 6) : 8 * (shift + length) // 6]


BY_PC = Canary(
    name="欧阳致远",
    phone="13956781234",
    policy_no="PDAAQZ7740019083",
    claim_no="RDAAQZ5520047716",
    accident_no="BAQZ66210083345",
    plate="苏A7K3P9",
    word="紫檀木纹信天翁",
)
BY_PHONE = Canary(
    name="司马清和",
    phone="18867549021",
    policy_no="PDAAXW3310027745",
    claim_no="RDAAXW8890031127",
    accident_no="BAXW40981127763",
    plate="苏E5Z8Q2",
    word="琥珀色长尾雉鸡",
)
BY_WECOM = Canary(
    name="诸葛明月",
    phone="17723409876",
    policy_no="PDAAVK1290045586",
    claim_no="RDAAVK6670018834",
    accident_no="BAVK77340012291",
    plate="苏B9X4T6",
    word="靛蓝绣球蓑羽鹤",
)
CANARIES = (BY_PC, BY_PHONE, BY_WECOM)
"""One for each channel by which reports come in."""
