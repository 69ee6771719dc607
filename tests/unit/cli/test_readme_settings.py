"""The README's table of settings is the one made from the settings themselves."""

import re
from pathlib import Path

from services.cli.settings_list import markdown

README = Path(__file__).resolve().parents[3] / "README.md"


def test_the_readme_lists_every_setting_with_its_meaning_and_default() -> None:
    text = README.read_text("utf-8")
    [table] = re.findall(r"<!-- settings -->\n(.*?)<!-- /settings -->", text, re.DOTALL)
    assert table.splitlines() == list(markdown()), "run `python -m services settings --markdown`"
