"""`deploy/bootstrap.sh` installs a lock exactly: by the oldest pip of Python 3.11, by a newer one and by uv.

Seen with Debian's pip: a newer release of a package that another one asks for with an extra made it resolve again, and
stop at *all requirements must have their versions pinned*. Here such packages are made and lie in a folder; only pip
and uv themselves are fetched.
"""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from deploy.servers.failures import PartMissing
from tests.architecture.code import ROOT
from tests.harness.servers import skipped_without_parts

OLDEST = "pip==22.3" if sys.version_info < (3, 12) else "pip==23.2.1"  # what Python 3.11 and 3.12 came with
INSTALLERS = (OLDEST, "pip==26.3", "uv==0.13.9")
VERSIONS = "from importlib.metadata import version; print(version('reporter'), version('measure'))"


@dataclass(frozen=True, slots=True)
class Project:
    """A project with a bootstrap, a lock and a virtual environment to come."""

    folder: Path
    packages: Path
    environment: Mapping[str, str]

    def lock(self, *names: str) -> None:
        """Lock release 1.0 of these packages."""
        lines = [f"{name}==1.0 --hash=sha256:{_hash_of(self.packages / _wheel(name, '1.0'))}\n" for name in names]
        (self.folder / "requirements.lock").write_text("".join(lines))

    def bootstrap(self) -> subprocess.CompletedProcess[str]:
        """Run the bootstrap; `stderr` is what a person sees."""
        command = [str(self.folder / "deploy" / "bootstrap.sh")]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)

    def installed(self) -> str:
        """The versions of both packages."""
        return _run([str(self.folder / ".venv" / "bin" / "python"), "-c", VERSIONS]).strip()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python with a pip, to fetch others with: this one, unless uv made its environment."""
    if find_spec("pip") is not None:
        return Path(sys.executable)
    folder = tmp_path_factory.mktemp("client")
    _run([sys.executable, "-m", "venv", str(folder)])
    return folder / "bin" / "python"


@pytest.fixture(scope="module", params=INSTALLERS)
def prepared(request: pytest.FixtureRequest, client: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with this pip and nothing else, or a folder with this uv."""
    folder = tmp_path_factory.mktemp("prepared")
    pip = [str(client), "-m", "pip", "--quiet"]
    if request.param.startswith("uv"):
        fetch = [*pip, "install", "--no-deps", "--target", str(folder), request.param]
    else:
        _run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
        fetch = [*pip, "--python", str(folder / "bin" / "python"), "install", request.param]
    done = subprocess.run(fetch, capture_output=True, text=True, check=False)
    with skipped_without_parts():
        if done.returncode != 0:
            raise PartMissing(f"{request.param} could not be fetched: {done.stderr.strip()[-300:]}")
    return folder


@pytest.fixture
def project(prepared: Path, tmp_path: Path) -> Project:
    """The project, its packages in a folder that stands for the registry: of `measure` there is a newer release."""
    folder, packages = tmp_path / "project", tmp_path / "packages"
    packages.mkdir()
    _make_wheel(packages, "reporter", "1.0", "Requires-Dist: measure[toml]>=1.0\n")
    for version in ("1.0", "2.0"):
        _make_wheel(packages, "measure", version, "Provides-Extra: toml\n")
    (folder / "deploy").mkdir(parents=True)
    shutil.copy(ROOT / "deploy" / "bootstrap.sh", folder / "deploy")
    path = [each for each in os.environ["PATH"].split(os.pathsep) if not (Path(each) / "uv").exists()]
    if (prepared / "pyvenv.cfg").exists():
        shutil.copytree(prepared, folder / ".venv", symlinks=True)
    else:
        path.insert(0, str(prepared / "bin"))
    environment = {name: value for name, value in os.environ.items() if name != "HOTLINE_VENV"} | {
        "PATH": os.pathsep.join(path),
        "HOTLINE_PYTHON": sys.executable,
        **{f"{tool}_{name}": value for tool in ("PIP", "UV") for name, value in _only_from(packages).items()},
    }
    return Project(folder, packages, environment)


def test_a_newer_release_changes_nothing(project: Project) -> None:
    project.lock("measure", "reporter")
    done = project.bootstrap()
    assert done.returncode == 0, done.stderr
    assert project.installed() == "1.0 1.0"
    assert re.search(r"^bootstrap: installing requirements\.lock into \.venv \.\.\. \d+ s$", done.stderr, re.MULTILINE)
    again = project.bootstrap()
    assert (again.returncode, again.stderr) == (0, "")


def test_a_lock_that_lacks_a_package_fails_and_says_which(project: Project) -> None:
    project.lock("reporter")
    done = project.bootstrap()
    last = done.stderr.splitlines()[-1]
    assert done.returncode == 1
    assert re.match(r"bootstrap: the packages in \.venv do not fit together: .*measure.*; remove \.venv and try", last)
    project.lock("measure", "reporter")
    assert project.bootstrap().returncode == 0


def _only_from(folder: Path) -> dict[str, str]:
    return {"NO_INDEX": "1", "FIND_LINKS": str(folder)}


def _make_wheel(folder: Path, name: str, version: str, metadata: str) -> None:
    """Write a package with one empty module."""
    about = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = [f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in files.items()]
    files[f"{about}/RECORD"] = "".join([*record, f"{about}/RECORD,,\n"])
    with zipfile.ZipFile(folder / _wheel(name, version), "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)


def _wheel(name: str, version: str) -> str:
    return f"{name}-{version}-py3-none-any.whl"


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


def _run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
