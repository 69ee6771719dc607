"""What a line of the log says, and what it cannot say."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from shared.support import logs, trace

PHONE = "13812345678"
TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


class Log:
    """A logger whose lines can be read."""

    def __init__(self, *, for_a_person: bool = False) -> None:
        self.stream = io.StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(logs.formatter(for_a_person=for_a_person))

    def logger(self, name: str) -> logging.Logger:
        logger = logging.Logger(name)
        logger.addHandler(self.handler)
        return logger

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def line(self) -> dict[str, Any]:
        [line] = self.text.splitlines()
        return dict(json.loads(line))


@pytest.fixture
def log() -> Log:
    return Log()


@pytest.fixture(autouse=True)
def no_trace() -> Iterator[None]:
    token = trace.current.set(None)
    yield
    trace.current.reset(token)


def test_a_line_has_time_level_action_sentence_and_facts(log: Log) -> None:
    log.logger("shared.x").info("message told", extra={"action": "message", "case_id": "c1", "recipient": "S0114"})
    line = log.line
    assert line.pop("at").endswith("Z")
    assert line == {
        "level": "info",
        "action": "message",
        "event": "message told",
        "case_id": "c1",
        "recipient": "S0114",
    }


def test_what_is_not_among_the_known_facts_is_left_out(log: Log) -> None:
    log.logger("shared.x").info("done", extra={"action": "x", "phone": PHONE, "body": {"phone": PHONE}})
    assert PHONE not in log.text


def test_an_exception_leaves_its_kind_and_its_way_but_not_its_text(log: Log) -> None:
    try:
        try:
            int(PHONE + "x")
        except ValueError as error:
            raise RuntimeError(f"cannot read {PHONE}") from error
    except RuntimeError:
        log.logger("shared.x").exception("failed", extra={"action": "x"})
    assert PHONE not in log.text
    assert log.line["error"] == "builtins.RuntimeError from builtins.ValueError"
    assert "unit/support/test_logs.py:" in log.line["stack"]


def test_a_stranger_gets_an_action_and_no_more_than_his_first_line(log: Log) -> None:
    log.logger("asyncio").error("Task exception was never retrieved\nexception: ValueError('%s')", PHONE)
    assert log.line["action"] == "log.asyncio"
    assert log.line["event"] == "Task exception was never retrieved"


@pytest.mark.parametrize("character", ["\x1b", "\r", "\n", "\x00", "\u202e", "\u2028", "\x9b"])
@pytest.mark.parametrize("for_a_person", [True, False])
def test_control_characters_are_spelt_out(character: str, for_a_person: bool) -> None:
    log = Log(for_a_person=for_a_person)
    log.logger("shared.x").info(f"a{character}b", extra={"action": "x", "code": f"c{character}d"})
    assert character not in log.text.removesuffix("\n")
    assert f"u{ord(character):04x}" in log.text


def test_chinese_stays_as_it_is(log: Log) -> None:
    log.logger("shared.x").info("介入处理", extra={"action": "x"})
    assert "介入处理" in log.text


def test_a_line_carries_the_trace_of_what_is_being_done(log: Log) -> None:
    trace.current.set(TRACEPARENT)
    log.logger("shared.x").info("done", extra={"action": "x"})
    assert log.line["trace"] == "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_line_for_a_person_begins_with_the_time_of_day() -> None:
    log = Log(for_a_person=True)
    log.logger("services.x").warning("event parked", extra={"action": "consumer.park", "case_id": "c1"})
    time, level, action, *rest = log.text.split()
    assert (time[2], level, action) == (":", "WARNING", "consumer.park")
    assert rest == ["event", "parked", "case_id=c1"]


def test_machines_get_json_and_terminals_get_lines() -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        for form, first in ((logs.LogFormat.AUTO, "{"), (logs.LogFormat.CONSOLE, "0")):
            stream = io.StringIO()
            logs.configure("INFO", form, stream)
            logging.getLogger("shared.x").info("done", extra={"action": "x"})
            assert (stream.getvalue()[0] == "{") == (first == "{")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
