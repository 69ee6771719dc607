"""Words of the pages in two languages. The source text in templates is English; Chinese comes from `zh_CN.po` files.

The shared templates have theirs in `shared/web/site/locale`, each service's pages in its `entrypoints/locale`. They are
read once, at start; there are no compiled catalogues. Names of codes are `pgettext("state", code)`, in English too: for
them alone there is an `en.po`.
"""

from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHINESE, ENGLISH = "zh-CN", "en"
LANGUAGES = (CHINESE, ENGLISH)
SHARED = Path(__file__).parent / "locale"
FILES = {CHINESE: "zh_CN.po", ENGLISH: "en.po"}


@cache
def words_of(folder: Path, language: str) -> NullTranslations:
    """The words of the pages whose own are in `folder`, with the shared ones."""
    words = GNUTranslations(_compiled(SHARED / FILES[language]))
    if folder == SHARED or not (folder / FILES[language]).exists():
        return words
    own = GNUTranslations(_compiled(folder / FILES[language]))
    own.add_fallback(words)
    return own


def read_catalog(file: Path) -> Catalog:
    """A `.po` file."""
    with file.open("rb") as opened:
        return read_po(opened, locale=file.stem, abort_invalid=True)


def preferred(cookie: str | None, accepted: str | None) -> str:
    """The language of a page: as chosen before, else English for a browser that names it first, else Chinese."""
    if cookie in LANGUAGES:
        return cookie
    return ENGLISH if (accepted or "").strip().lower().startswith("en") else CHINESE


def _compiled(file: Path) -> BytesIO:
    compiled = BytesIO()
    write_mo(compiled, read_catalog(file))
    compiled.seek(0)
    return compiled
