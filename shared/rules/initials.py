"""The initials of a Chinese name in pinyin, as people type them to find a colleague: `zwb` finds 赵文斌.

The 3755 usual characters of GB 2312 are sorted by pinyin, so a character's place tells its initial. A rarer one may
have any; of a character with several readings the usual one counts. For finding only, never for naming.
"""

from bisect import bisect_right

_FIRST = "啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
"""The first character of each initial."""
_LETTERS = "abcdefghjklmnopqrstwxyz"
_LAST = "座"
_ANY = ""


def begins_with(name: str, typed: str) -> bool:
    """True if the initials of the name begin with these letters."""
    initials = [initial for character in name if not character.isspace() for initial in [_initial(character)]]
    letters = typed.casefold()
    return 0 < len(letters) <= len(initials) and all(
        initial in (_ANY, letter) for initial, letter in zip(initials, letters, strict=False)
    )


def _place(character: str) -> bytes:
    return character.encode("gb2312", "ignore")


_STARTS = [_place(character) for character in _FIRST]
_END = _place(_LAST)


def _initial(character: str) -> str:
    """The initial in small letters; a Latin letter is its own."""
    if character.isascii():
        return character.casefold()
    place = _place(character)
    return _LETTERS[bisect_right(_STARTS, place) - 1] if _STARTS[0] <= place <= _END else _ANY
