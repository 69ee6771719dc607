"""The services as processes of their own on real servers, for tests that kill them."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx

from deploy.servers.scale import ServiceProcess
from shared.contracts.services import PROCESSES


class ServiceProcesses:
    """One process of each service, and clients for each. A killed one can be started again on its own port."""

    def __init__(self, folder: Path, processes: dict[str, ServiceProcess]) -> None:
        self.processes = processes
        self._folder = folder

    def client(self, service: str, staff_id: str) -> httpx.AsyncClient:
        """A client of this service's process, with the token of this person."""
        entries = json.loads((self._folder / "demo-sign-ins.json").read_text("utf-8"))
        token = next(entry["token"] for entry in entries if entry["staff_id"] == staff_id)
        url = f"http://{self.processes[service].address}"
        return httpx.AsyncClient(
            base_url=url, headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=20
        )

    async def restart(self, service: str) -> None:
        """Start a killed process again, and wait until it answers."""
        self.processes[service].start()
        await asyncio.to_thread(self.processes[service].wait)


@contextmanager
def running_services(folder: Path, names: Sequence[str] = PROCESSES, **settings: str) -> Iterator[ServiceProcesses]:
    """All processes, or these, ready; stopped gracefully at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    given = {f"HOTLINE_{name.upper()}": value for name, value in settings.items()}
    environment = {"HOTLINE_REPORTS_A_MINUTE": "0", "HOTLINE_FAILURES_A_MINUTE": "0"} | given
    environment |= {"HOTLINE_DATA_DIR": str(folder), "HOTLINE_LOG_FORMAT": "json"}
    with ExitStack() as stack:
        processes = {name: ServiceProcess(name, 1, folder / "processes", environment) for name in names}
        for process in processes.values():
            stack.callback(process.stop)
            process.start()
        for process in processes.values():
            process.wait()
        yield ServiceProcesses(folder, processes)
