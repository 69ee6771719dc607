"""What is cut out of a stored body when its case is erased, and that nothing else is."""

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from shared.contracts.base import Event, Sealed
from shared.contracts.intake import SealedCustomer
from shared.contracts.registry import EVENTS, full_type
from shared.engine.codec import encode
from shared.platform.erasure.cutting import cut
from tests.contract import samples

CLASSES = sorted(EVENTS.values(), key=full_type)
INDEX = "0123456789abcdef0123456789abcdef"


def indexes(value: Any) -> list[Any]:
    """Every value under a name of an index."""
    if isinstance(value, list):
        return [found for each in value for found in indexes(each)]
    if not isinstance(value, dict):
        return []
    own = [each for name, each in value.items() if "_index" in name or name == "wrong_numbers"]
    return own + [found for each in value.values() for found in indexes(each)]


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_no_index_is_left_in_any_event(cls: type[Event]) -> None:
    assert not any(indexes(json.loads(cut(encode(samples.sample(cls)).decode()))))


def test_an_index_becomes_none_and_a_list_of_them_empty_and_every_other_byte_stays() -> None:
    body = f'{{"name":"v1.x","phone_index":"{INDEX}","phone_indexes":["{INDEX}","{INDEX}"],"plate_index":null,"at":1}}'
    assert cut(body) == '{"name":"v1.x","phone_index":null,"phone_indexes":[],"plate_index":null,"at":1}'


def test_documents_as_postgresql_spells_them_are_cut_too() -> None:
    assert cut(f'{{"claim_index": "{INDEX}", "wrong_numbers": ["{INDEX}"]}}') == (
        '{"claim_index":null, "wrong_numbers":[]}'
    )


@pytest.mark.parametrize("name", ["call_id", "recording_id", "stated_userid"])
def test_what_the_first_version_stored_in_the_clear_is_cut_and_what_is_sealed_stays(name: str) -> None:
    assert cut(f'{{"{name}":"C-\\"138\\",x"}}') == f'{{"{name}":null}}'
    assert cut(f'{{"{name}":"v1.sealed"}}') == f'{{"{name}":"v1.sealed"}}'


def test_cutting_twice_is_cutting_once() -> None:
    once = cut(f'{{"phone_index":"{INDEX}","phone_indexes":["{INDEX}"]}}')
    assert cut(once) == once


def test_every_field_of_a_customer_is_sealed_or_cut_or_names_no_person() -> None:
    kinds = get_type_hints(SealedCustomer)
    sealed = {name for name, kind in kinds.items() if kind is Sealed or Sealed in get_args(kind)}
    assert is_dataclass(SealedCustomer)
    rest = {field.name for field in fields(SealedCustomer)} - sealed - {"role"}
    body = json.dumps({name: [INDEX] if name.endswith("indexes") else INDEX for name in rest})
    assert INDEX not in cut(body)
