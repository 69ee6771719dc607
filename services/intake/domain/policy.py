"""The pure rules of accepting a report: its number, its time, what is missing, its stage."""

from datetime import datetime, timedelta

from services.intake.domain import errors
from shared.contracts.intake import Details
from shared.contracts.words import Channel, Stage
from shared.rules.stated_time import CLOCK_TOLERANCE
from shared.support.local_time import SHANGHAI

LATE_AFTER = timedelta(hours=24)


_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def number(case_id: str, accepted_at: datetime) -> str:
    """The number people use: the local day and eight letters of the id, without I, L, O and U, easy to read out."""
    value = int(case_id.replace("-", ""), 16)
    letters = "".join(_LETTERS[value >> 5 * place & 31] for place in reversed(range(8)))
    return f"R{accepted_at.astimezone(SHANGHAI):%y%m%d}-{letters}"


def detected(stated: datetime | None, accepted_at: datetime) -> datetime:
    """When the dissatisfaction was noticed: a statement. Omitted it is now; up to two minutes ahead is clamped."""
    if stated is None:
        return accepted_at
    if stated > accepted_at + CLOCK_TOLERANCE:
        raise errors.detected_in_future()
    return min(stated, accepted_at)


def is_late(detected_at: datetime, accepted_at: datetime) -> bool:
    """Noticed more than a day before it was reported."""
    return accepted_at - detected_at > LATE_AFTER


def missing(details: Details) -> tuple[str, ...]:
    """What the flow cannot start without, in the order of asking: a ground or a text, and a way to the customer.

    Empty if there is enough to file. This is the only definition of it; `SealedCustomer.reachable` says what a way is.
    """
    lacks_ground = details.ground is None and details.text is None
    lacks_way = not details.customer.reachable
    return (("ground",) if lacks_ground else ()) + (("customer",) if lacks_way else ())


def stage(stated: Stage | None, channel: Channel, details: Details) -> Stage:
    """The stage of a report.

    Stage `filed` cannot be stated below the minimum; by phone a number that turns out not to be usable makes it
    `calming`, as the reporter is on the line. Unstated, phone and WeCom text start the flow if they can (Art. 10), and
    a PC form calms first.
    """
    lacking = missing(details)
    if stated is Stage.FILED and lacking:
        if channel is Channel.PHONE and lacking == ("customer",) and details.customer.phone is not None:
            return Stage.CALMING
        raise errors.below_filing_minimum(lacking)
    if stated is not None:
        return stated
    return Stage.FILED if unstated_files(channel) and not lacking else Stage.CALMING


def unstated_files(channel: Channel) -> bool:
    """A report by phone or WeCom text that states no stage is meant to start the flow (Art. 10)."""
    return channel is not Channel.PC
