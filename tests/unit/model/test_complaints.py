"""What is wrong with a setting is said in our words."""

from datetime import date

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


@pytest.mark.parametrize(
    ("given", "shown", "next_step"),
    [
        (True, " (it says true)", 'Write it in quotes: "true".'),
        (7, " (it says 7)", 'Write it in quotes: "7".'),
        (date(2026, 1, 2), "", 'Write it in quotes: "2026-01-02".'),
        ([], "", "Correct it there."),
    ],
)
def test_what_must_be_a_text_is_written_in_quotes(
    given: object, shown: str, next_step: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        SegmentationDefinition.model_validate({"name": "x", "method": "rules", "scope": given})
    what, then = first_complaint(caught.value, SegmentationDefinition)
    assert (what, then) == (f"'scope' must be a text{shown}.", next_step)
