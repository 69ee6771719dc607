"""Reads `scripts.toml`: what callers say, by the kind of call. Faults are recorded at the source."""

from collections.abc import Iterator

from shared.contracts.callback_values import TaskKind
from shared.platform.policies import values
from shared.rules.ladders.scripts import Script
from shared.support.toml_source import Table

_kind = values.one_of(TaskKind, ", ".join(TaskKind))


def read_scripts(root: Table) -> tuple[Script, ...]:
    """The whole file. Of each kind one script may be in force at a time."""
    scripts = tuple(_read(root))
    root.finish()
    return scripts


def _read(root: Table) -> Iterator[Script]:
    read: list[Script] = []
    for table in root.tables("scripts"):
        kind, zh, en = table.need("kind", _kind), table.need("zh", values.texts), table.need("en", values.texts)
        valid_from, last_day = table.need("valid_from", values.day), table.read("last_day", values.day)
        table.finish()
        if kind is None or zh is None or en is None or valid_from is None:
            continue
        if last_day is not None and last_day < valid_from:
            table.add_problem("is before `valid_from`", "last_day")
        script = Script(kind=kind, zh=zh, en=en, valid_from=valid_from, last_day=last_day)
        if any(_overlap(script, other) for other in read):
            table.add_problem(f'"{kind}" has a script already on some of these days', "kind")
        read.append(script)
    yield from read


def _overlap(one: Script, other: Script) -> bool:
    begins_late = one.last_day is not None and one.last_day < other.valid_from
    ends_early = other.last_day is not None and other.last_day < one.valid_from
    return one.kind is other.kind and not (begins_late or ends_early)
