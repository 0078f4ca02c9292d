"""The one door to everything: command line, web app and reports call only what stands here."""

from segmentry.workspace.creation import create
from segmentry.workspace.run import Run
from segmentry.workspace.workspace import Workspace, open_workspace

__all__ = ["Run", "Workspace", "create", "open_workspace"]
