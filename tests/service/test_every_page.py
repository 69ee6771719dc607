"""Every page as every kind of person, without a browser: rules of its HTML, who may see it, which buttons it has.

`tests/browser/test_every_page.py` looks at the same pages in a browser.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.harness.act import Attempt
from tests.harness.acts import ACTS, BY_ROUTE
from tests.harness.authorization_oracle import MAY, Facts
from tests.harness.case_stages import GULOU, Brought, Stage, bring
from tests.harness.page_checks import PageText, faults_of
from tests.harness.page_list import addresses, page_paths
from tests.harness.pages import PageUser, at_the_pages
from tests.harness.people import BY_ROLE, LEADER
from tests.harness.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")

STAGES = (
    *(Stage.CALMING, Stage.RAISED, Stage.QUEUED, Stage.CLAIMED, Stage.TO_DISPATCH, Stage.HANDLING),
    *(Stage.RETURNED, Stage.RESOLVED, Stage.CLOSED),
)
CUSTOMER = {"role": "insured", "name": "司马相如", "phone": "13987654321", "policy_no": "PDAA202632010000054321"}
ON_SITE = (Stage.CALMING, Stage.RAISED)
PERSONAL = ("司马相如", "13987654321", "PDAA202632010000054321")

PAGES_OF_CASES = {"/onsite/{id}": "/api/escalation/cases/{id}", "/m/onsite/{id}": "/api/escalation/cases/{id}"}
"""The page of a case, and the route of the API that reads the same: the rule of that one is the page's."""


HOMES = ("/desk", "/supervision", "/unit", "/cases")
"""The pages around a case from its filing on."""

ON_THE_DESK = {
    *("dispatch", "retry", "send_back", "reopen", "reviewed", "remind", "supervise", "severity", "complaint"),
    *("contacts", "reveal", "claim", "take_over", "start", "heartbeat", "release", "outcome"),
}
AT_THE_UNIT = {"accept", "resolve", "assign", "return", "answer", "reveal"}
FORMS = {"/desk": ON_THE_DESK, "/supervision": ON_THE_DESK, "/unit": AT_THE_UNIT, "/cases": {"reveal"}}
"""The acts for which each of them has a form; all others are done elsewhere."""


@dataclass
class Stand:
    """A world with a case at each stage, and a person of each role at the pages."""

    world: World
    cases: dict[Stage, Brought] = field(default_factory=dict)
    people: dict[str, PageUser] = field(default_factory=dict)

    async def reads(self, who: str, path: str, language: str = "zh-CN") -> httpx.Response:
        return await self.people[who].http.get(path, headers={"Accept-Language": language})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stand(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stand]:
    async with World.running(tmp_path_factory.mktemp("pages") / "data") as world:
        made = Stand(world)
        for stage in STAGES:
            made.cases[stage] = await bring(world, stage, customer=CUSTOMER)
        for who in BY_ROLE.values():
            made.people[who] = await at_the_pages(world, who)
        yield made
        for user in made.people.values():
            await user.http.aclose()


@pytest.mark.parametrize("role", BY_ROLE)
async def test_every_page_keeps_the_rules_and_reading_it_changes_nothing(stand: Stand, role: str) -> None:
    who = BY_ROLE[role]
    before = _stored(stand.world.folder)
    wrong = []
    for path in page_paths(stand.world):
        for address in addresses(path, list(stand.cases.values())):
            for language in ("zh-CN", "en"):
                answer = await stand.reads(who, address, language)
                wrong += [f"{address} in {language}: {fault}" for fault in _faults(answer, language)]
    assert wrong == []
    assert _stored(stand.world.folder) == before


def _stored(folder: Path) -> dict[str, list[str]]:
    """All rows of all databases."""
    found = {}
    for file in sorted(folder.glob("*.db")):
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found[file.name] = list(connection.iterdump())
    assert found
    return found


def _faults(answer: httpx.Response, language: str) -> list[str]:
    """What is wrong with an answer to the reading of a page."""
    if answer.status_code == 303:
        return []
    if answer.status_code not in (200, 403, 404, 409):
        return [f"status {answer.status_code}"]
    page = PageText.of(answer.text)
    found = faults_of(answer.text)
    if f'lang="{language}"' not in answer.text:
        found.append("another language")
    if "Cache-Control" not in answer.headers or "Content-Security-Policy" not in answer.headers:
        found.append("a header is missing")
    shown = [value for value in PERSONAL if value in answer.text]
    return [*found, *(f"shows {value}" for value in shown), *([] if page.text else ["no text"])]


