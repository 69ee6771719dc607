"""Reads one policy file: its keys, how each is written, and what a ladder must have.

Turns a parsed table into a `PolicyVersion`; what must hold between files is checked in `loading`.
"""

from collections.abc import Callable, Mapping

from shared.contracts.escalation import LadderStep, Whom
from shared.contracts.policy import Limit
from shared.platform.policies import values
from shared.rules.directory import Role
from shared.rules.ladders.policy import EVERY_UNIT, PolicyVersion
from shared.support.toml_source import Source, Table

Parser = Callable[[object], object]

_CALLBACK: Mapping[str, tuple[str, Parser]] = {
    "due": ("due_seconds", values.duration),
    "warning": ("warning_seconds", values.duration),
    "breach": ("breach_seconds", values.duration),
    "head": ("head_seconds", values.duration),
    "retries": ("retries", values.retries),
    "half_days": ("half_days", values.hours_of_day),
    "powered_off": ("powered_off_seconds", values.duration),
    "hung_up": ("hung_up_seconds", values.duration),
    "third_party": ("third_party_seconds", values.duration),
    "appointment": ("appointment_days", values.days),
    "retry_warning": ("retry_warning_seconds", values.duration),
    "appointment_warning": ("appointment_warning_seconds", values.duration),
    "retry_overdue": ("retry_overdue_seconds", values.duration),
    "attempt": ("attempt_seconds", values.duration),
    "held": ("held_seconds", values.duration),
    "held_customers": ("held_customers", values.whole(1, 50)),
    "quiet_first": ("quiet_first_seconds", values.duration),
    "max_attempts": ("max_attempts", values.whole(1, 50)),
    "give_up": ("give_up_seconds", values.duration),
    "ask_reporter": ("ask_reporter_seconds", values.duration),
    "quiet_from": ("quiet_from", values.hour_of_day),
    "quiet_until": ("quiet_until", values.hour_of_day),
    "lease": ("lease_seconds", values.duration),
    "follow_up_due": ("follow_up_due_seconds", values.duration),
    "repeat": ("repeat_seconds", values.duration),
    "satisfied_score": ("satisfied_score", values.whole(1, 100)),
    "reopen": ("reopen_days", values.days),
    "to_dispatch": ("to_dispatch", values.limit_of_the_group),
    "warning_at": ("warning_share", values.share),
}
"""The keys of `[callback]`: the field of `CallbackPolicy` and the parser of each."""

_HANDLING: Mapping[str, tuple[str, Parser]] = {
    "accept": ("accept", values.limit),
    "order": ("order", values.limit),
    "order_most": ("order_most_days", values.days),
    "warning_at": ("warning_share", values.share),
    "returns_before_supervisor": ("returns_before_supervisor", values.whole(1, 20)),
    "service_from": ("service_from", values.hour_of_day),
    "service_until": ("service_until", values.hour_of_day),
    "round": ("round_share", values.share),
    "round_least": ("round_least_seconds", values.duration),
}
"""The keys of `[handling]`, likewise; `severity_1` to `severity_3` are read apart."""

_PRIVACY: Mapping[str, tuple[str, Parser]] = {
    "reveals_an_hour": ("reveals_an_hour", values.whole(0, 10_000)),
    "lookups_an_hour": ("lookups_an_hour", values.whole(0, 10_000)),
    "reasons": ("reasons", values.texts),
}
"""The keys of `[privacy]`, likewise."""

_RETENTION: Mapping[str, tuple[str, Parser]] = {
    "settled": ("settled_months", values.months),
    "archived": ("archived_months", values.months),
    "closed": ("closed_months", values.months),
    "complaint": ("complaint_months", values.months),
}
"""The keys of `[retention]`, likewise."""

_SEVERITIES: Mapping[str, tuple[str, Parser]] = {f"severity_{n}": (f"severity_{n}", values.limit) for n in (1, 2, 3)}

FILE_KEYS: Mapping[str, tuple[str, str, Parser]] = {
    f"{table}.{name}": (table, key, parser)
    for table, keys in (
        ("callback", _CALLBACK),
        ("handling", {**_HANDLING, **_SEVERITIES}),
        ("privacy", _PRIVACY),
        ("retention", _RETENTION),
    )
    for key, (name, parser) in keys.items()
}
"""By the name of a value (`callback.due_seconds`): its table and key in a file, and the parser."""

_whom = values.one_of(Whom, ", ".join(Whom))
_role = values.one_of(Role, ", ".join(Role))


