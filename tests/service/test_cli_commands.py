"""The command line on a data folder that nobody has open: what it says, what it changes, with which code it ends."""

import os
import re
import shutil
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from deploy.servers.ports import free_port
from services.cli.main import main
from services.cli.settings_list import fields
from services.intake import bootstrap
from shared.platform.identity.local_admin_token import LocalAdminToken
from shared.runtime import single_service
from shared.runtime.ownership import Ownership

ROOT = Path(__file__).resolve().parents[2]
PROVINCE = ROOT / "deploy" / "demo"
POLICIES = ROOT / "deploy" / "policy"


class Terminal:
    """Types commands, and reads what they say."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def types(self, *arguments: str) -> tuple[int, str, str]:
        """(exit code, answer, complaints)."""
        try:
            code = main(arguments)
        except SystemExit as gone:  # argparse leaves so
            code = int(gone.code or 0)
        answer, complaints = self._capsys.readouterr()
        return code, answer, complaints


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet."""
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def province(tmp_path: Path, **changes: Callable[[str], str]) -> Path:
    """A copy of the demo province with some files changed."""
    copy = tmp_path / "province"
    copy.mkdir()
    for path in PROVINCE.glob("*.csv"):
        text = path.read_text("utf-8")
        (copy / path.name).write_text(changes.get(path.stem, lambda same: same)(text), "utf-8")
    return copy


def test_help_names_every_command(terminal: Terminal) -> None:
    code, answer, _ = terminal.types("--help")
    assert code == 0
    for command in (
        "serve",
        "migrate",
        "import-directory",
        "token",
        "retention",
        "policy",
        "dead-letters",
        "export",
        "backup",
        "restore",
        "verify",
        "clock",
    ):
        assert re.search(rf"^\s+{command}\s", answer, re.MULTILINE), command


@pytest.mark.parametrize("arguments", [("token",), ("nonsense",), ("dead-letters", "replay"), ("token", "issue")])
def test_wrong_arguments_end_with_2(terminal: Terminal, arguments: tuple[str, ...]) -> None:
    code, _, complaints = terminal.types(*arguments)
    assert code == 2
    assert "usage:" in complaints


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("HOTLINE_PORT", "nonsense", r"HOTLINE_PORT: .*integer.*"),
        ("HOTLINE_PROFILE", "test", r"HOTLINE_PROFILE: .*'demo' or 'production'"),
        ("HOTLINE_LOG_LEVEL", "loud", r"HOTLINE_LOG_LEVEL: .*"),
        ("HOTLINE_KAFKA_BOOTSTRAP", "broker:9092", r"HOTLINE_KAFKA_BOOTSTRAP needs HOTLINE_DATABASE_URL: .*"),
        ("HOTLINE_KAFKA_BOOTSTRAP", "one:9092,two:port", r"HOTLINE_KAFKA_BOOTSTRAP: must be the addresses of .*"),
        ("HOTLINE_KAFKA_BOOTSTRAP", "", r"HOTLINE_KAFKA_BOOTSTRAP: must be the addresses of .*"),
    ],
)
def test_a_wrong_setting_is_one_line_and_ends_with_2(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, name: str, value: str, line: str
) -> None:
    monkeypatch.setenv(name, value)
    code, _, complaints = terminal.types("clock", "status")
    assert code == 2
    assert re.fullmatch(line, complaints.rstrip("\n")), complaints


