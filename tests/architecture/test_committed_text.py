"""What is committed makes sense on every machine: no paths of one machine, no registry's address, locks with hashes.

Judged are the files that git tracks or would track (not ignored); in an unpacked archive, all files outside of caches.
"""

import re
import subprocess
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.code import ROOT

LARGEST = 1_000_000
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
BINARY = frozenset({".png", ".ico", ".woff2", ".gz", ".db"})

SOMEBODYS_PATH = re.compile(r"(?<![\w.~<{$-])/(?:work|root|Users|home/\w+)/[\w.]")
ADDRESS = re.compile(
    r"\b(?:https?|git\+\w+|ssh)://(?:[\w.%+-]+(?::[^@/\s]*)?@)?(\[[^]]*\]|[\w.{}$%*-]+)", re.IGNORECASE
)
OWN_INDEX = re.compile(r"--(?:extra-)?index-url|--find-links|--trusted-host|--registry\b", re.IGNORECASE)
REGISTRY_LABELS = (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("maven", "org"), ("golang", "org"))
REGISTRIES = tuple(".".join(labels) for labels in REGISTRY_LABELS)

KNOWN_HOSTS = (  # may be written down: this machine, examples, standards, the outside systems we speak to
    "localhost",
    "example.com",
    "example.org",
    "example.net",
    "json-schema.org",
    "www.w3.org",
    "www.rfc-editor.org",
    "datatracker.ietf.org",
    "keepachangelog.com",
    "semver.org",
    "cloudevents.io",
    "qyapi.weixin.qq.com",
    "open.weixin.qq.com",
    "developer.work.weixin.qq.com",
)
KNOWN_ENDINGS = (".test", ".invalid", ".example", ".localhost", ".example.com", ".example.org")


@cache
def committed() -> tuple[str, ...]:
    """Paths of the files to judge, relative to the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        listed = [path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*")]
        listed = [path for path in listed if not is_ignored(path, (ROOT / ".gitignore").read_text(encoding="utf-8"))]
    return tuple(sorted(path for path in listed if path and (ROOT / path).is_file()))


def is_ignored(path: str, ignored: str) -> bool:
    """What git would say of a path, as far as our plain .gitignore goes."""
    parts = Path(path).parts
    for pattern in [".git", *ignored.split()]:
        name = pattern.strip("/")
        if any(Path(part).match(name) for part in (parts[:1] if pattern.startswith("/") else parts)):
            return True
    return False


def texts() -> Iterable[tuple[str, str]]:
    """(path, text) of all that is text."""
    for path in committed():
        if Path(path).suffix not in BINARY:
            yield path, (ROOT / path).read_text(encoding="utf-8")


def flaws(path: str, text: str) -> list[str]:
    """What a text says that only one machine, or only the maker of the lock, understands."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if SOMEBODYS_PATH.search(line):
            found.append(f"{path}:{number}: an absolute path of one machine")
        if any(registry in line for registry in REGISTRIES) or OWN_INDEX.search(line):
            found.append(f"{path}:{number}: where packages come from is the machine's business, not the repository's")
        strangers = [host for host in ADDRESS.findall(line) if not is_known(host)]
        found += [f"{path}:{number}: {host} is not among the known hosts of this test" for host in strangers]
    return found


def is_known(host: str) -> bool:
    """True for hosts that may be written down: numbers of this machine, names filled in later, and the known ones."""
    host = host.lower().rstrip(".")
    if host.startswith(("127.", "[", "{", "$", "%", "0.0.0.0")) or "." not in host:
        return True
    return host in KNOWN_HOSTS or host.endswith(KNOWN_ENDINGS)


def flaws_of_a_lock(text: str) -> list[str]:
    """A lock pins every package to one version with hashes, and says nothing of where it comes from."""
    found = ["an address"] if "://" in text or "@ " in text else []
    lines = [
        line for line in text.replace("\\\n", " ").splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]
    for line in lines:
        if line.startswith("-"):
            found.append(f"an option: {line}")
        elif not re.match(r"[a-z0-9._-]+(\[[\w,]+\])?==\S+ ", line):
            found.append(f"not pinned: {line.split()[0]}")
        elif "--hash=sha256:" not in line:
            found.append(f"no hash: {line.split()[0]}")
    return found or ([] if lines else ["nothing at all"])


