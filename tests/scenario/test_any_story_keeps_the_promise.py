"""Whatever people do, however time passes, whatever fails, comes late, twice or in another order: the promise is kept.

The story machine (`tests.harness.story_machine`) makes stories at random. How many and how long is up to the profile
(`tests.fuzzing`). A story that fails is run again, shortened, and printed step by step.
"""

import pytest
from hypothesis import seed
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from tests.fuzzing import chapters, story_settings
from tests.harness.stacks import EMBEDDED, Stack
from tests.harness.story_choices import TICKING
from tests.harness.story_driver import on_a_loop
from tests.harness.story_machine import AnyStory


class AnyStoryOnServers(AnyStory):
    """On real servers consuming is a step of its own: events may stay with the brokers for a while."""

    @rule(who=st.sampled_from(TICKING))
    def consumes(self, who: str) -> None:
        self.driver.run(self.driver.world.run_loop, f"{who}.consumer")


@pytest.mark.hypothesis
@pytest.mark.timeout(1_800)  # a story that fails takes a while to be shortened
@pytest.mark.parametrize(
    ("stack", "chapter"),
    chapters(),
    indirect=["stack"],
    ids=lambda value: value if isinstance(value, str) else f"seed-{value}",
)
def test_any_story_keeps_the_promise(stack: Stack, chapter: int) -> None:
    machine = AnyStory if stack is EMBEDDED else AnyStoryOnServers
    with on_a_loop():
        run_state_machine_as_test(seed(chapter)(type(machine.__name__, (machine,), {})), settings=story_settings())
