"""Whatever cannot be taken is a problem with a code and the field; nothing of it is stored, nothing breaks (53, 54)."""

import json
import unicodedata
from collections.abc import AsyncIterator
from typing import Any

import httpx

from tests.harness.people import REPORTER
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("what is refused reaches no database")

EMOJI = "\U0001f600"

REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "NUL": ({"text": "客户\x00不满"}, "text", "nul_character"),
    "half a surrogate pair": ({"text": "客户\ud800不满"}, "text", "string_unicode"),
    "an escape sequence": ({"customer": {"name": "\x1b[31m张三"}}, "customer.name", "control_character"),
    "a line break in a name": ({"customer": {"name": "张\r\n三"}}, "customer.name", "control_character"),
    "too many characters": ({"text": "x" * 4001}, "text", "string_too_long"),
    "too many bytes": ({"text": EMOJI * 3001}, "text", "too_many_bytes"),
    "a long name": ({"customer": {"name": "张" * 61}}, "customer.name", "string_too_long"),
    "a long number": ({"customer": {"phone": "1" * 41}}, "customer.phone", "string_too_long"),
    "a number for a text": ({"text": 5}, "text", "string_type"),
    "a list for an object": ({"customer": []}, "customer", "model_attributes_type"),
    "an unknown ground": ({"ground": "because"}, "ground", "enum"),
    "an unknown risk flag": ({"risk_flags": ["media", "weather"]}, "risk_flags.1", "enum"),
    "more flags than there are": ({"risk_flags": ["media"] * 6}, "risk_flags", "too_long"),
    "a time without a zone": ({"detected_at": "2026-11-23T09:00:00"}, "detected_at", "timezone_aware"),
    "a day that does not exist": ({"detected_at": "2026-02-29T09:00:00Z"}, "detected_at", "datetime_from_date_parsing"),
    "a time beyond all time": ({"detected_at": 1e300}, "detected_at", "datetime_parsing"),
    "two reporters": ({"reporter_id": REPORTER, "reporter_stated": {"name": "某人"}}, "body", "value_error"),
}
UNREADABLE = {
    "nested a hundred thousand deep": b"[" * 100_000,
    "objects nested deep": b'{"a":' * 40_000,
    "cut off": b'{"text":"',
    "not JSON": b"text=1",
    "not UTF-8": b"\xff\xfe",
}


async def sent(world: World, content: bytes | AsyncIterator[bytes], **headers: str) -> httpx.Response:
    common = {"Authorization": f"Bearer {world.tokens[REPORTER]}", "Idempotency-Key": "1"}
    common["Content-Type"] = "application/json"
    return await world.http.post("/api/intake/reports", content=content, headers=common | headers)


def said(answer: httpx.Response) -> tuple[int, str, list[tuple[str, str]]]:
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    return answer.status_code, problem["code"], [(error["field"], error["code"]) for error in problem["errors"]]


async def test_each_wrong_value_is_named_by_its_field_and_code(world: World) -> None:
    found = {name: said(await sent(world, json.dumps(body).encode())) for name, (body, _, _) in REFUSED.items()}

    assert found == {name: (422, "invalid", [(field, code)]) for name, (_, field, code) in REFUSED.items()}
    assert await world.events("intake") == []


async def test_no_value_is_repeated_in_a_problem(world: World) -> None:
    answer = await sent(world, json.dumps({"customer": {"phone": "13812345678" * 4, "name": 13812345678}}).encode())

    assert answer.status_code == 422
    assert "13812345678" not in answer.text


async def test_a_body_that_cannot_be_read_is_a_problem_of_the_body(world: World) -> None:
    found = {name: said(await sent(world, content)) for name, content in UNREADABLE.items()}

    assert found == {name: (422, "invalid", [("body", "json_invalid")]) for name in UNREADABLE}


async def test_a_body_that_is_no_object_is_a_problem_of_the_body(world: World) -> None:
    for content in (b"[1]", b"null", b'"text"', b""):
        status, code, [(field, _)] = said(await sent(world, content))
        assert (status, code, field) == (422, "invalid", "body")


async def test_a_body_of_300_kilobytes_is_too_large_whether_it_says_so_or_not(world: World) -> None:
    async def in_pieces() -> AsyncIterator[bytes]:
        for _ in range(300):
            yield b" " * 1000

    assert said(await sent(world, b" " * 300_000)) == (413, "too_large", [])
    assert said(await sent(world, in_pieces())) == (413, "too_large", [])


async def test_a_key_that_cannot_be_one_is_named(world: World) -> None:
    for key in ("", "a b", "x" * 201):
        status, code, [(field, _)] = said(await sent(world, b"{}", **{"Idempotency-Key": key}))
        assert (status, code, field) == (422, "invalid", "Idempotency-Key")


async def test_nobody_and_somebody_unknown_are_asked_to_sign_in(world: World) -> None:
    for header in ("", "Bearer nobody", "Basic Og=="):
        answer = await sent(world, b"{}", Authorization=header)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_unknown_fields_are_ignored(world: World) -> None:
    answer = await world.by(REPORTER).submits(
        key="1", text="客户不满", channel="wecom", accepted_at="2020-01-01T00:00:00Z", customer={"shoe_size": 42}
    )

    assert (answer.status_code, answer.json()["channel"]) == (201, "pc")
    assert answer.json()["accepted_at"] == "2026-11-23T01:00:00Z"


async def test_an_id_of_another_system_that_does_not_fit_is_left_out_and_nobody_is_refused(world: World) -> None:
    for number, call_id in enumerate(("../../etc", "1" * 1000)):
        answer = await world.by(REPORTER).submits(key=str(number), text="客户不满", call_id=call_id)
        assert answer.status_code == 201


async def test_characters_of_four_bytes_combining_and_right_to_left_ones_are_text(world: World) -> None:
    text = f"客户{EMOJI}说\u202eabc\u202c e\u0301\n第二行\t完"
    case = await world.by(REPORTER).reports(text=text, customer={"name": "𠮷野" + EMOJI})

    report = await world.by(REPORTER).sees_report(case)
    assert (report["text"], report["customer"]["name"]) == (unicodedata.normalize("NFC", text), "𠮷*")


async def test_a_text_at_both_limits_is_taken(world: World) -> None:
    for key, text in {"characters": "x" * 4000, "bytes": EMOJI * 3000}.items():
        assert (await world.by(REPORTER).submits(key=key, text=text)).status_code == 201


async def test_one_phone_in_five_spellings_has_one_index(world: World) -> None:
    spellings = ("13812345678", "+86 138-1234-5678", "１３８１２３４５６７８", "0086 138 1234 5678", "(138)12345678")
    for phone in spellings:
        await world.by(REPORTER).reports(text="客户不满", customer={"phone": phone})

    events = await world.events("intake")
    assert len({event["data"]["details"]["customer"]["phone_index"] for event in events}) == 1
    assert len(events) == len(spellings)


async def test_no_customers_data_is_in_the_clear_in_any_event(world: World) -> None:
    customer = {"name": "诸葛大名", "phone": "13812345678", "policy_no": "PDAA202632010000012345", "plate": "苏A12345"}
    await world.by(REPORTER).reports(text="诸葛大名来电催促", customer=customer)

    for service in ("intake", "escalation"):
        stored = json.dumps([event["data"] for event in await world.events(service)], ensure_ascii=False)
        assert not [value for value in (*customer.values(), "催促") if value in stored]
