"""Holding a server process."""

from pathlib import Path

from deploy.servers.process import ServerProcess

SPINS = "for _ in 1 2 3 4; do while :; do :; done & done; echo spinning; wait"


def states(process: ServerProcess) -> set[str]:
    """The states of the process and its children, as the kernel names them."""
    stats = [Path(f"/proc/{pid}/stat").read_text() for pid in process._family()]
    return {stat.rpartition(")")[2].split()[0] for stat in stats}


def test_a_server_and_its_children_stand_still_when_pause_returns(tmp_path: Path) -> None:
    process = ServerProcess("spinning", tmp_path)
    process.take()
    process.launch(["sh", "-c", SPINS])
    try:
        process.wait_until(lambda: "spinning" in process.said(), within=30)
        for _ in range(10):
            process.pause()
            assert states(process) == {"T"}
            process.resume()
    finally:
        process.kill()
