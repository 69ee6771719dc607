"""WeCom's XML: read when it is what WeCom documents, refused when it is anything else."""

import hashlib
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

KEY_OF_MESSAGE = "id:" + hashlib.sha256(b"zhangsan\x001").hexdigest()

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
        from_user="ZhangSan",
        kind="text",
        dedupe_key=received(wecom.text("zhangsan", "x", NOW, msg_id="42")).dedupe_key,
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
        message(Encrypt="x</Encrypt><Encrypt>y"),
        message(Encrypt="x" * 65_536),
    ],
)
def test_what_is_no_push_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read_envelope(body)


@pytest.mark.parametrize("agent", ["", AGENT])
def test_push_that_names_no_app_is_for_the_app_that_was_asked(agent: str) -> None:
    read_envelope(message(Encrypt="x", AgentID=agent)).check(corpid=CORPID, agent_id=AGENT)


@pytest.mark.parametrize("changed", [{"ToUserName": "ww-other"}, {"AgentID": "1000003"}])
def test_push_to_another_company_or_app_is_refused(changed: dict[str, str]) -> None:
    envelope = read_envelope(message(Encrypt="x", **changed))
    with pytest.raises(NotForUs):
        envelope.check(corpid=CORPID, agent_id=AGENT)


@pytest.mark.parametrize("changed", [{"ToUserName": "ww-other"}, {"AgentID": "1000003"}])
def test_message_to_another_company_or_app_is_refused(changed: dict[str, str]) -> None:
    with pytest.raises(NotForUs):
        read_message(message(**changed), corpid=CORPID, agent_id=AGENT)


@given(
    left_out=st.sets(st.sampled_from(["ToUserName", "FromUserName", "CreateTime", "MsgType", "MsgId", "AgentID"])),
    time=st.sampled_from(["now", "-1", "9" * 12, "0" * 5_000]),
)
def test_message_that_lacks_something_is_read_all_the_same(left_out: set[str], time: str) -> None:
    read = read_message(message(**({"CreateTime": time} | dict.fromkeys(left_out, ""))), corpid=CORPID, agent_id=AGENT)
    assert read.content == "x"
    assert (read.from_user is None) == ("FromUserName" in left_out)


ODD = st.sampled_from(["]]>", "</Content>", "a]]></Content><MsgId>2</MsgId>"])


@given(st.text(alphabet=st.characters(codec=None), max_size=60) | ODD)
def test_no_text_of_a_member_makes_a_message_unreadable(text: str) -> None:
    """As a client may send it: control characters, U+FFFE, halves of pairs, end marks not split."""
    raw = message(Content="CONTENT").replace(b"CONTENT", b"<![CDATA[" + text.encode(errors="surrogatepass") + b"]]>")
    read = read_message(raw, corpid=CORPID, agent_id=AGENT)
    assert (read.from_user, read.dedupe_key) == ("ZhangSan", KEY_OF_MESSAGE)
    assert "\x1d" not in (read.content or "")


@pytest.mark.parametrize("cut", range(1, 4))
def test_text_cut_off_inside_a_character_is_read_up_to_there(cut: int) -> None:
    raw = message(Content="CONTENT").replace(b"CONTENT", b"<![CDATA[" + "太慢𠮷".encode()[:-cut] + b"]]>")
    assert read_message(raw, corpid=CORPID, agent_id=AGENT).content == "太慢"


def test_references_to_characters_that_xml_does_not_allow_are_left_out() -> None:
    raw = message(Content="a&#x1D;b&#29;c&#65534;d&#20320;&amp;")
    assert read_message(raw, corpid=CORPID, agent_id=AGENT).content == "abcd你&"


def test_two_senders_may_have_one_message_id() -> None:
    keys = {
        read_message(message(FromUserName=sender), corpid=CORPID, agent_id=AGENT).dedupe_key
        for sender in ("ZhangSan", "zhangsan", "LiSi")
    }
    assert len(keys) == 2
    assert not any("san" in key.casefold() for key in keys)


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
