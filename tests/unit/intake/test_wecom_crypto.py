"""The WeCom cipher: the official samples, the other side's own view, and every byte that is not as it must be."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.adapters.wecom_crypto import NotGenuine, SignedQuery, WeComCrypto
from services.intake.adapters.wecom_xml import text_reply
from tests.harness.wecom import FakeWeCom

CORPID, TOKEN, AES_KEY = "wx5823bf96d3bd56c7", "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
ECHOSTR = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=="
QUERY = SignedQuery(
    signature="5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", timestamp="1409659589", nonce="263014780", echostr=ECHOSTR
)
NOW = datetime.fromtimestamp(1409659589, UTC)
SALT = b"0123456789abcdef"

crypto = WeComCrypto(token=TOKEN, aes_key=AES_KEY, corpid=CORPID)


@pytest.fixture
def wecom() -> FakeWeCom:
    return FakeWeCom(CORPID, TOKEN, AES_KEY, "218")


def test_official_url_check_is_signed_and_decrypts() -> None:
    crypto.check(QUERY, ECHOSTR)
    assert crypto.decrypt(ECHOSTR) == b"1616140317555161061"


def test_official_reply_gets_the_official_signature() -> None:
    at = datetime.fromtimestamp(1348831860, UTC)
    message = text_reply(to_user="mycreate", corpid=CORPID, at=at, content="已受理")
    assert len(message.encode()) == 225
    reply = crypto.passive_reply(message, timestamp="1409659813", nonce="1372623149", salt=SALT)
    assert "<MsgSignature><![CDATA[0246f1acda879f055e56914ba0769d0035ed63d4]]></MsgSignature>" in reply


def test_the_other_side_agrees_with_the_official_samples(wecom: FakeWeCom) -> None:
    assert wecom.sign(QUERY.timestamp, QUERY.nonce, ECHOSTR) == QUERY.signature
    assert wecom.decrypt(ECHOSTR) == b"1616140317555161061"


@pytest.mark.parametrize("escaped", [True, False])
def test_url_check_is_read_with_its_plus_signs_however_it_is_escaped(wecom: FakeWeCom, escaped: bool) -> None:
    for _ in range(20):  # some have a plus, some have not
        query = SignedQuery.parse(wecom.url_check("echo", NOW, escaped=escaped).query)
        crypto.check(query, query.echostr)
        assert crypto.decrypt(query.echostr) == b"echo"


@given(st.binary(max_size=200))
def test_whatever_wecom_sends_is_read_as_it_was(message: bytes) -> None:
    encrypted = FakeWeCom(CORPID, TOKEN, AES_KEY, "218").encrypt(message)
    assert crypto.decrypt(encrypted) == message


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=100))
def test_wecom_reads_our_reply_as_it_was(content: str) -> None:
    message = text_reply(to_user="zhang", corpid=CORPID, at=NOW, content=f"已{content}")
    body = crypto.passive_reply(message, timestamp="1409659813", nonce="7", salt=SALT).encode()
    reply = FakeWeCom(CORPID, TOKEN, AES_KEY, "218").read_reply(body)
    assert reply is not None
    assert reply.message == message
    assert reply.to_user == "zhang"


@pytest.mark.parametrize("length", range(60))
def test_pad_goes_from_1_to_32_whatever_the_length(length: int) -> None:
    message = b"x" * length
    assert FakeWeCom(CORPID, TOKEN, AES_KEY, "218").decrypt(crypto.encrypt(message, SALT)) == message


@pytest.mark.parametrize("part", ["signature", "timestamp", "nonce"])
def test_request_with_any_other_signed_part_is_not_genuine(part: str) -> None:
    values = {"signature": QUERY.signature, "timestamp": QUERY.timestamp, "nonce": QUERY.nonce}
    for other in ("", values[part][:-1], f"{values[part]}0", "é", "\ud800"):
        with pytest.raises(NotGenuine):
            crypto.check(SignedQuery(**{**values, part: other}), ECHOSTR)


@given(place=st.integers(0, len(ECHOSTR) - 1), other=st.characters())
def test_any_changed_character_breaks_the_signature(place: int, other: str) -> None:
    changed = ECHOSTR[:place] + other + ECHOSTR[place + 1 :]
    if changed != ECHOSTR:
        with pytest.raises(NotGenuine):
            crypto.check(QUERY, changed)


@given(place=st.integers(0, 63), flipped=st.integers(1, 255))
def test_any_changed_byte_is_refused_or_cannot_pass_for_the_message(place: int, flipped: int) -> None:
    raw = bytearray(base64.b64decode(ECHOSTR))
    raw[place] ^= flipped
    try:
        message = crypto.decrypt(base64.b64encode(raw).decode())
    except NotGenuine:
        return
    assert place < 32, "a change in the last two blocks breaks corpid or pad"
    assert place < 16 or message != b"1616140317555161061"


@pytest.mark.parametrize(
    "plain",
    [
        SALT + (4).to_bytes(4, "big") + b"text" + CORPID.encode() + bytes([6] * 5 + [7]),
        SALT + (4).to_bytes(4, "big") + b"text" + CORPID.encode() + bytes([5] + [6] * 5),
        SALT + (4).to_bytes(4, "big") + b"text" + CORPID.encode() + bytes(6),
        SALT + (4).to_bytes(4, "big") + b"text" + CORPID.encode() + bytes([38] * 38),
        SALT + (4).to_bytes(4, "big") + b"text" + b"wx0000000000000000" + bytes([6] * 6),
        SALT + (4).to_bytes(4, "big") + b"text" + CORPID.encode() + b"x" + bytes([5] * 5),
        SALT + (3).to_bytes(4, "big") + b"text" + CORPID.encode() + bytes([6] * 6),
        SALT + (23).to_bytes(4, "big") + b"text" + CORPID.encode() + bytes([6] * 6),
        SALT + b"\xff\xff\xff\xff" + b"text" + CORPID.encode() + bytes([6] * 6),
        SALT,
        bytes([16] * 16),
        bytes([32] * 16),
        SALT[:15] + b"\x01",
        bytes([32] * 32),
        bytes([31] * 32),
    ],
)
def test_plaintext_with_any_wrong_part_is_not_genuine(wecom: FakeWeCom, plain: bytes) -> None:
    with pytest.raises(NotGenuine) as refused:
        crypto.decrypt(wecom.encrypt_plain(plain))
    assert str(refused.value) == "not a genuine WeCom request"


@pytest.mark.parametrize("encrypted", ["", "=", "AAAA", "not base64!", ECHOSTR[:-4], ECHOSTR + "AAAA", "é", "\ud800"])
def test_what_is_no_ciphertext_is_not_genuine(encrypted: str) -> None:
    with pytest.raises(NotGenuine) as refused:
        crypto.decrypt(encrypted)
    assert str(refused.value) == "not a genuine WeCom request"


@pytest.mark.parametrize("key", ["", AES_KEY[:-1], AES_KEY + "A", AES_KEY[:-1] + "!", AES_KEY[:-1] + "é"])
def test_wrong_encoding_key_is_refused_at_the_start_and_not_quoted(key: str) -> None:
    with pytest.raises(ValueError, match="43 letters and digits"):
        WeComCrypto(token=TOKEN, aes_key=key, corpid=CORPID)


def test_salt_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        crypto.encrypt(b"text", b"short")


@pytest.mark.parametrize(("away", "fresh"), [(0, True), (-600, True), (600, True), (-601, False), (601, False)])
def test_request_is_fresh_within_ten_minutes(away: int, fresh: bool) -> None:
    assert QUERY.is_fresh(NOW + timedelta(seconds=away)) is fresh


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "٣", "9" * 400])
def test_request_without_a_time_is_not_fresh(timestamp: str) -> None:
    assert not SignedQuery(signature="", timestamp=timestamp, nonce="").is_fresh(NOW)


def test_empty_query_is_read_as_nothing() -> None:
    assert SignedQuery.parse("") == SignedQuery(signature="", timestamp="", nonce="")
