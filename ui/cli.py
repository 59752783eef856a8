"""The command line: every command of `dateline`. Results go to stdout; progress, notes and one-sentence errors to stderr.

Exit status: 0 done, 1 what was asked for failed, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.types import Filter
from index.wording import counted
from ui import boundary, changing, checking, console, environment, judging, looking, user_commands
from ui.opening import open_assistant
from ui.options import (
    ArchiveDir,
    AsJson,
    AsOf,
    Authors,
    ExportFile,
    Force,
    Model,
    Question,
    Since,
    Sources,
    Until,
    Version,
    export_target,
    make_filter,
)
from ui.usage import examples

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assistant.assistant import Assistant
    from assistant.types import Answer, Citation, Turn
    from ui.saving import Book

app = typer.Typer(name="dateline", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")


@app.callback()
def dateline(version: Version = False) -> None:
    """Ask your own archive of news articles, and get answers that quote the exact passages, with the date of each."""


for command in (changing.add, looking.articles, looking.show, looking.info, changing.remove, looking.verify, looking.search):
    app.command(epilog=examples(command.__name__))(command)
app.command(epilog=examples("check"))(checking.check)
app.command(name="date", epilog=examples("date"))(changing.correct)
app.command(name="outlet", epilog=examples("outlet"))(changing.correct_outlet)
app.command(name="eval", epilog=examples("eval"))(judging.evaluate)
app.command(epilog=examples("calibrate"))(judging.calibrate)
app.command(epilog=examples("bench"))(judging.bench)
app.add_typer(user_commands.app, name="user")


@app.command(epilog=examples("ask"))
def ask(
    question: Question = None,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Earlier questions: a JSON list, or one on each line.", show_default=False)
    ] = None,
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    author: Authors = None,
    as_of: AsOf = None,
    model: Model = None,
    export: ExportFile = None,
    force: Force = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Ask all questions of a file: CSV with a column question, JSON Lines, or one on each line.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="With --batch: where the answers go, .csv or .jsonl; a run that broke off goes on.", show_default=False
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Ask one question; the answer quotes its sources, or says that the archive does not say. With --batch, ask many."""
    from ui import screen
    from ui.history import read_history

    wanted, target = make_filter(since, until, source, author), export_target(export, force)
    if batch or out or not question:
        _ask_all(batch, out, question, archive, wanted, as_of, model)
        return
    turns = read_history(history) if history else ()
    with open_assistant(archive, wanted, model=model, as_of=as_of) as assistant:
        with console.working("Reading the archive"):
            given = assistant.ask(" ".join(question), turns, filter=wanted)
        written = _book(assistant, target).add(given)
    if as_json:
        from assistant.contract import answer_json

        console.write_json(answer_json(given))
    else:
        screen.show(console.out(), screen.answer(given))
    if written:
        console.note(written)


def _ask_all(
    batch: Path | None,
    out: Path | None,
    question: list[str] | None,
    archive: Path | None,
    wanted: Filter,
    as_of: date | None,
    model: str | None,
) -> None:
    from ui.batch import Answers, read_questions, run
    from ui.saving import exported

    if not batch and not out:
        raise typer.BadParameter("Missing argument 'QUESTION...'")
    if not batch or not out or question:
        raise typer.BadParameter("give --batch and --out together, and no question beside them.")
    questions = read_questions(batch)
    with open_assistant(archive, wanted, model=model, as_of=as_of) as assistant, console.progress("Asking") as step:
        answers = Answers(out, lambda given: exported([given], assistant.archive, assistant.settings.model))
        failed = run(questions, answers, lambda words: assistant.ask(words, filter=wanted), step)
    for sentence in failed:
        console.complain(sentence)
    console.note(f"{counted(len(questions) - len(failed), 'question')} answered in {out}.")
    if failed:
        raise typer.Exit(1)


@app.command(epilog=examples("chat"))
def chat(
    archive: ArchiveDir = None,
    since: Since = None,
    until: Until = None,
    source: Sources = None,
    author: Authors = None,
    as_of: AsOf = None,
    model: Model = None,
    export: ExportFile = None,
    force: Force = False,
) -> None:
    """Ask in a conversation, in the terminal; with --export the file is written anew with each answer."""
    from ui import archive_screen
    from ui.chat import AskingLimits, converse
    from ui.looking import shown

    wanted, target = make_filter(since, until, source, author), export_target(export, force)
    with open_assistant(archive, wanted, model=model, as_of=as_of) as assistant:

        def reply(question: str, turns: Sequence[Turn], limits: AskingLimits) -> Answer:
            return assistant.ask(question, turns, filter=limits.filter, as_of=limits.as_of)

        def opened(cited: Citation) -> RenderableType:
            return archive_screen.article(shown(assistant.archive, cited.article_id))

        converse(reply, console.out(), limits=AskingLimits(wanted, as_of), opened=opened, book=_book(assistant, target))


@app.command(epilog=examples("serve"))
def serve(
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to listen on; from other machines, users log in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="PORT", help="The port to listen on; 0 takes a free one.")] = 7860,
    archive: ArchiveDir = None,
    examples: Annotated[Path | None, typer.Option(metavar="FILE", help="Example questions: a JSON list.", show_default=False)] = None,
    model: Model = None,
    browser: Annotated[bool, typer.Option("--browser", help="Open the page in the browser.")] = False,
    allow_adding: Annotated[
        bool, typer.Option("--allow-adding", help="Let the page change the archive also where other machines can open it.")
    ] = False,
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
        web.serve(place, index, answering, host, port, questions, open_browser=browser, on_ready=tell, allow_adding=allow_adding)


@app.command(epilog=examples("mcp"))
def mcp(archive: ArchiveDir = None, model: Model = None) -> None:
    """Serve the archive to programs that speak the Model Context Protocol, over stdin and stdout."""
    from ui.api.service import Service
    from ui.api.tools import tools

    with open_assistant(archive, Filter(), model=model) as assistant:
        tools(Service(assistant, assistant.archive)).run("stdio")


def _book(assistant: Assistant, target: Path | None) -> Book:
    from ui.saving import Book

    return Book(assistant.archive, assistant.settings.model, target)


def main() -> None:
    """The console script `dateline`."""
    environment.prepare(os.environ)
    console.use_utf8()
    debugging = bool(os.environ.get(boundary.DEBUG))
    logging.basicConfig(stream=sys.stderr, level=logging.INFO if debugging else logging.ERROR, format="%(name)s: %(message)s")
    if not debugging:  # third parties warn about their own future, which no reader of an answer can act upon
        warnings.simplefilter("ignore")
    sys.exit(boundary.run(app, sys.argv[1:]))
