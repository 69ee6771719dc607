"""The application context: what a process builds once and passes to every service's `bootstrap.build`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shared.engine.db.database import Database
from shared.platform.admission import Admission
from shared.platform.directory.store import DirectorySource
from shared.platform.erasure.outside import ErasedList
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.platform.identity.sessions import SessionStore
from shared.platform.identity.tokens import TokenStore
from shared.platform.installation import Installation
from shared.platform.privacy.lookups import LookingUp
from shared.platform.privacy.revealing import Revealing
from shared.platform.privacy.vault import Vault
from shared.platform.security_events import SecurityLog
from shared.platform.settings import OwnSettings, ServiceSettings, Settings
from shared.rules.calendar.working import WorkingCalendar
from shared.rules.ladders.policy import PolicyBook
from shared.support.clock import Clock
from shared.support.faults import Crash, never
from shared.support.host_clock import read_wall
from shared.support.ids import Ids


@dataclass(frozen=True, kw_only=True)
class AppContext:
    """Clock, ids, reference data and keys of one process.

    `wall` is the real time (`RunningClock.wall`), which the speed does not change. It judges time stamps of outside
    systems (a WeCom push) and no deadline of the hotline. `service_settings`: those of single services that are given
    in code.
    """

    settings: Settings
    clock: Clock
    ids: Ids
    platform: Database
    directory: DirectorySource
    tokens: TokenStore
    sessions: SessionStore
    security: SecurityLog
    vault: Vault
    erased_list: ErasedList
    policies: PolicyBook
    calendar: WorkingCalendar
    revealing: Revealing
    looking_up: LookingUp
    installation: Installation
    local_admin: LocalAdminToken
    admission: Admission
    crash: Crash = never
    wall: Callable[[], datetime] = read_wall
    service_settings: tuple[ServiceSettings, ...] = ()

    def settings_of(self, kind: type[OwnSettings]) -> OwnSettings:
        """A service's own settings: those given in code, else those of the environment. Raises `ValidationError`."""
        given = next((each for each in self.service_settings if isinstance(each, kind)), None)
        return given or kind(profile=self.settings.profile)
