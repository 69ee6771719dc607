"""WeCom's XML: read when it is what WeCom documents, refused when it is anything else."""

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.adapters.wecom_crypto import SignedQuery, WeComCrypto
from services.intake.adapters.wecom_xml import Malformed, NotForUs, read_envelope, read_message, text_reply
from services.intake.application.wecom_ports import InnerMessage
from tests.harness.wecom import FakeWeCom, Request

CORPID, TOKEN, AES_KEY = "ww1234567890abcdef", "token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
AGENT = "1000002"
NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

crypto = WeComCrypto(token=TOKEN, aes_key=AES_KEY, corpid=CORPID)


@pytest.fixture
def wecom() -> FakeWeCom:
    return FakeWeCom(CORPID, TOKEN, AES_KEY, AGENT)


def decrypted(request: Request) -> bytes:
    envelope = read_envelope(request.body)
    envelope.check(corpid=CORPID, agent_id=AGENT)
    crypto.check(SignedQuery.parse(request.query), envelope.encrypted)
    return crypto.decrypt(envelope.encrypted)


def received(request: Request) -> InnerMessage:
    return read_message(decrypted(request), corpid=CORPID, agent_id=AGENT)


def message(**changed: str) -> bytes:
    parts = {
        "ToUserName": CORPID,
        "FromUserName": "ZhangSan",
        "CreateTime": "1767603600",
        "MsgType": "text",
        "Content": "x",
        "MsgId": "1",
        "AgentID": AGENT,
    }
    inside = "".join(f"<{name}>{value}</{name}>" for name, value in {**parts, **changed}.items() if value)
    return f"<xml>{inside}</xml>".encode()


def test_text_message_is_read_with_all_it_says(wecom: FakeWeCom) -> None:
    assert received(wecom.text("ZhangSan", "不满报告 张三\n定损太慢]]>", NOW, msg_id="42")) == InnerMessage(
        to_user=CORPID,
        from_user="ZhangSan",
        agent_id=AGENT,
        created_at=NOW,
        kind="text",
        dedupe_key="id:42",
        content="不满报告 张三\n定损太慢]]>",
    )


def test_redelivery_has_the_same_key_with_or_without_a_message_id(wecom: FakeWeCom) -> None:
    text = wecom.message("ZhangSan", "text", NOW, "<Content>x</Content><MsgId>42</MsgId>")
    event = wecom.message("ZhangSan", "event", NOW, "<Event>enter_agent</Event>")
    for sent in (text, event):
        first, second = wecom.push(sent, NOW), wecom.push(sent, NOW)
        assert first.body != second.body
        assert received(first).dedupe_key == received(second).dedupe_key


def test_different_messages_have_different_keys(wecom: FakeWeCom) -> None:
    requests = [
        wecom.text("a", "x", NOW),
        wecom.text("a", "x", NOW),
        wecom.event("a", "click", NOW, key="report"),
        wecom.event("a", "click", NOW, key="help"),
        wecom.event("b", "click", NOW, key="help"),
    ]
    assert len({received(request).dedupe_key for request in requests}) == len(requests)


def test_event_is_read_with_its_key(wecom: FakeWeCom) -> None:
    read = received(wecom.event("ZhangSan", "click", NOW, key="help"))
    assert (read.kind, read.event, read.event_key, read.content) == ("event", "click", "help", None)


def test_card_button_is_read_with_its_task(wecom: FakeWeCom) -> None:
    read = received(wecom.card_click("ZhangSan", "acknowledge", "case-1@1", NOW, response_code="code"))
    assert (read.event, read.event_key, read.task_id) == ("template_card_event", "acknowledge", "case-1@1")
    assert (read.card_type, read.response_code) == ("button_interaction", "code")


def test_chosen_options_of_a_card_are_read() -> None:
    options = "<OptionIds><OptionId>a</OptionId><OptionId>b</OptionId></OptionIds>"
    item = f"<SelectedItem><QuestionKey>q</QuestionKey>{options}</SelectedItem>"
    read = read_message(message(SelectedItems=item), corpid=CORPID, agent_id=AGENT)
    assert read.selected == (("q", ("a", "b")),)


def test_text_about_document_types_is_only_a_text(wecom: FakeWeCom) -> None:
    assert received(wecom.text("a", "<!DOCTYPE x> <!ENTITY y>", NOW)).content == "<!DOCTYPE x> <!ENTITY y>"


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE xml>",
        '<!DOCTYPE xml [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE xml SYSTEM "file:///etc/passwd">',
        '<?xml version="1.0"?><!doctype xml>',
        '<!ENTITY a "aaaa">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_types_and_entities_are_refused_in_any_encoding(head: str, encoding: str) -> None:
    body = f"{head}{message(Encrypt='x').decode()}".encode(encoding)
    with pytest.raises(Malformed):
        read_envelope(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"not xml",
        b"<xml>",
        b"<html/>",
        b"<xml/>",
        b"<xml>&undefined;</xml>",
        b"<xml>\xff</xml>",
        b'<?xml version="1.0" encoding="no-such"?><xml/>',
        b"<xml>" * 12_000,
        message(Encrypt=""),
        message(Encrypt="x", ToUserName=""),
        message(Encrypt="x", AgentID=""),
        message(Encrypt="x</Encrypt><Encrypt>y"),
        message(Encrypt="x" * 65_536),
    ],
)
def test_what_is_no_push_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_envelope(body)


@pytest.mark.parametrize("changed", [{"ToUserName": "ww-other"}, {"AgentID": "1000003"}])
def test_push_to_another_company_or_app_is_refused(changed: dict[str, str]) -> None:
    envelope = read_envelope(message(Encrypt="x", **changed))
    with pytest.raises(NotForUs):
        envelope.check(corpid=CORPID, agent_id=AGENT)


@pytest.mark.parametrize(
    "changed",
    [
        {"ToUserName": "ww-other"},
        {"AgentID": "1000003"},
        {"FromUserName": ""},
        {"MsgType": ""},
        {"CreateTime": ""},
        {"CreateTime": "now"},
        {"CreateTime": "-1"},
        {"CreateTime": "9" * 12},
        {"CreateTime": "0" * 5_000},
    ],
)
def test_message_that_lacks_what_every_message_has_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(Malformed):
        read_message(message(**changed), corpid=CORPID, agent_id=AGENT)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_envelope(body)
    with pytest.raises(Malformed):
        read_message(body, corpid=CORPID, agent_id=AGENT)


@given(st.text(max_size=80))
def test_any_text_makes_a_reply_that_can_be_read(content: str) -> None:
    reply = text_reply(to_user=content, corpid=CORPID, at=NOW, content=content)
    assert ElementTree.fromstring(reply).findtext("FromUserName") == CORPID


def test_reply_says_what_it_is_given_even_end_marks() -> None:
    reply = text_reply(to_user="a", corpid=CORPID, at=NOW, content="a]]>b<c>&d\x1b[0m")
    assert ElementTree.fromstring(reply).findtext("Content") == "a]]>b<c>&d[0m"


def test_messages_are_values_that_do_not_change(wecom: FakeWeCom) -> None:
    read = received(wecom.text("a", "x", NOW))
    assert replace(read, content="y") != read
