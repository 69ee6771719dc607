"""Keys, profile and accounts are judged against what the data were made with: one line says what is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest

from shared.platform.pairing.judgement import Found, NotPaired, Pairing, WrappedKey, judge, judge_account
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import KEY_BYTES, CaseKey
from shared.platform.settings import Profile

PATH = Path("hotline.key")
KEYS = KeyFile.new()
ROTATED = KEYS.rotated()
OTHER = KeyFile.new()
DAMAGED = replace(KEYS, wrapping={KEYS.current: bytes(KEY_BYTES)})


def pairing_with(keys: KeyFile, profile: Profile = Profile.DEMO) -> Found:
    """An installation paired with these keys."""
    wrapping = {key_id: keys.fingerprint(key_id) for key_id in keys.wrapping}
    return Found(pairing=Pairing(profile=profile, root=keys.fingerprint(), wrapping=wrapping))


def older_version_with(keys: KeyFile) -> Found:
    """An installation of a version that did not pair, with one case."""
    wrapped = keys.wrap(CaseKey("case-1", bytes(range(KEY_BYTES))))
    example = WrappedKey(case_id="case-1", key_id=keys.current, wrapped=wrapped)
    return Found(wrapped=(example,), looks_like=Profile.DEMO, sealed=("intake",))


def refusal(found: Found, keys: KeyFile | None, profile: Profile = Profile.DEMO) -> str:
    """The line with which a start is refused."""
    with pytest.raises(NotPaired) as refused:
        judge(found, keys, profile, PATH)
    line = str(refused.value)
    assert "\n" not in line
    return line


@pytest.mark.parametrize("data", [pairing_with(KEYS), older_version_with(KEYS)], ids=["paired", "older version"])
def test_its_own_key_file_opens_the_data_and_no_other_file_does(data: Found) -> None:
    judge(data, KEYS, Profile.DEMO, PATH)
    judge(data, ROTATED, Profile.DEMO, PATH)  # newer than the data: a rotation was under way
    assert "hotline.key: the key file is absent" in refusal(data, None)
    assert "of another installation" in refusal(data, OTHER)
    assert "damaged" in refusal(data, DAMAGED)


@pytest.mark.parametrize("data", [pairing_with(ROTATED), older_version_with(ROTATED)], ids=["paired", "older version"])
def test_a_key_file_from_before_a_rotation_lacks_a_key_by_name(data: Found) -> None:
    line = refusal(data, KEYS)
    assert "older than the data" in line
    assert ROTATED.current in line


def test_a_new_installation_takes_any_key_file_or_makes_one() -> None:
    for keys in (None, KEYS):
        judge(Found(), keys, Profile.PRODUCTION, PATH)


def test_sealed_data_without_any_data_key_belong_to_another_platform_database() -> None:
    assert "intake hold" in refusal(Found(sealed=("intake",)), KEYS)
    assert "the key file is absent" in refusal(Found(sealed=("intake",)), None)


@pytest.mark.parametrize(("made_by", "runs_for"), [tuple(Profile), tuple(reversed(Profile))])
def test_a_demo_never_opens_as_production_nor_the_other_way_round(made_by: Profile, runs_for: Profile) -> None:
    for found in (pairing_with(KEYS, made_by), replace(older_version_with(KEYS), looks_like=made_by)):
        assert f"these data were made by the profile {made_by.value}" in refusal(found, KEYS, runs_for)
        judge(found, KEYS, made_by, PATH)


def test_another_enterprise_at_wecom_is_refused_by_the_setting_s_name() -> None:
    judge_account("wecom_corpid", "ww1", "ww1")
    with pytest.raises(NotPaired, match="HOTLINE_WECOM_CORPID is ww2, but these data belong to ww1"):
        judge_account("wecom_corpid", "ww1", "ww2")


def test_a_fingerprint_reveals_nothing_and_differs_for_each_key() -> None:
    prints = {KEYS.fingerprint(), *(ROTATED.fingerprint(key_id) for key_id in ROTATED.wrapping), OTHER.fingerprint()}
    assert len(prints) == 4
    secrets = {KEYS.root.hex(), *(key.hex() for key in ROTATED.wrapping.values())}
    assert not any(each in secret for each in prints for secret in secrets)
