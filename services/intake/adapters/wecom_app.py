"""The WeCom apps that are set up: their keys from the settings, the protocol put together from its parts.

A request that is not proved to come from WeCom gets the same refusal for every fault. One that is proved and still
refused is put on record (`Suspicious`).
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from services.intake.adapters.wecom_crypto import NotGenuine, SignedQuery, WeComCrypto
from services.intake.adapters.wecom_xml import Malformed, NotForUs, read_envelope, read_message, text_reply
from services.intake.application.wecom_ports import InnerMessage
from services.intake.domain import errors
from services.intake.settings import IntakeSettings
from shared.contracts.words import App
from shared.platform.privacy.sealing import random_bytes


class ConfiguredApp:
    """One WeCom app with its keys (`services.intake.application.wecom_ports.WeComApp`)."""

    def __init__(
        self,
        name: App,
        *,
        corpid: str,
        agent_id: str,
        crypto: WeComCrypto,
        default_unit: str | None,
        chance: Callable[[int], bytes] = random_bytes,
    ) -> None:
        self.name = name
        self.default_unit = default_unit
        self._corpid = corpid
        self._agent_id = agent_id
        self._crypto = crypto
        self._chance = chance

    def url_check(self, query: str) -> bytes:
        signed = SignedQuery.parse(query)  # its age does not count: a check changes nothing
        try:
            self._crypto.check(signed, signed.echostr)
            return self._crypto.decrypt(signed.echostr)
        except NotGenuine:
            raise errors.not_genuine() from None

    def check(self, query: str, body: bytes, wall: datetime) -> str:
        signed = SignedQuery.parse(query)
        try:
            envelope = read_envelope(body)
            self._crypto.check(signed, envelope.encrypted)
        except (Malformed, NotGenuine):
            raise errors.not_genuine() from None
        if not signed.is_fresh(wall):
            raise errors.stale_push()
        try:
            envelope.check(corpid=self._corpid, agent_id=self._agent_id)
        except NotForUs:
            raise errors.not_for_this_app() from None
        return hashlib.sha256(envelope.encrypted.encode()).hexdigest()

    def read(self, envelope: bytes) -> InnerMessage:
        try:
            message = self._crypto.decrypt(read_envelope(envelope).encrypted)
            return read_message(message, corpid=self._corpid, agent_id=self._agent_id)
        except NotForUs:
            raise errors.not_for_this_app() from None
        except (Malformed, NotGenuine):
            raise errors.unreadable_push() from None

    def reply(self, to_user: str, text: str, wall: datetime) -> str:
        message = text_reply(to_user=to_user, corpid=self._corpid, at=wall, content=text)
        return self._crypto.passive_reply(
            message,
            timestamp=str(int(wall.timestamp())),
            nonce=str(int.from_bytes(self._chance(6), "big")),
            salt=self._chance(16),
        )


def apps_of(settings: IntakeSettings) -> dict[App, ConfiguredApp]:
    """The apps that are set up. Raises `ValueError` for one whose settings are incomplete or wrong."""
    apps = {}
    for name in App:
        values = {key: getattr(settings, f"wecom_{name}_{key}") for key in ("agentid", "token", "aeskey")}
        if any(values.values()):
            apps[name] = _app(name, settings, values)
    return apps


def _app(name: App, settings: IntakeSettings, values: dict[str, str | None]) -> ConfiguredApp:
    needed = {"WECOM_CORPID": settings.wecom_corpid} | {f"WECOM_{name}_{k}".upper(): v for k, v in values.items()}
    missing = ", ".join(f"HOTLINE_{setting}" for setting, value in needed.items() if not value)
    if missing:
        raise ValueError(f"the WeCom app {name} is set up by half: {missing} is missing")
    corpid, agent_id, token, aes_key = map(str, needed.values())
    try:
        crypto = WeComCrypto(token=token, aes_key=aes_key, corpid=corpid)
    except ValueError as error:
        raise ValueError(f"HOTLINE_WECOM_{name.upper()}_AESKEY: {error}") from None
    default_unit: str | None = getattr(settings, f"wecom_{name}_default_unit")
    return ConfiguredApp(name, corpid=corpid, agent_id=agent_id, crypto=crypto, default_unit=default_unit)
