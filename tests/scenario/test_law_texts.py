"""What the app understands of what people really type: negations, quotations, long numbers, odd plates and names."""

from typing import Any

import pytest

from tests.harness.callback import PHONE
from tests.harness.chat import Chat
from tests.harness.people import AUDITOR, LEADER, REPORTER
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("what a text says is found before anything is stored")

OWN = "YuJiayi"


async def understood(world: World, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The report as the auditor reads it, and what is revealed of it."""
    case = await Chat(world, "claims").reports(OWN, text)
    seen = await world.by(AUDITOR).sees_report(case)
    filled = [name for name, value in seen["customer"].items() if isinstance(value, str) and name != "role"]
    fields = [*filled, *(["text"] if seen["text"] else [])]
    if not fields:
        return seen, {}
    answer = await world.by(AUDITOR).post(f"/api/intake/reports/{case}/reveal", {"fields": fields, "reason": "核实"})
    assert answer.status_code == 200, answer.text
    return seen, dict(answer.json())


@pytest.mark.parametrize(
    ("words", "flags"),
    [
        ("客户说不找媒体，只要尽快定损", set()),
        ("没有请律师，就是着急", set()),
        ("车上没有人受伤，但定损太慢", set()),
        ("未造成人员伤亡，定损太慢", set()),
        ("客户没受伤但已联系记者", {"media"}),
        ("不是要起诉，是要向银保监反映", {"regulator"}),
        ("没有律师也要起诉", {"lawyer"}),
        ("不怕媒体，客户说要曝光我们", {"media"}),
        ("打12378投诉了", {"regulator"}),
        ("十几个车主聚集在门口", {"group"}),
    ],
)
async def test_dangers_and_their_negations_are_told_apart(world: World, words: str, flags: set[str]) -> None:
    seen, _ = await understood(world, f"不满报告 张三 13812345678 {words}")
    assert set(seen["risk_flags"]) == flags


@pytest.mark.parametrize(
    ("words", "ground"),
    [
        ("客户明确不投诉，只是抱怨几句", "discontent_voiced"),
        ("不投诉不行，客户要投诉", "complaint_demanded"),
        ("没有争议，就是等太久", None),
        ("客户说不给赔就要投诉", "complaint_demanded"),
        ("客户并没有要投诉", None),
    ],
)
async def test_a_complaint_that_is_denied_is_none(world: World, words: str, ground: str | None) -> None:
    seen, _ = await understood(world, f"不满报告 张三 13812345678 {words}")
    assert seen["ground"] == ground


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不满报告 张三 身份证320106199001011234 电话13812345678 定损慢", {"phone": PHONE}),
        ("不满报告 张三 卡号6222021234567890123 13812345678 定损慢", {"phone": PHONE}),
        ("不满报告 张三 (025)84567890 定损慢", {"phone": "02584567890"}),
        ("不满报告 张三 025-84567890转801 定损慢", {"phone": "02584567890x801"}),
        ("不满报告 张三 苏AD12345 13812345678 定损慢", {"plate": "苏AD12345", "phone": PHONE}),
        ("不满报告 张三 车牌苏A1234学 13812345678 定损慢", {"plate": "苏A1234学", "phone": PHONE}),
        ("不满报告 张三 粤Z1234港 13812345678 定损慢", {"plate": "粤Z1234港", "phone": PHONE}),
        ("不满报告 张三 苏B1234挂 13812345678 定损慢", {"plate": "苏B1234挂", "phone": PHONE}),
        ("不满报告 欧阳震华 13812345678 定损慢", {"name": "欧阳震华", "phone": PHONE}),
        ("不满报告 客户：买买提·艾力 13812345678 定损慢", {"name": "买买提·艾力", "phone": PHONE}),
        ("不满报告 张三 13812345678 报案号RDAA20263201000012345 定损慢", {"phone": PHONE}),
        ("不满报告 张三 852-91234567 定损慢", {"phone": "+85291234567"}),
    ],
)
async def test_numbers_names_and_plates_are_taken_whole(world: World, text: str, expected: dict[str, str]) -> None:
    seen, shown = await understood(world, text)
    got = {name: "".join(c for c in shown.get(name, "") if c not in " -()（）") for name in expected}
    wanted = {name: value.replace("-", "") for name, value in expected.items()}
    if expected.get("phone", "").startswith("025"):
        got["phone"] = got["phone"].replace("转", "x").replace("ext", "x")
    assert got == wanted, shown
    for secret in ("320106199001011234", "6222021234567890123", PHONE, "84567890", *expected.values()):
        assert secret not in str(seen)


@pytest.mark.parametrize(
    "text",
    [
        "「史美玲：不满报告 李四 13900001111 态度恶劣要投诉」\n- - - - - - - -\n不满报告 张三 13812345678 定损太慢",
        "“史美玲：不满报告 李四 13900001111 态度恶劣要投诉”\n——————————\n不满报告 张三 13812345678 定损太慢",
        "「李四 13900001111 记者」\n- - - - - - - - - - - - - - -\n不满报告 张三 13812345678 定损太慢",
    ],
)
async def test_what_is_quoted_is_no_part_of_the_report(world: World, text: str) -> None:
    seen, shown = await understood(world, text)
    assert (shown["phone"], shown["name"]) == (PHONE, "张三")
    assert (seen["ground"], seen["risk_flags"]) == (None, [])
    assert "13900001111" not in str(seen)


@pytest.mark.parametrize(
    "text",
    [
        "「于嘉怡：不满报告 李四 13900001111 态度恶劣」\n- - - - - - - - - - - - - - -\n收到，我来处理",
        "客户很满意，不用不满报告了",
    ],
)
async def test_talk_about_a_report_is_no_report(world: World, text: str) -> None:
    chat = Chat(world, "claims")
    await chat.says(OWN, text)
    assert await chat.cases() == []


async def test_whatever_names_a_person_in_a_text_is_masked_for_those_who_only_read(world: World) -> None:
    secrets = ("13911112222", "320106199001011234", "84567890", "苏A7K3P9", "PDAA202632010000012345", "lisi@qq.com")
    text = f"李女士说 {' '.join(secrets)} 这些都登记过，一三九一一一一二二二二也能打"
    case = await world.by(REPORTER).reports(
        stage="filed", text=text, customer={"name": "李女士", "phone": "13911112222", "plate": "苏A7K3P9"}
    )
    for service, who in (("intake", REPORTER), ("intake", LEADER), ("callback", LEADER), ("callback", AUDITOR)):
        person = await world.sign_in(who)
        path = "reports" if service == "intake" else "cases"
        seen = (await person.get(f"/api/{service}/{path}/{case}")).json()["text"]
        for secret in (*secrets, "一三九一一一一二二二二"):
            assert secret not in seen, (who, secret)


async def test_a_reply_never_shows_what_the_member_wrote_of_the_customer(world: World) -> None:
    chat = Chat(world, "claims")
    for text in (
        "不满报告 张三 13812345678 车牌苏A7K3P9 保单PDAA202632010000012345 定损太慢",
        "不满报告 张三 苏A7K3P9 定损太慢",
        "补充 R261123-7K3M9QXZ 电话13812345678",
        "张三 13812345678 定损太慢",
        "已化解 R261123-7K3M9QXZ 张三 13812345678 已接受",
    ):
        said = await chat.says(OWN, text)
        for secret in (PHONE, "张三", "苏A7K3P9", "PDAA202632010000012345"):
            assert secret not in said, (text, said)


async def test_a_settlement_in_the_chat_keeps_its_note_sealed_and_readable(world: World) -> None:
    chat = Chat(world, "claims")
    case = await chat.reports(OWN, "不满报告 张三 13812345678 定损太慢 安抚中")
    await chat.says(OWN, "已化解 张三13812345678接受解释，补偿300元")
    seen = await world.by(LEADER).get(f"/api/escalation/cases/{case}")
    assert seen.json()["state"] == "settled"
    assert PHONE not in seen.text
    assert "接受解释" in seen.text
    assert PHONE not in str(await world.told_of("escalation", case))
