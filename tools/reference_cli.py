"""The page of the command line, read from the Typer app."""

from importlib import import_module
from typing import Any

import typer
from markdown_page import Page


def page() -> Page:
    return describe(import_module("segmentry.cli.app").app, "segmentry")


def describe(app: typer.Typer, name: str) -> Page:
    built = Page("cli", "Command line")
    built.say(str(app.info.epilog or ""))
    _command(built, typer.main.get_command(app), name)
    return built


def _command(built: Page, command: Any, path: str) -> None:
    built.section(f"`{path}`", command.help or "")
    built.table(("argument", "meaning", "default"), map(_parameter, command.params))
    for name, below in sorted(getattr(command, "commands", {}).items()):
        if not below.hidden:
            _command(built, below, f"{path} {name}")


def _parameter(parameter: Any) -> tuple[str, str, str]:
    spelling = ", ".join(f"`{o}`" for o in (*parameter.opts, *parameter.secondary_opts))
    if parameter.required:
        default = "required"
    else:
        default = "" if parameter.default in (None, "", False) else f"`{parameter.default}`"
    return spelling, getattr(parameter, "help", "") or "", default
