"""`settings`: every setting with its meaning, its default and its present value."""

import argparse
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from services.intake.settings import IntakeSettings
from shared.platform.settings import ROOT, ServiceSettings, Settings
from shared.support.terminal import say, table

SECRET = ("TOKEN", "AESKEY", "SECRET", "URL")
OF_SERVICES: tuple[type[ServiceSettings], ...] = (IntakeSettings,)
"""The settings of single services, in the order in which they are listed."""


def add(commands: Any) -> None:  # noqa: ANN401
    """Add the command."""
    parser = commands.add_parser("settings", help="every setting with its meaning, its default and its present value")
    parser.add_argument("--markdown", action="store_true", help="the table of the README: meanings and defaults")
    parser.set_defaults(run=run)


def run(settings: Settings, asked: argparse.Namespace) -> int:
    """Print them."""
    if asked.markdown:
        for line in markdown():
            say(line)
        return 0
    now = {name: value for group in (*of_services(), settings) for name, value in group}
    rows = [(_variable(name), _now(name, now[name]), field.description) for name, field in fields().items()]
    table(("setting", "now", "meaning"), rows)
    return 0


def of_services() -> list[ServiceSettings]:
    """The settings of single services in this environment. Raises `ValidationError`."""
    return [kind() for kind in OF_SERVICES]


def fields() -> dict[str, FieldInfo]:
    """Every setting by its name: those all processes share, then those of single services."""
    found = dict(Settings.model_fields)
    for kind in OF_SERVICES:
        found |= {name: field for name, field in kind.model_fields.items() if name not in found}
    return found


def markdown() -> Iterator[str]:
    """The lines of the table in the README."""
    yield "| setting | default | meaning |"
    yield "|---|---|---|"
    for name, field in fields().items():
        default = _plain(field.default)
        yield f"| `{_variable(name)}` | {f'`{default}`' if default else ''} | {field.description} |"


def _variable(name: str) -> str:
    return f"HOTLINE_{name.upper()}"


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Path):
        return (value.relative_to(ROOT) if value.is_relative_to(ROOT) else value).as_posix()
    if isinstance(value, Enum):
        return str(value.value)
    return f"{value:g}" if isinstance(value, float) else str(value if value is not None else "")


def _now(name: str, value: object) -> str:
    is_secret = _variable(name).endswith(SECRET)
    return "(set)" if is_secret and value is not None else _plain(value)
