"""The commands that say who may use a served archive: `dateline user add`, `remove` and `list`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from index.wording import counted
from ui import console
from ui.opening import open_archive
from ui.options import ArchiveDir, AsJson
from ui.usage import examples
from ui.users import Users

app = typer.Typer(help="Say who may use the archive where `serve --host` lets other machines in.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="What the user logs in with.", show_default=False)]


@app.command(epilog=examples("user add"))
def add(
    name: Name,
    archive: ArchiveDir = None,
    from_stdin: Annotated[bool, typer.Option("--password-stdin", help="Read the password from stdin instead of asking for it.")] = False,
) -> None:
    """Let a user in, or change the password of one."""
    password = sys.stdin.readline().rstrip("\n") if from_stdin else typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    is_new = Users(_folder(archive)).add(name, password)
    console.out().print(f"{name} may log in." if is_new else f"The password of {name} is changed.")


@app.command(epilog=examples("user remove"))
def remove(name: Name, archive: ArchiveDir = None) -> None:
    """Let a user in no longer, from now on."""
    Users(_folder(archive)).remove(name)
    console.out().print(f"{name} may no longer log in.")


@app.command(epilog=examples("user token"))
def token(name: Name, archive: ArchiveDir = None) -> None:
    """Make a token by which a user's programs ask the archive; it is shown this once, and ends the one before."""
    print(Users(_folder(archive)).new_token(name))  # noqa: T201 - it is to be copied whole, whatever the width of the terminal


@app.command(name="list", epilog=examples("user list"))
def list_users(archive: ArchiveDir = None, as_json: AsJson = False) -> None:
    """Say who may log in."""
    names = Users(_folder(archive)).names()
    if as_json:
        console.write_json({"users": names})
    else:
        console.out().print("\n".join([*names, f"{counted(len(names), 'user')}."]))


def _folder(archive: Path | None) -> Path:
    """The folder of an archive that is there."""
    with open_archive(archive) as opened:
        return opened.path
