"""Claims staff use 理赔小助手, all others 95518客户服务 (Art. 10); the other one works all the same and is marked."""

import pytest

from tests.harness.chat import Chat
from tests.harness.world import World


@pytest.mark.parametrize(
    ("app", "userid", "marked"),
    [
        ("claims", "YuJiayi", False),
        ("service", "YuJiayi", True),
        ("claims", "ZhengMinghui", True),  # sales
        ("service", "ZhengMinghui", False),
    ],
)
async def test_a_report_by_the_other_module_is_marked(world: World, app: str, userid: str, marked: bool) -> None:
    case = await Chat(world, app).reports(userid, "不满报告 张三 13812345678 定损太慢")

    accepted = (await world.events("intake", case))[0]["data"]
    assert (accepted["app"], accepted["channel"], accepted["other_module"]) == (app, "wecom", marked)
