"""The two WeCom apps, as the settings make them."""

import pytest

from services.intake.adapters.wecom_app import apps_of
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


def test_the_demo_has_both_apps() -> None:
    assert set(apps_of(IntakeSettings())) == set(App)


def test_production_has_none_of_its_own() -> None:
    assert apps_of(production()) == {}
    assert apps_of(production(wecom_corpid="ww1234567890abcdef", wecom_claims_default_unit="JS")) == {}


def test_what_is_set_stands_in_the_demo_too() -> None:
    settings = IntakeSettings(wecom_claims_token="mine")
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
    shown = repr(IntakeSettings())
    assert "CallbackToken" not in shown
    assert "EncodingAESKey" not in shown
