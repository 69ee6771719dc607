"""The live page: it keeps to itself, and everything it asks for is there."""

import re

from tests.harness.world import World


async def test_the_page_lets_nothing_foreign_in(world: World) -> None:
    answer = await world.http.get("/")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy["script-src"], policy["style-src"], policy["connect-src"]} == {"'self'"}
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


async def test_no_script_or_style_stands_in_the_page_itself(world: World) -> None:
    html = (await world.http.get("/")).text
    assert not re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.findall(r"(?:src|href)=\"(?!/static/escalation/|#)", html)


async def test_everything_the_page_refers_to_is_there_and_may_be_kept(world: World) -> None:
    html = (await world.http.get("/")).text
    addresses = re.findall(r"/static/[^\"]+", html)
    assert len(addresses) == 5
    for address in addresses:
        answer = await world.http.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]


async def test_what_is_not_an_asset_is_not_served(world: World) -> None:
    for name in ("nothing.js", "..%2fpages.py", "%2e%2e/pages.py"):
        assert (await world.http.get(f"/static/escalation/{name}")).status_code == 404


async def test_scripts_never_make_html_of_text(world: World) -> None:
    for name in ("clock.js", "cards.js", "live.js"):
        script = (await world.http.get(f"/static/escalation/{name}")).text
        assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", script)


async def test_a_link_with_a_token_signs_nobody_in(world: World) -> None:
    script = (await world.http.get("/static/escalation/live.js")).text
    calls = {line.strip() for line in script.splitlines() if "signIn(" in line and "function" not in line}
    assert calls == {
        'signIn(byId("token").value.trim());',  # a person sends the form off
        "state.timer = setTimeout(() => signIn(token), 3_000);",  # again, after no answer
        "if (offered) offer(offered); else if (remembered) signIn(remembered); else signOut();",  # of this tab
    }
    assert re.findall(r"remembered = (.*);", script) == ["sessionStorage.getItem(KEY)"]
    assert re.findall(r"setItem\(KEY, .*\)", script) == ["setItem(KEY, token)"]


async def test_the_page_is_chinese_and_says_so(world: World) -> None:
    html = (await world.http.get("/")).text
    assert '<html lang="zh-CN">' in html
    assert "待化解" in html
    for needed in ('aria-live="polite"', 'role="timer"', 'for="token"', "<noscript>"):
        assert needed in html
