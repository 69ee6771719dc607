"""The metronome: wakes every loop once a second, so that a lost wake-up costs no more than that. It holds no state."""

from collections.abc import Sequence

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from shared.engine.loops import Component

BEAT_SECONDS = 1


class Metronome:
    """The beat of all components of a process."""

    def __init__(self, loops: Sequence[Component]) -> None:
        self._loops = loops
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        )

    def start(self) -> None:
        """Start the beat."""
        self._scheduler.add_job(self._beat, "interval", seconds=BEAT_SECONDS)
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop the beat."""
        self._scheduler.shutdown(wait=False)

    async def _beat(self) -> None:
        for loop in self._loops:
            loop.wake()
