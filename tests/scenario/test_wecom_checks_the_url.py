"""WeCom checks the URL of a callback; an app that is not set up has none."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from sqlalchemy import select

from shared.engine.tables import audit
from shared.support import metrics
from tests.harness.chat import Chat
from tests.harness.people import AUDITOR
from tests.harness.stacks import only_embedded
from tests.harness.wecom import FakeWeCom, Request
from tests.harness.world import World

pytestmark = only_embedded("nothing of it is stored but an audit line")


@pytest.mark.parametrize("app", ["claims", "service"])
@pytest.mark.parametrize("escaped", [True, False])
async def test_the_echo_comes_back_bare(world: World, app: str, escaped: bool) -> None:
    chat = Chat(world, app)
    request = chat.wecom.url_check("1616140317555161061", world.now, escaped=escaped)

    answer = await world.http.get(f"{chat.url}?{request.query}")

    assert (answer.status_code, answer.text) == (200, "1616140317555161061")


async def test_a_check_with_a_wrong_signature_is_refused(world: World) -> None:
    chat = Chat(world, "claims")
    query = chat.wecom.url_check("1616140317555161061", world.now).query

    for wrong in (query.replace("nonce=", "nonce=1"), query.replace("echostr=", "echostr=A"), ""):
        answer = await world.http.get(f"{chat.url}?{wrong}")
        assert (answer.status_code, answer.json()["code"]) == (403, "not_genuine")


async def test_an_app_that_does_not_exist_is_not_configured(world: World) -> None:
    for answer in (await world.http.get("/wecom/sales/callback"), await world.http.post("/wecom/sales/callback")):
        assert (answer.status_code, answer.json()["code"]) == (404, "app_not_configured")


async def test_an_app_that_is_not_set_up_is_not_configured(tmp_path: Path) -> None:
    nothing = dict.fromkeys(("wecom_claims_agentid", "wecom_claims_token", "wecom_claims_aeskey"))
    async with World.running(tmp_path / "data", **nothing) as world:
        answer = await world.http.post("/wecom/claims/callback")
        assert (answer.status_code, answer.json()["code"]) == (404, "app_not_configured")
        await Chat(world, "service").says("YuJiayi", "不满报告 张三 13812345678 慢")


async def test_an_app_that_is_set_up_by_half_refuses_to_start(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="HOTLINE_WECOM_CLAIMS_TOKEN is missing"):
        async with World.running(tmp_path / "data", wecom_claims_token=None):
            pass


def as_check(request: Request) -> str:
    """The query that sends a captured push as a check of the URL."""
    encrypted = ElementTree.fromstring(request.body).findtext("Encrypt", "")
    return f"{request.query}&echostr={quote(encrypted, safe='')}"


async def on_record(world: World) -> list[tuple[str, str | None]]:
    """Outcome and code of each audit line of a check."""
    rows = await world.rows("intake", select(audit).order_by(audit.c.position))
    return [(row["outcome"], row["code"]) for row in rows if row["action"] == "wecom_url_check"]


async def noted(world: World) -> dict[str, int]:
    """How often each kind of security event happened."""
    listed = (await world.by(AUDITOR).get("/api/platform/security-events")).json()["items"]
    counted: Counter[str] = Counter()
    for each in listed:
        counted[each["kind"]] += each["times"]
    return dict(counted)


async def test_a_captured_push_is_not_read_by_sending_it_as_a_check(world: World) -> None:
    chat = Chat(world, "claims")
    push = chat.wecom.text("YuJiayi", "不满报告 张三 13812345678 慢", world.now)
    assert (await chat.sends(push)).status_code == 200

    answer = await world.http.get(f"{chat.url}?{as_check(push)}")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_check")
    assert "张三" not in answer.text
    assert await on_record(world) == [("refused", "not_a_check")]
    assert (await noted(world))["forged_push"] == 1


async def test_a_captured_reply_is_not_read_by_sending_it_as_a_check(world: World) -> None:
    chat = Chat(world, "claims")
    reply = await chat.sends(chat.wecom.text("YuJiayi", "不满报告 张三 13812345678 慢", world.now))
    envelope = ElementTree.fromstring(reply.content)
    signature, at, nonce, encrypted = (
        quote(envelope.findtext(name, ""), safe="") for name in ("MsgSignature", "TimeStamp", "Nonce", "Encrypt")
    )
    query = f"msg_signature={signature}&timestamp={at}&nonce={nonce}&echostr={encrypted}"

    answer = await world.http.get(f"{chat.url}?{query}")

    assert (answer.status_code, answer.json()["code"]) == (403, "not_genuine")  # longer than any check


@pytest.mark.parametrize("text", ["", "1" * 33, "12a", "１２３", "<xml/>", "12\n"])
async def test_only_a_short_number_is_answered(world: World, text: str) -> None:
    chat = Chat(world, "claims")
    answer = await world.http.get(f"{chat.url}?{chat.wecom.url_check(text, world.now).query}")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_a_check")


@pytest.mark.parametrize("away", [timedelta(minutes=10, seconds=1), timedelta(days=-30)])
async def test_an_old_check_is_refused_on_record(world: World, away: timedelta) -> None:
    chat = Chat(world, "claims")
    answer = await world.http.get(f"{chat.url}?{chat.wecom.url_check('16161', world.now + away).query}")
    assert (answer.status_code, answer.json()["code"]) == (403, "stale_check")
    assert await on_record(world) == [("refused", "stale_check")]


async def test_each_check_is_answered_once_in_every_process(world: World) -> None:
    chat = Chat(world, "claims")
    url = f"{chat.url}?{chat.wecom.url_check('1616140317555161061', world.now).query}"
    assert (await world.http.get(url)).status_code == 200
    await world.restart()

    for _ in range(3):
        answer = await world.http.get(url)
        assert (answer.status_code, answer.json()["code"]) == (403, "check_used")
    assert await on_record(world) == [("done", None), ("refused", "check_used")]


async def test_two_hundred_forged_pushes_are_one_row_and_one_figure(world: World) -> None:
    chat = Chat(world, "claims")
    before = metrics.security_events.labels("forged_push")._value.get()
    request = chat.wecom.text("YuJiayi", "不满报告", world.now)
    for _ in range(200):
        await world.http.post(f"{chat.url}?{request.query}1", content=request.body.replace(b"<Encrypt>", b"<Encrypt> "))

    [row] = (await world.by(AUDITOR).get("/api/platform/security-events", kind="forged_push")).json()["items"]
    assert (row["kind"], row["subject"], row["times"]) == ("forged_push", "claims", 200)
    assert metrics.security_events.labels("forged_push")._value.get() - before == 200


async def test_while_the_keys_are_changed_both_are_taken_and_answered_in_kind(tmp_path: Path) -> None:
    following = {"wecom_claims_next_token": "TheTokenThatFollows", "wecom_claims_next_aeskey": "b" * 43}
    async with World.running(tmp_path / "data", **following) as world:
        before = Chat(world, "claims")
        after = Chat(world, "claims")
        of_app = world.intake_settings
        after.wecom = FakeWeCom(
            of_app.wecom_corpid or "", "TheTokenThatFollows", "b" * 43, of_app.wecom_claims_agentid or ""
        )
        after.wecom._count = 1_000  # so that no two messages have the same id

        for chat in (before, after, before):
            assert "报告编号" in await chat.says("YuJiayi", "不满报告 张三 13812345678 慢")
            check = chat.wecom.url_check(f"16161{chat.wecom._next()}", world.now)
            assert (await world.http.get(f"{chat.url}?{check.query}")).status_code == 200


async def test_both_routes_are_documented_with_what_they_answer(world: World) -> None:
    path = (await world.http.get("/openapi.json")).json()["paths"]["/wecom/{app}/callback"]

    assert set(path["get"]["responses"]) == {"200", "403", "404", "503"}
    assert set(path["post"]["responses"]) == {"200", "403", "404", "413", "503"}
    names = {parameter["name"] for parameter in path["get"]["parameters"]}
    assert names == {"app", "msg_signature", "timestamp", "nonce", "echostr"}
