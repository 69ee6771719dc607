"""Where the customer complained and under which number, as stored: in the clear without what is the customer's."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shared.contracts.base import Sealed
from shared.contracts.intake import SealedCustomer
from shared.platform.privacy.customer import open_customer
from shared.platform.privacy.masking import hide_customer
from shared.platform.privacy.sealing import CaseKey


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintWords:
    """The words of a complaint. `sealed`, by the fields of the event: the note, and originals of what was changed."""

    source: str
    number: str | None
    sealed: Mapping[str, Sealed | None] = field(default_factory=dict)


def seal_complaint(
    key: CaseKey, customer: SealedCustomer, *, source: str, number: str | None, note: str | None
) -> ComplaintWords:
    """The words without the values of this customer; the source also without long numbers. An empty text is none."""
    known = open_customer(key, customer).known_values
    clear_source = hide_customer(source, known, numbers=True)
    clear_number = hide_customer(number, known) if number else None
    originals = {"stated_source": (source, clear_source), "stated_number": (number, clear_number)}
    changed = {name: key.seal(name, text) for name, (text, clear) in originals.items() if text and text != clear}
    words = {"note": key.seal("note", note)} if note else {}
    return ComplaintWords(source=clear_source, number=clear_number, sealed=words | changed)
