"""The log format: one line an event, as JSON or as text for a console, with a closed list of fields.

A line has a time, a level, an `action`, a fixed sentence, and only the fields named in `FACTS`. Other extra fields are
dropped, so that customer data cannot get in. Of an exception the log has its type and stack, never its text, which may
quote customer data. Control characters are escaped.
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

from shared.support import trace
from shared.support.local_time import SHANGHAI

FACTS = (
    *("case_id", "event_id", "actor", "recipient", "code", "kind", "service", "loop", "consumer", "error"),
    *("method", "route", "status", "ms", "seconds", "address", "profile", "speed", "app", "delivery", "attempts"),
    *("channel", "count", "keys", "differing", "about"),
)
"""The fields a line may have besides its sentence; none of them ever holds personal data of a customer."""

OWN = ("services", "shared", "__main__")
QUIETER = ("uvicorn", "alembic", "apscheduler", "httpx", "httpcore", "asyncio")
SILENT = ("aiokafka",)
"""Without a broker aiokafka logs thirty times a second; `shared.engine.events.kafka` logs that once."""
ESCAPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
FRAMES = 12
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


class LogLevel(StrEnum):
    """The lowest level that is written."""

    DEBUG = "DEBUG"  # also requests that only read
    INFO = "INFO"  # what was done
    WARNING = "WARNING"  # should be looked at
    ERROR = "ERROR"  # must be looked at


class LogFormat(StrEnum):
    """The format of lines."""

    AUTO = "auto"  # console at a terminal, else JSON
    JSON = "json"  # one JSON object a line, for machines
    CONSOLE = "console"  # text, for a person


def configure(level: str, form: LogFormat, stream: TextIO = sys.stderr) -> None:
    """Make every logger of this process write lines of this format to `stream`."""
    for_a_person = form is LogFormat.CONSOLE or (form is LogFormat.AUTO and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter(for_a_person=for_a_person))
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # not shown, so not collected
    logging._srcfile = None  # likewise the caller's place
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIETER:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def formatter(*, for_a_person: bool) -> logging.Formatter:
    """The formatter of log records: console text or JSON."""
    return _Lines(_console if for_a_person else _json)


class _Lines(logging.Formatter):
    """Formats a record as one line. The standard library's formatter would add the exception's text."""

    def __init__(self, write: Callable[[dict[str, Any]], str]) -> None:
        super().__init__()
        self._write = write

    def format(self, record: logging.LogRecord) -> str:
        return self._write(_line_of(record))


def _line_of(record: logging.LogRecord) -> dict[str, Any]:
    """The fields of the line, in their order."""
    own = record.name.partition(".")[0] in OWN
    sentence = record.getMessage()
    if not own:
        sentence = sentence.partition("\n")[0]  # further lines may hold the text of an exception
    facts: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "action": getattr(record, "action", None) or f"log.{record.name.partition('.')[0]}",
        "event": sentence,
        "trace": trace.trace_id(trace.current.get()),
    }
    extra = record.__dict__
    facts |= {name: extra[name] for name in FACTS if name in extra}
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        facts |= {"error": error_type(error), "stack": stack_of(error)}
    return {name: _escaped(value) for name, value in facts.items() if value is not None}


def error_type(error: BaseException) -> str:
    """The type of an error and of its cause, without their texts."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    own = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{own} from {type(cause).__module__}.{type(cause).__qualname__}" if cause else own


def stack_of(error: BaseException) -> str:
    """The stack of an error: the line that raised it first, then its callers, at most `FRAMES` lines."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " < ".join(f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames))


def _short(path: str) -> str:
    """The last three parts of a source file's path."""
    return "/".join(path.replace("\\", "/").rsplit("/", 3)[-3:])


def _escaped(value: Any) -> Any:  # noqa: ANN401
    """Control, format and line-breaking characters as escapes, so that no value can move the cursor."""
    if not isinstance(value, str):
        return value if isinstance(value, int | float | bool) else _escaped(str(value))
    if value.isascii() and value.isprintable():
        return value
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in ESCAPED else c for c in value)


def _json(line: dict[str, Any]) -> str:
    return _ENCODE(line)


def _console(line: dict[str, Any]) -> str:
    """`09:00:03.120 INFO  web.request           request  method=POST status=201`."""
    at = datetime.fromisoformat(line.pop("at")).astimezone(SHANGHAI).strftime("%H:%M:%S.%f")[:-3]
    head = f"{at} {line.pop('level').upper():<7} {line.pop('action'):<20} {line.pop('event')}"
    line.pop("trace", None)
    return f"{head}  {_pairs(line)}".rstrip()


def _pairs(facts: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in facts.items())
