"""The command `segmentry`: its groups, and what happens when something goes wrong."""

import os
import sys
import traceback
from typing import Annotated, Any

import typer

from segmentry.cli import (
    activation,
    definitions,
    demo,
    fit,
    identity,
    kpis,
    profile,
    results,
    review,
    roi,
    run,
    status,
    strategies,
    upkeep,
)
from segmentry.errors import InternalError, SegmentryError, UserError

app = typer.Typer(
    name="segmentry",
    help="Turns the customer data a business has into segments it can act on.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    epilog="Exit codes: 0 done, 1 or 70 a fault of ours, 2 something to mend, 3 the machine or "
    "another system failed, 130 stopped.",
)
for group in (
    demo,
    definitions,
    status,
    run,
    results,
    kpis,
    strategies,
    fit,
    activation,
    roi,
    review,
    profile,
    identity,
    upkeep,
):
    group.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"segmentry {version('segmentry')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turns the customer data a business has into segments it can act on."""


_STOPPED = 130


def main() -> None:
    """Run the command; every error ends in a sentence and an exit code."""
    try:
        _command()
    except SegmentryError as error:
        _tell(error)
        sys.exit(error.exit_code)
    except SystemExit as end:
        # typer turns Ctrl-C into this code without a word
        if end.code == _STOPPED:
            sys.stderr.write("\nStopped. The last finished run is intact.\n")
        raise
    except BrokenPipeError:
        # whoever read our output has gone; Python would complain again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        _tell(_fault(error))
        sys.exit(InternalError.exit_code)


_WRONG_USE: type[Exception] = typer.BadParameter.__mro__[2]
"""Whatever is wrong with the words of a command; typer does not name it."""


def _command() -> None:
    """The command with the words given; programs are told in JSON what is wrong with them."""
    if "--json" not in sys.argv:
        app()
    try:
        ended = app(standalone_mode=False)
    except _WRONG_USE as error:
        raise _misused(error) from None
    sys.exit(ended if isinstance(ended, int) else 0)


def _misused(error: Any) -> UserError:
    """The same sentence that people read."""
    place = error.ctx.command_path if getattr(error, "ctx", None) else "segmentry"
    return UserError(
        f"{error.format_message().rstrip('.')}.", where=place, next_step=f"See `{place} --help`."
    )


def _fault(error: Exception) -> InternalError:
    """Our bug: its details go to a file, the person gets a reference."""
    import tempfile

    with tempfile.NamedTemporaryFile(
        "w", prefix="segmentry-fault-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        log.write("".join(traceback.format_exception(error)))
    return InternalError(
        f"Segmentry made a mistake ({type(error).__name__}).",
        next_step=f"The details are in {log.name}; please send it to us. "
        "The last finished run is intact.",
    )


def _tell(error: SegmentryError) -> None:
    if isinstance(error, InternalError) and error.__cause__ is not None:
        error = _fault(error)
    if "--json" in sys.argv:
        from segmentry.cli.output import print_json

        print_json(
            {
                "error": {
                    "code": error.code,
                    "what": error.what,
                    "where": error.where,
                    "next_step": error.next_step,
                }
            }
        )
        return
    from segmentry.cli.output import console, quoted

    place = f"[bold]{quoted(error.where)}[/bold]\n  " if error.where else ""
    advice = f"\n  [dim]{quoted(error.next_step)}[/dim]" if error.next_step else ""
    console(stderr=True).print(f"[red]✗[/red] {place}{quoted(error.what)}{advice}")
