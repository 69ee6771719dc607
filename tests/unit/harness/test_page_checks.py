"""The rules of a page's HTML: each of them finds what breaks it."""

import pytest

from tests.harness.page_checks import PageText, faults_of

GOOD = """<!doctype html><html lang="en"><head><title>Queue</title></head><body><h1>Queue</h1>
<form method="post" action="/desk"><input type="hidden" name="key" value="k"><label for="a">A</label><input id="a">
<label>B <select name="b"></select></label><input type="text" hidden><button>Send</button></form></body></html>"""


def test_a_page_that_keeps_the_rules_has_no_faults() -> None:
    assert faults_of(GOOD) == []


@pytest.mark.parametrize(
    ("instead_of", "there_is", "fault"),
    [
        ("<h1>", '<h1 style="color: red">', "<h1> has style='color: red'"),
        ("<h1>", '<h1 onclick="go()">', "<h1> has onclick='go()'"),
        ("<h1>", '<a href="JavaScript:go()">x</a><h1>', "<a> has href='JavaScript:go()'"),
        ("<h1>", "<script>go()</script><h1>", "a script or style inside the page: 'go()'"),
        ("<h1>", "<style>b {}</style><h1>", "a script or style inside the page: 'b {}'"),
        ('<label for="a">', '<label for="c">', "a field without a label: {'id': 'a'}"),
        ('name="key"', 'name="other"', "a form without a key: {'method': 'post', 'action': '/desk'}"),
        ("<h1>", '<p id="a"></p><h1>', "ids that are there twice: ['a']"),
        ("<h1>Queue</h1>", "", "0 h1"),
        ("<title>Queue</title>", "", "no title"),
        (' lang="en"', "", "no language"),
    ],
)
def test_each_rule_finds_what_breaks_it(instead_of: str, there_is: str, fault: str) -> None:
    assert faults_of(GOOD.replace(instead_of, there_is)) == [fault]


def test_elements_are_known_by_their_classes_and_by_what_they_lie_in() -> None:
    one, other = (PageText.of(f'<body><p class="{name}"><br><b>x</b></p></body>') for name in ("a", "b"))
    assert one.elements - other.elements == {"body.>p.a", "body.>p.a>br.", "body.>p.a>b."}
