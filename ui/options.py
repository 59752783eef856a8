"""The options that several commands share, and how their words become values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from index.types import Filter


def first_day(words: str) -> date:
    """The first day that the words name, such as `2022-01-17`, `January 2022` or `last week`; raises typer.BadParameter."""
    return _day(words, last=False)


def last_day(words: str) -> date:
    """The last day that the words name."""
    return _day(words, last=True)


def single_day(words: str) -> date:
    """The one day that the words name; raises typer.BadParameter where they name several."""
    first, last = first_day(words), last_day(words)
    if first != last:
        raise typer.BadParameter(f"“{words}” is not a single day; write it as 2022-01-17, 17 January 2022 or yesterday.")
    return first


def _day(words: str, *, last: bool) -> date:
    from index.errors import SettingsError
    from ui.days import HOW, typed_day

    try:
        day = typed_day(words, date.today(), last=last)
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc
    if day is None:
        raise typer.BadParameter(f"an empty text is not a date; {HOW}.")
    return day


def show_version(wanted: bool) -> None:
    """Print the version and end the command."""
    if wanted:
        typer.echo(f"dateline {version('dateline')}")
        raise typer.Exit


def _writable(path: Path | None) -> Path | None:
    if path and (path.is_dir() or not path.parent.is_dir()):
        raise typer.BadParameter(f"{path} cannot be written; name a file in a folder that is there.")
    return path


def report_file(name: str, help_text: str) -> Any:
    """An option that names a file to write; whether that can be done is checked before the long work, not after it."""
    return typer.Option(name, metavar="FILE", help=help_text, show_default=False, callback=_writable)


def make_filter(since: date | None, until: date | None, sources: list[str] | None, authors: list[str] | None = None) -> Filter:
    """What may be searched; raises typer.BadParameter where the window ends before it begins."""
    from index.errors import SettingsError
    from ui.days import limits

    try:
        return limits(since, until, sources, authors)
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc


def field_names(pairs: Sequence[str] | None) -> dict[str, str]:
    """What `--map title=hl` says, by field; raises typer.BadParameter for words that are no such pair, or no field of an article."""
    from index.errors import SettingsError
    from index.readers.data.fields import check_mapping

    mapping: dict[str, str] = {}
    for pair in pairs or ():
        field, sign, name = pair.partition("=")
        if not sign:
            raise typer.BadParameter(f"“{pair}” does not say which name a field has; write it as title=headline.")
        mapping[field.strip()] = name.strip()
    try:
        check_mapping(mapping)
    except SettingsError as exc:
        raise typer.BadParameter(str(exc)) from exc
    return mapping


def export_target(path: Path | None, force: bool) -> Path | None:
    """Where an export goes, None for nowhere; raises typer.BadParameter before the long work where it could not be written after it."""
    if path is None:
        return None
    from index.errors import InputError
    from ui.saving import target

    try:
        target(path)
    except InputError as exc:
        raise typer.BadParameter(str(exc)) from exc
    if path.exists() and not force:
        raise typer.BadParameter(f"{path} is there already; choose another name, or replace it with --force.")
    return path


ArchiveDir = Annotated[
    Path | None,
    typer.Option("--archive", metavar="DIR", help="The archive's folder.", show_default="$DATELINE_ARCHIVE, else ./dateline-archive"),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout, and nothing else there.")]
ID_HELP = "Id of an article, as `dateline articles` lists it, or as much of its beginning as no other has."
ArticleId = Annotated[str, typer.Argument(metavar="ID", help=ID_HELP, show_default=False)]
Question = Annotated[
    list[str] | None, typer.Argument(metavar="QUESTION...", help="The question; quotation marks are not needed.", show_default=False)
]
Batch = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Ask all questions of a file: CSV with a column question, JSON Lines, or one on each line.", show_default=False
    ),
]
BatchOut = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="With --batch, where answers go: .csv or .jsonl; a run that broke off is taken up.", show_default=False
    ),
]
Since = Annotated[
    date | None,
    typer.Option("--since", metavar="DATE", parser=first_day, help="Only articles published on or after this day.", show_default=False),
]
Until = Annotated[
    date | None,
    typer.Option("--until", metavar="DATE", parser=last_day, help="Only articles published on or before this day.", show_default=False),
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="Only this outlet; may be given several times.", show_default=False),
]
Authors = Annotated[
    list[str] | None,
    typer.Option(
        "--author", metavar="NAME", help="Only articles whose byline names this person; may be given several times.", show_default=False
    ),
]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", metavar="DATE", parser=single_day, help="The day on which 'last week' is reckoned.", show_default=False),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="A language model to word the answer.", show_default="none, the sources' own sentences"),
]
ExportFile = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write questions, answers and sources there: .md to read and print, .json exact, .csv for a spreadsheet.",
        show_default=False,
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file of --export where it is there already.")]
Published = Annotated[
    date | None,
    typer.Option(
        "--published", metavar="DATE", parser=single_day, help="When the articles appeared, where they do not say.", show_default=False
    ),
]
Outlet = Annotated[str | None, typer.Option("--source", metavar="NAME", help="The outlet that the articles come from.", show_default=False)]
FieldNames = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="FIELD=NAME", help="The name that a field has in a data file, such as title=hl; repeat it.", show_default=False
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        metavar="N",
        min=1,
        help="Processes that read beside this one; 1 for none.",
        show_default="as many as there are processors, up to 8",
    ),
]
Version = Annotated[bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=show_version)]
