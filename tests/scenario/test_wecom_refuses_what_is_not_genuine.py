"""What cannot prove to come from WeCom is refused, leaves no trace, and learns nothing about why."""

import pytest

from tests.harness.chat import Chat
from tests.harness.wecom import FakeWeCom, Request
from tests.harness.world import World


def genuine(world: World, chat: Chat) -> Request:
    return chat.wecom.text("YuJiayi", "不满报告 张三 13812345678 定损太慢", world.now)


def altered(request: Request) -> Request:
    """One letter of the encrypted text is another."""
    at = request.body.index(b"<Encrypt>") + 40
    other = b"A" if request.body[at : at + 1] != b"A" else b"B"
    return request._replace(body=request.body[:at] + other + request.body[at + 1 :])


def unsigned(request: Request) -> Request:
    return request._replace(query="")


def signed_wrongly(request: Request) -> Request:
    return request._replace(query=request.query.replace("msg_signature=", "msg_signature=0"))


def with_another_time(request: Request) -> Request:
    return request._replace(query=request.query.replace("timestamp=1", "timestamp=2"))


def not_xml(request: Request) -> Request:
    return request._replace(body=b"hello")


def empty(request: Request) -> Request:
    return request._replace(body=b"")


def with_a_document_type(request: Request) -> Request:
    return request._replace(body=b'<!DOCTYPE xml [<!ENTITY a "a">]>' + request.body)


@pytest.mark.parametrize(
    "spoilt", [altered, unsigned, signed_wrongly, with_another_time, not_xml, empty, with_a_document_type]
)
async def test_a_push_that_is_not_genuine_is_refused_without_a_trace(world: World, spoilt: object) -> None:
    chat = Chat(world, "claims")

    answer = await chat.sends(spoilt(genuine(world, chat)))

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_genuine"
    assert await chat.states() == []
    assert await chat.cases() == []


async def test_a_push_for_the_other_app_is_signed_with_another_token(world: World) -> None:
    claims, service = Chat(world, "claims"), Chat(world, "service")

    assert (await service.sends(genuine(world, claims))).status_code == 403


async def test_a_push_that_does_not_decrypt_is_stored_refused_and_on_record(world: World) -> None:
    chat = Chat(world, "claims")
    other_keys = FakeWeCom(chat.wecom.corpid, chat.wecom.token, "x" * 43, chat.wecom.agentid)

    answer = await chat.sends(other_keys.text("YuJiayi", "不满报告 张三 13812345678 定损太慢", world.now))

    assert answer.status_code == 403
    assert await chat.states() == ["refused"]
    assert await world.audited("intake", None) == [("wecom:claims", "wecom_push", "refused", "unreadable_push")]


async def test_a_push_of_more_than_64_kib_is_too_large(world: World) -> None:
    chat = Chat(world, "claims")
    request = chat.wecom.text("YuJiayi", "不满报告 " + "慢" * 20_000, world.now)

    answer = await chat.sends(request)

    assert len(request.body) > 64 * 1024
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
