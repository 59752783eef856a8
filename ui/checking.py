"""The command that holds a draft against the archive, and finds where a phrase stands first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui import console
from ui.opening import open_archive
from ui.options import ArchiveDir, AsJson, report_file

if TYPE_CHECKING:
    from assistant.checking.findings import Checked, DraftText, Traced

STDIN = "-"


def check(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE|-", help="The draft: text, Markdown, Word or HTML; - reads standard input.", show_default=False),
    ] = None,
    archive: ArchiveDir = None,
    first: Annotated[
        str | None, typer.Option("--first", metavar="PHRASE", help="Say instead where the archive has a phrase first.", show_default=False)
    ] = None,
    html_file: Annotated[Path | None, report_file("--html", "Write the report there, as one HTML page.")] = None,
    markdown_file: Annotated[Path | None, report_file("--markdown", "Write the report there, as Markdown with footnotes.")] = None,
    as_json: AsJson = False,
) -> None:
    """Hold a draft against the archive: each quotation, figure, day and name; exit 1 where something does not stand."""
    if (file is None) == (first is None):
        raise typer.BadParameter("give a draft (- for standard input) or --first with a phrase, and not both.")
    if first is not None:
        _trace(first, archive, html_file, markdown_file, as_json=as_json)
        return
    found = _checked(_draft(file or STDIN), archive)
    _write(html_file, markdown_file, found)
    if as_json:
        from assistant.checking.contract import check_json

        console.write_json(check_json(found))
    else:
        from ui import check_screen, screen

        screen.show(console.out(), check_screen.checked(found))
    if found.faults:
        raise typer.Exit(1)


def _draft(file: str) -> DraftText:
    from assistant.checking.drafts import MAX_BYTES, from_file, read_draft

    if file == STDIN:
        return read_draft(file, sys.stdin.buffer.read(MAX_BYTES + 1))
    return from_file(Path(file))


def _checked(draft: DraftText, archive: Path | None) -> Checked:
    from assistant.checking.checker import check as check_draft

    with open_archive(archive) as opened, opened.snapshot() as seen, console.progress("Checking") as step:
        return check_draft(draft, seen, told=lambda done, total: step("", done, total))


def _trace(phrase: str, archive: Path | None, html_file: Path | None, markdown_file: Path | None, *, as_json: bool) -> None:
    from assistant.checking.tracing import trace

    with open_archive(archive) as opened, opened.snapshot() as seen, console.working("Reading the archive"):
        found = trace(phrase, seen)
    _write(html_file, markdown_file, found)
    if as_json:
        from assistant.checking.contract import trace_json

        console.write_json(trace_json(found))
    else:
        from ui import check_screen, screen

        screen.show(console.out(), check_screen.traced(found))


def _write(html_file: Path | None, markdown_file: Path | None, found: Checked | Traced) -> None:
    """Write the reports that were asked for."""
    from assistant.checking.findings import Checked
    from assistant.checking.report import markdown, traced_markdown
    from ui.check_report import check_page, traced_page
    from ui.saving import write_whole

    if html_file:
        write_whole(html_file, (check_page(found) if isinstance(found, Checked) else traced_page(found)).encode())
        console.note(f"Written: {html_file}.")
    if markdown_file:
        write_whole(markdown_file, (markdown(found) if isinstance(found, Checked) else traced_markdown(found)).encode())
        console.note(f"Written: {markdown_file}.")
