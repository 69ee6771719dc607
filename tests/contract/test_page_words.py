"""Every word of the pages is there in both languages, and every code has its words: none is shown as it stands."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from services.admin.application.overseeing import AUDITED
from services.admin.entrypoints.pages_everyone import TOPICS
from services.callback.domain import states as callback
from services.callback.domain.evolve import FOLDS, WRITTEN_AS
from services.callback.entrypoints.homes import DONE
from services.callback.entrypoints.pages_unit import LEAVING
from services.callback.entrypoints.presenters_unit import Tab
from services.escalation.domain.states import State
from services.intake.application.plain import REFERENCES
from services.intake.domain.quality import REPORTER, ItemState
from services.intake.entrypoints.presenters import CUSTOMER
from shared.contracts.callback import CaseReceived
from shared.contracts.callback_values import LimitKind
from shared.contracts.escalation import OnSiteDeed, SkipReason, ToldAs, Whom
from shared.contracts.services import SERVICES
from shared.contracts.words import Channel, Ground, RiskFlag
from shared.platform.audit_reading import AuditKind
from shared.platform.identity.tokens import Ended
from shared.platform.policies.loading_policy import FILE_KEYS
from shared.platform.privacy.erasures import Why
from shared.platform.security_events import SecurityKind
from shared.rules.directory import Role
from shared.rules.retention import Kind
from shared.web.site.navigation import ENTRIES, SECTIONS
from shared.web.site.words import CHINESE, ENGLISH, FILES, read_catalog, words_of
from tests.architecture.code import ROOT
from tests.harness.acts import ACTS
from tests.harness.wording_rules import HAN

SHARED = ROOT / "shared/web/site"
FOLDERS = [SHARED, *sorted(path.parent for path in (ROOT / "services").glob("*/entrypoints/templates"))]
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")
REFUSALS = {"Invalid", "NotFound", "NotYet", "Forbidden", "Unauthenticated", "TooMany", "Conflict", "Unavailable"}
POLICY_KEYS = {f"{table}.{key}" for table, key, _ in FILE_KEYS.values()}
AUDITED_ACTS = {
    *(act.word for act in ACTS if act.route.startswith(("POST /api/escalation/cases", "POST /api/callback/cases"))),
    *(act.word for act in ACTS if act.route.startswith("POST /api/callback/tasks")),
    *("answer", "report", "details", "chat", "press", "dismiss", "revealed", "looked_up"),
    *("session.begin", "session.end", "directory.import", "token.issue", "token.revoke", "dead_letter.replay"),
    *("case.erase", "case.export", "case.hold", "case.release"),
    *("clock.confirm", "clock.set_back", "clock.redate", "keys.rotate", "keys.accept"),
    *("backup.make", "backup.restore", "verify.repair"),
} - {"reveal"}
"""The words of audit rows; one of an older version is shown as it stands."""

FAULTS = {
    *("missing_file", "encoding", "cells", "csv", "header", "empty"),  # of a file
    *("text", "required", "id", "number", "yes_no", "unknown_word", "one_word", "time"),  # of a cell
    *("duplicate", "unknown", "own_deputy", "order", "cycle", "level"),  # between files
    *("unknown_unit", "contradiction"),  # with the policies
}
"""What can be wrong with the files of a directory."""

ACTS_WITH_A_FORM = (
    *("retry", "close", "send_back", "reopen", "reviewed", "remind", "contacts"),
    *("complaint", "severity", "supervise", "override_independence", "transfer"),
)
"""What is done to a case at the desk and in supervision, in a folded form each."""

WRITTEN = {
    *(f"on_site.{each}" for each in (*OnSiteDeed, "complaint_marked")),
    *(
        each.type.removeprefix("hotline.callback.")
        for each in (CaseReceived, *FOLDS)
        if not each.__dataclass_fields__.keys().isdisjoint(WRITTEN_AS)
    ),
}
"""What a text of a case may have been written with."""

Word = tuple[str | None, str]


def extracted(folder: Path) -> set[Word]:
    """(context, text) of everything the templates of a folder say; codes in variables are not seen."""
    found = extract_from_dir(
        folder,
        [("**/templates/**.html", "jinja2")],
        options_map={"**/templates/**.html": {"newstyle_gettext": "true"}},
        keywords={"_": None, "ngettext": (1, 2)},
    )
    return {(None, text[0] if isinstance(text, tuple) else text) for _, _, text, _, _ in found}


def catalog(folder: Path, language: str) -> dict[Word, str]:
    file = folder / "locale" / FILES[language]
    words = read_catalog(file) if file.exists() else ()
    return {(each.context, each.id): each.string for each in words if each.id}


def codes_of_refusals() -> Iterator[str]:
    """The code of every refusal and every wrong field in the source."""
    for path in [*(ROOT / "services").rglob("*.py"), *(ROOT / "shared").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name, place = getattr(node.func, "id", ""), {"FieldError": 1}.get(getattr(node.func, "id", ""), 0)
            if name in REFUSALS | {"FieldError"} and len(node.args) > place:
                code = node.args[place]
                if isinstance(code, ast.Constant) and isinstance(code.value, str):
                    yield code.value


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_every_text_of_a_template_has_its_chinese_words_and_no_word_is_left_over(folder: Path) -> None:
    said, own, shared = extracted(folder), catalog(folder, CHINESE), catalog(SHARED, CHINESE)
    assert said - own.keys() - shared.keys() == set()
    words = [*(entry.words for entry in ENTRIES), *(section.words for section in SECTIONS)]
    navigation = {(None, each) for each in words} if folder == SHARED else set()
    assert {word for word in own if word[0] is None} - said - navigation == set()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_the_chinese_words_are_chinese_and_keep_what_is_filled_in(folder: Path) -> None:
    for (context, text), chinese in catalog(folder, CHINESE).items():
        assert HAN.search(chinese), (context, text)
        assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(chinese)), text


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_no_template_and_no_module_of_pages_holds_chinese(folder: Path) -> None:
    files = [*folder.rglob("*.html"), *folder.glob("pages*.py"), *folder.glob("presenters*.py"), *folder.rglob("*.js")]
    chinese = {path.name for path in files if HAN.search(path.read_text("utf-8").replace("中文", ""))}
    assert chinese == set()


@pytest.mark.parametrize(
    ("service", "context", "codes"),
    [
        (None, "role", Role),
        (None, "service", SERVICES),
        (None, "channel", Channel),
        (None, "ground", Ground),
        (None, "risk", RiskFlag),
        ("admin", "session", ("signed_out", "ended", *Ended)),
        ("admin", "help", TOPICS),
        ("admin", "ask", ("leader", "head", "duty", "supervisor")),
        ("admin", "section", [section.path.rpartition("/")[2] for section in SECTIONS]),
        ("admin", "service", AUDITED),
        ("admin", "audit kind", AuditKind),
        ("admin", "audit act", AUDITED_ACTS),
        ("admin", "security", SecurityKind),
        ("admin", "ended as", Kind),
        ("admin", "erased because", Why),
        ("admin", "whom", Whom),
        ("admin", "told as", ToldAs),
        ("admin", "skipped", SkipReason),
        ("admin", "policy", POLICY_KEYS),
        ("admin", "policy table", {key.partition(".")[0] for key in POLICY_KEYS}),
        ("admin", "fault", FAULTS),
        ("escalation", "onsite state", State),
        ("escalation", "deed", OnSiteDeed),
        ("escalation", "skipped", SkipReason),
        ("escalation", "no button", ("ended", "not_yours", "passed", "done")),
        ("intake", "customer", CUSTOMER),
        ("intake", "missing", ("ground", "customer")),
        ("intake", "reference", (*REFERENCES, "reporter_unit_id")),
        ("intake", "quality", (REPORTER, *(f"{field}_unknown" for field in (*REFERENCES, "reporter_unit_id")))),
        ("intake", "quality state", (ItemState.RESOLVED, ItemState.DISMISSED)),
        ("callback", "case state", callback.State),
        ("callback", "limit", LimitKind),
        ("callback", "severity", "123"),
        ("callback", "unit list", Tab),
        ("callback", "unit list empty", Tab),
        ("callback", "did", (*LEAVING, *DONE)),
        ("callback", "act", ACTS_WITH_A_FORM),
        ("callback", "place to act", ("/desk", "/unit", "/supervision")),
        ("callback", "written", WRITTEN),
    ],
)
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_every_code_has_its_words(language: str, service: str | None, context: str, codes: Iterable[str]) -> None:
    own = catalog(ROOT / "services" / service / "entrypoints" if service else SHARED, language)
    assert {str(code) for code in codes} == {code for of, code in own if of == context}


def test_every_refusal_has_chinese_words() -> None:
    words = words_of(SHARED / "locale", CHINESE)
    missing = {code for code in codes_of_refusals() if words.pgettext("problem", code) == code}
    assert missing == set()
