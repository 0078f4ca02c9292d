"""Settings of a plug-in: taken as they stand, or refused with what is valid."""

import pytest
from pydantic import BaseModel, ConfigDict

from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import SourceDefinition
from segmentry.model.settings import read_settings


class Letters(BaseModel):
    model_config = ConfigDict(extra="forbid")
    path: str
    pages: int = 1


def _source(**settings: object) -> SourceDefinition:
    return SourceDefinition(
        name="post", source="letters", settings=settings, tables={}, place="sources/post.yaml"
    )


def test_settings_become_the_plug_in() -> None:
    assert read_settings(_source(path="in"), "letters", Letters, ()) == Letters(path="in", pages=1)


@pytest.mark.parametrize(
    ("settings", "what", "next_step"),
    [
        ({}, "'path' is missing.", "Add `path: …`."),
        ({"path": "in", "page": 2}, "'page' means nothing here.", "Did you mean 'pages'?"),
        ({"path": "in", "sistem": 2}, "'sistem' means nothing here.", "Did you mean 'system'?"),
        ({"path": "in", "pages": "x"}, "'pages' must be a whole number", "Correct it there."),
    ],
)
def test_a_wrong_setting_is_told_with_what_is_valid(
    settings: dict[str, object], what: str, next_step: str
) -> None:
    with pytest.raises(InvalidDefinition) as caught:
        read_settings(_source(**settings), "letters", Letters, ("source", "system"))
    assert what in str(caught.value)
    assert "sources/post.yaml" in str(caught.value)
    assert next_step in str(caught.value)
    assert "Settings of 'letters': path, pages." in str(caught.value)
