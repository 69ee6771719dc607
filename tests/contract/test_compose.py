"""The compose file says what the code understands. No engine is needed to see that."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from deploy.servers.nginx import CONFIGURATION
from services.cli.settings_list import fields
from shared.contracts.services import PROCESSES
from shared.runtime.service import GRACE

DEPLOY = CONFIGURATION.parent.parent
ROOT = DEPLOY.parent
TEXT = (DEPLOY / "compose.yaml").read_text("utf-8")

_strings = {"type": "array", "items": {"type": "string"}}
_seconds = {"type": "string", "pattern": r"^\d+s$"}
_variables = {"type": "object", "additionalProperties": {"type": "string"}}  # a number would be guessed at
_healthcheck = {
    "oneOf": [
        {"const": {"disable": True}},
        {
            "type": "object",
            "required": ["test"],
            "additionalProperties": False,
            "properties": {
                "test": _strings,
                "interval": _seconds,
                "start_period": _seconds,
                "retries": {"type": "integer"},
            },
        },
    ]
}
_depends_on = {
    "type": "object",
    "additionalProperties": {
        "type": "object",
        "additionalProperties": False,
        "required": ["condition"],
        "properties": {"condition": {"enum": ["service_healthy", "service_completed_successfully"]}},
    },
}
_service = {
    "type": "object",
    "additionalProperties": False,
    "required": ["image", "restart"],
    "properties": {
        "image": {"type": "string"},
        "build": {
            "type": "object",
            "required": ["context", "dockerfile"],
            "additionalProperties": False,
            "properties": {"context": {"type": "string"}, "dockerfile": {"type": "string"}},
        },
        "command": _strings,
        "profiles": _strings,
        "secrets": _strings,
        "environment": _variables,
        "volumes": _strings,
        "tmpfs": _strings,
        "ports": _strings,
        "depends_on": _depends_on,
        "healthcheck": _healthcheck,
        "restart": {"enum": ["no", "unless-stopped"]},
        "shm_size": {"type": "string"},
        "stop_grace_period": _seconds,
        "deploy": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"replicas": {"type": "integer", "minimum": 1}},
        },
    },
}
_secret = {
    "type": "object",
    "required": ["environment"],
    "additionalProperties": False,
    "properties": {"environment": {"type": "string"}},
}
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name", "services"],
    "patternProperties": {"^x-": {}},
    "properties": {
        "name": {"type": "string"},
        "services": {"type": "object", "additionalProperties": _service},
        "volumes": {"type": "object", "additionalProperties": {"type": "null"}},
        "secrets": {"type": "object", "additionalProperties": _secret},
    },
}
"""What we use of the compose specification; a word that is not in here is most likely misspelt."""


@pytest.fixture
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(TEXT)
    return found


@pytest.fixture
def ours(compose: dict[str, Any]) -> dict[str, Any]:
    """The containers of our own image."""
    return {name: each for name, each in compose["services"].items() if each["image"] == "hotline"}


def test_the_compose_file_fits_its_schema(compose: dict[str, Any]) -> None:
    jsonschema.validate(compose, SCHEMA)


def test_every_service_runs_twice_and_has_time_to_stop(ours: dict[str, Any]) -> None:
    assert set(ours) == {*PROCESSES, "prepared"}
    for name in PROCESSES:
        assert ours[name]["deploy"]["replicas"] == 2
        assert ours[name]["stop_grace_period"] == f"{GRACE.total_seconds():.0f}s"


def test_the_compose_file_sets_only_settings_there_are(ours: dict[str, Any]) -> None:
    known = {f"HOTLINE_{name.upper()}" for name in fields()}
    for each in ours.values():
        assert set(each["environment"]) <= known


def test_the_modules_the_compose_file_starts_are_there(ours: dict[str, Any]) -> None:
    started = re.findall(r"-m,? ?([a-z._]+)", " ".join(" ".join(each["command"]) for each in ours.values()))

    assert sorted(started) == sorted(["deploy.servers.topics", "services", *(f"services.{name}" for name in PROCESSES)])
    assert all(find_spec(name) for name in started)


def test_nginx_is_told_everything_its_configuration_asks_for(compose: dict[str, Any]) -> None:
    asked = set(re.findall(r"\$\{([A-Z]+)\}", CONFIGURATION.read_text("utf-8")))
    told = {name for name in compose["services"]["nginx"]["environment"] if not name.startswith("NGINX_")}

    assert told == asked


def test_whoever_is_depended_on_is_there_and_every_volume_is_declared(compose: dict[str, Any]) -> None:
    for each in compose["services"].values():
        assert set(each.get("depends_on", ())) <= set(compose["services"])
        named = {volume.partition(":")[0] for volume in each.get("volumes", ()) if not volume.startswith(".")}
        assert named <= set(compose["volumes"])


def test_what_the_compose_file_wants_to_be_told_is_in_the_example() -> None:
    example = (DEPLOY / "env.example").read_text("utf-8")

    assert set(re.findall(r"\$\{([A-Z_]+)", TEXT)) == set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


def test_prometheus_asks_every_process_with_the_token_that_they_are_told(compose: dict[str, Any]) -> None:
    [job] = yaml.safe_load((DEPLOY / "prometheus.yaml").read_text("utf-8"))["scrape_configs"]
    [found] = job["dns_sd_configs"]
    prometheus = compose["services"]["prometheus"]
    [secret] = prometheus["secrets"]

    assert set(found["names"]) == set(PROCESSES)
    assert job["authorization"] == {"type": "Bearer", "credentials_file": f"/run/secrets/{secret}"}
    assert compose["secrets"][secret] == {"environment": "HOTLINE_METRICS_TOKEN"}
    assert any(volume.startswith("./prometheus.yaml:") for volume in prometheus["volumes"])


def test_the_image_and_the_example_run_for_production_unless_told_otherwise() -> None:
    assert "HOTLINE_PROFILE=production" in (DEPLOY / "Dockerfile").read_text("utf-8")
    assert "\nHOTLINE_PROFILE=production\n" in (DEPLOY / "env.example").read_text("utf-8")


def test_what_the_image_is_made_of_is_there() -> None:
    copied = re.findall(r"^COPY (\S+) ", (DEPLOY / "Dockerfile").read_text("utf-8"), re.MULTILINE)

    assert copied
    assert all((ROOT / name).exists() for name in copied)
    assert all(Path(name).parts[0] != "tests" for name in copied)
