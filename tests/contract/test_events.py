"""The promises made to whoever reads our topics: names, schemas, and that nothing ever shipped becomes unreadable."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, make_dataclass, replace
from datetime import UTC, datetime
from enum import EnumType
from pathlib import Path
from typing import Any, ClassVar

import pytest
from jsonschema import Draft202012Validator

import shared.contracts
from shared.contracts import callback_values, escalation, policy, registry, schemas, words
from shared.contracts.base import Event
from shared.contracts.registry import EVENTS, event_class, find_events, full_type, service_of, split_type
from shared.contracts.upcasters import UPCASTERS, Body, upcast
from shared.contracts.words import Ground
from shared.engine.codec import UnknownEvent, UnreadableEvent, decode, dump, encode, load
from tests.contract import samples

CLASSES = sorted(EVENTS.values(), key=full_type)
NOON = datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class LampLit(Event):
    """Made up for these tests: version 2 of an event whose version 1 said `watts` as a text."""

    type: ClassVar[str] = "hotline.tests.lamp.lit"
    version: ClassVar[int] = 2

    watts: int
    rooms: tuple[str, ...] = ()
    note: str | None = None


def lamp_from_v1(body: Body) -> Body:
    return body | {"watts": int(body["watts"].removesuffix("W"))}


LAMPS = {(LampLit.type, 2): LampLit}
LAMP_STEPS = {(LampLit.type, 1): lamp_from_v1}


def contains(whole: Any, part: Any) -> bool:
    """Everything `part` says is said by `whole`, which may say more."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and contains(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(contains, whole, part))
    return bool(whole == part)


def made(name: str, **kinds: Any) -> type[Event]:
    """An event class with these fields."""
    namespace = {"type": f"hotline.tests.{name}.made"}
    return make_dataclass(name, kinds.items(), bases=(Event,), namespace=namespace, frozen=True, kw_only=True)


def leaves(value: Any) -> Iterator[Any]:
    """Every text and number in a body."""
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(item)
    if not isinstance(value, dict | list | bool):
        yield value


VOCABULARIES = (words, callback_values, escalation, policy)
WORDS = {str(m) for each in VOCABULARIES for kind in vars(each).values() if isinstance(kind, EnumType) for m in kind}
"""Members of closed vocabularies: there are too few to give each field its own."""


# Names


def test_every_event_class_of_the_contracts_is_registered() -> None:
    modules = [
        importlib.import_module(f"shared.contracts.{each.name}")
        for each in pkgutil.iter_modules(shared.contracts.__path__)
    ]
    assert find_events(modules) == EVENTS


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_an_event_is_named_after_its_service_a_noun_and_a_past_verb(cls: type[Event]) -> None:
    service = cls.__module__.rpartition(".")[2].partition("_")[0]  # `callback_calls` is callback's
    assert re.fullmatch(rf"hotline\.{service}\.[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*\.v[1-9]\d*", full_type(cls))
    assert service_of(cls.type) == service


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_an_event_is_a_frozen_value_with_a_sentence_about_its_meaning(cls: type[Event]) -> None:
    assert is_dataclass(cls)
    assert cls.__dataclass_params__.frozen
    assert (cls.__doc__ or "").strip()
    assert not (cls.__doc__ or "").startswith(f"{cls.__name__}(")  # what dataclass writes when nobody did


def test_two_events_of_one_type_and_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True, kw_only=True, slots=True)
    class Impostor(Event):
        type: ClassVar[str] = CLASSES[0].type

    home = importlib.import_module(CLASSES[0].__module__)
    monkeypatch.setattr(Impostor, "__module__", home.__name__)
    monkeypatch.setattr(home, "Impostor", Impostor, raising=False)
    with pytest.raises(ValueError, match="both have the type"):
        find_events([home])


def test_a_full_type_is_split_into_type_and_version_again() -> None:
    assert split_type("hotline.intake.report.accepted.v12") == ("hotline.intake.report.accepted", 12)


@pytest.mark.parametrize(
    "full", ["", "hotline.intake.report.accepted", "hotline.x.y.z.v", ".v1", "hotline.x.y.z.v1a", "a.v²"]
)
def test_a_type_without_a_version_is_unknown(full: str) -> None:
    with pytest.raises(UnknownEvent):
        split_type(full)


def test_a_foreign_type_has_no_service() -> None:
    with pytest.raises(UnknownEvent):
        service_of("somebody.else")


# Schemas


def test_the_schema_files_are_what_the_code_says() -> None:
    wanted = schemas.documents()
    found = {path.name: path.read_text(encoding="utf-8") for path in schemas.FOLDER.iterdir() if path.is_file()}
    changed = sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))
    assert not changed, f"run `make events`: {changed}"


