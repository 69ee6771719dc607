"""The cryptography of the WeCom callback: signature, cipher, passive reply. No XML is read here (`wecom_xml`).

A request is first verified (`check`), then stored encrypted, then decrypted: a request with a wrong signature is never
decrypted. Every fault of a plaintext (pad, length, corpid) gives the same error in the same time, so that altered
messages reveal nothing of the text (no padding oracle).
"""

import hashlib
import hmac
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

_CIPHER_BLOCK = 16
_PAD_BLOCK = 32
_HEAD = 20  # 16 random bytes, then the length of the message in four
_FRESH = timedelta(minutes=10)


class NotGenuine(Exception):
    """Not from WeCom, not for this app, or altered on the way. One error for all of these, on purpose."""

    def __init__(self) -> None:
        super().__init__("not a genuine WeCom request")


@dataclass(frozen=True, kw_only=True, slots=True)
class SignedQuery:
    """What WeCom puts into the query string; `echostr` only in the check of the URL."""

    signature: str
    timestamp: str
    nonce: str
    echostr: str = ""

    @classmethod
    def parse(cls, query: str) -> "SignedQuery":
        """Read the raw query string. A `+` stays a plus: echostr is base64, sometimes sent without escaping it."""
        pairs = (pair.partition("=") for pair in query.split("&"))
        values = {name: unquote(value) for name, _, value in pairs}
        return cls(
            signature=values.get("msg_signature", ""),
            timestamp=values.get("timestamp", ""),
            nonce=values.get("nonce", ""),
            echostr=values.get("echostr", ""),
        )

    def is_fresh(self, now: datetime) -> bool:
        """True if it was sent at most ten minutes before or after `now`."""
        if not (self.timestamp.isascii() and self.timestamp.isdigit() and len(self.timestamp) <= 12):
            return False
        return abs(now.timestamp() - int(self.timestamp)) <= _FRESH.total_seconds()


class WeComCrypto:
    """The keys of one app: its Token and EncodingAESKey, and the corpid they belong to."""

    def __init__(self, *, token: str, aes_key: str, corpid: str) -> None:
        """Raises `ValueError` when `aes_key` is not an EncodingAESKey (43 letters and digits)."""
        if len(aes_key) != 43 or not (aes_key.isascii() and aes_key.isalnum()):
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        self._token = token
        self._key = b64decode(aes_key + "=")
        self._corpid = corpid.encode()

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        """The signature of an encrypted text, as WeCom makes it and checks ours."""
        signed = "".join(sorted((self._token, timestamp, nonce, encrypted)))
        return hashlib.sha1(signed.encode(errors="replace"), usedforsecurity=False).hexdigest()

    def check(self, query: SignedQuery, encrypted: str) -> None:
        """Raises `NotGenuine` unless the signature is right; compared in constant time."""
        expected = self.signature(query.timestamp, query.nonce, encrypted)
        if not hmac.compare_digest(expected.encode(), query.signature.encode(errors="replace")):
            raise NotGenuine

    def decrypt(self, encrypted: str) -> bytes:
        """The message inside; raises `NotGenuine` if any part of the plaintext is wrong."""
        try:
            raw = b64decode(encrypted, validate=True)
        except (NotBase64, ValueError):
            raise NotGenuine from None
        if not raw or len(raw) % _CIPHER_BLOCK:
            raise NotGenuine
        decryptor = self._cipher().decryptor()
        return self._message(decryptor.update(raw) + decryptor.finalize())

    def encrypt(self, message: bytes, salt: bytes) -> str:
        """Encrypt a message; `salt` is 16 random bytes, new for each message."""
        if len(salt) != 16:
            raise ValueError("the salt of a WeCom message has 16 bytes")
        plain = salt + len(message).to_bytes(4, "big") + message + self._corpid
        pad = _PAD_BLOCK - len(plain) % _PAD_BLOCK
        encryptor = self._cipher().encryptor()
        return b64encode(encryptor.update(plain + bytes([pad]) * pad) + encryptor.finalize()).decode()

    def passive_reply(self, message: str, *, timestamp: str, nonce: str, salt: bytes) -> str:
        """The XML body that answers a push: the reply message, encrypted and signed."""
        encrypted = self.encrypt(message.encode(), salt)
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>"
            f"<MsgSignature><![CDATA[{self.signature(timestamp, nonce, encrypted)}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )

    def _message(self, plain: bytes) -> bytes:
        """Checks pad, length and corpid all before it raises, so that the time does not tell which is wrong."""
        pad = plain[-1]
        width = min(max(pad, 1), _PAD_BLOCK)
        pad_is_right = (pad == width) & hmac.compare_digest(plain[-width:], bytes([pad]) * width)
        body = plain[:-width]
        length = int.from_bytes(body[16:_HEAD], "big")
        length_is_right = (len(body) >= _HEAD) & (_HEAD + length <= len(body))
        corpid_is_right = hmac.compare_digest(body[_HEAD + length :], self._corpid)
        if not (pad_is_right & length_is_right & corpid_is_right):
            raise NotGenuine
        return body[_HEAD : _HEAD + length]

    def _cipher(self) -> "Cipher[CBC]":
        return Cipher(AES256(self._key), CBC(self._key[:_CIPHER_BLOCK]))
