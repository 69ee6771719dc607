"""The hub of live lists: who gets which row, what happens to those who missed some, and when a stream ends."""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import timedelta
from typing import Any

import pytest

from shared.engine.db.database import DatabaseAway
from shared.engine.executor import Committed
from shared.rules.directory import Directory, Role
from shared.web.live.hub import REPLAYED, STREAMS_OF_A_SESSION, Hub
from shared.web.live.listener import MOST_WAITING, Listener
from shared.web.live.stream import events
from tests.harness.clock import ManualClock
from tests.harness.live import CountingList, Said, SomeList, SomeViewer, case, changed, parsed, viewer

LI, WANG = viewer("li"), viewer("wang", language="en")
SELDOM = timedelta(hours=1)


class HubOfATest(Hub):
    """A hub whose rounds a test runs itself, as `after` does."""

    async def _run(self) -> None:
        pass


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    """A hub without a listener."""
    made = HubOfATest("callback", ManualClock(), "boot-1", read=timedelta)
    yield made
    await made.stop()


def told(listener: Listener) -> list[Said]:
    """All that waits for a listener."""
    return parsed(listener.take().decode())


def short(listener: Listener) -> list[tuple[str, Any]]:
    """The same, of each event its kind, and the key or the number."""
    return [(said.event, said.data.get("key", said.data.get("n"))) for said in told(listener)]


async def after(hub: Hub, *subject_ids: str) -> None:
    """These subjects were changed, and the hub has pushed them."""
    hub.changed(subject_ids)
    assert await hub.round()


async def test_a_row_is_read_and_rendered_once_and_comes_to_all_who_see_it(hub: Hub) -> None:
    rows = SomeList(case("c1", "li", "wang", "zhao", acted_on_by=["li"]), case("c2", "nobody-here"))
    hub.add(rows)
    one, two, same, none = (hub.join(each) for each in (LI, WANG, viewer("zhao"), viewer("chen")))
    also = hub.join(viewer("wang", language="en", session="another browser"))

    await after(hub, "c1")

    assert rows.loads == [["c1"]]
    assert rows.renders == 3, "open and read in Chinese, read in English"
    [row] = told(one)
    assert row.event == "row"
    assert row.data == {"list": "queue", "key": "c1", "order": "c1", "html": "<tr>open zh-CN </tr>"}
    assert told(two)[0].data["html"] == told(also)[0].data["html"] == "<tr>read en </tr>"
    assert told(same)[0].data["html"] == "<tr>read zh-CN </tr>"
    assert short(none) == [("gone", "c1")], "it may have been in the list: nothing is known of before"


async def test_who_saw_a_row_hears_that_it_is_gone_and_nobody_else(hub: Hub) -> None:
    rows = SomeList(case("c1", "li"))
    hub.add(rows)
    li, wang = hub.join(LI), hub.join(WANG)
    await after(hub, "c1")
    told(li), told(wang)

    rows.put(case("c1", "wang"))
    await after(hub, "c1")
    assert short(li) == [("gone", "c1")]
    assert short(wang) == [("row", "c1")]

    del rows.cases["c1"]
    await after(hub, "c1")
    assert short(li) == []
    assert short(wang) == [("gone", "c1")]


async def test_a_case_may_have_several_rows_each_with_a_key_of_its_own(hub: Hub) -> None:
    rows = SomeList(case("c1.1", "li"), case("c1.2", "li"))
    hub.add(rows)
    li = hub.join(LI)
    await after(hub, "c1")
    told(li)

    rows.put(changed(rows.cases["c1.2"], words="claimed"))
    del rows.cases["c1.1"]
    await after(hub, "c1")
    assert short(li) == [("row", "c1.2"), ("gone", "c1.1")]


async def test_changes_during_a_round_are_sent_together_after_it(hub: Hub) -> None:
    rows = SomeList(case("c1", "li"), case("c2", "li"))
    hub.add(rows)
    li = hub.join(LI)
    for subject_id in ("c1", "c2", "c1"):
        hub.changed([subject_id])
    assert await hub.round()
    assert rows.loads == [["c1", "c2"]]
    assert short(li) == [("row", "c1"), ("row", "c2")]


