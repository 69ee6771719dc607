"""The reception: takes a report in the clear, gives it a case and a key, seals it, and has it accepted.

Here personal data passes from the clear into sealed values; a chat message is read just before (`chat`). The key is
durable before the report is: an orphan key harms nobody.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.intake.application.commands import AmendmentOf, AmendReport, SubmitReport
from services.intake.application.views import Receipt
from services.intake.domain import errors
from services.intake.domain.model import Change, Report, Submission
from services.intake.domain.reporter import Source, Stated
from shared.contracts.intake import Details
from shared.contracts.words import App, Ground, Line, RiskFlag, Stage
from shared.engine.db.database import Collision
from shared.engine.executor import Outcome
from shared.platform.identity.actor import Actor
from shared.platform.privacy.customer import Customer, seal_customer
from shared.platform.privacy.sealing import CaseKey
from shared.platform.privacy.vault import Vault
from shared.support import metrics
from shared.support.text import sanitize


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainDetails:
    """Details as they came in, in the clear. `stated` names the fields that were given."""

    ground: Ground | None = None
    cause: str | None = None
    line: Line | None = None
    responsible_unit_id: str | None = None
    subject_staff_id: str | None = None
    customer: Customer = field(default_factory=Customer)
    risk_flags: tuple[RiskFlag, ...] = ()
    text: str | None = None
    call_id: str | None = None
    previous_id: str | None = None
    stated: frozenset[str] = frozenset()
    stated_of_customer: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainReport:
    """A report as it came in, in the clear."""

    by: str | None
    stage: Stage | None = None
    detected_at: datetime | None = None
    app: App | None = None
    details: PlainDetails
    reporter_staff_id: str | None = None
    reporter_name: str | None = None
    reporter_phone: str | None = None
    reporter_unit_id: str | None = None


SourceOf = Callable[[Stated], Source]
Submit = Callable[[SubmitReport], Awaitable[Outcome]]
Amend = Callable[[AmendReport], Awaitable[Outcome]]
Add = Callable[[AmendmentOf], Awaitable[Outcome]]


class Reception:
    """See the module."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    async def submit(self, plain: PlainReport, source_of: SourceOf, submit: Submit) -> Outcome:
        """Seal and submit. A number that is taken already (one in a trillion) gets another case."""
        try:
            return await submit(await self._sealed(plain, source_of))
        except Collision:
            return await submit(await self._sealed(plain, source_of))

    async def amend(self, case_id: str, actor: Actor | None, plain: PlainDetails, amend: Amend) -> Outcome:
        """Seal and amend. Raises `NotFound` for a case without a key: unknown, or erased."""
        key = await self._key(case_id)
        return await amend(AmendReport(case_id=case_id, actor=actor, change=self._change(key, plain)))

    async def add(self, case_id: str, actor: Actor | None, plain: PlainDetails, add: Add) -> Outcome:
        """As `amend`, but nothing is lost: a text goes below the one that is there, risk flags join those that are."""
        key = await self._key(case_id)

        def amendment_of(report: Report) -> AmendReport:
            change = self._change(key, _below(key, report.details, plain))
            return AmendReport(case_id=case_id, actor=actor, change=change)

        return await add(amendment_of)

    async def _key(self, case_id: str) -> CaseKey:
        key = await self._vault.key(case_id)
        if key is None:
            raise errors.unknown_report()
        return key

    def _change(self, key: CaseKey, plain: PlainDetails) -> Change:
        return Change(
            details=self._details(key, plain),
            stated=plain.stated - {"customer"},
            stated_of_customer=_with_indexes(plain.stated_of_customer),
        )

    async def _sealed(self, plain: PlainReport, source_of: SourceOf) -> SubmitReport:
        key = await self._vault.new_case()
        stated = Stated(
            staff_id=plain.reporter_staff_id,
            name=key.seal("reporter.name", plain.reporter_name) if plain.reporter_name else None,
            phone=key.seal("reporter.phone", plain.reporter_phone) if plain.reporter_phone else None,
            unit_id=plain.reporter_unit_id,
        )
        source = source_of(stated)
        submission = Submission(
            case_id=key.case_id,
            channel=source.channel,
            by=plain.by,
            reporter=source.reporter,
            registered_by=source.registered_by,
            app=plain.app,
            other_module=source.other_module,
            stage=plain.stage,
            detected_at=plain.detected_at,
            details=self._details(key, plain.details),
        )
        return SubmitReport(submission=submission)

    def _details(self, key: CaseKey, plain: PlainDetails) -> Details:
        return Details(
            ground=plain.ground,
            cause=plain.cause,
            line=plain.line,
            responsible_unit_id=plain.responsible_unit_id,
            subject_staff_id=plain.subject_staff_id,
            customer=seal_customer(key, self._vault.index, plain.customer),
            risk_flags=plain.risk_flags,
            text=key.seal("text", plain.text) if plain.text else None,
            call_id=plain.call_id,
            previous_id=plain.previous_id,
        )


def count(receipt: Receipt) -> None:
    """Count a report that is on record for good, and was not before (Art. 11: the share of each channel)."""
    metrics.reports.labels(receipt.channel.value, receipt.stage.value).inc()


def _below(key: CaseKey, known: Details, plain: PlainDetails) -> PlainDetails:
    text = plain.text
    if text is not None and known.text is not None:
        text = sanitize(f"{key.open('text', known.text)}\n{text}")
    return replace(plain, text=text, risk_flags=tuple(dict.fromkeys((*known.risk_flags, *plain.risk_flags))))


def _with_indexes(stated: frozenset[str]) -> frozenset[str]:
    """A changed phone or policy number changes its blind index too."""
    indexes = {f"{name.removesuffix('_no')}_index" for name in stated & {"phone", "policy_no"}}
    return stated | indexes
