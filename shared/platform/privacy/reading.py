"""Personal data as shown by default: opened for one answer and masked."""

from dataclasses import dataclass

from shared.contracts.base import Sealed
from shared.contracts.intake import Details, SealedCustomer
from shared.platform.privacy.customer import Customer, masked_customer, open_customer
from shared.platform.privacy.masking import hide_customer, mask_text
from shared.platform.privacy.sealing import CaseKey
from shared.platform.privacy.vault import Vault

ERASED = "（已删除）"


def shown_customer(key: CaseKey | None, sealed: SealedCustomer) -> Customer:
    """The customer, masked; only the role if the key was erased."""
    if key is None:
        return Customer(role=sealed.role)
    return masked_customer(open_customer(key, sealed))


def shown_text(key: CaseKey | None, field: str, sealed: Sealed | None, customer: SealedCustomer) -> str | None:
    """A text about the case, with all known values of the customer and all long numbers masked."""
    if sealed is None:
        return None
    if key is None:
        return ERASED
    return mask_text(key.open(field, sealed), open_customer(key, customer).known_values)


def without_customer(key: CaseKey, text: str, customer: SealedCustomer, *, numbers: bool = False) -> str:
    """A short text that is stored unsealed, with `***` for what is known of the customer; see `hide_customer`."""
    return hide_customer(text, open_customer(key, customer).known_values, numbers=numbers)


async def masked_note(
    vault: Vault, case_id: str, field: str, sealed: Sealed | None, customer: SealedCustomer
) -> str | None:
    """One sealed text of one case, masked."""
    return shown_text(await vault.key(case_id), field, sealed, customer) if sealed is not None else None


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownReference:
    """A reference that names nothing we know: its field, and what was stated, without what may be the customer's."""

    field: str
    stated: str | None


def shown_unknown(key: CaseKey | None, details: Details) -> tuple[ShownReference, ...]:
    """The references of a report that name nothing we know."""
    if key is None:
        return tuple(ShownReference(field=each.field, stated=None) for each in details.unknown)
    known = open_customer(key, details.customer).known_values
    texts = ((each.field, key.open(f"unknown.{each.field}", each.text)) for each in details.unknown)
    return tuple(ShownReference(field=field, stated=hide_customer(text, known, numbers=True)) for field, text in texts)
