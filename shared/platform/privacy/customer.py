"""A customer in the clear, and the three conversions: seal, open, mask."""

from dataclasses import dataclass

from shared.contracts.base import Sealed
from shared.contracts.intake import SealedCustomer
from shared.contracts.words import CustomerRole
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.masking import mask_name, mask_number, mask_phone, mask_plate
from shared.platform.privacy.phones import usable_numbers
from shared.platform.privacy.sealing import CaseKey

INDEXES = {
    "phone": ("phone_index", "phone_indexes"),
    "policy_no": ("policy_index",),
    "claim_no": ("claim_index",),
    "accident_no": ("accident_index",),
    "plate": ("plate_index",),
}
"""The searchable fields of a customer, and the blind indexes of each in `SealedCustomer`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """The customer in the clear: used within one handler or answer, never stored, logged or published."""

    role: CustomerRole | None = None
    name: str | None = None
    phone: str | None = None
    policy_no: str | None = None
    claim_no: str | None = None
    accident_no: str | None = None
    plate: str | None = None

    @property
    def known_values(self) -> tuple[str, ...]:
        """The values `mask_text` must hide in free text about this customer."""
        phone = self.phone if self.phone and usable_numbers(self.phone) else None  # else it is a word for none
        values = (self.name, phone, self.policy_no, self.claim_no, self.accident_no, self.plate)
        return tuple(value for value in values if value)


def seal_customer(key: CaseKey, index: BlindIndex, plain: Customer) -> SealedCustomer:
    """Seal each value for its field (`customer.name`, …) of the key's case; index all its numbers."""

    def seal(field: str, value: str | None) -> Sealed | None:
        return key.seal(f"customer.{field}", value) if value else None

    phones = index.phones(plain.phone)
    return SealedCustomer(
        role=plain.role,
        name=seal("name", plain.name),
        phone=seal("phone", plain.phone),
        policy_no=seal("policy_no", plain.policy_no),
        claim_no=seal("claim_no", plain.claim_no),
        accident_no=seal("accident_no", plain.accident_no),
        plate=seal("plate", plain.plate),
        phone_index=phones[0] if phones else None,
        policy_index=index.policy(plain.policy_no),
        phone_indexes=phones,
        claim_index=index.claim(plain.claim_no),
        accident_index=index.accident(plain.accident_no),
        plate_index=index.plate(plain.plate),
    )


def open_customer(key: CaseKey, sealed: SealedCustomer) -> Customer:
    """The reverse of `seal_customer`; raises `CannotOpen` if a value was sealed for another case or field."""

    def opened(field: str, value: Sealed | None) -> str | None:
        return key.open(f"customer.{field}", value) if value else None

    return Customer(
        role=sealed.role,
        name=opened("name", sealed.name),
        phone=opened("phone", sealed.phone),
        policy_no=opened("policy_no", sealed.policy_no),
        claim_no=opened("claim_no", sealed.claim_no),
        accident_no=opened("accident_no", sealed.accident_no),
        plate=opened("plate", sealed.plate),
    )


def masked_customer(plain: Customer) -> Customer:
    """The customer as shown by default, each value masked by its kind."""
    return Customer(
        role=plain.role,
        name=plain.name and mask_name(plain.name),
        phone=plain.phone and mask_phone(plain.phone),
        policy_no=plain.policy_no and mask_number(plain.policy_no),
        claim_no=plain.claim_no and mask_number(plain.claim_no),
        accident_no=plain.accident_no and mask_number(plain.accident_no),
        plate=plain.plate and mask_plate(plain.plate),
    )
