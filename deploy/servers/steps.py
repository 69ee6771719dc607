"""Steps that take long enough for a person to ask what goes on: a line each on stderr, with its seconds."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def step(text: str) -> Iterator[None]:
    """Print the text, and how long what is inside took."""
    began = time.monotonic()
    print(f"servers: {text} ... ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        print(f"failed after {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        raise
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
