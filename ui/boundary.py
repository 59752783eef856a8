"""The last boundary: a command line run to its exit status, every error as one sentence on stderr."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import typer

from index.errors import DatelineError
from ui.console import complain

DEBUG = "DATELINE_DEBUG"
INTERRUPTED = 130
"""What typer makes of Ctrl+C: 128 and the number of the signal, as shells have it."""


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status; without arguments it shows the help."""
    try:
        code: int = app(args=list(arguments) or ["--help"], prog_name="dateline", standalone_mode=False) or 0
    except typer.TyperException as error:
        complain(_usage(error))
        return error.exit_code
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DatelineError as error:
        _trace()
        complain(str(error))
    except Exception as error:  # a bug must not end in a page of traceback
        _trace()
        complain(f"Something unforeseen went wrong ({type(error).__name__}: {error}); set {DEBUG}=1 to see where.")
    else:
        if code == INTERRUPTED:
            complain("Interrupted; what was finished until then is kept.")
        return code
    return 1


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "dateline"
    return f"{error.format_message().strip().rstrip('.')}; see `{command} --help`."


def _trace() -> None:
    if os.environ.get(DEBUG):
        traceback.print_exc()
