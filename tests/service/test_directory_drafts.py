"""A directory that was checked is kept for an hour, byte for byte; the history of imports begins with the audit's."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from deploy.servers.postgres import Postgres
from shared.engine.db.database import Database
from shared.platform.directory.drafts import (
    PART,
    Diff,
    Draft,
    DraftStore,
    Version,
    directory_draft_parts,
    record_version,
)
from shared.platform.tables import audit
from tests.harness.clock import A_MONDAY_MORNING as NOW
from tests.harness.migrated import upgraded

HOUR = timedelta(hours=1)
LINE = {"case_id": None, "outcome": "done", "code": None}


def imported(version: int, by: str) -> dict[str, Any]:
    """The audit line of an import, as it was before there was a history."""
    facts = {"version": version, "units": 70, "people": 430 + version, "by_token": "t1"}
    return LINE | {"at": NOW, "actor": by, "action": "directory.import", "facts": json.dumps(facts)}


OLD = [imported(2, "S0007"), LINE | {"at": NOW, "actor": "S0007", "action": "token.issue", "facts": "{}"}]
OLD.append(imported(3, "local"))


@pytest.fixture(params=["sqlite", "postgresql"])
async def platform(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """The platform's database of a hotline that imported directories before it kept their history."""
    server: Postgres | None = None
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
    async with upgraded("platform", "0009", audit, OLD, folder=tmp_path, server=server) as database:
        yield database


def draft(draft_id: str = "d1") -> Draft:
    return Draft(draft_id=draft_id, by="S0007", at=NOW, based_on=3, units=70, people=436, diff=Diff(people_added=3))


async def test_the_history_begins_with_the_imports_that_the_audit_knows(platform: Database) -> None:
    found = await DraftStore(platform).versions()
    assert [(each.version, each.by, each.people, each.diff) for each in found] == [
        (3, "local", 433, None),
        (2, "S0007", 432, None),
    ]
    new = Version(version=4, at=NOW, by="S0007", units=70, people=436, diff=Diff(people_added=3, heads=1))
    async with platform.transaction() as connection:
        await record_version(connection, new)
    assert (await DraftStore(platform).versions())[0] == new


async def test_files_come_back_as_they_were_checked_however_large_and_odd_they_are(platform: Database) -> None:
    store = DraftStore(platform)
    files = {"units.csv": b"", "staff.csv": Random(1).randbytes(3 * PART), "duty.csv": "值班\r\n".encode("gb18030")}
    await store.keep(draft(), files)
    assert await store.files("d1") == files
    assert await store.find("d1", NOW) == draft()
    await store.drop("d1")
    assert await store.find("d1", NOW) is None


async def test_a_draft_is_of_use_for_an_hour_and_goes_with_the_next_check(platform: Database) -> None:
    store = DraftStore(platform)
    await store.keep(draft(), {"units.csv": b"x"})
    assert await store.find("d1", NOW + HOUR - timedelta(seconds=1)) == draft()
    assert await store.find("d1", NOW + HOUR) is None
    later = Draft(draft_id="d2", by="S0007", at=NOW + HOUR, based_on=3, units=70, people=436, diff=Diff())
    await store.keep(later, {"units.csv": b"y"})
    assert await store.find("d1", NOW) is None
    assert await store.files("d2") == {"units.csv": b"y"}
    await store.forget(NOW + 2 * HOUR)
    assert await platform.ask(select(directory_draft_parts)) == []
