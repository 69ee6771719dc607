"""How hard property tests try. As a pytest plugin (`make fuzz`) it brings a profile with many examples and no deadline.

The story machine has settings of its own, because each of its examples starts the whole hotline. Its stories come in
chapters of ten, each from its own seed, so that a chapter is the same in every run. `HOTLINE_STORIES` says how
many stories, `HOTLINE_STORIES_ON_SERVERS` how many of them on PostgreSQL and Kafka too (a quarter unless said, because
each takes longer there), `HOTLINE_STORY_SEED` from which seed on, `HOTLINE_STORY_STEPS` how long one may be.
"""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "fuzz", max_examples=1_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)

CHAPTER = 10
"""Beyond its first ten, Hypothesis mostly varies examples it has had: more chapters find more than longer ones."""


def chapters() -> list[tuple[str, int]]:
    """The stack and the seed of each chapter."""
    stories = int(os.environ.get("HOTLINE_STORIES", 20))
    on_servers = int(os.environ.get("HOTLINE_STORIES_ON_SERVERS", stories / 4))
    return [("embedded", number) for number in _seeds(stories)] + [("scale", number) for number in _seeds(on_servers)]


def _seeds(stories: int) -> range:
    """One seed a chapter."""
    first = int(os.environ.get("HOTLINE_STORY_SEED", 1))
    return range(first, first + -(-stories // CHAPTER))


def story_settings() -> settings:
    """The settings of a chapter. A story that fails is shortened, and printed with a line that repeats it."""
    return settings(
        max_examples=CHAPTER,
        stateful_step_count=int(os.environ.get("HOTLINE_STORY_STEPS", 40)),
        database=None,
        deadline=None,
        print_blob=True,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
