"""A short form as the plain details of a report, and the masked answers to it."""

from datetime import datetime

from services.intake.application.plain import PlainDetails
from services.intake.application.texts import (
    reply_amended,
    reply_calming,
    reply_completed,
    reply_filed,
    reply_missing,
    reply_no_time_left,
    reply_same_matter,
)
from services.intake.application.views import AmendReceipt, NewReceipt, Receipt
from services.intake.domain.short_form import Missing, ShortForm
from shared.contracts.words import Stage
from shared.platform.privacy.customer import Customer, masked_customer
from shared.platform.wording import clock_time
from shared.rules.ladders.due import first_due
from shared.rules.ladders.policy import Policy
from shared.rules.outreach.promise import promised_until

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


def next_step_at(receipt: Receipt, policy: Policy) -> datetime:
    """Until when 95518 calls the customer of a filed report; for any other when the direct leader is notified."""
    if receipt.stage is Stage.FILED:
        return promised_until(policy.callback, filed_at=receipt.accepted_at, detected_at=receipt.detected_at)
    return first_due(
        detected_at=receipt.detected_at,
        accepted_at=receipt.accepted_at,
        after_seconds=policy.onsite.steps[0].after_seconds,
    )


def accepted(receipt: NewReceipt, form: ShortForm, next_step_at: datetime) -> str:
    """The answer to a report; asks whether it is the same matter as one the reporter made a moment ago."""
    answer, earlier = _accepted(receipt, form, next_step_at), receipt.same_matter_as
    if earlier is None:
        return answer
    at = clock_time(earlier.accepted_at, written_at=receipt.accepted_at)
    return f"{answer}\n{reply_same_matter(receipt.number, earlier.number, at)}"


def _accepted(receipt: Receipt, form: ShortForm, next_step_at: datetime) -> str:
    """A reporter who says that they are calming the customer is not asked for more."""
    if receipt.missing and form.stage is None:
        return reply_missing(receipt.number, _missing(receipt), _masked(form))
    if next_step_at <= receipt.accepted_at:
        return reply_no_time_left(receipt.number, _masked(form))
    until = clock_time(next_step_at, written_at=receipt.accepted_at)
    says = reply_filed if receipt.stage is Stage.FILED else reply_calming
    return says(receipt.number, until, _masked(form))


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