def test_nothing_committed_belongs_to_one_machine() -> None:
    own = Path(__file__).relative_to(ROOT).as_posix()
    wrong = [flaw for path, text in texts() if path != own for flaw in flaws(path, text)]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("path", [".venv/bin/x", "shared/__pycache__/x.pyc", "x.pyc", "data/intake.db", ".git/config"])
def test_without_git_what_is_ignored_is_left_out_all_the_same(path: str) -> None:
    assert is_ignored(path, ".venv/\n__pycache__/\n*.pyc\n/data/\n")
    assert not is_ignored("services/intake/data/seed.csv", ".venv/\n__pycache__/\n*.pyc\n/data/\n")


def test_no_committed_file_is_large() -> None:
    large = [path for path in committed() if (ROOT / path).stat().st_size > LARGEST]
    assert not large


def test_nothing_that_is_made_anew_is_committed() -> None:
    assert not [
        path for path in committed() if re.search(r"__pycache__|\.pyc$|(^|/)\.env$|\.sqlite3?$|\.db(-\w+)?$", path)
    ]


@pytest.mark.parametrize("name", LOCKS)
def test_the_lock_pins_everything_with_hashes(name: str) -> None:
    assert flaws_of_a_lock((ROOT / name).read_text(encoding="utf-8")) == []


def test_what_runs_and_what_is_tested_are_the_same_versions() -> None:
    run, test, bench = (
        set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)) for name in LOCKS
    )
    assert run <= test <= bench


def test_linters_and_test_tools_are_not_in_the_run_lock() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert not re.findall(r"^(pytest\S*|ruff|mypy|hypothesis\S*|schemathesis|coverage)==", text, re.MULTILINE)


@pytest.mark.parametrize(
    "line",
    [
        "see /work/here/README.md",
        "cd /root/project",
        'path = "/home/anna/code"',
        "/Users/anna/code",
        "pip install --index-url https://localhost/simple x",
        "npm install --registry elsewhere",
        "https://files." + REGISTRIES[1] + "/x.whl",
        "from " + REGISTRIES[0],
        "clone https://code.somewhere.io/x.git",
        "git+https://code.somewhere.io/x.git",
        "ssh://git@code.somewhere.io/x",
    ],
)
def test_a_line_that_belongs_to_one_machine_is_found(line: str) -> None:
    assert flaws("x.md", line)


@pytest.mark.parametrize(
    "line",
    [
        "GET /workload/orders",
        "files under docs/work/x",
        "the api is /api/callback/cases/{id}",
        "http://127.0.0.1:8080/livez and http://[::1]:8080",
        "http://{host}:{port}/",
        "https://qyapi.weixin.qq.com/cgi-bin/gettoken",
        "http://wecom.test/x",
        "kafka://broker",
        "~/work/x and $HOME/root/x",
    ],
)
def test_a_line_that_anybody_understands_is_left_alone(line: str) -> None:
    assert flaws("x.md", line) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing"),
        ("fastapi==1.0 ; python_version >= '3'\n", "no hash"),
        ("fastapi>=1.0 \\\n    --hash=sha256:aa\n", "not pinned"),
        ("fastapi @ file:x \\\n    --hash=sha256:aa\n", "address"),
        ("--find-links x\nfastapi==1.0 \\\n    --hash=sha256:aa\n", "option"),
        ("fastapi==1.0 \\\n    --hash=sha256:aa\n    # from https://x\n", "address"),
    ],
)
def test_a_lock_that_is_not_one_is_found(text: str, says: str) -> None:
    assert says in " ".join(flaws_of_a_lock(text))


def test_a_sound_lock_has_no_flaw() -> None:
    assert (
        flaws_of_a_lock(
            "# made by make lock\nfastapi==1.0 ; sys_platform != 'x' \\\n    --hash=sha256:aa\n    # via x\n"
        )
        == []
    )
