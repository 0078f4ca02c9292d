"""The settings of a workspace, checked before anything is written or run."""

from pathlib import Path
from typing import Any

from segmentry.errors import UserError
from segmentry.model.complaints import first_complaint
from segmentry.model.definitions import WorkspaceSettings


def checked_settings(settings: dict[str, Any], folder: Path) -> WorkspaceSettings:
    """The settings; raises UserError with what is wrong and what is valid."""
    from pydantic import ValidationError

    try:
        return WorkspaceSettings.model_validate(settings)
    except ValidationError as error:
        what, next_step = first_complaint(error, WorkspaceSettings)
        raise UserError(what, where=str(folder), next_step=next_step) from error
