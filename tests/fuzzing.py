"""How hard property tests try. As a pytest plugin (`make fuzz`) it brings a profile with many examples and no deadline.

The story machine has a measure of its own, because each of its examples starts the whole hotline: `HOTLINE_STORIES`
says how many stories, `HOTLINE_STORY_STEPS` how long at most. Without them it tells the same few in every run.
"""

import os

from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "fuzz", max_examples=1_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)

FEW, STEPS = 45, 40


def story_settings() -> settings:
    """The measure of the story machine; a story that fails is printed with the line that tells it again."""
    stories = os.environ.get("HOTLINE_STORIES")
    return settings(
        max_examples=int(stories or FEW),
        stateful_step_count=int(os.environ.get("HOTLINE_STORY_STEPS", STEPS)),
        derandomize=stories is None,
        deadline=None,
        print_blob=True,
        phases=[phase for phase in Phase if phase is not Phase.explain],
        suppress_health_check=list(HealthCheck),
    )
