"""The gate of each WeCom app: its keys from the settings, and the protocol's pieces put together.

All that cannot prove to come from WeCom looks the same from outside. What can, and is refused all the same, goes on
record (`Suspicious`).
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


class WeComGate:
    """See `services.intake.application.wecom_ports.Gate`."""

    def __init__(
        self,
        app: App,
        *,
        corpid: str,
        agent_id: str,
        crypto: WeComCrypto,
        default_unit: str | None,
        chance: Callable[[int], bytes] = random_bytes,
    ) -> None:
        self.app = app
        self.default_unit = default_unit
        self._corpid = corpid
        self._agent_id = agent_id
        self._crypto = crypto
        self._chance = chance

    def url_check(self, query: str) -> bytes:
        """See the port. Changes nothing, so its age does not count."""
        signed = SignedQuery.parse(query)
        try:
            self._crypto.check(signed, signed.echostr)
            return self._crypto.decrypt(signed.echostr)
        except NotGenuine:
            raise errors.not_genuine() from None

    def check(self, query: str, body: bytes, wall: datetime) -> str:
        """See the port."""
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
        """See the port."""
        try:
            message = self._crypto.decrypt(read_envelope(envelope).encrypted)
            return read_message(message, corpid=self._corpid, agent_id=self._agent_id)
        except NotForUs:
            raise errors.not_for_this_app() from None
        except (Malformed, NotGenuine):
            raise errors.unreadable_push() from None

    def reply(self, to_user: str, text: str, wall: datetime) -> str:
        """See the port."""
        message = text_reply(to_user=to_user, corpid=self._corpid, at=wall, content=text)
        return self._crypto.passive_reply(
            message,
            timestamp=str(int(wall.timestamp())),
            nonce=str(int.from_bytes(self._chance(6), "big")),
            salt=self._chance(16),
        )


def gates_of(settings: IntakeSettings) -> dict[App, WeComGate]:
    """The gates of the apps that are set up. Raises `ValueError` for one that is set up by half, or wrongly."""
    gates = {}
    for app in App:
        values = {key: getattr(settings, f"wecom_{app}_{key}") for key in ("agentid", "token", "aeskey")}
        if any(values.values()):
            gates[app] = _gate(app, settings, values)
    return gates


def _gate(app: App, settings: IntakeSettings, values: dict[str, str | None]) -> WeComGate:
    names = {"WECOM_CORPID": settings.wecom_corpid} | {f"WECOM_{app}_{k}".upper(): v for k, v in values.items()}
    missing = ", ".join(f"HOTLINE_{name}" for name, value in names.items() if not value)
    if missing:
        raise ValueError(f"the WeCom app {app} is set up by half: {missing} is missing")
    corpid, agent_id, token, aes_key = map(str, names.values())
    try:
        crypto = WeComCrypto(token=token, aes_key=aes_key, corpid=corpid)
    except ValueError as error:
        raise ValueError(f"HOTLINE_WECOM_{app.upper()}_AESKEY: {error}") from None
    default_unit: str | None = getattr(settings, f"wecom_{app}_default_unit")
    return WeComGate(app, corpid=corpid, agent_id=agent_id, crypto=crypto, default_unit=default_unit)
