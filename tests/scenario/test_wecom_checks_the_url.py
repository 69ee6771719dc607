"""WeCom checks the URL of a callback; an app that is not set up has none."""

from pathlib import Path

import pytest

from tests.harness.chat import Chat
from tests.harness.world import World


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


async def test_the_official_sample_is_answered(tmp_path: Path) -> None:
    sample = {
        "wecom_corpid": "wx5823bf96d3bd56c7",
        "wecom_claims_token": "QDG6eK",
        "wecom_claims_aeskey": "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    }
    query = (
        "msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&timestamp=1409659589&nonce=263014780&echostr="
        "P9nAzCzyDtyTWESHep1vC5X9xho%2FqYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp%2B4RPcs8TgAE7OaBO%2BFZXvnaqQ%3D%3D"
    )
    async with World.running(tmp_path / "data", **sample) as world:
        answer = await world.http.get(f"/wecom/claims/callback?{query}")
        assert (answer.status_code, answer.text) == (200, "1616140317555161061")


async def test_both_routes_are_documented_with_what_they_answer(world: World) -> None:
    path = (await world.http.get("/openapi.json")).json()["paths"]["/wecom/{app}/callback"]

    assert set(path["get"]["responses"]) == {"200", "403", "404"}
    assert set(path["post"]["responses"]) == {"200", "403", "404", "413", "503"}
    names = {parameter["name"] for parameter in path["get"]["parameters"]}
    assert names == {"app", "msg_signature", "timestamp", "nonce", "echostr"}
