"""The command line: one file per group of commands, all over the workspace."""

from segmentry.cli.app import main

__all__ = ["main"]
