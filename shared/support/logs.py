"""The log: one line a fact, as JSON or for a person at a console. What may stand in a line is decided here.

A line has a time, a level, an `action`, a fixed sentence, and only the facts named in `FACTS`: whatever else somebody
passes is left out, so that a customer's data has no way in. Of an exception the log keeps its kind and the way it came,
never its text, which may quote what was being handled. Control characters are spelt out.
"""

import json
import logging
import sys
import traceback
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from shared.support import trace

FACTS = (
    *("case_id", "event_id", "actor", "recipient", "code", "kind", "service", "loop", "consumer", "error"),
    *("method", "route", "status", "ms", "seconds", "address", "profile", "speed", "app", "delivery", "attempts"),
    "channel",
)
"""Everything a line may say besides its sentence; none of them is ever personal data of a customer."""

OWN = ("services", "shared", "__main__")
CHATTY = ("uvicorn", "alembic", "apscheduler", "httpx", "httpcore", "asyncio")
SILENT = ("aiokafka",)
"""Without a broker it logs thirty times a second; its user logs that once (`shared.engine.events.kafka`)."""
SPELT_OUT = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
CHINA = ZoneInfo("Asia/Shanghai")
FRAMES = 12
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class LogLevel(StrEnum):
    """From which level on lines are written."""

    DEBUG = "DEBUG"  # also every request that only reads
    INFO = "INFO"  # what was done
    WARNING = "WARNING"  # what somebody should look at
    ERROR = "ERROR"  # what somebody must look at


class LogFormat(StrEnum):
    """How lines look."""

    AUTO = "auto"  # console at a terminal, else JSON
    JSON = "json"  # one JSON object a line, for machines
    CONSOLE = "console"  # for a person


def configure(level: str, form: LogFormat, stream: TextIO = sys.stderr) -> None:
    """From now on every logger of this process writes such lines to `stream`."""
    for_a_person = form is LogFormat.CONSOLE or (form is LogFormat.AUTO and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(for_a_person=for_a_person))
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line says them,
    logging._srcfile = None  # nor where it was written
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def formatter(*, for_a_person: bool) -> logging.Formatter:
    """Makes a line of a record."""
    return _Lines(_console if for_a_person else _json)


class _Lines(logging.Formatter):
    """One line a record; the standard library's own formatter would add the exception's text."""

    def __init__(self, write: Callable[[dict[str, Any]], str]) -> None:
        super().__init__()
        self._write = write

    def format(self, record: logging.LogRecord) -> str:
        """See the class."""
        return self._write(_line_of(record))


def _line_of(record: logging.LogRecord) -> dict[str, Any]:
    """What the line says, in the order in which it is read."""
    own = record.name.partition(".")[0] in OWN
    said = record.getMessage()
    if not own:
        said = said.partition("\n")[0]  # below may stand the text of an exception
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "action": getattr(record, "action", None) or f"log.{record.name.partition('.')[0]}",
        "event": said,
        "trace": trace.trace_id(trace.current.get()),
    }
    given = record.__dict__
    facts |= {name: given[name] for name in FACTS if name in given}
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        facts |= {"error": kind_of(error), "way": way_of(error)}
    return {name: _spelt_out(value) for name, value in facts.items() if value is not None}


def kind_of(error: BaseException) -> str:
    """The kind of an error and of what caused it, without their texts."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    own = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{own} from {type(cause).__module__}.{type(cause).__qualname__}" if cause else own


def way_of(error: BaseException) -> str:
    """The way an error came: where it was raised first, then its callers."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " < ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _short(path: str) -> str:
    """A source file without the machine's part of its path."""
    return "/".join(path.replace("\\", "/").rsplit("/", 3)[-3:])


def _spelt_out(value: Any) -> Any:  # noqa: ANN401
    """Control, format and line-breaking characters as their code points: nothing in a line can move the cursor."""
    if not isinstance(value, str):
        return value if isinstance(value, int | float | bool) else _spelt_out(str(value))
    if value.isascii() and value.isprintable():
        return value
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in SPELT_OUT else c for c in value)


def _json(line: dict[str, Any]) -> str:
    return _ENCODE(line)


def _console(line: dict[str, Any]) -> str:
    """`09:00:03.120 INFO  web.request           request  method=POST status=201`."""
    at = datetime.fromisoformat(line.pop("at")).astimezone(CHINA).strftime("%H:%M:%S.%f")[:-3]
    head = f"{at} {line.pop('level').upper():<7} {line.pop('action'):<20} {line.pop('event')}"
    line.pop("trace", None)
    return f"{head}  {_pairs(line)}".rstrip()


def _pairs(facts: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in facts.items())