def test_writing_schemas_adds_what_is_missing_and_removes_what_is_stale(tmp_path: Path) -> None:
    (tmp_path / "hotline.gone.v1.json").write_text("{}", encoding="utf-8")
    written = schemas.write(tmp_path, LAMPS)
    assert written == ("README.md", "hotline.gone.v1.json", "hotline.tests.lamp.lit.v2.json")
    assert schemas.write(tmp_path, LAMPS) == ()
    assert not (tmp_path / "hotline.gone.v1.json").exists()


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_a_filled_sample_satisfies_the_schema(cls: type[Event]) -> None:
    schema = schemas.schema_of(cls)
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(encode(samples.sample(cls))))


# Golden samples


def test_every_event_has_a_golden_sample() -> None:
    missing = {f"{full_type(cls)}.json" for cls in CLASSES} - {path.name for path in samples.golden_files()}
    assert not missing, f"run `make events`: {sorted(missing)}"


@pytest.mark.parametrize("path", samples.golden_files(), ids=lambda path: path.stem)
def test_what_was_ever_shipped_can_still_be_read_with_nothing_lost(path: Path) -> None:
    event_type, version = split_type(path.stem)
    event = decode(event_type, version, path.read_bytes())
    _, body = upcast(event_type, version, json.loads(path.read_text(encoding="utf-8")))
    assert contains(json.loads(encode(event)), body), f"{path.name}: not yet released? run `make events`"


@pytest.mark.parametrize("path", samples.golden_files(), ids=lambda path: path.stem)
def test_a_golden_sample_fills_every_field_it_knows(path: Path) -> None:
    assert None not in json.loads(path.read_text(encoding="utf-8")).values()


def test_a_released_sample_has_not_been_touched() -> None:
    now = {path.name: samples.digest(path) for path in samples.golden_files()}
    assert samples.released().items() <= now.items()


def test_rewriting_leaves_released_samples_alone_and_renews_the_others(tmp_path: Path) -> None:
    kept, renewed = CLASSES[0], CLASSES[1]
    samples.write(tmp_path, events=[kept])
    (tmp_path / f"{full_type(kept)}.json").write_text('{"as": "shipped"}', encoding="utf-8")
    samples.release(tmp_path)
    (tmp_path / f"{full_type(renewed)}.json").write_text('{"as": "drafted"}', encoding="utf-8")

    assert samples.write(tmp_path, events=[kept, renewed]) == []
    assert samples.write(tmp_path, events=[kept, renewed], rewrite=True) == [f"{full_type(renewed)}.json"]
    assert (tmp_path / f"{full_type(kept)}.json").read_text(encoding="utf-8") == '{"as": "shipped"}'


def test_a_new_field_changes_its_own_lines_of_a_sample_only() -> None:
    before, after = made("before", note=str), made("after", first=str, note=str, counts=tuple[int, ...])
    old, new = samples.text_of(samples.sample(before)), samples.text_of(samples.sample(after))
    assert set(old.splitlines()) <= {*new.splitlines(), '  "note": "note"'}
    assert samples.updated(old, samples.sample(after)) == new


def test_updating_a_sample_keeps_the_values_it_has_and_drops_what_is_gone() -> None:
    old = samples.text_of(samples.sample(made("event", note=str))).replace('"note"\n', '"as shipped",\n  "gone": 1\n')
    assert json.loads(samples.updated(old, samples.sample(made("event", note=str))))["note"] == "as shipped"
    assert "gone" not in samples.updated(old, samples.sample(made("event", note=str)))


def test_updating_a_sample_replaces_a_value_that_cannot_be_read_any_more() -> None:
    old = samples.text_of(samples.sample(made("event", colour=str)))
    assert json.loads(samples.updated(old, samples.sample(made("event", colour=Ground))))["colour"] in set(Ground)


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_no_two_values_of_a_sample_are_alike(cls: type[Event]) -> None:
    values = [value for value in leaves(json.loads(encode(samples.sample(cls)))) if value not in WORDS]
    assert len(values) == len(set(values))


def test_the_comparison_sees_a_field_that_got_lost_or_changed() -> None:
    assert contains({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]})
    assert not contains({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 2}]})
    assert not contains({"a": [1, 2]}, {"a": [1]})


# Encoding and decoding


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_an_event_survives_the_journey(cls: type[Event]) -> None:
    event = samples.sample(cls)
    assert decode(cls.type, cls.version, encode(event)) == event


@pytest.mark.parametrize("cls", CLASSES, ids=full_type)
def test_an_event_with_only_what_is_required_survives_the_journey(cls: type[Event]) -> None:
    body = json.loads(encode(samples.sample(cls)))
    required = {name: body[name] for name in schemas.schema_of(cls)["required"]}
    event = decode(cls.type, cls.version, json.dumps(required).encode())
    assert decode(cls.type, cls.version, encode(event)) == event


