"""Reads a folder of policies into a `PolicyBook` and checks what must hold between its files.

Every `*.toml` of the folder is one version of one unit's policy (`loading_policy`), except `causes.toml`
(`loading_causes`) and `scripts.toml` (`loading_scripts`). All faults of all files are reported at once, each with file,
line and reason, and the service does not start. The file I/O is here so that `shared.rules.ladders` stays pure.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby, pairwise
from pathlib import Path

from shared.platform.policies.loading_causes import read_causes
from shared.platform.policies.loading_policy import read_version
from shared.platform.policies.loading_scripts import read_scripts
from shared.rules.ladders.causes import CauseTable
from shared.rules.ladders.contradictions import contradictions
from shared.rules.ladders.policy import EVERY_UNIT, PolicyBook, PolicyVersion, combine
from shared.support.errors import BadFiles, FileProblem
from shared.support.toml_source import Source

CAUSES_FILE, SCRIPTS_FILE = "causes.toml", "scripts.toml"


def load_book(folder: Path) -> PolicyBook:
    """The book of all files in `folder`; raises `BadFiles`."""
    if not folder.is_dir():
        raise BadFiles([FileProblem(str(folder), 1, "there is no such folder")])
    names = sorted(path.name for path in folder.glob("*.toml") if not path.name.startswith("."))
    sources = {name: Source.read(folder / name) for name in names}
    read = [read_version(source) for name, source in sources.items() if name not in (CAUSES_FILE, SCRIPTS_FILE)]
    versions = [version for version in read if version is not None]
    causes = read_causes(sources[CAUSES_FILE].root()) if CAUSES_FILE in sources else CauseTable()
    scripts = read_scripts(sources[SCRIPTS_FILE].root()) if SCRIPTS_FILE in sources else ()
    _check_dates(versions, sources)
    _check_contradictions(versions, sources)
    problems = [problem for source in sources.values() for problem in source.problems]
    if not problems and not any(version.unit_id == EVERY_UNIT for version in versions):
        problems.append(
            FileProblem(str(folder), 1, f'there is no policy for every unit here, one with unit = "{EVERY_UNIT}"')
        )
    if problems:
        raise BadFiles(problems)
    return PolicyBook(versions, causes, scripts)


def _check_dates(versions: Iterable[PolicyVersion], sources: dict[str, Source]) -> None:
    """Versions of one unit may not begin on the same day, nor before the last day of the version before."""
    in_order = sorted(versions, key=lambda version: (version.unit_id, version.valid_from))
    for _, group in groupby(in_order, key=lambda version: version.unit_id):
        of_unit = list(group)
        for earlier, later in pairwise(of_unit):
            if earlier.valid_from == later.valid_from or (earlier.last_day and later.valid_from <= earlier.last_day):
                reason = f'overlaps {earlier.file}, which holds for unit "{earlier.unit_id}" on that day too'
                sources[later.file].add_problem(("valid_from",), reason)


def _check_contradictions(versions: list[PolicyVersion], sources: dict[str, Source]) -> None:
    """What a version states must go with all that it inherits from the policies for every unit of its time."""
    defaults = sorted((v for v in versions if v.unit_id == EVERY_UNIT), key=lambda version: version.valid_from)
    for version in versions:
        before = [default for default in defaults if default.valid_from <= version.valid_from] or defaults
        last_day = version.last_day or date.max
        later = [default for default in defaults if version.valid_from < default.valid_from <= last_day]
        inherited = [version] if version.unit_id == EVERY_UNIT else [*before[-1:], *later]
        policies = [combine([default, version]) for default in inherited]
        found = (
            found for policy in policies for found in contradictions(policy.callback, policy.handling, policy.retention)
        )
        for table, reason in dict.fromkeys(found):
            sources[version.file].add_problem((table,), reason)
