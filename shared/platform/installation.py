"""All services of one installation, in whichever processes they run: what administration needs of them."""

from collections.abc import Sequence
from typing import Protocol

from shared.engine.db.database import Database
from shared.engine.loops import Component


class Installation(Protocol):
    """The services of `shared.contracts.services.SERVICES` by name. Others raise `KeyError`."""

    async def database(self, service: str) -> Database:
        """The database of a service; stays open until the process ends. Raises `DatabaseAway`."""

    async def wake(self, service: str) -> None:
        """Run another round of a service's loops now, in the process that runs them.

        A hint: one that is lost costs as much as the metronome's beat, one second.
        """

    async def quiet(self) -> bool:
        """True if no event of the services that run in this process waits for the bus."""

    def loops(self) -> Sequence[Component]:
        """The loops of the services that run in this process."""

    async def redate(self) -> int:
        """Have the services that run in this process apply the steps of the clock; returns how many cases moved."""
