"""Which service has to handle which events, and what it has handled so far, read from recorded rows."""

import json
from collections.abc import Iterator
from typing import Any

from shared.contracts import callback as happened
from shared.contracts.base import Event
from shared.contracts.escalation import CaseFiled
from shared.contracts.intake import ButtonPressed, ReportAccepted, ReportAmended
from shared.engine import codec
from shared.engine.events.record import Record
from shared.engine.events.relay import to_record
from tests.harness.recorded_state import Entry, ServiceRecord, SystemRecord

CONSUMES: dict[str, tuple[type[Event], ...]] = {
    "escalation": (ReportAccepted, ReportAmended, ButtonPressed),
    "callback": (CaseFiled, ReportAmended),
    "intake": (
        *(happened.CaseDispatched, happened.CaseTransferred, happened.CaseAssigned),
        *(happened.CaseReturned, happened.CaseReopened),
    ),
}


def on_the_bus(service: ServiceRecord, entry: Entry) -> str:
    return codec.dump(to_record(service.name, entry.row), Record)


def erased_since(text: str) -> str:
    """A record's text as it reads once its case was erased: without indexes of the customer. Written without `cut`."""
    record = json.loads(text)
    record["data"] = _compact(_without_indexes(json.loads(record["data"])))
    return _compact(record)


def _without_indexes(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_indexes(each) for each in value]
    if not isinstance(value, dict):
        return value
    cut = {name: None for name in value if name.endswith("_index")} | {name: [] for name in value if "_indexes" in name}
    return {name: cut[name] if name in cut else _without_indexes(each) for name, each in value.items()}


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_parked(consumer: ServiceRecord, event_id: str) -> bool:
    return any(row["event_id"] == event_id for row in consumer.parked)


def consumed(system: SystemRecord) -> Iterator[tuple[ServiceRecord, ServiceRecord, Entry]]:
    """(consumer, publisher, entry) of every event that a consumer has to handle."""
    consumers = {"intake": system.intake, "escalation": system.escalation, "callback": system.callback}
    for name, kinds in CONSUMES.items():
        for publisher in consumers.values():
            for entry in publisher.entries():
                if isinstance(entry.event, kinds):
                    yield consumers[name], publisher, entry


def newest_handled(system: SystemRecord, consumer: ServiceRecord, case_id: str) -> int:
    """The highest revision among the events of a case that this consumer has handled."""
    handled = (
        entry.event.details.revision
        for service in (system.intake, system.escalation)
        for entry in service.log.get(case_id, ())
        if isinstance(entry.event, ReportAccepted | ReportAmended | CaseFiled) and entry.event_id in consumer.handled
    )
    return max(handled)
