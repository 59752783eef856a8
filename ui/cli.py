"""The command line: every command of `dateline`. Results go to stdout; progress, notes and one-sentence errors to stderr.

Exit status: 0 done, 1 what was asked for failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.types import Filter
from ui import boundary, console, environment
from ui.options import (
    ArchiveDir,
    AsJson,
    AsOf,
    ExportFile,
    FieldNames,
    Force,
    Model,
    Outlet,
    Published,
    Question,
    Since,
    Sources,
    Until,
    Version,
    export_target,
    field_names,
    make_filter,
    report_file,
    single_day,
)

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.types import Answer, Turn
    from index.archive import Archive
    from index.reports import FileReport
    from ui.exports import Book

app = typer.Typer(name="dateline", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")


@app.callback()
def dateline(version: Version = False) -> None:
    """Ask your own archive of news articles, and get answers that quote the exact passages, with the date of each."""


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders of them, web addresses.", show_default=False)],
    archive: ArchiveDir = None,
    published: Published = None,
    source: Outlet = None,
    names: FieldNames = None,
    as_json: AsJson = False,
) -> None:
    """Add articles to the archive, or take over their changes; what is in it already stays as it is.

    Read are text and Markdown, web pages, PDF, Word, RSS and Atom feeds, JSON, JSON Lines, CSV, mail, exports of Nexis and Factiva, and zip
    archives of all these.
    """
    from index.archive import Archive
    from ui.settings import load_settings

    settings, mapping = load_settings(), field_names(names)
    with Archive.create_or_open(archive or settings.archive, settings.index()) as opened, console.progress("Adding") as step:
        reports = opened.add(paths, published=published, source=source, mapping=mapping, progress=step)
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


@app.command()
def articles(archive: ArchiveDir = None, as_json: AsJson = False) -> None:
    """List the articles of the archive, with the date of each and how it is known."""
    from ui import screen

    with _open(archive) as opened:
        found = opened.articles()
    if as_json:
        from assistant.contract import article_json

        console.write_json({"articles": [article_json(article) for article in found]})
    else:
        screen.show(console.out(), screen.article_table(found), f"{len(found):,} articles.")


@app.command()
def remove(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids of articles, as `dateline articles` lists them.", show_default=False)
    ],
    archive: ArchiveDir = None,
    as_json: AsJson = False,
) -> None:
    """Take articles out of the archive; the files that they came from are not touched."""
    with _open(archive) as opened:
        removed = opened.remove(ids)
    if as_json:
        console.write_json({"removed": removed})
    else:
        console.out().print(f"{removed} articles removed.")


@app.command(name="date")
def correct(
    article: Annotated[str, typer.Argument(metavar="ID", help="Id of an article, as `dateline articles` lists it.", show_default=False)],
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
    with _open(archive) as opened:
        if clear and article not in opened.corrections():
            console.note(f"The date of {opened.article(article).id} was not corrected; nothing has changed.")
        dated = opened.correct(article, day)
        made = opened.corrections().get(article)
    if as_json:
        from assistant.contract import article_json

        console.write_json({"article": article_json(dated), "corrected_on": made.made.isoformat() if made else None})
    else:
        console.out().print(f"{label(dated.title) or dated.id}: {date_words(dated.published)}")


@app.command()
def verify(
    archive: ArchiveDir = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what does not agree, from the catalog.")] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Check instead which quotations of an export (.json) still stand.", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that the parts of the archive agree and that every passage equals its text."""
    from ui import screen

    if export:
        if repair:
            raise typer.BadParameter("an export cannot be repaired; give --export or --repair, and not both.")
        _verify_export(export, archive, as_json=as_json)
        return
    with _open(archive) as opened:
        report = opened.verify(repair=repair)
    if as_json:
        console.write_json(asdict(report))
    else:
        screen.show(console.out(), screen.verification(report))
    if not report.ok:
        console.complain("The archive is damaged; `dateline verify --repair` mends it from the catalog.")
        raise typer.Exit(1)


def _verify_export(file: Path, archive: Path | None, *, as_json: bool) -> None:
    from assistant.exports.recheck import recheck, recheck_json
    from ui import exports, screen

    document = exports.read(file)
    with _open(archive) as opened:
        found = recheck(document, opened)
    if as_json:
        console.write_json(recheck_json(str(file), found))
    else:
        screen.show(console.out(), screen.rechecked(found))
    if fallen := sum(not one.ok for one in found):
        console.complain(f"{fallen} of {screen.counted(len(found), 'quotation')} in {file} no longer stand where they were quoted from.")
        raise typer.Exit(1)


@app.command()
def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words or a question.", show_default=False)],
    k: Annotated[int, typer.Option("-k", min=1, max=1000, metavar="N", help="How many passages.")] = 10,
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    as_json: AsJson = False,
) -> None:
    """Rank the passages of the archive for a query."""
    from ui import screen

    wanted = make_filter(since, until, source)
    with _assistant(archive, wanted) as assistant:
        found = assistant.search(query, filter=wanted, k=k)
    if as_json:
        from assistant.contract import passage_json

        console.write_json({"query": query, "passages": [passage_json(hit) for hit in found]})
    else:
        screen.show(console.out(), screen.hits(found) if found else "Nothing found.")


