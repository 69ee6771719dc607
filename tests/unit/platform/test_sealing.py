"""A sealed value opens with its own case's key, in its own field, unchanged; and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.contracts.base import Sealed
from shared.contracts.words import CustomerRole
from shared.platform.privacy.customer import Customer, masked_customer, open_customer, seal_customer
from shared.platform.privacy.index import BlindIndex
from shared.platform.privacy.keyfile import KeyFile
from shared.platform.privacy.sealing import ONCE_CLEAR, CannotOpen, CaseKey

KEY = CaseKey("case-1", bytes(range(32)))
CUSTOMER = Customer(
    role=CustomerRole.INSURED,
    name="张三",
    phone="+86 138 1234 5678",
    policy_no="PDAA201844030000012345",
    accident_no="RDAA201844030000054321",
    plate="粤B12345",
)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_sealed_text_opens_as_it_was(text: str) -> None:
    sealed = KEY.seal("text", text)
    assert KEY.open("text", sealed) == text
    assert sealed.startswith("v1.")


def test_same_text_is_never_sealed_the_same_twice() -> None:
    assert KEY.seal("text", "定损太慢") != KEY.seal("text", "定损太慢")


def test_value_does_not_open_as_another_field() -> None:
    with pytest.raises(CannotOpen):
        KEY.open("customer.phone", KEY.seal("customer.name", "张三"))


def test_value_does_not_open_for_another_case_even_with_the_same_secret() -> None:
    with pytest.raises(CannotOpen):
        CaseKey("case-2", KEY.secret).open("text", KEY.seal("text", "定损太慢"))


def test_case_and_field_cannot_be_shifted_into_each_other() -> None:
    sealed = CaseKey("case-1", KEY.secret).seal("2text", "定损太慢")
    with pytest.raises(CannotOpen):
        CaseKey("case-12", KEY.secret).open("text", sealed)


@pytest.mark.parametrize("place", range(len(KEY.seal("text", "定损太慢"))))
def test_any_changed_character_is_noticed(place: int) -> None:
    sealed = KEY.seal("text", "定损太慢")
    for other in "A_z!=é":
        if sealed[place] != other:
            with pytest.raises(CannotOpen):
                KEY.open("text", Sealed(sealed[:place] + other + sealed[place + 1 :]))


@pytest.mark.parametrize("length", range(60))
def test_value_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(CannotOpen):
        KEY.open("text", Sealed(KEY.seal("text", "客户说定损太慢等了三天")[:length]))


def test_value_of_another_version_is_not_guessed_at() -> None:
    with pytest.raises(CannotOpen, match="version"):
        KEY.open("text", Sealed(KEY.seal("text", "定损太慢").replace("v1.", "v2.")))


def test_secrets_are_not_shown_when_values_are_printed() -> None:
    keys = KeyFile.new()
    assert repr(KEY) == "CaseKey(case_id='case-1')"
    assert repr(keys) == f"KeyFile(current='{keys.current}')"


def test_customer_is_sealed_whole_and_opens_whole() -> None:
    sealed = seal_customer(KEY, BlindIndex(KeyFile.new()), CUSTOMER)
    assert open_customer(KEY, sealed) == CUSTOMER
    assert sealed.reachable
    for value in CUSTOMER.known_values:
        assert value not in repr(sealed)


@pytest.mark.parametrize("field", sorted(ONCE_CLEAR))
def test_what_an_earlier_version_stored_in_the_clear_is_still_read(field: str) -> None:
    assert KEY.open(field, Sealed("IN-13812345678-77")) == "IN-13812345678-77"
    with pytest.raises(CannotOpen):
        KEY.open("note", Sealed("IN-13812345678-77"))


def test_customer_of_whom_nothing_is_known_seals_to_nothing() -> None:
    sealed = seal_customer(KEY, BlindIndex(KeyFile.new()), Customer())
    assert open_customer(KEY, sealed) == Customer()
    assert not sealed.reachable
    assert sealed.search_keys == frozenset()


def test_masked_customer_shows_enough_to_recognise_him() -> None:
    assert masked_customer(CUSTOMER) == Customer(
        role=CustomerRole.INSURED,
        name="张*",
        phone="138****5678",
        policy_no="****2345",
        accident_no="****4321",
        plate="粤B***45",
    )