@pytest.mark.parametrize("path", PAGES_OF_CASES)
async def test_the_page_of_a_case_is_open_to_whom_the_table_names(stand: Stand, path: str) -> None:
    rule = MAY[BY_ROUTE[f"GET {PAGES_OF_CASES[path]}"].tried.rule]
    wrong = []
    for stage, case in stand.cases.items():
        for who in stand.people:
            answer = await stand.reads(who, path.format(id=case.id))
            expected = 200 if rule(who, _facts(case)) else 403
            if answer.status_code != expected:
                wrong.append(f"{path} {stage}: {who} got {answer.status_code}, not {expected}")
    assert wrong == []


@pytest.mark.parametrize("path", PAGES_OF_CASES)
async def test_the_page_of_a_case_has_a_form_for_each_act_that_the_table_allows(stand: Stand, path: str) -> None:
    service = PAGES_OF_CASES[path].split("/")[2]
    acts = {act.name: act.tried for act in ACTS if act.route.startswith(f"POST {PAGES_OF_CASES[path]}/")}
    wrong = []
    for stage in (Stage.CALMING, Stage.RAISED):
        for who, user in stand.people.items():
            answer = await stand.reads(who, path.format(id=stand.cases[stage].id))
            user.shown = answer
            shown = {action.rpartition("/")[2] for action in user.actions if stand.cases[stage].id in action}
            may = {name for name, tried in acts.items() if _may(tried, who, stand.cases[stage])}
            if answer.status_code == 200 and (shown != may & shown or not shown >= may & HAS_FORM[service]):
                wrong.append(f"{stage}: {who} has {sorted(shown)} and may {sorted(may)}")
    assert wrong == []


@pytest.mark.parametrize("home", HOMES)
async def test_a_case_from_its_filing_on_is_open_to_whom_the_table_names(stand: Stand, home: str) -> None:
    wrong = []
    for stage, case in stand.cases.items():
        for who in stand.people:
            readable = MAY["readers of the case"](who, _facts(case))
            opens = readable and (home != "/desk" or MAY["readers of the queue"](who, Facts()))
            answer = await stand.reads(who, _page(home, case))
            allowed = (200,) if opens and stage not in ON_SITE else (403, 404)
            if answer.status_code not in allowed:
                wrong.append(f"{home} {stage}: {who} got {answer.status_code}, not {allowed}")
    assert wrong == []


@pytest.mark.parametrize("home", HOMES)
async def test_a_case_has_a_form_for_each_act_that_the_table_allows(stand: Stand, home: str) -> None:
    wrong = []
    for stage, case in stand.cases.items():
        for who, user in stand.people.items():
            user.shown = await stand.reads(who, _page(home, case))
            if user.shown.status_code != 200:
                continue
            wrong += [f"{home} {stage}: {who}: {fault}" for fault in _faults(user.shown, "zh-CN")]
            shown = _forms_of(user, case)
            for act, may in _tried_at(case, who).items():
                if act in FORMS[home] and may != (act in shown):
                    wrong.append(f"{home} {stage}: {who} {'has no' if may else 'has a'} form to {act}")
    assert wrong == []


def _page(home: str, case: Brought) -> str:
    return f"{home}/{case.id}" if home == "/cases" else f"{home}?case={case.id}"


def _forms_of(user: PageUser, case: Brought) -> set[str]:
    """The acts on this case for which the page has a form."""
    claims = any(case.id in form.fields.get("task", "") for form in user.forms("/desk/claim"))
    own = (action for action in user.actions if case.id in action)
    return {action.rpartition("/")[2] for action in own} | ({"claim"} if claims else set())


def _tried_at(case: Brought, who: str) -> dict[str, bool]:
    """The acts that the catalogue has for this stage, and whether this person may do them; by their names on a page."""
    found = {}
    for act in (each for each in ACTS if each.route.startswith("POST /api/callback/")):
        for attempt in act.attempts:
            if case.stage in attempt.stages and 409 not in attempt.answers:
                found[NAMED_ON_PAGES.get(act.word, act.word)] = MAY[attempt.rule](who, _facts(case))
    return found


