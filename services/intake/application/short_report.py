"""A short form as the plain details of a report, and the masked answers to it."""

from services.intake.application.plain import PlainDetails
from services.intake.application.texts import reply_accepted, reply_amended, reply_completed, reply_missing
from services.intake.application.views import AmendReceipt, Receipt
from services.intake.domain.short_form import Missing, ShortForm
from shared.platform.privacy.customer import Customer, masked_customer

_OF_DETAILS = ("ground", "risk_flags", "text")
_OF_CUSTOMER = ("name", "phone", "policy_no", "claim_no", "accident_no", "plate")


def details_of(form: ShortForm) -> PlainDetails:
    """What the form says, in the clear; what it does not say is not stated."""
    return PlainDetails(
        ground=form.ground,
        risk_flags=form.risk_flags,
        text=form.text,
        customer=_customer(form),
        stated=frozenset(name for name in _OF_DETAILS if getattr(form, name)),
        stated_of_customer=frozenset(name for name in _OF_CUSTOMER if getattr(form, name)),
    )


def accepted(receipt: Receipt, form: ShortForm) -> str:
    """The answer to a report. A reporter who says that they are calming the customer is not asked for more."""
    if receipt.missing and form.stage is None:
        return reply_missing(receipt.number, _missing(receipt), _masked(form))
    return reply_accepted(receipt.number, receipt.stage, _masked(form))


def amended(receipt: AmendReceipt, form: ShortForm) -> str:
    """The answer to an amendment; says so if it starts the flow."""
    if receipt.starts_flow:
        return reply_completed(receipt.number, _masked(form))
    return reply_amended(receipt.number, _missing(receipt), _masked(form))


def _customer(form: ShortForm) -> Customer:
    return Customer(**{name: getattr(form, name) for name in _OF_CUSTOMER})


def _masked(form: ShortForm) -> tuple[str, ...]:
    masked = masked_customer(_customer(form))
    return tuple(value for name in _OF_CUSTOMER if (value := getattr(masked, name)))


def _missing(receipt: Receipt) -> tuple[Missing, ...]:
    return tuple(Missing(name) for name in receipt.missing)
