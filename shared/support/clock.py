"""Where time comes from: a protocol, injected everywhere. Nothing else in the code reads a clock."""

from datetime import datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """The authority clock."""

    def now(self) -> datetime:
        """The hotline's time, aware, UTC. Never goes back."""

    def scaled(self, duration: timedelta) -> timedelta:
        """A real duration (a lease, a token's life) in hotline time: the duration times the speed."""
