"""How hard property tests try. As a pytest plugin (`make fuzz`) it brings a profile with many examples and no deadline.

The story machine has a measure of its own, because each of its examples starts the whole hotline. Its stories come in
chapters of ten, each told from its own seed, so that a chapter is the same in every run. `HOTLINE_STORIES` says how
many stories, `HOTLINE_STORY_SEED` from which seed on, `HOTLINE_STORY_STEPS` how long one may be.
"""

import os
from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "fuzz", max_examples=1_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)

CHAPTER = 10
"""Beyond its first ten, Hypothesis mostly varies examples it has had: more chapters find more than longer ones."""


def story_seeds() -> Sequence[int]:
    """A seed for each chapter that is to be told."""
    first, stories = int(os.environ.get("HOTLINE_STORY_SEED", 1)), int(os.environ.get("HOTLINE_STORIES", 40))
    return range(first, first + -(-stories // CHAPTER))


def story_settings() -> settings:
    """How a chapter is told. A story that fails is shortened, and printed with a line that tells it again."""
    return settings(
        max_examples=CHAPTER,
        stateful_step_count=int(os.environ.get("HOTLINE_STORY_STEPS", 40)),
        database=None,
        deadline=None,
        print_blob=True,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
