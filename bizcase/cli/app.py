"""The program `bizcase`: finds its commands, and turns every failure into a plain message."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Annotated

import typer

from bizcase import __version__
from bizcase.cli import interrupt
from bizcase.cli.interrupt import is_interrupt
from bizcase.problems import ProblemsFoundError

# Commands in the order of the help. Each has a module of this folder with a function `command`.
COMMANDS = {
    "new": "new",
    "check": "check",
    "run": "run",
    "compare": "compare",
    "sensitivity": "sensitivity",
    "goal-seek": "goal_seek",
    "simulate": "simulate",
    "stages": "stages",
    "portfolio": "portfolio",
    "chart": "chart",
    "report": "report",
    "export": "export",
    "verify": "verify",
    "import": "import_",
    "schema": "schema",
}


def application(called: str | None = None) -> typer.Typer:
    """The command line. With the name of a command it loads that one only, which is quicker."""
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, no_args_is_help=True)
    app.callback()(about)
    for name, module in COMMANDS.items():
        if called in (name, None) or called not in COMMANDS:
            command = import_module(f"bizcase.cli.{module}").command
            app.command(name, help=_in_paragraphs(command.__doc__))(command)
    return app


def _in_paragraphs(text: str) -> str:
    """A docstring without the ends of its lines, so that each paragraph is broken anew."""
    return "\n\n".join(" ".join(part.split()) for part in text.split("\n\n"))


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"bizcase {__version__}")
        raise typer.Exit


def about(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Show the version and stop."
        ),
    ] = False,
) -> None:
    """Is the product worth making? Business cases from short text files.

    Start with: bizcase new my_product
    """


def main() -> None:
    """Runs the program. Exit status: 0 fine, 1 problems found, 2 wrong use, 130 Ctrl-C."""
    # A stream that was closed from outside (`>&-`) is None: what is written then goes nowhere.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        application(sys.argv[1] if len(sys.argv) > 1 else None)()
    except KeyboardInterrupt:
        sys.exit(interrupt.ended())
    except SystemExit as ending:
        sys.exit(interrupt.ended() if interrupt.is_silent(ending) else _flushed(ending.code))
    except BrokenPipeError:
        sys.exit(_no_reader())
    except Exception as error:
        sys.exit(interrupt.ended() if is_interrupt(error) else _failed(error))


def _failed(error: Exception) -> int:
    """Says what went wrong, without a stack trace; gives the exit status."""
    if os.environ.get("BIZCASE_DEBUG"):
        raise error
    if isinstance(error, ProblemsFoundError):
        from bizcase.cli.problems import report

        report(error.problems, as_json="--json" in sys.argv)
    elif isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        typer.echo(f"error: {where}{error.strerror or error}", err=True)
    else:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        typer.echo(
            f"error: this is a bug in bizcase ({what}); "
            "please report it with the scenario. BIZCASE_DEBUG=1 shows where it happened.",
            err=True,
        )
    return 1


def _flushed(status: object) -> int:
    """The exit status, once all output is out."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _no_reader()
    return status if isinstance(status, int) else 0 if status is None else 1


def _no_reader() -> int:
    """Whoever read the output has gone (`| head`): nothing to say, and nothing more to flush."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


if __name__ == "__main__":
    main()
