"""One on-site case for a reader: beside the clock what it is about, personal data as it is to be shown."""

from dataclasses import dataclass
from datetime import datetime

from services.escalation.application.views import OnSiteRowView, no_words, row_view_of, view_of, words_of
from services.escalation.domain.model import Case
from shared.contracts.words import Ground, RiskFlag
from shared.platform.privacy.reading import Shown, ShownCustomer, StatedReporterView, stated_reporter


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseDetail(OnSiteRowView):
    """An on-site case, what was reported, and the customer."""

    reporter_stated: StatedReporterView | None
    ground: Ground | None
    cause: str | None
    risk_flags: tuple[RiskFlag, ...]
    customer: ShownCustomer
    text: str | None
    call_id: str | None
    erased_at: datetime | None


def detail_of(case: Case, shown: Shown, *, acts: tuple[str, ...] = (), notes: bool = True) -> CaseDetail:
    """The case with its personal data as `shown`; with what was written only if `notes`."""
    view, details = row_view_of(view_of(case, words_of(shown) if notes else no_words), acts), case.details
    return CaseDetail(
        **{name: getattr(view, name) for name in OnSiteRowView.__dataclass_fields__},
        reporter_stated=stated_reporter(case.reporter, shown),
        ground=details.ground,
        cause=details.cause,
        risk_flags=details.risk_flags,
        customer=shown.customer(),
        text=shown.text("text", details.text),
        call_id=shown.text("call_id", details.call_id),
        erased_at=case.erased_at,
    )
