"""Pages let nothing foreign in, keep to themselves, and everything they ask for is there."""

import re
from collections.abc import AsyncIterator

import pytest

from tests.harness.pages import PageUser, at_the_pages
from tests.harness.world import World

REPORTER = "S0118"
PAGES = ("/report", "/onsite", "/me")


@pytest.fixture
async def user(world: World) -> AsyncIterator[PageUser]:
    user = await at_the_pages(world, REPORTER)
    yield user
    await user.http.aclose()


@pytest.mark.parametrize("path", ["/sign-in", *PAGES])
async def test_a_page_lets_nothing_foreign_in(user: PageUser, path: str) -> None:
    answer = await user.open(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy["script-src"], policy["style-src"], policy["connect-src"], policy["form-action"]} == {"'self'"}
    assert (policy["frame-ancestors"], policy["require-trusted-types-for"]) == ("'none'", "'script'")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/sign-in", *PAGES])
async def test_no_script_or_style_stands_in_a_page_itself(user: PageUser, path: str) -> None:
    html = (await user.open(path)).text
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.findall(r"(?:src|href)=\"(?!/|#|tel:)", html)


@pytest.mark.parametrize("path", ["/sign-in", *PAGES])
async def test_everything_a_page_refers_to_is_there_and_may_be_kept(user: PageUser, path: str) -> None:
    addresses = re.findall(r"/static/[^\"]+", (await user.open(path)).text)
    assert addresses
    for address in addresses:
        answer = await user.http.get(address)
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True), address


async def test_what_is_not_an_asset_is_not_served(world: World) -> None:
    for name in ("nothing.js", "..%2fpages.py", "%2e%2e/pages.py"):
        assert (await world.http.get(f"/static/site/{name}")).status_code == 404


async def test_a_page_speaks_chinese_unless_english_is_asked_for(user: PageUser) -> None:
    assert '<html lang="zh-CN">' in (await user.open("/onsite")).text
    assert '<html lang="en">' in (await user.http.get("/onsite", headers={"Accept-Language": "en-GB,zh"})).text
    await user.http.post("/language", data={"language": "en"}, headers={"Referer": "http://hotline/onsite"})
    assert '<html lang="en">' in (await user.open("/onsite")).text


async def test_what_is_not_there_and_what_one_may_not_are_pages_too(user: PageUser) -> None:
    missing = await user.open("/onsite/0193")
    assert (missing.status_code, missing.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert missing.headers["refresh"] == "2"  # it may be opened in a moment
    odd = await user.open("/onsite/%E4%B8%AD")
    assert (odd.status_code, odd.headers["content-type"]) == (404, "text/html; charset=utf-8")


async def test_an_address_that_does_not_exist_is_a_page_for_a_browser_and_a_problem_for_a_program(
    user: PageUser,
) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml"}
    for path, headers, kind in (
        ("/nothing", browser, "text/html; charset=utf-8"),
        ("/nothing", {}, "application/problem+json"),
        ("/api/nothing", browser, "application/problem+json"),
    ):
        answer = await user.http.get(path, headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (404, kind), path
