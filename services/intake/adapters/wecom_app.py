"""The WeCom apps that are set up: their keys from the settings, the protocol put together from its parts.

A request that is not proved to come from WeCom gets the same refusal for every fault. One that is proved and still
refused is put on record (`Suspicious`).
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from services.intake.adapters.wecom_crypto import NotGenuine, SignedQuery, WeComCrypto
from services.intake.adapters.wecom_xml import Malformed, NotForUs, read_envelope, read_message, text_reply
from services.intake.application.wecom_ports import Echo, InnerMessage
from services.intake.domain import errors
from services.intake.settings import IntakeSettings
from shared.contracts.words import App
from shared.platform.privacy.sealing import random_bytes

_NUMBER = re.compile(rb"[0-9]{1,32}")
"""What WeCom sends to check a URL: nineteen digits."""

LONGEST_ECHO = 512
"""The longest `echostr` that is looked at, in characters; WeCom's have about ninety."""

_SECRET = ("token", "aeskey")


class ConfiguredApp:
    """One WeCom app with its keys (`services.intake.application.wecom_ports.WeComApp`)."""

    def __init__(
        self,
        name: App,
        *,
        corpid: str,
        agent_id: str,
        keys: Sequence[WeComCrypto],
        default_unit: str | None,
        chance: Callable[[int], bytes] = random_bytes,
    ) -> None:
        """`keys`: the present ones, then those that follow while they are being changed; each is as good."""
        self.name = name
        self.default_unit = default_unit
        self._corpid = corpid
        self._agent_id = agent_id
        self._keys = keys
        self._chance = chance

    def url_check(self, query: str, wall: datetime) -> Echo:
        signed = SignedQuery.parse(query)
        try:
            if len(signed.echostr) > LONGEST_ECHO:
                raise NotGenuine
            crypto = self._signed_by(signed, signed.echostr)
        except NotGenuine:
            raise errors.not_genuine() from None
        if not signed.is_fresh(wall):
            raise errors.stale_check()
        try:
            number = crypto.decrypt(signed.echostr)
        except NotGenuine:
            raise errors.no_number() from None
        if not _NUMBER.fullmatch(number):
            raise errors.no_number()
        return Echo(number=number, delivery=self.delivery_of_check(query))

    def delivery_of_check(self, query: str) -> str:
        return "check." + hashlib.sha256(SignedQuery.parse(query).echostr.encode(errors="replace")).hexdigest()

    def check(self, query: str, body: bytes, wall: datetime) -> str:
        signed = SignedQuery.parse(query)
        try:
            envelope = read_envelope(body)
            self._signed_by(signed, envelope.encrypted)
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
            key, message = self._decrypted(read_envelope(envelope).encrypted)
            return replace(read_message(message, corpid=self._corpid, agent_id=self._agent_id), key=key)
        except NotForUs:
            raise errors.not_for_this_app() from None
        except (Malformed, NotGenuine):
            raise errors.unreadable_push() from None

    def reply(self, to_user: str, text: str, wall: datetime, *, key: int) -> str:
        message = text_reply(to_user=to_user, corpid=self._corpid, at=wall, content=text)
        return self._keys[key].passive_reply(
            message,
            timestamp=str(int(wall.timestamp())),
            nonce=str(int.from_bytes(self._chance(6), "big")),
            salt=self._chance(16),
        )

    def _signed_by(self, query: SignedQuery, encrypted: str) -> WeComCrypto:
        """The keys by which it is signed. Raises `NotGenuine` if it is by none."""
        for crypto in self._keys[:-1]:
            with suppress(NotGenuine):
                crypto.check(query, encrypted)
                return crypto
        self._keys[-1].check(query, encrypted)
        return self._keys[-1]

    def _decrypted(self, encrypted: str) -> tuple[int, bytes]:
        """Which keys open it, and the message. Raises `NotGenuine` if none do."""
        last = len(self._keys) - 1
        for number, crypto in enumerate(self._keys[:last]):
            with suppress(NotGenuine):
                return number, crypto.decrypt(encrypted)
        return last, self._keys[last].decrypt(encrypted)


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
    _must_be_whole(name, needed)
    corpid, agent_id, token, aes_key = map(str, needed.values())
    keys = [_keys(f"WECOM_{name}_AESKEY", token, aes_key, corpid)]
    following = {f"WECOM_{name}_NEXT_{k}".upper(): getattr(settings, f"wecom_{name}_next_{k}") for k in _SECRET}
    if any(following.values()):
        _must_be_whole(name, following)
        token, aes_key = map(str, following.values())
        keys.append(_keys(f"WECOM_{name}_NEXT_AESKEY", token, aes_key, corpid))
    default_unit: str | None = getattr(settings, f"wecom_{name}_default_unit")
    return ConfiguredApp(name, corpid=corpid, agent_id=agent_id, keys=keys, default_unit=default_unit)


def _must_be_whole(name: App, needed: Mapping[str, str | None]) -> None:
    missing = ", ".join(f"HOTLINE_{setting}" for setting, value in needed.items() if not value)
    if missing:
        raise ValueError(f"the WeCom app {name} is set up by half: {missing} is missing")


def _keys(setting: str, token: str, aes_key: str, corpid: str) -> WeComCrypto:
    try:
        return WeComCrypto(token=token, aes_key=aes_key, corpid=corpid)
    except ValueError as error:
        raise ValueError(f"HOTLINE_{setting.upper()}: {error}") from None
