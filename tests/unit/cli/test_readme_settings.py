"""The README's table of settings is the one made from the settings themselves, those of single services included."""

import re
from collections import Counter
from importlib import import_module
from pathlib import Path

from services.cli.settings_list import OF_SERVICES, fields, markdown
from shared.platform.settings import ROOT, ServiceSettings, Settings

README = Path(__file__).resolve().parents[3] / "README.md"


def test_the_readme_lists_every_setting_with_its_meaning_and_default() -> None:
    text = README.read_text("utf-8")
    [table] = re.findall(r"<!-- settings -->\n(.*?)<!-- /settings -->", text, re.DOTALL)
    assert table.splitlines() == list(markdown()), "run `python -m services settings --markdown`"


def test_the_settings_of_every_service_are_listed() -> None:
    names = [path.parent.name for path in (ROOT / "services").glob("*/settings.py")]
    found = {
        each
        for name in names
        for each in vars(import_module(f"services.{name}.settings")).values()
        if isinstance(each, type) and issubclass(each, ServiceSettings) and each is not ServiceSettings
    }
    assert found == set(OF_SERVICES)


def test_no_two_services_have_a_setting_of_the_same_name() -> None:
    own = [name for kind in OF_SERVICES for name in kind.model_fields if name not in ServiceSettings.model_fields]
    assert [name for name, times in Counter([*own, *Settings.model_fields]).items() if times > 1] == []
    assert all(field.description for field in fields().values())