NAMED_ON_PAGES = {"attempts": "outcome"}

HAS_FORM = {"escalation": {"acknowledge", "settle", "escalate", "file", "reveal"}}
"""The acts that the page of a case is for; all others are done elsewhere."""


def _may(tried: Attempt, who: str, case: Brought) -> bool:
    return case.stage in tried.stages and MAY[tried.rule](who, _facts(case))


def _facts(case: Brought) -> Facts:
    """What the oracle knows of a case of Gulou at this stage."""
    on_site, with_unit = case.stage in ON_SITE, case.stage in (Stage.HANDLING, Stage.RESOLVED, Stage.CLOSED)
    facts: dict[str, Any] = {"reporter": GULOU.reporter}
    facts["told"] = LEADER if case.stage is Stage.RAISED else ""
    facts["informed"] = "" if on_site else LEADER
    facts["holder"] = GULOU.caller if case.stage is Stage.CLAIMED else ""
    facts["reached"] = GULOU.caller if case.stage is Stage.TO_DISPATCH else ""
    if with_unit:
        facts |= {"lead": GULOU.unit, "assisting": GULOU.assisting, "handler": GULOU.handler}
    return Facts(**facts)


ADMINISTERED = {
    "/admin/directory": "GET /api/platform/directory",
    "/admin/quality": "GET /api/platform/quality-items",
    "/admin/policies": "GET /api/platform/policies",
    "/admin/tokens": "GET /api/platform/tokens",
    "/admin/sessions": "GET /api/platform/sessions",
    "/admin/audit": "GET /api/platform/audit",
    "/admin/security": "GET /api/platform/security-events",
    "/admin/retention": "GET /api/platform/retention",
    "/admin/dead-letters": "GET /api/platform/dead-letters",
    "/admin/health": "GET /api/platform/health",
}
"""The pages of administration, and the route of the API that reads the same."""

OF_TWO = {"/admin": ("administrators and auditors", "operations"), "/admin/clock": ("operations", "administrators")}
"""Pages that more than one rule opens."""


async def test_each_page_of_administration_is_open_to_whom_the_table_names(stand: Stand) -> None:
    paths = {path for path in page_paths(stand.world) if path.startswith("/admin")}
    assert paths == ADMINISTERED.keys() | OF_TWO.keys()
    rules = {path: (BY_ROUTE[route].tried.rule,) for path, route in ADMINISTERED.items()} | OF_TWO
    rules["/admin"] = (*rules["/admin"], "readers of security events")
    wrong = []
    for path in sorted(paths):
        for who in stand.people:
            answer = await stand.reads(who, path)
            expected = 200 if any(MAY[rule](who, Facts()) for rule in rules[path]) else 403
            if answer.status_code != expected:
                wrong.append(f"{path}: {who} got {answer.status_code}, not {expected}")
    assert wrong == []


async def test_the_pages_of_administration_have_forms_for_administrators_and_operations_only(stand: Stand) -> None:
    wrong, seen = [], set()
    for path in (*ADMINISTERED, "/admin/clock"):
        rule = MAY["operations" if path in ("/admin/dead-letters", "/admin/clock") else "administrators"]
        for who in stand.people:
            tags = PageText.of((await stand.reads(who, path)).text).tags
            forms = [tag.attributes["action"] for tag in tags if tag.name == "form" and _posts(tag.attributes)]
            own = [action for action in forms if action.startswith("/admin")]
            seen |= {path} if own else set()
            wrong += [f"{path}: {who} has {action}" for action in own if not rule(who, Facts())]
    assert wrong == []
    assert seen == {"/admin/directory", "/admin/tokens", "/admin/sessions", "/admin/retention"}


def _posts(attributes: dict[str, str]) -> bool:
    return attributes.get("method") == "post"


@pytest.mark.parametrize("role", BY_ROLE)
async def test_every_page_of_administration_that_a_tab_leads_to_is_open_to_its_reader(stand: Stand, role: str) -> None:
    tags = PageText.of((await stand.reads(BY_ROLE[role], "/admin")).text).tags
    tabs = {tag.attributes["href"] for tag in tags if tag.name == "a" and "nav.sections" in tag.where}
    for path in tabs:
        assert (await stand.reads(BY_ROLE[role], path)).status_code == 200, path