async def test_the_number_of_rows_is_sent_when_it_has_changed(hub: Hub) -> None:
    rows = CountingList(case("c1", "li"), case("c2", "li", "wang"))
    hub.add(rows)
    li, wang = hub.join(LI), hub.join(WANG)
    await after(hub, "c1")
    assert short(li) == [("row", "c1"), ("count", 2)]
    assert ("count", 1) in short(wang)

    await after(hub, "c1")
    assert short(li) == [("row", "c1")]
    rows.put(case("c3", "li"))
    await after(hub, "c3")
    assert ("count", 3) in short(li)


async def test_more_than_200_changes_at_once_have_all_lists_loaded_again(hub: Hub) -> None:
    rows = SomeList()
    hub.add(rows)
    li = hub.join(LI)
    hub.changed([f"c{number}" for number in range(201)])
    assert await hub.round()
    assert short(li) == [("reload", None)]
    hub.changed(None)
    assert short(li) == [("reload", None)]
    assert rows.loads == []


async def test_a_slow_reader_loads_its_lists_again_instead_of_all_that_waits(hub: Hub) -> None:
    rows = SomeList(case("c1", "li"))
    hub.add(rows)
    slow = hub.join(LI)
    for _ in range(MOST_WAITING):
        await after(hub, "c1")
    assert [said.event for said in told(slow)] == ["row"] * MOST_WAITING
    for _ in range(MOST_WAITING + 1):
        await after(hub, "c1")
    assert [said.event for said in told(slow)] == ["reload"]


async def test_who_was_away_gets_what_changed_since_and_no_more(hub: Hub) -> None:
    rows = SomeList(case("c1", "li"), case("c2", "li"), case("c3"))
    hub.add(rows)
    stays, goes = hub.join(WANG), hub.join(LI)
    await after(hub, "c1")
    last = hub.position_of(goes)
    hub.leave(goes)
    await after(hub, "c2")
    await after(hub, "c3")

    back = hub.join(LI, last)
    assert back.replayed
    assert await hub.round()
    assert short(back) == [("row", "c2"), ("gone", "c3")]
    assert hub.position_of(back) == hub.position_of(stays)
    assert short(hub.join(LI, hub.position_of(back))) == []


@pytest.mark.parametrize("last_id", [None, "", "boot-0.1", "boot-1.x", "boot-1.99", "boot-1.²", "boot-1." + "9" * 5000])
async def test_who_was_away_too_long_or_through_a_restart_loads_the_lists(hub: Hub, last_id: str | None) -> None:
    hub.add(SomeList())
    hub.join(WANG)
    await after(hub, "c1")
    assert not hub.join(LI, last_id).replayed


async def test_512_changes_are_remembered(hub: Hub) -> None:
    hub.add(SomeList())
    hub.join(WANG)
    for number in range(REPLAYED + 2):
        await after(hub, f"c{number}")
    assert not hub.join(LI, "boot-1.1").replayed
    assert hub.join(LI, "boot-1.2").replayed
    told_again = hub.join(viewer("zhao"), "boot-1.2")
    assert await hub.round()
    assert short(told_again) == [("reload", None)], "of more than 200 the lists are loaded"


async def test_without_a_listener_nothing_is_read_or_kept(hub: Hub) -> None:
    rows = SomeList(case("c1", "li"))
    hub.add(rows)
    elsewhere: list[Collection[str]] = []
    hub.elsewhere = elsewhere.append
    hub.committed(Committed(True, False, None, ["c1"]))
    assert await hub.round()
    assert rows.loads == []
    assert elsewhere == [["c1"]], "another process may have listeners"
    assert not hub.join(LI, "boot-1.0").replayed


