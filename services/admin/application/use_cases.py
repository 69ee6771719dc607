"""All use cases of administration, each a class of its own, as its routes and pages are given them."""

from dataclasses import dataclass

from services.admin.application.administration import Administration
from services.admin.application.clock import ClockDecisions
from services.admin.application.erasing import Erasing
from services.admin.application.health import HealthReading
from services.admin.application.holding import Holding
from services.admin.application.operations import Operations
from services.admin.application.overseeing import Overseeing
from services.admin.application.retention import Retention
from services.admin.application.signing_in import SigningIn


@dataclass(frozen=True, kw_only=True, slots=True)
class UseCases:
    """They share nothing but the context."""

    administration: Administration
    operations: Operations
    health: HealthReading
    clock: ClockDecisions
    erasing: Erasing
    holding: Holding
    retention: Retention
    signing_in: SigningIn
    overseeing: Overseeing
