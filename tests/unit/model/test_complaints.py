"""What is wrong with a setting is said in our words."""

import pytest
from pydantic import ValidationError

from segmentry.model.complaints import first_complaint
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
