"""There is one list of services: deployment, migrations and topics name exactly those, and here what is missing."""

import re
from importlib.util import find_spec
from typing import Any

import pytest
import yaml

from deploy.servers.nginx import CONFIGURATION, configuration
from deploy.servers.topics import NAMES
from services.all_in_one import MODULES
from shared.contracts.services import ADMIN, DATABASES, PROCESSES, SERVICES, TOPICS
from shared.engine.migrations import LINES
from shared.platform.settings import ROOT

NGINX = CONFIGURATION.read_text("utf-8")


def differences(found: object, wanted: object = PROCESSES) -> dict[str, set[str]]:
    """Which names are missing, and which are there and should not be."""
    there, listed = set(found), set(wanted)  # type: ignore[call-overload]
    return {"missing": listed - there, "superfluous": there - listed}


NONE: dict[str, set[str]] = {"missing": set(), "superfluous": set()}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
    return found["services"]  # type: ignore[no-any-return]


def test_every_package_of_a_service_is_listed() -> None:
    packages = [path.parent.name for path in (ROOT / "services").glob("*/bootstrap.py")]
    assert differences(packages) == NONE


def test_every_listed_service_runs_in_the_one_process_and_alone() -> None:
    assert differences(module.NAME for module in MODULES) == NONE
    assert [name for name in PROCESSES if find_spec(f"services.{name}.__main__") is None] == []


def test_every_database_has_tables_and_migrations() -> None:
    assert differences(LINES, DATABASES) == NONE
    assert [
        name for name, (tables, folder) in LINES.items() if not (find_spec(tables) and list(folder.glob("0*")))
    ] == []


def test_every_service_with_state_has_a_topic_and_one_for_dead_letters() -> None:
    assert differences(TOPICS, SERVICES) == NONE
    assert differences(NAMES, [f"hotline.{name}.v1{end}" for name in SERVICES for end in ("", ".dlq")]) == NONE


def test_nginx_has_an_upstream_for_every_process_and_leads_to_it() -> None:
    assert differences(re.findall(r"upstream (\w+) \{", NGINX)) == NONE
    assert differences(re.findall(r"\$\{([A-Z]+)\}", NGINX), ["LISTEN", *map(str.upper, PROCESSES)]) == NONE
    assert differences(re.findall(r"proxy_pass http://(\w+);", NGINX)) == NONE


@pytest.mark.parametrize(
    ("path", "service"), [*((f"/api/{name}/", name) for name in SERVICES), ("/api/platform/", ADMIN)]
)
def test_nginx_leads_every_path_to_the_service_that_answers_it(path: str, service: str) -> None:
    place = rf"location {path} {{ .*proxy_pass http://{service}; }}"
    root = r"location / { .*proxy_pass http://escalation; }"
    assert re.search(place, NGINX) or (service == "escalation" and re.search(root, NGINX))


def test_the_configuration_of_nginx_names_the_processes_it_is_given() -> None:
    text = configuration("127.0.0.1:80", {name: [f"{name}:1", f"{name}:2"] for name in PROCESSES})
    for name in PROCESSES:
        servers = rf"upstream {name} \{{\s+server {name}:1 max_fails=0;\s+server {name}:2 max_fails=0;"
        assert re.search(servers, text), name
    assert "${" not in text
    with pytest.raises(KeyError, match=ADMIN):
        configuration("127.0.0.1:80", {name: [] for name in SERVICES})


def test_the_compose_file_has_a_container_for_every_process_and_nginx_waits_for_it(compose: dict[str, Any]) -> None:
    ours = {name for name, each in compose.items() if each["image"] == "hotline"} - {"prepared"}
    assert differences(ours) == NONE
    assert differences(compose["nginx"]["depends_on"]) == NONE
    named = {name.lower() for name in compose["nginx"]["environment"] if not name.startswith("NGINX_")} - {"listen"}
    assert differences(named) == NONE
    for name in PROCESSES:
        assert compose[name]["command"] == ["python", "-m", f"services.{name}"]
