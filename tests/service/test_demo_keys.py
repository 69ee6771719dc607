"""No two demos share the keys of their WeCom apps; one that is older than its own keys goes on with those it had."""

import json
from pathlib import Path

from services.all_in_one import open_all
from services.intake.adapters.demo_keys import KEYS_BEFORE, keys_of, with_demo_keys
from services.intake.settings import IntakeSettings
from shared.platform.demo import WECOM_KEYS
from shared.platform.settings import Settings


async def started(folder: Path) -> dict[str, str]:
    """The keys that a demo in this folder has after a start."""
    await (await open_all(Settings(data_dir=folder))).close()
    return keys_of(folder)


async def test_each_demo_has_keys_of_its_own_from_its_first_start_on(tmp_path: Path) -> None:
    one, other = await started(tmp_path / "one"), await started(tmp_path / "other")
    assert one.keys() == KEYS_BEFORE.keys()
    assert len({*one.values(), *other.values(), *KEYS_BEFORE.values()}) == 12
    assert (tmp_path / "one" / WECOM_KEYS).stat().st_mode & 0o077 == 0
    assert await started(tmp_path / "one") == one

    (tmp_path / "one" / WECOM_KEYS).unlink()  # as in a folder of a version before
    assert await started(tmp_path / "one") == KEYS_BEFORE


def test_a_key_that_is_set_counts_before_that_of_the_file(tmp_path: Path) -> None:
    (tmp_path / WECOM_KEYS).write_text(json.dumps(dict.fromkeys(KEYS_BEFORE, "of the file")), "utf-8")
    settings = with_demo_keys(IntakeSettings(wecom_claims_token="mine"), tmp_path)
    assert (settings.wecom_claims_token, settings.wecom_service_token) == ("mine", "of the file")