@app.command()
def ask(
    question: Question,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Earlier questions: a JSON list, or one on each line.", show_default=False)
    ] = None,
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    as_of: AsOf = None,
    model: Model = None,
    export: ExportFile = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Ask one question; the answer quotes its sources, or says that the archive does not say."""
    from ui import screen
    from ui.history import read_history

    wanted, target = make_filter(since, until, source), export_target(export, force)
    turns = read_history(history) if history else ()
    with _assistant(archive, wanted, model=model, as_of=as_of) as assistant:
        with console.working("Reading the archive"):
            given = assistant.ask(question, turns, filter=wanted)
        written = _book(assistant, target).add(given)
    if as_json:
        from assistant.contract import answer_json

        console.write_json(answer_json(given))
    else:
        screen.show(console.out(), screen.answer(given))
    if written:
        console.note(written)


@app.command()
def chat(
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    as_of: AsOf = None,
    model: Model = None,
    export: ExportFile = None,
    force: Force = False,
) -> None:
    """Ask in a conversation, in the terminal; with --export the file is written anew with each answer."""
    from ui.chat import converse

    wanted, target = make_filter(since, until, source), export_target(export, force)
    with _assistant(archive, wanted, model=model, as_of=as_of) as assistant:

        def reply(question: str, turns: Sequence[Turn]) -> Answer:
            return assistant.ask(question, turns, filter=wanted)

        converse(reply, console.out(), book=_book(assistant, target))


@app.command()
def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="The port to listen on; 0 takes a free one.")] = 7860,
    archive: ArchiveDir = None,
    examples: Annotated[Path | None, typer.Option(metavar="FILE", help="Example questions: a JSON list.", show_default=False)] = None,
    model: Model = None,
    browser: Annotated[bool, typer.Option("--browser", help="Open the page in the browser.")] = False,
) -> None:
    """Open the web chat."""
    from ui import web
    from ui.history import read_history
    from ui.settings import load_settings

    settings = load_settings()
    questions = [turn.question for turn in read_history(examples)] if examples else []
    place, index, answering = archive or settings.archive, settings.index(), settings.ask(model=model)

    def tell(address: str) -> None:
        console.note(f"Dateline is open at {address}; Ctrl+C ends it.")

    with suppress(KeyboardInterrupt):  # how a server is ended is no interruption
        web.serve(place, index, answering, host, port, questions, open_browser=browser, on_ready=tell)


@app.command(name="eval")
def evaluate(
    suite: Annotated[Path, typer.Argument(metavar="SUITE", help="Known questions, a JSON Lines file.", show_default=False)],
    archive: ArchiveDir = None,
    json_file: Annotated[Path | None, report_file("--json", "Write the whole result there, as JSON.")] = None,
    html_file: Annotated[Path | None, report_file("--html", "Write a report there, as one HTML page.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="An earlier result, or floors: fail when below it.", show_default=False)
    ] = None,
) -> None:
    """Ask known questions, measure the answers, and compare with an earlier run."""
    from eval import cases, gate, report, runner

    known = cases.load_suite(suite)
    earlier = gate.load_baseline(baseline) if baseline else None
    with _assistant(archive, Filter()) as assistant, console.progress("Asking") as step:
        result = runner.run_suite(known, assistant, step)
    document = runner.result_json(result)
    if json_file:
        json_file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if html_file:
        html_file.write_text(report.html_report(result, earlier), encoding="utf-8")
    report.print_report(console.out(), result, earlier)
    failures = gate.check(document, baseline) if baseline else []
    for failure in failures:
        console.complain(failure)
    if failures:
        raise typer.Exit(1)


def _book(assistant: Assistant, target: Path | None) -> Book:
    from ui.exports import Book

    return Book(assistant.archive, assistant.settings.model, target)


@contextmanager
def _open(archive: Path | None) -> Iterator[Archive]:
    from index.archive import Archive
    from ui.settings import load_settings

    settings = load_settings()
    with Archive.open(archive or settings.archive, settings.index()) as opened:
        yield opened


@contextmanager
def _assistant(archive: Path | None, wanted: Filter, *, model: str | None = None, as_of: date | None = None) -> Iterator[Assistant]:
    from assistant.assistant import Assistant
    from ui.settings import load_settings

    answering = load_settings().ask(model=model, as_of=as_of)
    with _open(archive) as opened:
        known = opened.sources()
        for name in (name for name in wanted.sources if name not in known):
            console.note(f"No article is from {name}; the outlets of the archive are: {', '.join(opened.outlets()) or 'none'}.")
        yield Assistant(opened, answering)


def main() -> None:
    """The console script `dateline`."""
    environment.prepare(os.environ)
    console.use_utf8()
    debugging = bool(os.environ.get(boundary.DEBUG))
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if debugging else logging.ERROR, format="%(name)s: %(message)s")
    if not debugging:  # third parties warn about their own future, which no reader of an answer can act upon
        warnings.simplefilter("ignore")
    sys.exit(boundary.run(app, sys.argv[1:]))
