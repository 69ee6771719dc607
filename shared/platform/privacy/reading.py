"""Personal data as a view shows it: masked by default, in the clear for a reveal.

A view is built once, from a `Shown`. What it shows masked is therefore what a reveal shows in the clear, under the same
place in the answer (`customer.phone`, `notes.2.text`): all that is masked can be revealed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, is_dataclass
from typing import Protocol

from shared.contracts.base import Sealed
from shared.contracts.intake import Details, Reporter, SealedCustomer
from shared.platform.privacy.customer import Customer, masked_customer, open_customer
from shared.platform.privacy.masking import hide_customer, mask_name, mask_phone, mask_text
from shared.platform.privacy.phones import usable_numbers
from shared.platform.privacy.sealing import CaseKey
from shared.support.errors import FieldError, Invalid

ERASED = "（已删除）"


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCustomer(Customer):
    """The customer as shown; `phones` are the usable numbers of `phone`, one each."""

    phones: tuple[str, ...] = ()

    @classmethod
    def of(cls, shown: Customer, phones: Iterable[str]) -> "ShownCustomer":
        """The values as they are, with these numbers."""
        return cls(**{name: getattr(shown, name) for name in Customer.__slots__}, phones=tuple(phones))


class Shown(Protocol):
    """How the sealed values of one case are shown."""

    def customer(self) -> ShownCustomer:
        """The customer; only the role if the key was erased."""

    def text(self, field: str, sealed: Sealed | None) -> str | None:
        """A text sealed as this field."""

    def reference(self, field: str, sealed: Sealed | None) -> str | None:
        """A word that was to name something of ours."""

    def name(self, field: str, sealed: Sealed | None) -> str | None:
        """A person's name."""

    def phone(self, field: str, sealed: Sealed | None) -> str | None:
        """A phone number."""


class Masked:
    """The values masked; in texts all known values of the customer, of `also` too, and all long numbers."""

    def __init__(self, key: CaseKey | None, customer: SealedCustomer, also: Iterable[SealedCustomer] = ()) -> None:
        self._key = key
        self._role = customer.role
        self._plain = open_customer(key, customer) if key is not None else None
        others = (open_customer(key, each) for each in also) if key is not None else ()
        self._known = [value for each in (self._plain, *others) if each is not None for value in each.known_values]

    def customer(self) -> ShownCustomer:
        if self._plain is None:
            return ShownCustomer(role=self._role)
        return ShownCustomer.of(masked_customer(self._plain), map(mask_phone, usable_numbers(self._plain.phone or "")))

    def text(self, field: str, sealed: Sealed | None) -> str | None:
        if sealed is None:
            return None
        return mask_text(self._key.open(field, sealed), self._known) if self._key is not None else ERASED

    def reference(self, field: str, sealed: Sealed | None) -> str | None:
        if sealed is None or self._key is None:
            return None
        return hide_customer(self._key.open(field, sealed), self._known, numbers=True)

    def name(self, field: str, sealed: Sealed | None) -> str | None:
        return mask_name(self._key.open(field, sealed)) if sealed and self._key is not None else None

    def phone(self, field: str, sealed: Sealed | None) -> str | None:
        return mask_phone(self._key.open(field, sealed)) if sealed and self._key is not None else None


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedReporterView:
    """What was stated of a reporter whom the directory does not know."""

    name: str | None
    phone: str | None
    userid: str | None


def stated_reporter(reporter: Reporter, shown: Shown) -> StatedReporterView | None:
    """What was stated of a reporter; None if the directory knows them."""
    if not reporter.unresolved:
        return None
    return StatedReporterView(
        name=shown.name("reporter.name", reporter.stated_name),
        phone=shown.phone("reporter.phone", reporter.stated_phone),
        userid=shown.text("reporter.userid", reporter.stated_userid),
    )


class Revealed(str):
    """A value that was opened to be revealed."""

    __slots__ = ()


class Clear:
    """The values in the clear, each marked as revealed."""

    def __init__(self, key: CaseKey, customer: SealedCustomer) -> None:
        self._key = key
        self._customer = customer

    def customer(self) -> ShownCustomer:
        plain = open_customer(self._key, self._customer)
        values = {name: getattr(plain, name) for name in Customer.__slots__ if name != "role"}
        opened = Customer(role=plain.role, **{name: value and Revealed(value) for name, value in values.items()})
        return ShownCustomer.of(opened, map(Revealed, usable_numbers(plain.phone or "")))

    def text(self, field: str, sealed: Sealed | None) -> str | None:
        return Revealed(self._key.open(field, sealed)) if sealed is not None else None

    name = phone = reference = text


def revealed(view: object, places: Sequence[str]) -> dict[str, str | None]:
    """The values at these places of a view that was built in the clear; None where there is none.

    A bare name of the customer's is found there (`phone`). Raises `Invalid` for a place that holds nothing sealed.
    """
    return {place: _revealed(view, place) for place in places}


def _revealed(view: object, place: str) -> str | None:
    first = place.partition(".")[0]
    within = view if hasattr(view, first) else getattr(view, "customer", None)
    found = within
    for step in place.split("."):
        found = _part(found, step)
    if found is not None and not isinstance(found, Revealed):
        raise unknown_place()
    return None if found is None else str(found)


def _part(value: object, step: str) -> object:
    if isinstance(value, tuple) and step.isdecimal() and int(step) < len(value):
        return value[int(step)]
    if is_dataclass(value) and step in getattr(value, "__dataclass_fields__", {}):
        return getattr(value, step)
    raise unknown_place()


def unknown_place() -> Invalid:
    """The place is not repeated: it is text from outside."""
    error = FieldError("fields", "unknown", "Nothing is sealed at one of these places.")
    return Invalid("invalid", "The request is not valid.", errors=(error,))


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownReference:
    """A reference that names nothing we know: its field, and what was stated, without what may be the customer's."""

    field: str
    stated: str | None


def unknown_references(details: Details, shown: Shown) -> tuple[ShownReference, ...]:
    """The references of a report that name nothing we know."""
    return tuple(
        ShownReference(field=each.field, stated=shown.reference(f"unknown.{each.field}", each.text))
        for each in details.unknown
    )
