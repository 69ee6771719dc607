"""Which unit probably has to handle a case: a suggestion only, a person of the group chooses."""

from datetime import datetime

from services.callback.domain.model import Case
from shared.rules.directory import Directory, Unit
from shared.rules.ladders.causes import unit_for
from shared.rules.ladders.policy import PolicyBook


def suggested_unit(case: Case, book: PolicyBook, directory: Directory, at: datetime) -> Unit | None:
    """The unit the reporter named, else the one the dated table gives for cause, line and the reporter's level."""
    named = directory.unit(case.details.complained_unit_id)
    met_by = directory.unit(case.reporter.unit_id)
    if named is not None or met_by is None:
        return named
    line = case.details.line or case.reporter.line
    suggestion = book.suggest(case.details.cause, line, met_by.level, at)
    return unit_for(suggestion, met_by.unit_id, directory) if suggestion is not None else None
