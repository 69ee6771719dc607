"""The two WeCom apps, as the settings make them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.intake.adapters.demo_keys import KEYS_BEFORE, with_demo_keys
from services.intake.adapters.wecom_app import apps_of
from services.intake.domain.errors import Suspicious
from services.intake.settings import IntakeSettings
from shared.contracts.words import App
from shared.platform.settings import Profile

SET_UP = {
    "wecom_corpid": "ww1234567890abcdef",
    "wecom_claims_agentid": "1000002",
    "wecom_claims_token": "token",
    "wecom_claims_aeskey": "a" * 43,
}


def production(**values: str) -> IntakeSettings:
    return IntakeSettings(profile=Profile.PRODUCTION, **values)


def test_the_demo_has_both_apps(tmp_path: Path) -> None:
    assert set(apps_of(with_demo_keys(IntakeSettings(), tmp_path))) == set(App)


def test_production_has_none_of_its_own() -> None:
    assert apps_of(production()) == {}
    assert apps_of(production(wecom_corpid="ww1234567890abcdef", wecom_claims_default_unit="JS")) == {}


def test_what_is_set_stands_in_the_demo_too(tmp_path: Path) -> None:
    settings = with_demo_keys(IntakeSettings(wecom_claims_token="mine"), tmp_path)
    assert (settings.wecom_claims_token, settings.wecom_service_token) == ("mine", "DemoServiceCallbackToken")


def test_an_app_may_be_set_up_alone() -> None:
    assert set(apps_of(production(**SET_UP))) == {App.CLAIMS}


@pytest.mark.parametrize("name", SET_UP)
def test_an_app_set_up_by_half_names_what_is_missing_and_no_value(name: str) -> None:
    with pytest.raises(ValueError, match=f"HOTLINE_{name.upper()} is missing") as refused:
        apps_of(production(**{key: value for key, value in SET_UP.items() if key != name}))
    assert not any(value in str(refused.value) for value in SET_UP.values())


def test_a_wrong_key_names_the_setting() -> None:
    with pytest.raises(ValueError, match="HOTLINE_WECOM_CLAIMS_AESKEY"):
        apps_of(production(**SET_UP | {"wecom_claims_aeskey": "short"}))


def test_secrets_are_not_shown_with_the_settings() -> None:
    shown = repr(IntakeSettings(**KEYS_BEFORE))
    assert "CallbackToken" not in shown
    assert "EncodingAESKey" not in shown


SAMPLE = {
    "wecom_corpid": "wx5823bf96d3bd56c7",
    "wecom_claims_agentid": "1000002",
    "wecom_claims_token": "QDG6eK",
    "wecom_claims_aeskey": "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
}
SAMPLE_CHECK = (
    "msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&timestamp=1409659589&nonce=263014780&echostr="
    "P9nAzCzyDtyTWESHep1vC5X9xho%2FqYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp%2B4RPcs8TgAE7OaBO%2BFZXvnaqQ%3D%3D"
)


def test_the_official_sample_is_answered_at_its_time() -> None:
    app = apps_of(production(**SAMPLE))[App.CLAIMS]
    assert app.url_check(SAMPLE_CHECK, datetime.fromtimestamp(1409659600, UTC)).number == b"1616140317555161061"
    with pytest.raises(Suspicious, match="ten minutes"):
        app.url_check(SAMPLE_CHECK, datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize("name", ["wecom_claims_next_token", "wecom_claims_next_aeskey"])
def test_keys_that_follow_by_half_name_what_is_missing(name: str) -> None:
    both = {"wecom_claims_next_token": "next", "wecom_claims_next_aeskey": "b" * 43}
    with pytest.raises(ValueError, match=f"HOTLINE_{name.upper()} is missing"):
        apps_of(production(**SET_UP, **{key: value for key, value in both.items() if key != name}))
