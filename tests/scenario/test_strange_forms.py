"""What no page would send: forms that were changed, texts that show nothing, too many failures, a body too large."""

from pathlib import Path

import pytest

from tests.harness.pages import at_the_pages
from tests.harness.people import AGENT, REPORTER
from tests.harness.stacks import only_embedded
from tests.harness.world import World

pytestmark = only_embedded("what is refused reaches no database")

HTML = "text/html,application/xhtml+xml"
UNSEEN = "\u200b\u202e\u3164"


async def test_a_field_that_is_a_list_and_a_text_at_once_is_refused(world: World) -> None:
    reporter = await at_the_pages(world, REPORTER)
    await reporter.open("/report")
    form = reporter.form("/report")
    for one, other in (("text", "text[]"), ("customer", "customer.phone"), ("risk_flags[]", "risk_flags")):
        answer = await reporter.send(form.action, **form.fields | {one: "1", other: "2"})
        assert answer.status_code in (303, 422), (one, other)
    await reporter.http.aclose()


async def test_a_reporter_by_id_and_in_words_is_refused_by_a_page(world: World) -> None:
    reporter = await at_the_pages(world, REPORTER)
    await reporter.open("/report")
    both = {"reporter_id": REPORTER, "reporter_stated.name": "陈工", "text": "客户不满"}
    answer = await reporter.send("/report", **reporter.form("/report").fields | both)
    assert (answer.status_code, "客户不满" in answer.text) == (422, True)
    await reporter.http.aclose()


@pytest.mark.parametrize("note", [UNSEEN, " \u2003 ", "\u00a0"], ids=["marks", "spaces", "a space"])
async def test_a_note_of_which_nothing_is_seen_is_no_note(world: World, note: str) -> None:
    case = await world.by(REPORTER).reports(text="定损太慢")
    answer = await world.by(REPORTER).tries("escalation", case, "settle", note=note)
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize(
    "path", ["/sign-out", "/api/platform/me", "/language", "/static/site/base.css", "//evil.example"]
)
async def test_signing_in_leads_to_pages_only(world: World, path: str) -> None:
    reporter = await at_the_pages(world, REPORTER)
    answer = await reporter.send("/sign-in", staff_id=REPORTER, next=path)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    await reporter.http.aclose()


async def test_who_may_not_too_often_is_told_by_a_page_and_their_neighbours_are_answered_as_ever(
    tmp_path: Path,
) -> None:
    async with World.running(tmp_path / "data", failures_a_minute=3) as world:
        reporter = await at_the_pages(world, REPORTER, accept=HTML)
        statuses = [(await reporter.open("/admin/audit")).status_code for _ in range(4)]
        assert statuses == [403, 403, 403, 429]
        assert "<!doctype html>" in reporter.shown.text
        neighbour = await at_the_pages(world, AGENT, accept=HTML)
        assert (await neighbour.open("/admin/audit")).status_code == 403
        for user in (reporter, neighbour):
            await user.http.aclose()


async def test_a_form_that_is_too_large_is_refused_by_a_page(world: World) -> None:
    reporter = await at_the_pages(world, REPORTER, accept=HTML)
    answer = await reporter.send("/report", text="长" * 300_000)
    assert (answer.status_code, "<!doctype html>" in answer.text) == (413, True)
    await reporter.http.aclose()


async def test_signing_in_leads_to_the_very_page_that_was_asked_for(world: World) -> None:
    reporter = await at_the_pages(world, REPORTER)
    await reporter.send("/sign-out")
    answer = await reporter.http.get("/unit?tab=handling&case=x")
    assert answer.headers["location"] == "/sign-in?next=/unit%3Ftab%3Dhandling%26case%3Dx"
    await reporter.open(answer.headers["location"])
    answer = await reporter.submit("/sign-in", staff_id=REPORTER)
    assert answer.headers["location"] == "/unit?tab=handling&case=x"
    await reporter.http.aclose()


async def test_an_answer_to_a_form_offers_no_other_language_as_it_has_no_address(world: World) -> None:
    reporter = await at_the_pages(world, REPORTER)
    await reporter.open("/report")
    assert "/language" in reporter.actions
    answer = await reporter.submit("/report", text="", stage="filed")
    assert (answer.status_code, "/language" in reporter.actions) == (422, False)
    await reporter.http.aclose()
