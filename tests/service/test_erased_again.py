"""A back-up from before an erasure brings the case's key back; the list beside the key file has it erased again."""

import shutil
from pathlib import Path

from sqlalchemy import select

from shared.contracts.services import DATABASES
from shared.engine.tables import search_keys
from shared.platform.privacy.case_keys import case_keys
from shared.platform.privacy.erasures import erasures
from tests.harness.callback import filed
from tests.harness.people import AUDITOR
from tests.harness.stories import happy_archive
from tests.harness.world import World

LIST = "hotline.key.erased"


async def erase(world: World, case: str) -> None:
    administrator = await world.sign_in("S0007")
    answer = await administrator.post(f"/api/platform/cases/{case}/erase", {"reason": "客户要求"})
    assert answer.status_code == 200, answer.text
    await world.settle()


async def test_a_restored_back_up_from_before_an_erasure_is_erased_again_at_the_start(world: World) -> None:
    kept = await filed(world)
    case = await happy_archive(world)
    before = world.folder.parent / "before"
    await world.close()
    shutil.copytree(world.folder, before)
    await world.open()
    await erase(world, case)
    await world.close()
    world.observer = None  # the restored databases give numbers again that it has seen
    for name in DATABASES:
        for file in world.folder.glob(f"{name}.db*"):
            file.unlink()
        for file in before.glob(f"{name}.db*"):
            shutil.copy(file, world.folder)

    await world.open()

    keys = await world.process.context.platform.ask(select(case_keys.c.case_id))
    assert kept in {row["case_id"] for row in keys}
    assert case not in {row["case_id"] for row in keys}
    await world.settle()
    assert (await world.by(AUDITOR).sees_report(case))["erased_at"] is not None
    [row] = (await world.by(AUDITOR).get("/api/platform/erasures")).json()["items"]
    assert (row["case_id"], row["why"], row["by"]) == (case, "again", None)


async def test_no_file_holds_the_key_or_an_index_of_an_erased_case_while_the_hotline_runs(world: World) -> None:
    case = await happy_archive(world)
    [row] = await world.process.context.platform.ask(select(case_keys.c.wrapped).where(case_keys.c.case_id == case))
    keys = await world.rows("intake", select(search_keys.c.key).where(search_keys.c.subject_id == case))
    needles = {row["wrapped"], *(each["key"].encode() for each in keys)}
    assert needles <= {needle for needle in needles for file in files(world) if needle in file.read_bytes()}

    await erase(world, case)

    assert [file.name for file in files(world) for needle in needles if needle in file.read_bytes()] == []


def files(world: World) -> list[Path]:
    return sorted(file for file in world.folder.iterdir() if ".db" in file.name)


async def test_a_case_that_was_open_in_the_back_up_ends_when_it_is_erased_again(world: World) -> None:
    case = await filed(world)
    context = world.process.context
    context.erased_list.add([(case, world.now)])
    await world.restart()
    await world.settle()
    seen = await world.by(AUDITOR).sees("callback", case)
    assert seen["erased_at"] is not None
    assert (seen["task"], seen["acts"]) == (None, [])
    assert await world.next_due() is None


async def test_a_line_that_the_key_file_did_not_sign_erases_nothing(world: World) -> None:
    case = await happy_archive(world)
    (world.folder / LIST).write_text(f"{case} {world.now.isoformat()} {'0' * 32}\n", "utf-8")
    await world.restart()
    assert (await world.by(AUDITOR).sees_report(case))["erased_at"] is None


async def test_what_only_the_database_knows_is_added_to_the_list_at_the_next_start(world: World) -> None:
    case = await happy_archive(world)
    await erase(world, case)
    listed = (world.folder / LIST).read_text("utf-8")
    assert listed.startswith(f"{case} ")
    (world.folder / LIST).unlink()
    await world.restart()
    assert (world.folder / LIST).read_text("utf-8") == listed
    assert (world.folder / LIST).stat().st_mode & 0o077 == 0
    rows = await world.process.context.platform.ask(select(erasures.c.why))
    assert [row["why"] for row in rows] == ["asked"]