def test_the_same_event_always_gives_the_same_compact_bytes() -> None:
    event = LampLit(case_id="c", at=NOON, watts=40, rooms=("厅",))
    expected = '{"case_id":"c","at":"2026-11-02T04:00:00Z","by":null,"watts":40,"rooms":["厅"],"note":null}'
    assert encode(event) == encode(replace(event)) == expected.encode()


def test_times_come_back_aware_to_the_microsecond() -> None:
    at = NOON.replace(microsecond=123_456)
    event = decode(LampLit.type, 2, encode(LampLit(case_id="c", at=at, watts=1)), events=LAMPS, upcasters={})
    assert (event.at, event.at.utcoffset()) == (at, at.utcoffset())


def test_unknown_fields_are_ignored_and_missing_optional_ones_get_their_default() -> None:
    data = b'{"case_id":"c","at":"2026-11-02T04:00:00Z","watts":40,"colour":"red"}'
    assert decode(LampLit.type, 2, data, events=LAMPS) == LampLit(case_id="c", at=NOON, watts=40)


def test_an_older_version_is_carried_up_before_it_is_read() -> None:
    data = b'{"case_id":"c","at":"2026-11-02T04:00:00Z","watts":"40W"}'
    event = decode(LampLit.type, 1, data, events=LAMPS, upcasters=LAMP_STEPS)
    assert event == LampLit(case_id="c", at=NOON, watts=40)


@pytest.mark.parametrize("data", [b"", b"[]", b"nonsense", b"\xff", b"[" * 100_000, b"{}", b'{"watts":40}'])
def test_an_older_version_that_cannot_be_carried_up_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        decode(LampLit.type, 1, data, events=LAMPS, upcasters=LAMP_STEPS)


@pytest.mark.parametrize(("event_type", "version"), [("hotline.tests.lamp.lit", 3), ("hotline.tests.lamp.smashed", 1)])
def test_an_unknown_type_or_version_says_so(event_type: str, version: int) -> None:
    with pytest.raises(UnknownEvent, match=re.escape(event_type)):
        decode(event_type, version, b"{}", events=LAMPS, upcasters=LAMP_STEPS)


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"{", b"\xff\xfe", b'{"a":' * 100_000, b'{"case_id":"c"}'])
def test_a_body_that_does_not_fit_is_unreadable_never_a_crash(data: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        decode(LampLit.type, 2, data, events=LAMPS)


def test_the_complaint_about_a_body_does_not_repeat_what_it_holds() -> None:
    with pytest.raises(UnreadableEvent) as raised:
        decode(LampLit.type, 2, b'{"case_id":"c","at":"13800138000","watts":"Zhang San"}', events=LAMPS)
    assert "watts: int_parsing" in str(raised.value)
    assert "Zhang" not in str(raised.value)
    assert "138" not in str(raised.value)
    assert raised.value.__cause__ is None


def test_an_unknown_event_is_unreadable_too_so_that_one_clause_catches_both() -> None:
    assert issubclass(UnknownEvent, UnreadableEvent)


def test_the_registry_finds_the_class_of_a_type() -> None:
    assert event_class(CLASSES[0].type, CLASSES[0].version) is CLASSES[0]
    assert registry.EVENTS[CLASSES[0].type, CLASSES[0].version] is CLASSES[0]


def test_every_step_up_ends_at_a_version_that_is_known() -> None:
    for event_type, version in UPCASTERS:
        assert (event_type, version) not in EVENTS
        assert any((event_type, later) in EVENTS for later in range(version + 1, version + 100))


# Documents


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """A stand-in for an aggregate: children as tuples of values, one of them a later addition."""

    lamps: tuple[LampLit, ...] = ()
    opened_at: datetime | None = None
    label: str = "plain"


def test_a_document_survives_being_stored() -> None:
    shelf = Shelf(
        lamps=(LampLit(case_id="c", at=NOON, watts=1), LampLit(case_id="d", at=NOON, watts=2)), opened_at=NOON
    )
    assert load(dump(shelf, Shelf), Shelf) == shelf
    assert dump(shelf, Shelf) == dump(load(dump(shelf, Shelf), Shelf), Shelf)


def test_a_document_written_before_a_field_existed_gets_its_default() -> None:
    assert load('{"lamps":[]}', Shelf) == Shelf()


def test_any_type_of_plain_values_makes_a_document() -> None:
    assert load(dump((1, 2), tuple[int, ...]), tuple[int, ...]) == (1, 2)


def test_the_sample_maker_refuses_what_does_not_belong_in_an_event() -> None:
    @dataclass(frozen=True, kw_only=True, slots=True)
    class Odd(Event):
        blob: bytes

    assert "blob" in {each.name for each in fields(Odd)}
    with pytest.raises(TypeError, match="blob"):
        samples.sample(Odd)
