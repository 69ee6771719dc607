"""The kinds of telephone numbers as digits, and the normal form of each."""

import re

SERVICE = 6
"""The most digits of a service number (95518, 951234): all others are longer."""

_CHINA = r"(?:\+?86|0086)"
_FORMS = tuple(
    (re.compile(form, re.ASCII), normal)
    for form, normal in (
        (rf"{_CHINA}?0?(?P<n>1[3-9]\d{{9}})", "{}"),
        (rf"{_CHINA}?(?P<n>[48]00(?!0{{7}})\d{{7}})", "{}"),
        (rf"(?:{_CHINA}0?|0)(?P<n>(?:10|2\d)(?!1{{8}})[1-9]\d{{7}}|[3-9]\d{{2}}(?!1{{7,8}}\b)[1-9]\d{{6,7}})", "0{}"),
        (r"(?:\+|00)?(?P<n>85[23][2-9]\d{7})", "+{}"),
        (r"(?:\+|00)(?P<n>886)0?(?P<rest>[2-9]\d{7,8})", "+{}{}"),
        (r"(?P<n>8869\d{8})", "+{}"),
        (r"(?P<n>95\d{3,4})", "{}"),
        (r"(?:\+|00)(?P<n>1[2-9]\d{2}[2-9]\d{6})", "+{}"),
        (r"\+(?P<n>1[3-9]\d{9})", "{}"),  # no number of America, which a plus and 1 begins
        (r"(?:\+|00)(?P<n>(?!86|85[23]|886)[2-9]\d{7,14})", "+{}"),
    )
)
_EQUAL = re.compile(r"\+?(\d)\1*", re.ASCII)


def normal_of(digits: str) -> str | None:
    """The normal form of a number given as digits, perhaps after a plus; None for no usable number."""
    if not 5 <= len(digits) <= 17 or _EQUAL.fullmatch(digits):
        return None
    for form, normal in _FORMS:
        found = form.fullmatch(digits)
        if found is not None:
            return normal.format(*found.groupdict().values())
    return None
