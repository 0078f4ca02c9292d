"""What is wrong with a setting is said in our words."""

import pytest
from pydantic import ValidationError

from segmentry.model.complaints import first_complaint
from segmentry.model.definitions import SegmentationDefinition
from segmentry.model.plans import Target


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (None, "'target' is empty, and must be a number."),
        ("much", "'target' must be a number (it says 'much')."),
    ],
)
def test_an_empty_setting_is_called_empty(given: object, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Target.model_validate({"kpi": "accounts", "target": given})
    assert first_complaint(caught.value, Target)[0] == told


@pytest.mark.parametrize(
    ("given", "next_step"), [("grup", "Did you mean 'group'?"), ("planet", "Correct it there.")]
)
def test_a_misspelt_choice_is_answered_with_the_nearest(given: str, next_step: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SegmentationDefinition.model_validate({"name": "x", "method": "rfm", "level": given})
    what, then = first_complaint(caught.value, SegmentationDefinition)
    assert what.startswith(
        "'level' must be 'account', 'company', 'domestic', 'ultimate' or 'group'"
    )
    assert then == next_step
