"""The XML of the WeCom callback: the envelope around a push, the message inside, the text of a reply.

Parsed with defusedxml, never with a document type or entities; anything but the documented shape is `Malformed`. The
text that a member wrote is cut out before: a genuine message is never refused for its text. Keys and signatures are in
`wecom_crypto`; what a text means is in `services.intake.domain.short_form`.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from services.intake.application.wecom_ports import MOST_BYTES, InnerMessage

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CONTENT = re.compile(r"<Content>\s*<!\[CDATA\[(?P<text>.*)\]\]>\s*</Content>", re.DOTALL)
_REFERENCE = re.compile("&#(?:x(?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>[0-9]{1,10}));")
_SPLIT_END_MARK = "]]]]><![CDATA[>"


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
        """Raises `NotForUs` if it is addressed to another company or app; events of other kinds name no app."""
        if self.to_user not in ("", corpid):
            raise NotForUs("a message to another company")
        if self.agent_id not in ("", agent_id):
            raise NotForUs("a message to another app")


def read_envelope(body: bytes) -> Envelope:
    """The envelope of a push; raises `Malformed`."""
    root = _parsed(body)
    return Envelope(
        to_user=_required(root, "ToUserName"),
        agent_id=_text(root, "AgentID") or "",
        encrypted=_required(root, "Encrypt"),
    )


def read_message(message: bytes, *, corpid: str, agent_id: str) -> InnerMessage:
    """The decrypted message of a push to this app; raises `Malformed`."""
    frame, content = _without_content(message)
    root = _parsed(frame)
    to_user, agent = (_text(root, name) or "" for name in ("ToUserName", "AgentID"))
    Envelope(to_user=to_user, agent_id=agent, encrypted="").check(corpid=corpid, agent_id=agent_id)
    return InnerMessage(
        from_user=_text(root, "FromUserName"),
        kind=_text(root, "MsgType") or "",
        dedupe_key=_dedupe_key(root, message),
        content=content if content is not None else _text(root, "Content"),
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


def _without_content(message: bytes) -> tuple[str, str | None]:
    """The message without the characters XML does not allow and without its text, and the text.

    Bytes of a character that was cut off are left out too.
    """
    if len(message) > MOST_BYTES:
        raise Malformed("a message of more than 64 KiB")
    readable = _NOT_IN_XML.sub("", message.decode("utf-8", errors="ignore"))
    found = _CONTENT.search(readable)
    if found is None:
        return _REFERENCE.sub(_allowed, readable), None
    return readable[: found.start()] + readable[found.end() :], found["text"].replace(_SPLIT_END_MARK, "]]>")


def _allowed(reference: re.Match[str]) -> str:
    """A reference to a character that XML allows; nothing for any other, which would make all of it malformed."""
    number = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    return reference[0] if number < 0x110000 and not _NOT_IN_XML.match(chr(number)) else ""


def _dedupe_key(root: Element, message: bytes) -> str:
    """The same for each delivery of a message. Two senders may have the same MsgId; an event has none.

    Hashed, as a userid may be a telephone number.
    """
    kind = "id" if _text(root, "MsgId") else "event" if _text(root, "Event") else "sha256"
    names = {"id": ("MsgId",), "event": ("CreateTime", "Event", "EventKey", "TaskId")}.get(kind)
    if names is None:
        return f"{kind}:{hashlib.sha256(message).hexdigest()}"
    parts = ((_text(root, "FromUserName") or "").casefold(), *(_text(root, name) or "" for name in names))
    return f"{kind}:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"


def _parsed(body: bytes | str) -> Element:
    if len(body) > MOST_BYTES:
        raise Malformed("a message of more than 64 KiB")
    try:
        root: Element = fromstring(body, forbid_dtd=True)  # entities need a document type
    except (ParseError, DefusedXmlException, ValueError, LookupError):  # LookupError: an unknown encoding
        raise Malformed("not XML as WeCom sends it") from None
    if root.tag != "xml":
        raise Malformed("not a WeCom message")
    return root


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


def _selected(root: Element) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (
            _text(item, "QuestionKey") or "",
            tuple(option.text for option in item.iterfind("OptionIds/OptionId") if option.text),
        )
        for item in root.iterfind("SelectedItems/SelectedItem")
    )


def _cdata(text: str) -> str:
    """A CDATA section; an end mark inside is split over two sections."""
    return f"<![CDATA[{_NOT_IN_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"
