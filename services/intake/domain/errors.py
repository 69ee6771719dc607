"""What intake refuses, and in which words."""

from collections.abc import Iterable
from datetime import datetime

from shared.support.errors import Conflict, FieldError, Forbidden, Invalid, NotFound


class Suspicious(Forbidden):
    """A WeCom push that is rightly signed and refused all the same: it is put on record."""


def unknown_report() -> NotFound:
    """No report has this id."""
    return NotFound("not_found", "There is no report with this id.")


def same_matter(report_id: str, number: str, accepted_at: datetime) -> Conflict:
    """The same reporter reported the same customer a moment ago; they say first whether it is the same matter."""
    sentence = "You reported this customer a moment ago: is it the same matter?"
    return Conflict("same_matter", sentence, id=report_id, number=number, accepted_at=accepted_at)


def detected_in_future() -> Invalid:
    """`detected_at` is more than two minutes ahead of the server."""
    error = FieldError("detected_at", "in_future", "This time is more than two minutes ahead of the server's.")
    return Invalid("invalid", "The report has a time in the future.", errors=(error,))


def below_filing_minimum(missing: tuple[str, ...]) -> Invalid:
    """Fields that the flow cannot start without are `missing` (`policy.missing`): stage `filed` was stated, or an
    amendment takes them away."""
    said = {
        "ground": "To start the flow, give a ground or a text.",
        "customer": "To start the flow, give some way to the customer: phone, policy, claim or accident number.",
    }
    errors = tuple(FieldError(field, "required_to_file", said[field]) for field in missing)
    return Invalid("below_filing_minimum", "Too little is known to start the flow.", errors=errors)


def reason_needed() -> Invalid:
    """The person or unit complained of is cleared or changed only with a reason."""
    error = FieldError("reason", "required", "Say why the person or unit complained of is changed.")
    return Invalid("invalid", "A reason is needed.", errors=(error,))


def only_a_supervisor() -> Forbidden:
    """A sender in the chat cannot clear or change the person or unit complained of."""
    return Forbidden("forbidden", "Only a supervisor changes the person or unit complained of.")


_CALLED = {
    "cause": "cause",
    "responsible_unit_id": "unit",
    "subject_staff_id": "person",
    "previous_id": "report",
}


def unknown_references(fields: Iterable[str]) -> Invalid:
    """Fields name a unit, a person, a cause or a report that does not exist."""
    errors = tuple(FieldError(field, "unknown", f"There is no such {_CALLED[field]}.") for field in fields)
    return Invalid("invalid", "The report names something that does not exist.", errors=errors)


def no_such_item() -> NotFound:
    """No data-quality item has this id."""
    return NotFound("not_found", "There is no such data-quality item.")


def item_is_done(state: str, by: str | None, at: datetime | None) -> Conflict:
    """A data-quality item is resolved or dismissed once."""
    return Conflict(f"already_{state}", f"The item is already {state}.", state=state, by=by, at=at)


def not_in_directory() -> Invalid:
    """A reporter is named by the staff id of a person of the directory."""
    error = FieldError("staff_id", "unknown", "There is no such person.")
    return Invalid("invalid", "Name the person by their staff id.", errors=(error,))


def already_named() -> Conflict:
    """Only a supervisor changes the person complained of."""
    return Conflict("already_named", "The report names the person complained of by now: close the item without one.")


def app_not_configured() -> NotFound:
    """There is no such WeCom app, or it is not set up here."""
    return NotFound("app_not_configured", "This WeCom app is not set up here.")


def not_genuine() -> Forbidden:
    """Nothing proves that WeCom sent it. The same words for every fault, on purpose."""
    return Forbidden("not_genuine", "This is not a genuine WeCom request.")


def stale_check() -> Suspicious:
    """A check of the URL, signed more than ten minutes ago or ahead: it may be a recording."""
    return Suspicious("stale_check", "This check of the URL is not of the last ten minutes.")


def no_number() -> Suspicious:
    """A check of the URL holds a short number. A captured push or reply sent as one would be read by its sender."""
    return Suspicious("not_a_check", "This is no check of a URL.")


def check_used() -> Suspicious:
    """A check of the URL is answered once."""
    return Suspicious("check_used", "This check of the URL was answered before.")


def stale_push() -> Suspicious:
    """Signed more than ten minutes ago, or ahead: it may be a recording."""
    return Suspicious("stale_push", "This push is not of the last ten minutes.")


def not_for_this_app() -> Suspicious:
    """Addressed to another company, or to another of its apps."""
    return Suspicious("not_for_this_app", "This push is for another app.")


def unreadable_push() -> Suspicious:
    """Rightly signed, but it cannot be decrypted, or it holds no message of WeCom's."""
    return Suspicious("unreadable_push", "This push holds no message of WeCom's.")
