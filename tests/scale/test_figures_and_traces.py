"""What the services tell of themselves when they run apart: figures for Prometheus, and one trace through all."""

import json
from pathlib import Path

import asyncpg
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from shared.contracts.services import ADMIN, SERVICES
from shared.support import metrics
from tests.harness.people import REPORTER
from tests.harness.service_processes import ServiceProcesses, running_services
from tests.harness.waiting import eventually

TRACE, SPAN = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
TRACES = "SELECT case_id, trace FROM {}.event_log"
OF_ROWS = {  # of every service that has state of its own
    "hotline_outbox_events",
    "hotline_outbox_age_seconds",
    "hotline_timers_pending",
    "hotline_timers_overdue",
    "hotline_parked_events",
    "hotline_messages_undelivered",
}
PROMISED = {  # of every process
    "hotline_http_requests_total",
    "hotline_http_request_seconds_bucket",
    "hotline_loop_lag_seconds",
    "hotline_clock_drift_seconds",
    "hotline_clock_held",
    "hotline_failing",
    "process_resident_memory_bytes",
}
ESCALATION = frozenset({"service=escalation"})
Figures = dict[tuple[str, frozenset[str]], float]


@pytest.mark.timeout(240)
async def test_every_process_shows_its_figures_and_a_trace_goes_through_all_of_them(
    postgres_url: str, kafka_bootstrap: str, tmp_path: Path
) -> None:
    with running_services(tmp_path / "data", database_url=postgres_url, kafka_bootstrap=kafka_bootstrap) as apart:
        case_id = await report(apart)

        async def filed() -> bool:
            return case_id in await traces(postgres_url, "callback")

        await eventually(filed, within=60)
        await eventually(lambda: shown(apart), within=60)
        found = {service: await figures(apart, service) for service in apart.processes}
        said = {service: process.log.read_text("utf-8") for service, process in apart.processes.items()}

    for process, shown_by in found.items():
        assert {name for name, _ in shown_by} >= PROMISED, process
        assert not [part for (name, part), value in shown_by.items() if name == "hotline_failing" and value]
    assert not OF_ROWS & {name for name, labels in found[ADMIN] if labels}
    for service in SERVICES:
        assert {name for name, _ in found[service]} >= OF_ROWS, service
        assert {trace.split("-")[1] for trace in (await traces(postgres_url, service))[case_id]} == {TRACE}
    lines = [json.loads(line) for line in said["intake"].splitlines()]
    posts = [line for line in lines if line["action"] == "web.request" and line["method"] == "POST"]
    assert [line["trace"] for line in posts] == [TRACE] * 2
    accepted = frozenset({"channel=pc", "stage=filed"})
    assert found["intake"]["hotline_reports_accepted_total", accepted] == 1


async def report(apart: ServiceProcesses) -> str:
    """Report, filed at once, inside a trace; returns the id. Sent twice, as after a lost answer."""
    headers = {"Idempotency-Key": "once", "traceparent": f"00-{TRACE}-{SPAN}-01"}
    body = {"stage": "filed", "text": "催促", "customer": {"phone": "13812345678"}}
    async with apart.client("intake", REPORTER) as http:
        answer = await http.post("/api/intake/reports", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        assert (await http.post("/api/intake/reports", json=body, headers=headers)).status_code == 200
    return str(answer.json()["id"])


async def traces(url: str, service: str) -> dict[str, list[str]]:
    """The traceparents a service's events carry, by case."""
    connection = await asyncpg.connect(url)
    try:
        found: dict[str, list[str]] = {}
        for row in await connection.fetch(TRACES.format(service)):
            found.setdefault(row["case_id"], []).append(row["trace"])
        return found
    finally:
        await connection.close()


async def figures(apart: ServiceProcesses, service: str) -> Figures:
    """What a process shows to whoever scrapes it."""
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://{apart.processes[service].address}/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, frozenset(f"{key}={value}" for key, value in sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


async def shown(apart: ServiceProcesses) -> bool:
    """True once the figures tell that everything was handled and nothing waits."""
    handled = [
        found.get(("hotline_consumer_events_total", frozenset({f"consumer={service}", "outcome=handled"}))) == 1
        and found.get(("hotline_consumer_lag_events", frozenset({f"consumer={service}", f"topic={topic}"}))) == 0
        and found.get(("hotline_consumer_lag_seconds", frozenset({f"consumer={service}", f"topic={topic}"}))) == 0
        for service, topic in (("escalation", "hotline.intake.v1"), ("callback", "hotline.escalation.v1"))
        for found in [await figures(apart, service)]
    ]
    told = (await figures(apart, "escalation")).get(("hotline_messages_delivered_total", ESCALATION))
    relayed = (await figures(apart, "intake")).get(("hotline_relay_events_total", frozenset({"service=intake"})))
    return all(handled) and told == 1 and relayed == 1  # the leader is told, for information


def test_every_figure_is_named_and_explained_as_prometheus_wants_it() -> None:
    for family in metrics.REGISTRY.collect():
        assert family.documentation, family.name
        if family.name.startswith("hotline_"):
            assert not family.name.endswith(("_total", "_milliseconds", "_ms", "_count", "_sum", "_bucket")), (
                family.name
            )
