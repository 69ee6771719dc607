"""What intake refuses, and in which words."""

from shared.errors import FieldError, Invalid, NotFound


def unknown_report() -> NotFound:
    """No report has this id."""
    return NotFound("not_found", "There is no report with this id.")


def detected_in_future() -> Invalid:
    """`detected_at` is more than two minutes ahead of the server."""
    error = FieldError("detected_at", "in_future", "This time is more than two minutes ahead of the server's.")
    return Invalid("invalid", "The report has a time in the future.", errors=(error,))


def below_filing_minimum(missing: tuple[str, ...]) -> Invalid:
    """Stage `filed` was asked for without what it takes (a ground or text, and some way to the customer)."""
    said = {
        "ground": "To start the flow, give a ground or a text.",
        "customer": "To start the flow, give some way to the customer: phone, policy, claim or accident number.",
    }
    errors = tuple(FieldError(field, "required_to_file", said[field]) for field in missing)
    return Invalid("below_filing_minimum", "Too little is known to start the flow.", errors=errors)


def unknown_reference(field: str, what: str) -> Invalid:
    """A field names a unit, a person, a cause or a report that is not there."""
    error = FieldError(field, "unknown", f"There is no such {what}.")
    return Invalid("invalid", "The report names something that is not there.", errors=(error,))
