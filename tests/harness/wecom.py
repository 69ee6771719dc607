"""WeCom's side of the callback, for tests: signs, encrypts and sends as WeCom does, reads the replies as it would.

Written from the protocol and not from our adapter, so that the two check each other. Time is an argument; nonces and
salts are counted, so that a story is the same each time it is told.
"""

import base64
import hashlib
import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class Request(NamedTuple):
    """What to send: the query string (without `?`) and the body (empty for a GET)."""

    query: str
    body: bytes


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """A passive reply as the member sees it; `message` is the XML it came in."""

    to_user: str
    from_user: str
    kind: str
    content: str
    message: str


class FakeWeCom:
    """One app of one company. Every `AssertionError` of `read_reply` names the rule the reply broke."""

    def __init__(self, corpid: str, token: str, aeskey: str, agentid: str) -> None:
        self.corpid = corpid
        self.token = token
        self.agentid = agentid
        self._key = base64.b64decode(aeskey + "=")
        self._count = 0

    def url_check(self, echo: str, at: datetime, *, escaped: bool = True) -> Request:
        """The GET that checks a callback URL; unescaped, a `+` of the base64 stands in the query as it is."""
        encrypted = self.encrypt(echo.encode())
        return Request(f"{self._signed(encrypted, at)}&echostr={quote(encrypted, safe='' if escaped else '+/=')}", b"")

    def text(self, userid: str, content: str, at: datetime, *, msg_id: str | None = None) -> Request:
        """A member's text message; without `msg_id` each has a new one."""
        msg_id = msg_id or str(7_000_000_000_000_000_000 + self._next())
        return self.push(
            self.message(userid, "text", at, f"<Content>{_cdata(content)}</Content><MsgId>{msg_id}</MsgId>"), at
        )

    def event(self, userid: str, event: str, at: datetime, *, key: str = "") -> Request:
        """An event (`enter_agent`, `click`, `view`): it has no MsgId."""
        inner = f"<Event>{_cdata(event)}</Event><EventKey>{_cdata(key)}</EventKey>"
        return self.push(self.message(userid, "event", at, inner), at)

    def card_click(self, userid: str, key: str, task_id: str, at: datetime, *, response_code: str) -> Request:
        """A press on a button of a template card."""
        inner = (
            f"<Event>{_cdata('template_card_event')}</Event><EventKey>{_cdata(key)}</EventKey>"
            f"<TaskId>{_cdata(task_id)}</TaskId><CardType>{_cdata('button_interaction')}</CardType>"
            f"<ResponseCode>{_cdata(response_code)}</ResponseCode>"
        )
        return self.push(self.message(userid, "event", at, inner), at)

    def message(self, userid: str, kind: str, at: datetime, inner: str) -> str:
        """The message inside a push, before encryption."""
        return (
            f"<xml><ToUserName>{_cdata(self.corpid)}</ToUserName><FromUserName>{_cdata(userid)}</FromUserName>"
            f"<CreateTime>{int(at.timestamp())}</CreateTime><MsgType>{_cdata(kind)}</MsgType>{inner}"
            f"<AgentID>{self.agentid}</AgentID></xml>"
        )

    def push(self, message: str | bytes, at: datetime, *, names_app: bool = True) -> Request:
        """The POST of a message. Sending the same message again is a redelivery: new salt, nonce and signature."""
        encrypted = self.encrypt(message.encode(errors="surrogatepass") if isinstance(message, str) else message)
        agent = f"<AgentID>{_cdata(self.agentid)}</AgentID>" if names_app else ""
        body = f"<xml><ToUserName>{_cdata(self.corpid)}</ToUserName><Encrypt>{_cdata(encrypted)}</Encrypt>{agent}</xml>"
        return Request(self._signed(encrypted, at), body.encode())

    def read_reply(self, body: bytes) -> Reply | None:
        """The passive reply in an answer's body; None for an empty one (nothing is shown to the member)."""
        if not body:
            return None
        envelope = ElementTree.fromstring(body)
        encrypted = envelope.findtext("Encrypt", "")
        signed = (envelope.findtext("TimeStamp", ""), envelope.findtext("Nonce", ""), encrypted)
        assert self.sign(*signed) == envelope.findtext("MsgSignature"), "the reply's signature is wrong"
        message = self.decrypt(encrypted).decode()
        inner = ElementTree.fromstring(message)
        assert inner.findtext("FromUserName") == self.corpid, "the reply is not from this company"
        return Reply(
            to_user=inner.findtext("ToUserName", ""),
            from_user=inner.findtext("FromUserName", ""),
            kind=inner.findtext("MsgType", ""),
            content=inner.findtext("Content", ""),
            message=message,
        )

    def sign(self, *parts: str) -> str:
        """sha1 of token, timestamp, nonce and encrypted text, sorted and joined."""
        return hashlib.sha1("".join(sorted([self.token, *parts])).encode()).hexdigest()

    def encrypt(self, message: bytes, salt: bytes | None = None) -> str:
        """AES-256-CBC of salt, length, message, corpid and pad."""
        salt = salt or hashlib.sha256(f"salt {self._next()}".encode()).digest()[:16]
        plain = salt + struct.pack(">I", len(message)) + message + self.corpid.encode()
        return self.encrypt_plain(plain + self._pad(len(plain)))

    def encrypt_plain(self, plain: bytes) -> str:
        """Encrypt a plaintext as it is, right or wrong: for tests of what must be refused."""
        encryptor = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).encryptor()
        return base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()

    def decrypt(self, encrypted: str) -> bytes:
        """The message in an encrypted text; every part of the plaintext is checked."""
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(self._key[:16])).decryptor()
        plain = decryptor.update(base64.b64decode(encrypted)) + decryptor.finalize()
        assert len(plain) % 32 == 0, "the reply is not padded to 32 bytes"
        body = plain[: -plain[-1]]
        assert body + self._pad(len(body)) == plain, "the reply's pad is wrong"
        (length,) = struct.unpack(">I", body[16:20])
        assert body[20 + length :] == self.corpid.encode(), "the reply is for another company"
        return body[20 : 20 + length]

    def _signed(self, encrypted: str, at: datetime) -> str:
        timestamp, nonce = str(int(at.astimezone(UTC).timestamp())), str(1_000_000_000 + self._next())
        return f"msg_signature={self.sign(timestamp, nonce, encrypted)}&timestamp={timestamp}&nonce={nonce}"

    def _next(self) -> int:
        self._count += 1
        return self._count

    @staticmethod
    def _pad(length: int) -> bytes:
        missing = 32 - length % 32
        return bytes([missing]) * missing


def _cdata(text: str) -> str:
    return "<![CDATA[" + re.sub(r"]]>", "]]]]><![CDATA[>", text) + "]]>"