async def test_a_database_that_is_away_delays_the_rows_and_loses_none(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    rows = SomeList(case("c1", "li"))
    hub.add(rows)
    li = hub.join(LI)
    rows.fails = DatabaseAway()
    hub.changed(["c1"])
    for _ in range(3):
        assert not await hub.round()
    assert short(li) == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    rows.fails = None
    assert await hub.round()
    assert short(li) == [("row", "c1")]


async def test_a_list_that_fails_does_not_keep_the_others_from_their_rows(
    hub: Hub, caplog: pytest.LogCaptureFixture
) -> None:
    broken, fine = SomeList(), SomeList(case("c1", "li"))
    broken.fails = ValueError("a mistake")
    hub.add(broken, fine)
    li = hub.join(LI)
    for _ in range(2):
        await after(hub, "c1")
        assert short(li) == [("reload", None), ("row", "c1")]
    assert [record.levelname for record in caplog.records] == ["ERROR"], "once, and not at each change"


async def test_a_browser_with_too_many_streams_loses_its_oldest(hub: Hub) -> None:
    hub.add(SomeList())
    mine = [hub.join(LI) for _ in range(STREAMS_OF_A_SESSION)]
    other = hub.join(viewer("li", session="another browser"))
    hub.join(LI)
    assert [each.ended_as for each in (*mine, other)] == ["elsewhere", *[None] * STREAMS_OF_A_SESSION]


# The stream of one listener.


async def spoken(hub: Hub, who: SomeViewer, beat: timedelta = SELDOM) -> tuple[AsyncIterator[bytes], Said]:
    """A stream, and its first event."""
    stream = events(hub, who, None, beat)
    [hello] = parsed((await anext(stream)).decode())
    return stream, hello


async def test_a_stream_says_hello_with_the_time_and_ends_with_why(hub: Hub) -> None:
    hub.add(SomeList(case("c1", "li")))
    stream, hello = await spoken(hub, LI)
    assert hello.event == "hello"
    assert hello.data["now"] == "2026-11-23T01:00:00.000Z"
    assert (hello.data["speed"], hello.data["boot"], hello.data["replayed"]) == (0, "boot-1", False)

    hub.changed(["c1"])
    assert await hub.round()
    [row] = parsed((await anext(stream)).decode())
    assert row.event == "row"
    hub.end_streams("stopping")
    rest = [said async for piece in stream for said in parsed(piece.decode())]
    assert rest == [Said("bye", {"why": "stopping"})]
    assert len(hub) == 0


async def test_a_test_that_moves_the_clock_is_seen_at_once(hub: Hub) -> None:
    stream, _ = await spoken(hub, LI)
    assert isinstance(hub.clock, ManualClock)
    hub.clock.move_to(hub.clock.now() + timedelta(minutes=5))
    hub.clock_moved()
    [beat] = parsed((await anext(stream)).decode())
    assert (beat.event, beat.id) == ("beat", "boot-1.0")
    assert beat.data == {"now": "2026-11-23T01:05:00.000Z", "speed": 0}
    await stream.aclose()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize(
    ("found", "why"),
    [(None, "signed_out"), (viewer("li", Role.AGENT), "rights")],
    ids=["session ended", "a role was given or taken"],
)
async def test_a_beat_ends_the_stream_of_who_may_no_longer_listen_without_another_row(
    hub: Hub, found: SomeViewer | None, why: str
) -> None:
    hub.add(SomeList(case("c1", "li")))
    who = viewer("li")
    stream, _ = await spoken(hub, who)
    who.found.append(found)
    hub.changed(["c1"])
    assert await hub.round()
    hub.clock_moved()
    rest = [said async for piece in stream for said in parsed(piece.decode())]
    assert rest == [Said("bye", {"why": why})]


async def test_a_new_directory_has_the_lists_loaded_by_the_rights_of_now(hub: Hub) -> None:
    who = viewer("li")
    stream, _ = await spoken(hub, who)
    same = viewer("li")
    assert isinstance(same.actor.directory, Directory)
    who.found.append(same)
    hub.clock_moved()
    assert [said.event for said in parsed((await anext(stream)).decode())] == ["reload", "beat"]
    await stream.aclose()  # type: ignore[attr-defined]


async def test_beats_come_without_any_change(hub: Hub) -> None:
    stream, _ = await spoken(hub, LI, beat=timedelta(milliseconds=1))
    async with asyncio.timeout(10):
        for _ in range(3):
            assert [said.event for said in parsed((await anext(stream)).decode())] == ["beat"]
    await stream.aclose()  # type: ignore[attr-defined]
