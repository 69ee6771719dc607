"""What a deciding function refuses, as a context for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from shared.support.errors import Refusal


@contextmanager
def refused(kind: type[Refusal], code: str, **facts: Any) -> Iterator[None]:
    """The call inside must be refused, with this code and at least these facts."""
    with pytest.raises(kind) as caught:
        yield
    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()