def read_version(source: Source) -> PolicyVersion | None:
    """The version in one file; None, with its faults recorded, without `unit` or `valid_from`."""
    root = source.root()
    unit_id, valid_from = root.need("unit", values.text), root.need("valid_from", values.day)
    last_day = root.read("last_day", values.day)
    onsite, callback, handling = root.table("onsite"), root.table("callback"), root.table("handling")
    onsite_risk = root.table("onsite_risk")
    privacy, retention = root.table("privacy"), root.table("retention")
    root.finish()
    steps = _read_ladder(onsite) if onsite is not None else None
    risk_steps = _read_ladder(onsite_risk) if onsite_risk is not None else None
    by_severity = _read_severities(handling)
    callback_keys, handling_keys = _read_keys(callback, _CALLBACK), _read_keys(handling, _HANDLING)
    privacy_keys, retention_keys = _read_keys(privacy, _PRIVACY), _read_keys(retention, _RETENTION)
    if unit_id is None or valid_from is None:
        return None
    if last_day is not None and last_day < valid_from:
        root.add_problem("is before `valid_from`", "last_day")
    if unit_id == EVERY_UNIT:
        _check_default(root)
    elif retention is not None:
        reason = "is for the policy of every unit only: the company answers for what it keeps, and units are dissolved"
        root.add_problem(reason, "retention")
    return PolicyVersion(
        name=source.name.removesuffix(".toml"),
        unit_id=unit_id,
        valid_from=valid_from,
        last_day=last_day,
        onsite=steps,
        onsite_risk=risk_steps,
        callback=callback_keys,
        handling=handling_keys,
        privacy=privacy_keys,
        retention=retention_keys,
        by_severity=by_severity,
        file=source.name,
        line=source.line_of(("unit",)),
    )


def _check_default(root: Table) -> None:
    """The default is what all others inherit from: it must be complete, and only a newer version ends it."""
    if "last_day" in root:
        root.add_problem("the policy for every unit has no last day; a newer version replaces it", "last_day")
    for part in ("onsite", "callback", "handling"):
        if part not in root:
            root.add_problem(f"the policy for every unit needs the table [{part}]")


def _read_keys(table: Table | None, keys: Mapping[str, tuple[str, Parser]]) -> dict[str, object]:
    """The fields a table sets. Called last for its table: it refuses all keys that were not read."""
    if table is None:
        return {}
    read = {field: table.read(key, parse) for key, (field, parse) in keys.items()}
    table.finish()
    return {field: value for field, value in read.items() if value is not None}


def _read_severities(table: Table | None) -> dict[int, Limit]:
    if table is None:
        return {}
    limits = {severity: table.read(f"severity_{severity}", values.limit) for severity in (1, 2, 3)}
    return {severity: limit for severity, limit in limits.items() if limit is not None}


def _read_ladder(table: Table) -> tuple[LadderStep, ...]:
    """The steps of a ladder. The first notifies a person, the last and no other starts the flow (Art. 8)."""
    if "steps" not in table:
        table.add_problem("a ladder needs [[onsite.steps]]")
    read = [(step, _read_step(step)) for step in table.tables("steps")]
    table.finish()
    steps = tuple(step for _, step in read if step is not None)
    if not read or len(steps) < len(read):
        return ()  # the faults of single steps are reported first
    if steps[0].files:
        read[0][0].add_problem("the first step must tell a leader (`tell = …`): without it no leader steps in (Art. 8)")
    if steps[0].whom is Whom.NEXT_LEADER:
        read[0][0].add_problem('the first step cannot tell "next_leader": no step comes before it', "tell")
    for place, step in read[:-1]:
        if step is not None and step.files:
            place.add_problem("only the last step may start the flow", "file")
    if not steps[-1].files:
        read[-1][0].add_problem(
            "the last step must start the flow (`file = true`): every report has to be filed or settled"
        )
    return steps


def _read_step(table: Table) -> LadderStep | None:
    """One step; None, with its faults recorded, if it is wrong."""
    after, whom, role = table.need("after", values.duration), table.read("tell", _whom), table.read("role", _role)
    files = table.read("file", values.yes)
    table.finish()
    if ("tell" in table) == ("file" in table):
        table.add_problem("a step either tells a person (`tell = …`) or starts the flow (`file = true`)")
        return None
    if ("role" in table) != (whom is Whom.ROLE):
        table.add_problem('`role` goes with tell = "role", and only with it')
        return None
    if after is None or (whom is None and files is None):
        return None
    return LadderStep(after_seconds=after, whom=whom, role=role.value if role is not None else None)