def test_a_wrong_secret_is_not_repeated(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_PORT", "geheim")
    assert "geheim" not in terminal.types("clock", "status")[2]


def test_a_broken_policy_ends_with_2_and_names_file_and_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(POLICIES, tmp_path / "policy")
    default = tmp_path / "policy" / "default.toml"
    default.write_text(default.read_text("utf-8").replace('after = "5 min" ', 'after = "soon" ', 1), "utf-8")
    monkeypatch.setenv("HOTLINE_POLICY_DIR", str(tmp_path / "policy"))
    terminal.types("migrate")
    code, _, complaints = terminal.types("clock", "status")
    assert code == 2
    assert re.match(r"default\.toml:\d+: .*after", complaints), complaints


def test_in_production_nothing_is_migrated_by_the_way(
    terminal: Terminal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_PROFILE", "production")
    code, _, complaints = terminal.types("token", "list")
    assert (code, "in production after `python -m services migrate`" in complaints) == (2, True)
    assert not folder.exists()
    assert terminal.types("migrate")[0] == 0
    assert terminal.types("migrate")[0] == 0
    code, answer, _ = terminal.types("token", "list")
    assert code == 0
    assert answer.startswith("token_id")
    assert not (folder / "demo-sign-ins.json").exists()


def test_in_production_a_directory_is_imported_before_anybody_can_sign_in(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_PROFILE", "production")
    terminal.types("migrate")
    assert terminal.types("token", "issue", "S0118")[0] == 1
    code, answer, _ = terminal.types("import-directory", str(PROVINCE))
    assert (code, answer) == (0, f"{PROVINCE}: 70 units, 435 people: imported as version 1\n")
    code, answer, _ = terminal.types("token", "issue", "S0118", "--expires-days", "30")
    assert code == 0
    assert re.search(r"^token +\S{43}$", answer, re.MULTILINE)


def test_a_faulty_directory_is_refused_with_file_line_and_column(terminal: Terminal, tmp_path: Path) -> None:
    faulty = province(
        tmp_path,
        staff=lambda text: text.replace("S0118,于嘉怡,JS-NJ-GL,CLAIMS,", "S0118,于嘉怡,JS-NJ-GL,CLAIM,"),
        leave=lambda text: text.replace("S0132,2020-01-01", "S0132,someday"),
    )
    code, answer, complaints = terminal.types("import-directory", str(faulty))
    assert (code, answer) == (1, "")
    first, second, last = complaints.splitlines()
    assert first.startswith("leave.csv:2:from_at: ")
    assert second.startswith("staff.csv:119:line: ")
    assert last == "The directory has 2 faults."
    code, answer, _ = terminal.types("import-directory", str(PROVINCE))
    assert "imported as version 2" in answer  # 1 was the demo's own: nothing was imported in between


def test_a_directory_can_be_looked_at_without_importing_it(terminal: Terminal, tmp_path: Path) -> None:
    code, answer, _ = terminal.types("import-directory", str(PROVINCE), "--check")
    assert (code, answer) == (0, f"{PROVINCE}: 70 units, 435 people: sound; nothing was imported\n")
    assert terminal.types("import-directory", str(tmp_path / "nowhere"))[0] == 1
    code, _, complaints = terminal.types("import-directory", str(tmp_path))
    assert code == 1
    assert "units.csv:1: the file is missing" in complaints


def test_tokens_are_issued_listed_and_revoked(terminal: Terminal) -> None:
    terminal.types("migrate")
    code, answer, _ = terminal.types("token", "issue", "S0114", "--label", "wall screen")
    assert code == 0
    [token_id] = re.findall(r"^token id +(\S+)", answer, re.MULTILINE)
    assert re.search(rf"{token_id} +S0114 +wall screen", terminal.types("token", "list")[1])
    assert terminal.types("token", "revoke", token_id) == (0, f"{token_id}: revoked\n", "")
    assert terminal.types("token", "revoke", token_id)[0] == 1
    code, said, _ = terminal.types("token", "revoke", "--all")  # as after a restored back-up
    assert (code, said.partition(" ")[2]) == (0, "tokens revoked\n")
    assert int(said.partition(" ")[0]) > 100
    assert terminal.types("token", "issue", "nobody")[0] == 1


def test_policies_are_checked_with_the_units_of_the_directory(terminal: Terminal, tmp_path: Path) -> None:
    code, answer, _ = terminal.types("policy", "check")
    assert code == 0
    assert answer.endswith("their units were not checked: there is no directory\n")
    terminal.types("migrate")
    terminal.types("clock", "status")  # the first opening imports the demo's directory
    assert terminal.types("policy", "check")[1].endswith("and the directory knows their units\n")
    shutil.copytree(POLICIES, tmp_path / "policy")
    branch = tmp_path / "policy" / "changzhou.toml"
    branch.write_text(branch.read_text("utf-8").replace('"JS-CZ"', '"JS-XX-YY"'), "utf-8")
    code, _, complaints = terminal.types("policy", "check", str(tmp_path / "policy"))
    assert code == 1
    assert re.match(r'changzhou\.toml:\d+: unit "JS-XX-YY" is not in the directory', complaints)


def test_policies_are_checked_with_what_their_units_inherit_down_the_tree(terminal: Terminal, tmp_path: Path) -> None:
    shutil.copytree(POLICIES, tmp_path / "policy")
    rules = {
        "JS": '[callback]\ndue = "30 min"\nbreach = "40 min"\nhead = "1 h"\n',
        "JS-NJ": '[callback]\nbreach = "10 min"\n',
    }
    for unit, stated in rules.items():
        text = f'unit = "{unit}"\nvalid_from = 2026-01-01\n{stated}'
        (tmp_path / "policy" / f"{unit}.toml").write_text(text, "utf-8")
    assert terminal.types("policy", "check", str(tmp_path / "policy"))[0] == 0  # no tree is known yet
    terminal.types("migrate")
    terminal.types("clock", "status")
    code, _, complaints = terminal.types("policy", "check", str(tmp_path / "policy"))
    assert code == 1
    assert re.match(r"JS-NJ\.toml:\d+: callback: `due` must lie after", complaints), complaints


def test_a_folder_whose_owner_does_not_answer_is_said_to_be_taken(terminal: Terminal, folder: Path) -> None:
    folder.mkdir()
    owner = Ownership(folder)
    owner.take()
    for address in (None, "http://127.0.0.1:1"):  # not serving yet; serving no more
        if address:
            owner.announce(address)
            LocalAdminToken("secret").write_to(folder)
        code, _, complaints = terminal.types("token", "list")
        assert code == 3
        assert f"in use by process {os.getpid()}." in complaints
    owner.release()


def test_there_are_no_dead_letters_and_no_unknown_story(terminal: Terminal) -> None:
    terminal.types("migrate")
    assert terminal.types("dead-letters", "list")[:2] == (0, "position  at  type  case_id  attempts  error\n")
    assert terminal.types("dead-letters", "replay", "--all")[:2] == (0, "there are no dead letters\n")
    assert terminal.types("dead-letters", "replay", "escalation:1")[0] == 1
    assert terminal.types("dead-letters", "replay", "12")[0] == 2
    assert terminal.types("export", "nobody") == (1, "", "There is no such case.\n")


def test_a_visit_leaves_the_clock_at_its_speed(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_CLOCK_SPEED", "60")
    terminal.types("migrate")
    assert "speed  60" in terminal.types("clock", "status")[1]
    monkeypatch.delenv("HOTLINE_CLOCK_SPEED")
    code, answer, _ = terminal.types("clock", "status")
    assert code == 0
    assert "speed  60" in answer
    assert "wall   agrees" in answer
    assert terminal.types("clock", "confirm")[0] == 1


def test_settings_are_listed_and_secrets_are_not_shown(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTLINE_WECOM_CLAIMS_TOKEN", "geheim")
    code, answer, _ = terminal.types("settings")
    assert code == 0
    assert "geheim" not in answer
    assert {f"HOTLINE_{name.upper()}" for name in fields()} <= set(answer.split())


def test_restore_says_that_all_tokens_have_ended(
    folder: Path, tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal.types("migrate")[0] == 0
    assert terminal.types("clock", "status")[0] == 0  # the first opening makes the key file
    code, answer, _ = terminal.types("backup", str(tmp_path / "backup"))
    assert (code, "hotline.key is not in it" in answer) == (0, True)
    assert terminal.types("backup", str(tmp_path / "backup"))[0] == 1
    monkeypatch.setenv("HOTLINE_KEY_FILE", str(folder / "hotline.key"))
    monkeypatch.setenv("HOTLINE_DATA_DIR", str(tmp_path / "restored"))
    code, answer, _ = terminal.types("restore", str(tmp_path / "backup"))
    assert (code, "all have ended: issue new ones" in answer) == (0, True)
    assert terminal.types("verify")[0] == 0


@pytest.fixture(params=["nobody listens", "somebody listens and says nothing"])
def away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a database that does not answer."""
    if request.param == "nobody listens":
        yield f"127.0.0.1:{free_port()}"
        return
    monkeypatch.setattr("shared.engine.migrations.CONNECT_WITHIN", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield f"127.0.0.1:{silent.getsockname()[1]}"


def test_a_database_that_is_away_is_named_in_one_line_whatever_is_started(
    away: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTLINE_DATABASE_URL", f"postgresql://hotline:geheim@{away}/hotline")
    monkeypatch.setenv("HOTLINE_KAFKA_BOOTSTRAP", "127.0.0.1:1")
    for command in (["migrate"], ["verify"], ["clock", "status"], ["serve"]):
        code, answer, complaint = terminal.types(*command)
        assert (code, answer, complaint.count("\n")) == (2, "", 1)
        assert "does not answer: start it" in complaint
        assert "geheim" not in complaint
    assert single_service.main(bootstrap) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_file_whose_index_lost_a_row_is_called_damaged_by_verify(folder: Path, terminal: Terminal) -> None:
    assert terminal.types("migrate")[0] == 0
    assert terminal.types("clock", "status")[0] == 0
    file = folder / "escalation.db"
    with closing(sqlite3.connect(file)) as database:
        [page, size] = database.execute(
            "SELECT rootpage, page_size FROM sqlite_schema, pragma_page_size WHERE name = 'event_log_by_time'"
        ).fetchone()
    index = slice((page - 1) * size, page * size)
    before = file.read_bytes()[index]
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "INSERT INTO event_log (case_id, sequence, event_id, type, at, data) VALUES ('', 1, '', '', 0, '')"
        )
        database.commit()
    torn = bytearray(file.read_bytes())
    torn[index] = before
    file.write_bytes(torn)
    code, _, complaint = terminal.types("verify")
    assert (code, "escalation.db" in complaint, "damaged" in complaint) == (2, True, True), complaint
