"""A fence is the number that came with the claim, and no text or truth value that could be read as one."""

import pytest
from pydantic import ValidationError

from services.callback.entrypoints.schemas import AttemptBody, HeldBody


def test_a_fence_is_taken_as_the_number_it_is() -> None:
    assert HeldBody.model_validate_json('{"fence": 1}').fence == 1


@pytest.mark.parametrize("fence", ['"1"', "true", "1.0", "1.5", "null", "-1", "2147483648"])
def test_a_fence_that_is_no_number_is_refused(fence: str) -> None:
    for body in (HeldBody, AttemptBody):
        with pytest.raises(ValidationError):
            body.model_validate_json(f'{{"fence": {fence}, "outcome": "no_answer"}}')
