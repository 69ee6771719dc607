"""Intake's own settings: the two WeCom apps (`docs/wecom.md`)."""

from typing import Any

from pydantic import Field, model_validator

from shared.platform.settings import Profile, ServiceSettings

DEMO_APPS = {
    "wecom_corpid": "wwdemodemodemo0001",
    "wecom_claims_agentid": "1000002",
    "wecom_claims_default_unit": "JS-LP",
    "wecom_service_agentid": "1000003",
    "wecom_service_default_unit": "JS-95518",
}
"""The apps of the demo profile: made up, the same everywhere but for their keys (`adapters.demo_keys`). The default
units are of the demo directory."""


class IntakeSettings(ServiceSettings):
    """The apps' ids and keys. In the demo profile `DEMO_APPS` are the defaults; production has none."""

    default_unit: str | None = Field(
        default=None, description="unit of reporters whose unit is not known; default the top of the tree"
    )
    reports_a_minute: int = Field(
        default=30, ge=0, description="reports of one person in a minute, counted in each process; 0: no limit"
    )
    wecom_corpid: str | None = Field(default=None, description="the enterprise's id at WeCom")
    wecom_claims_agentid: str | None = Field(default=None, description="agent id of the claims app")
    wecom_claims_token: str | None = Field(default=None, repr=False, description="callback token of the claims app")
    wecom_claims_aeskey: str | None = Field(
        default=None, repr=False, description="callback EncodingAESKey of the claims app"
    )
    wecom_claims_next_token: str | None = Field(
        default=None,
        repr=False,
        description="token that follows, claims app; both are taken while keys change",
    )
    wecom_claims_next_aeskey: str | None = Field(
        default=None, repr=False, description="EncodingAESKey that follows, claims app"
    )
    wecom_claims_default_unit: str | None = Field(
        default=None, description="unit of reporters who are not in the directory, claims app"
    )
    wecom_service_agentid: str | None = Field(default=None, description="agent id of the service app")
    wecom_service_token: str | None = Field(default=None, repr=False, description="callback token of the service app")
    wecom_service_aeskey: str | None = Field(
        default=None, repr=False, description="callback EncodingAESKey of the service app"
    )
    wecom_service_next_token: str | None = Field(
        default=None,
        repr=False,
        description="token that follows, service app; both are taken while keys change",
    )
    wecom_service_next_aeskey: str | None = Field(
        default=None, repr=False, description="EncodingAESKey that follows, service app"
    )
    wecom_service_default_unit: str | None = Field(
        default=None, description="unit of reporters who are not in the directory, service app"
    )

    @model_validator(mode="before")
    @classmethod
    def _demo_has_apps(cls, given: dict[str, Any]) -> dict[str, Any]:
        return DEMO_APPS | given if given.get("profile", Profile.DEMO) == Profile.DEMO else given
