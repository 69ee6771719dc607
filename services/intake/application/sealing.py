"""Sealing: personal data passes from the clear into values under the case's key, before a command is made of it."""

from dataclasses import replace
from typing import Any

from services.intake.application.plain import TEXTS, UNSEALED, PlainDetails, PlainReport, PlainReporter
from services.intake.domain.model import Change, Submission
from services.intake.domain.reporter import Origin
from shared.contracts.base import Sealed
from shared.contracts.intake import Details, Unknown
from shared.platform.privacy.customer import INDEXES, seal_customer
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.sealing import CaseKey
from shared.support.text import sanitize


def seal_report(key: CaseKey, index: BlindIndex, plain: PlainReport, origin: Origin) -> Submission:
    """The report, to be accepted as the case of this key."""
    return Submission(
        case_id=key.case_id,
        origin=_with_statement(key, origin, plain.reporter) if plain.reporter else origin,
        stage=plain.stage,
        detected_at=plain.detected_at,
        details=_seal_details(key, index, plain.details),
    )


def seal_change(key: CaseKey, index: BlindIndex, plain: PlainDetails, reason: str | None = None) -> Change:
    """The amendment that puts what is stated in the place of what was known."""
    return Change(
        details=_seal_details(key, index, plain),
        stated=plain.stated - {"customer"},
        stated_of_customer=_with_indexes(plain.stated_of_customer),
        reason=key.seal("reason", reason) if reason else None,
    )


def seal_addition(key: CaseKey, index: BlindIndex, plain: PlainDetails, known: Details) -> Change:
    """The amendment by which nothing is lost: a text goes below the known one, risk flags join those that are known."""
    text = plain.text
    if text is not None and known.text is not None:
        text = sanitize(f"{key.open('text', known.text)}\n{text}")
    risk_flags = tuple(dict.fromkeys((*known.risk_flags, *plain.risk_flags)))
    return seal_change(key, index, replace(plain, text=text, risk_flags=risk_flags))


def _with_statement(key: CaseKey, origin: Origin, plain: PlainReporter) -> Origin:
    """What was stated of a reporter is kept only if the directory does not know them."""
    if not origin.reporter.unresolved:
        return origin

    def seal(field: str, said: str | None) -> Sealed | None:
        return key.seal(f"reporter.{field}", said) if said else None

    reporter = replace(
        origin.reporter,
        stated_name=seal("name", plain.name),
        stated_phone=seal("phone", plain.phone),
        stated_userid=seal("userid", plain.staff_id),
    )
    return replace(origin, reporter=reporter)


def _seal_details(key: CaseKey, index: BlindIndex, plain: PlainDetails) -> Details:
    fields: dict[str, Any] = {name: getattr(plain, name) for name in UNSEALED}
    fields |= {name: key.seal(name, text) for name in TEXTS if (text := getattr(plain, name))}
    unknown = tuple(Unknown(field=field, text=key.seal(f"unknown.{field}", text)) for field, text in plain.unknown)
    return Details(**fields, unknown=unknown, customer=seal_customer(key, index, plain.customer))


def _with_indexes(stated: frozenset[str]) -> frozenset[str]:
    """A changed number changes its blind index too."""
    return stated.union(*(INDEXES[name] for name in stated & INDEXES.keys()))
