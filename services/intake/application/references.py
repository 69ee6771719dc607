"""What a report refers to: a cause, a unit, a person, an earlier report; and what becomes of one that we do not know.

It is taken out of its field and kept as it was stated. Whether the report is refused for it is decided in the domain.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from services.intake.application.plain import REFERENCES, PlainDetails, PlainReport
from services.intake.application.ports import DirectoryNow, Rows
from services.intake.domain.reporter import Origin
from shared.rules.directory import Directory
from shared.rules.ladders.policy import PolicyBook
from shared.support.clock import Clock


@dataclass(frozen=True, slots=True)
class References:
    """Looks references up in the directory, the causes and the reports of the moment."""

    directory: DirectoryNow
    policies: PolicyBook
    rows: Rows
    clock: Clock

    async def looked_up(self, details: PlainDetails) -> PlainDetails:
        """The details with an earlier report named by its id, and what we do not know as `unknown`.

        An amendment leaves the field as it was: nothing known is lost for something unknown.
        """
        if details.previous_id is not None:
            details = replace(details, previous_id=await self._report(details.previous_id))
        now = self.clock.now()
        given = ((field, getattr(details, field)) for field in REFERENCES)
        unknown = [(field, text) for field, text in given if text and not await self._knows(field, text, now)]
        if not unknown:
            return details
        fields = {field for field, _ in unknown}
        emptied: dict[str, Any] = dict.fromkeys(fields)
        return replace(details, **emptied, unknown=tuple(unknown), stated=details.stated - fields)

    async def _knows(self, field: str, text: str, now: datetime) -> bool:
        directory = self.directory.current
        match field:
            case "cause":
                return any(cause.code == text for cause in self.policies.causes(now))
            case "responsible_unit_id":
                return directory.unit(text) is not None
            case "subject_staff_id":
                return directory.person(text) is not None
            case _:
                return await self.rows.find(text) is not None

    async def _report(self, stated: str) -> str:
        """The id of the report with this number; what is no number stays."""
        found = await self.rows.find_by_number(stated.upper())
        return found.id if found is not None else stated


def with_unknown_unit(plain: PlainReport, origin: Origin, directory: Directory) -> PlainReport:
    """The report with the stated unit of an unknown reporter, if we do not know it either."""
    unit_id = plain.reporter.unit_id if plain.reporter is not None else None
    if not origin.reporter.unresolved or not unit_id or directory.unit(unit_id) is not None:
        return plain
    unknown = (*plain.details.unknown, ("reporter_unit_id", unit_id))
    return replace(plain, details=replace(plain.details, unknown=unknown))
