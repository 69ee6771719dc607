"""Texts of the chat, read: a report, an amendment, and what a report still lacks."""

from services.intake.application.short_report import details_of
from services.intake.domain import policy
from services.intake.domain.short_form import Amendment, ShortForm, read
from shared.platform.privacy.phones import numbers_in
from tests.unit.intake.sealed import details


def report(text: str) -> ShortForm:
    form = read(text, numbers_in)
    assert isinstance(form, ShortForm)
    return form


def amendment(text: str) -> Amendment:
    found = read(text, numbers_in)
    assert isinstance(found, Amendment)
    return found


def missing_from(form: ShortForm) -> tuple[str, ...]:
    """What a report of this form still lacks to be filed."""
    return policy.missing(details(details_of(form)))


USUAL = ShortForm(name="张三", phone="13812345678", text="定损太慢")
