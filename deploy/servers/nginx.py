"""nginx in front of the services: one address for all of them, by the configuration in `deploy/nginx`."""

import shutil
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.servers.packages import install
from deploy.servers.process import ServerProcess
from shared.contracts.services import PROCESSES

LISTENS_WITHIN = 10.0  # seconds
CONFIGURATION = Path(__file__).resolve().parent.parent / "nginx" / "hotline.conf"


def binary() -> str:
    """The path of nginx; installed if it is missing and that is allowed here. Raises `PartMissing`."""
    if shutil.which("nginx") is None:
        install("nginx-light", reason="nginx is missing")
    return shutil.which("nginx") or "/usr/sbin/nginx"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tls:
    """A second address (host:port), at which nginx speaks TLS."""

    listen: str
    certificate: Path
    key: Path

    def directives(self) -> str:
        """What stands in the configuration."""
        files = f"ssl_certificate {self.certificate};\n        ssl_certificate_key {self.key};"
        return f"listen {self.listen} ssl;\n        {files}"


def configuration(listen: str, upstreams: Mapping[str, Sequence[str]], tls: Tls | None = None) -> str:
    """The configuration for these addresses (host:port); `upstreams` has those of each of `PROCESSES`.

    A process that refused is asked again at once: of two that are replaced one after the other, one is always there.
    """
    text = CONFIGURATION.read_text("utf-8")
    if tls is not None:
        text = text.replace("listen ${LISTEN};", f"listen ${{LISTEN}};\n        {tls.directives()}")
    text = text.replace("${LISTEN}", listen)
    for name in PROCESSES:
        servers = "\n        ".join(f"server {address} max_fails=0;" for address in upstreams[name])
        text = text.replace(f"${{{name.upper()}}}", servers)
    return text


class Nginx:
    """One nginx on a folder, until it is stopped."""

    def __init__(
        self, folder: Path, listen: str, upstreams: Mapping[str, Sequence[str]], tls: Tls | None = None
    ) -> None:
        self._listen = listen
        self._tls = tls
        self._upstreams = upstreams
        self._process = ServerProcess("nginx", folder)

    def __enter__(self) -> "Nginx":
        self._process.take()
        path = self._process.folder / "nginx.conf"
        path.write_text(configuration(self._listen, self._upstreams, self._tls), "utf-8")
        single = (
            "daemon off; master_process off;"  # one process: a master that is killed would leave its workers behind
        )
        command = [binary(), "-p", str(self._process.folder), "-c", str(path), "-e", "stderr", "-g", single]
        self._process.launch(command)
        self._process.wait_until(self._listens, within=LISTENS_WITHIN)
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.stop()

    def _listens(self) -> bool:
        host, _, port = self._listen.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=1).close()
        except OSError:
            return False
        return True

    @property
    def running(self) -> bool:
        """True while the process is there."""
        return self._process.running

    @property
    def log(self) -> Path:
        """The file of its output."""
        return self._process.log
