"""The clock protocol, injected everywhere; only its implementations read a host clock or a database clock."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The clock of the hotline."""

    def now(self) -> datetime:
        """The hotline's time, aware, in UTC. It never moves back."""

    def scaled(self, duration: timedelta) -> timedelta:
        """A real duration (a lease, a token's life) in hotline time: the duration times the speed."""
