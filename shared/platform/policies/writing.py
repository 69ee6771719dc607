"""How values of a policy are written in its files: the way back from `values`, for those who read what is in force."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shared.contracts.policy import Limit, RetryAt, RetryStep, Timing
from shared.platform.policies import values
from shared.platform.policies.loading_policy import FILE_KEYS, Parser
from shared.rules.ladders.policy import Policy

DAY = 86_400
_UNITS = ((DAY, "days"), (3_600, "h"), (60, "min"), (1, "s"))


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenKey:
    """A key of a policy as a file would state it. `name` is that of the value in the answers of the API."""

    name: str
    table: str
    key: str
    text: str


def written(policy: Policy) -> tuple[WrittenKey, ...]:
    """Every key that has a value, but for the ladders, in the order of the default file."""
    tables: dict[str, Any] = {
        "callback": policy.callback,
        "handling": policy.handling,
        "privacy": policy.privacy,
        "retention": policy.retention,
    }
    limits = {f"severity_{n}": limit for n, limit in enumerate(policy.handling.by_severity, 1)}
    found = []
    for name, (table, key, parser) in FILE_KEYS.items():
        field = name.partition(".")[2]
        value = limits[field] if field in limits else getattr(tables[table], field)
        if value is not None and value != ():
            found.append(WrittenKey(name=name, table=table, key=key, text=_WRITERS.get(parser, str)(value)))
    return tuple(found)


def duration(seconds: int) -> str:
    """`3 min 30 s`, as `values.duration` reads it."""
    parts, rest = [], seconds
    for length, unit in _UNITS if seconds % DAY == 0 and seconds >= 3 * DAY else _UNITS[1:]:
        count, rest = divmod(rest, length)
        if count:
            parts.append(f"{count} {unit}")
    return " ".join(parts)


def limit(value: Limit) -> str:
    """`5 working days`, `30 min service time`, or a duration."""
    match value.timing:
        case Timing.WORKING:
            return f"{value.seconds // DAY} working days"
        case Timing.SERVICE:
            return f"{duration(value.seconds)} service time"
        case _:
            return duration(value.seconds)


def _retry(step: RetryStep) -> str:
    named = {RetryAt.HALF_DAY: "next half-day", RetryAt.NEXT_DAY: "next day"}
    return named.get(step.at) or duration(step.seconds)


_WRITERS: Mapping[Parser, Callable[[Any], str]] = {
    values.duration: duration,
    values.limit: limit,
    values.limit_of_the_group: limit,
    values.retries: lambda steps: ", ".join(map(_retry, steps)),
    values.hours_of_day: ", ".join,
    values.texts: ", ".join,
    values.days: lambda days: f"{days} days",
    values.months: lambda months: f"{months} months",
    values.share: lambda share: f"{round(share * 100)} %",
}
