"""The XML of the WeCom callback: the envelope around a push, the message inside, the text of a reply.

Parsed with defusedxml, never with a document type or entities; anything but the documented shape is `Malformed`.
Keys and signatures are in `wecom_crypto`; what a text means is in `services.intake.domain.short_form`.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from services.intake.application.wecom_ports import MOST_BYTES, InnerMessage

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOST_DIGITS = 11  # of seconds: datetime ends long before twelve are needed


class Malformed(Exception):
    """Not a message of the documented shape."""


class NotForUs(Malformed):
    """A message to another company, or to another app."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """The envelope of a push. Only `encrypted` is signed: the address is checked after the signature."""

    to_user: str
    agent_id: str
    encrypted: str

    def check(self, *, corpid: str, agent_id: str) -> None:
        """Raises `NotForUs` unless it is addressed to this app of this company."""
        if self.to_user != corpid:
            raise NotForUs("a message to another company")
        if self.agent_id != agent_id:
            raise NotForUs("a message to another app")


def read_envelope(body: bytes) -> Envelope:
    """The envelope of a push; raises `Malformed`."""
    root = _parsed(body)
    return _addressed(root, _required(root, "Encrypt"))


def read_message(message: bytes, *, corpid: str, agent_id: str) -> InnerMessage:
    """The decrypted message of a push to this app; raises `Malformed`."""
    root = _parsed(message)
    addressed = _addressed(root)
    addressed.check(corpid=corpid, agent_id=agent_id)
    message_id = _text(root, "MsgId")
    return InnerMessage(
        to_user=addressed.to_user,
        from_user=_required(root, "FromUserName"),
        agent_id=addressed.agent_id,
        created_at=_moment(_required(root, "CreateTime")),
        kind=_required(root, "MsgType"),
        dedupe_key=f"id:{message_id}" if message_id else f"sha256:{hashlib.sha256(message).hexdigest()}",
        content=_text(root, "Content"),
        event=_text(root, "Event"),
        event_key=_text(root, "EventKey"),
        task_id=_text(root, "TaskId"),
        card_type=_text(root, "CardType"),
        response_code=_text(root, "ResponseCode"),
        selected=_selected(root),
    )


def text_reply(*, to_user: str, corpid: str, at: datetime, content: str) -> str:
    """A passive reply with a text, to be encrypted. Characters that XML does not allow are left out."""
    return (
        f"<xml><ToUserName>{_cdata(to_user)}</ToUserName><FromUserName>{_cdata(corpid)}</FromUserName>"
        f"<CreateTime>{int(at.timestamp())}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content>{_cdata(content)}</Content></xml>"
    )


def _parsed(body: bytes) -> Element:
    if len(body) > MOST_BYTES:
        raise Malformed("a message of more than 64 KiB")
    try:
        root: Element = fromstring(body, forbid_dtd=True)  # entities need a document type
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # LookupError: an unknown encoding
        raise Malformed("not XML as WeCom sends it") from None
    if root.tag != "xml":
        raise Malformed("not a WeCom message")
    return root


def _addressed(root: Element, encrypted: str = "") -> Envelope:
    return Envelope(to_user=_required(root, "ToUserName"), agent_id=_required(root, "AgentID"), encrypted=encrypted)


def _required(root: Element, name: str) -> str:
    value = _text(root, name)
    if not value:
        raise Malformed(f"a message without {name}")
    return value


def _text(root: Element, name: str) -> str | None:
    """The text of a child; None if it is missing or empty. Raises `Malformed` if there are two."""
    found = root.findall(name)
    if len(found) > 1:
        raise Malformed(f"a message with more than one {name}")
    return found[0].text or None if found else None


def _moment(seconds: str) -> datetime:
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= _MOST_DIGITS):
        raise Malformed("a message without a time")
    return datetime.fromtimestamp(int(seconds), UTC)


def _selected(root: Element) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            _required(item, "QuestionKey"),
            tuple(option.text for option in item.iterfind("OptionIds/OptionId") if option.text),
        )
        for item in root.iterfind("SelectedItems/SelectedItem")
    )


def _cdata(text: str) -> str:
    """A CDATA section; an end mark inside is split over two sections."""
    return f"<![CDATA[{_NOT_IN_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"
