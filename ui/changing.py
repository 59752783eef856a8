"""The commands that change what the archive holds: articles in, articles out, a date or an outlet set right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import DatelineError
from index.wording import counted
from ui import console
from ui.opening import corrected_on, open_archive
from ui.options import ArchiveDir, ArticleId, AsJson, FieldNames, Jobs, Outlet, Published, field_names, single_day

if TYPE_CHECKING:
    from index.reports import FileReport


def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders of them, web addresses.", show_default=False)],
    archive: ArchiveDir = None,
    published: Published = None,
    source: Outlet = None,
    names: FieldNames = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
) -> None:
    """Add articles to the archive, or take over their changes; what is in it already stays as it is.

    Read are text and Markdown, web pages, PDF, Word, OpenDocument, rich text, e-books, workbooks, RSS and Atom feeds, NITF, NewsML,
    ninjs, IPTC 7901, JSON, JSON Lines, CSV, mail, subtitles, references (RIS), exports of Nexis and Factiva, web archives, and zip and
    gzip files of all these.
    """
    from index.archive import Archive
    from ui.adding import shown
    from ui.settings import load_settings

    settings, mapping = load_settings(), field_names(names)
    with console.taking_over() as told:
        made = Archive.create_or_open(archive or settings.archive, settings.index(), progress=told)
    with made as opened, shown(console.err()) as step:
        try:
            reports = opened.add(paths, published=published, source=source, mapping=mapping, progress=step, jobs=jobs)
        except DatelineError:
            opened.close(keep_unused=False)
            raise
        opened.close(keep_unused=False)  # of files none of which can be read no archive is made
    _report_files(reports, as_json=as_json)
    if any(report.status == "skipped" for report in reports):
        raise typer.Exit(1)


def _report_files(reports: Sequence[FileReport], *, as_json: bool) -> None:
    from ui import screen

    counts = {status: sum(report.status == status for report in reports) for status in ("added", "unchanged", "updated", "skipped")}
    if as_json:
        console.write_json({**counts, "files": [asdict(report) for report in reports]})
    else:
        screen.show(console.out(), screen.file_table(reports), ", ".join(f"{count} {status}" for status, count in counts.items()) + ".")
    for report in reports:
        if report.status == "skipped":
            console.complain(report.reason or f"{report.file} was skipped.")
        elif report.reason and report.status != "unchanged":
            console.note(f"{report.file}: {report.reason}.")


def remove(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="ID...", help="Ids of articles, as `dateline articles` lists them, or beginnings.", show_default=False),
    ],
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Take articles out of the archive; the files that they came from are not touched."""
    with open_archive(archive) as opened:
        removed = opened.remove(list(dict.fromkeys(ids)))
    if as_json:
        console.write_json({"removed": removed})
    else:
        console.out().print(f"{counted(removed, 'article')} removed.")


def correct(
    article: ArticleId,
    day: Annotated[
        date | None, typer.Argument(metavar="[DATE]", parser=single_day, help="When it was published.", show_default=False)
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take a correction back: the date is again what was found.")] = False,
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Correct the date of an article; it holds until it is cleared, also when the file is added again."""
    from assistant.wording import date_words
    from ui.markup import label

    if clear == (day is not None):
        raise typer.BadParameter("give a date, as in `dateline date ID 2022-01-17`, or --clear, and not both.")
    with open_archive(archive) as opened:
        id = opened.article(article).id
        if clear and not corrected_on(opened, id):
            console.note(f"The date of {id} was not corrected; nothing has changed.")
        dated = opened.correct(id, day)
        made = corrected_on(opened, id)
    if as_json:
        from assistant.contract import article_json

        console.write_json({"article": article_json(dated), "corrected_on": made.isoformat() if made else None})
    else:
        console.out().print(f"{label(dated.title) or dated.id}: {date_words(dated.published)}")


def correct_outlet(
    article: ArticleId,
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME...]", help="The outlet that it is from; quotation marks are not needed.", show_default=False),
    ] = None,
    clear: Annotated[bool, typer.Option("--clear", help="Take a correction back: the outlet is again what was found.")] = False,
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Correct the outlet of an article; it holds until it is cleared, also when the file is added again."""
    from assistant.wording import outlet_words
    from index.store.corrections import corrected_outlets
    from ui.markup import label

    if clear == bool(name):
        raise typer.BadParameter("give the name of an outlet, as in `dateline outlet ID Town Courier`, or --clear, and not both.")
    with open_archive(archive) as opened:
        id = opened.article(article).id
        if clear:
            with opened.snapshot() as seen:
                if not corrected_outlets(seen, [id]):
                    console.note(f"The outlet of {id} was not corrected; nothing has changed.")
        changed = opened.correct_source(id, " ".join(name) if name else None)
    if as_json:
        from assistant.contract import article_json

        console.write_json({"article": article_json(changed)})
    else:
        outlet = label(outlet_words(changed.source, changed.source_basis)) or "outlet unknown"
        console.out().print(f"{label(changed.title) or changed.id}: {outlet}", markup=False)
