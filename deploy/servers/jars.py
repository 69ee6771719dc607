"""Apache Kafka's jars: resolved by Maven once, kept in the user's cache, each checked against the committed hashes.

`python -m deploy.servers.jars` writes the list of hashes anew, after a change of version in `kafka/pom.xml`.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from deploy.servers.failures import PartMissing
from deploy.servers.packages import install
from deploy.servers.steps import step

POM = Path(__file__).parent / "kafka" / "pom.xml"
HASHES = Path(__file__).parent / "kafka" / "jars.sha256"  # as `sha256sum --check` reads it


def kafka_jars() -> list[Path]:
    """Every jar of a broker's class path, whole and as listed. Fetches them when the cache has none."""
    listed = _listed()
    folder = _cache() / f"kafka-{hashlib.sha256(HASHES.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        _fill(folder, listed)
    wrong = _differences(folder, listed)
    if wrong:
        raise PartMissing(f"{', '.join(wrong)} in {folder} is not what {HASHES.name} lists; remove that folder")
    return [folder / name for name in listed]


def write_hashes() -> None:
    """List what Maven resolves now."""
    with TemporaryDirectory() as folder:
        _resolve(Path(folder))
        lines = [f"{_hash_of(path)}  {path.name}\n" for path in sorted(Path(folder).glob("*.jar"))]
    HASHES.write_text("".join(lines))


def _listed() -> dict[str, str]:
    """File name -> hash."""
    pairs = (line.split() for line in HASHES.read_text().splitlines())
    return {name: digest for digest, name in pairs}


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dissatisfaction-hotline"


def _fill(folder: Path, listed: dict[str, str]) -> None:
    """Fetched and checked beside its place, then moved there: two that do so at once do not meet."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent) as draft:
        jars = Path(draft) / "jars"
        _resolve(jars)
        wrong = _differences(jars, listed)
        if wrong:
            raise PartMissing(f"Maven brought another {', '.join(wrong)} than {HASHES.name} lists; it is not used")
        try:
            jars.rename(folder)
        except OSError:
            if not folder.exists():
                raise


def _resolve(folder: Path) -> None:
    if shutil.which("mvn") is None:
        install("maven", reason="Maven is missing, which brings Apache Kafka")
    with TemporaryDirectory() as work:
        pom = shutil.copy(POM, work)
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
        command = ["mvn", "--batch-mode", "--quiet", "--file", str(pom), *goal]
        with step("fetching Apache Kafka by Maven"):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise PartMissing(f"Maven could not bring Apache Kafka:\n{(done.stdout + done.stderr)[-2000:]}")


def _differences(folder: Path, listed: dict[str, str]) -> list[str]:
    """Jars that are not as listed; further files do no harm, nothing reads them."""
    return [name for name, digest in listed.items() if _hash_of(folder / name) != digest]


def _hash_of(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


if __name__ == "__main__":
    write_hashes()
