"""Pages of a world say that the hotline's clock stands: it moves when the test moves it, not while a page is open."""

from typing import Any

import pytest

from shared.web.site.pages import Pages


def pages_say_that_time_stands(patch: pytest.MonkeyPatch | None = None) -> None:
    """From now on; with `patch` until that is undone."""
    page = Pages.anonymous

    def said(self: Pages, *given: Any, **values: Any) -> Any:
        return page(self, *given, **{"speed": 0.0} | values)

    (patch or pytest.MonkeyPatch()).setattr(Pages, "anonymous", said)
