"""The house: what every service is given from outside. Built once a process, passed to each `bootstrap.build`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from shared.calendar.working import WorkingCalendar
from shared.clock import Clock
from shared.clocks import read_wall
from shared.db.database import Database
from shared.directory.store import DirectorySource
from shared.faults import Crash, never
from shared.identity.tokens import TokenStore
from shared.ids import Ids
from shared.ladders.policy import PolicyBook
from shared.privacy.vault import Vault
from shared.settings import Settings


@dataclass(frozen=True, kw_only=True)
class House:
    """Clock, ids, reference data and keys of one process.

    `wall` is the host's wall clock, in real time whatever the speed: for what strangers stamp with theirs (a WeCom
    push), never for a clock of the hotline.
    """

    settings: Settings
    clock: Clock
    ids: Ids
    platform: Database
    directory: DirectorySource
    tokens: TokenStore
    vault: Vault
    policies: PolicyBook
    calendar: WorkingCalendar
    crash: Crash = never
    wall: Callable[[], datetime] = read_wall
