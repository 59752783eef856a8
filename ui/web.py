"""The web chat: one page with the conversation, the sources beside it and the question box, answered by an assistant on one archive."""

from __future__ import annotations

import logging
import os
import threading
import webbrowser
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.exports.forms import Format, as_bytes
from assistant.types import Window
from index.errors import DatelineError
from ui.conversation import Conversation, Exchange, answers_of, day_of, filter_of, turns_of, without_words
from ui.environment import prepare
from ui.exports import exported, told
from ui.render import conversation_html, masthead_html, panel_html, problem_html, saved_html, window_html
from ui.web_server import Guard, address_of, bound_socket, names_of, run

if TYPE_CHECKING:
    from gradio import Blocks

    from assistant.assistant import Assistant
    from assistant.settings import AskSettings
    from index.archive import Archive
    from index.settings import IndexSettings

log = logging.getLogger(__name__)

_HERE = Path(__file__).parent
# Questions answered at the same moment, over all sessions; the others wait in Gradio's queue.
_AT_ONCE = 4
_LONGEST_QUESTION = 2_000
_UNEXPECTED = "Something went wrong while answering; the details are in the server's log, and you can go on asking."
_HEAD = (
    '<link rel="stylesheet" href="dateline/style.css"><script defer src="dateline/panel.js"></script>'
    '<meta name="color-scheme" content="light dark">'
)
_WELCOME = (
    "<h2>Ask your archive.</h2><p>Answers are quotations from its articles, letter for letter, each with its source and date. "
    "What the archive does not say, Dateline does not say either.</p>"
)
_EXPORTS = {Format.MARKDOWN: "Markdown, to read and print", Format.JSON: "JSON, exact", Format.CSV: "CSV, for a spreadsheet"}
_MEDIA_TYPES = {Format.MARKDOWN: "text/markdown", Format.JSON: "application/json", Format.CSV: "text/csv"}
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4e5f"/>'
    '<path d="M8 9h16v3H8zm0 6h11v3H8zm0 6h14v3H8z" fill="#fff"/></svg>'
)


class Desk:
    """Answers the events of the page; keeps nothing of any session, whose conversation comes in and goes out with each event."""

    def __init__(self, assistant: Assistant, archive: Archive, model: str | None) -> None:
        """`assistant` answers from `archive` with the language model `model`, None for none."""
        self._assistant = assistant
        self._archive = archive
        self._model = model
        self._masthead: tuple[int, int, str] = (-1, -1, "")

    def masthead(self) -> str:
        """What the archive holds at this moment, and who answers."""
        counts = self._archive.counts()
        # The span of dates needs every article read, which is done once for each state of the archive, not for each visitor.
        if self._masthead[:2] != (counts.articles, counts.passages):
            datings = [article.published for article in self._archive.articles()]
            self._masthead = (counts.articles, counts.passages, masthead_html(datings, counts.passages, self._model))
        return self._masthead[2]

    def ask(
        self, question: str, conversation: Conversation, since: str, until: str, sources: list[str], as_of: str
    ) -> Iterator[tuple[Any, ...]]:
        """Add the question and its growing answer to the conversation; a DatelineError becomes a sentence in its place."""
        question = question.strip()
        if not question:
            yield _view(conversation)
            return
        exchange = Exchange(len(conversation) + 1, question)
        yield _view((*conversation, exchange))
        try:
            limits, today = filter_of(since, until, sources), day_of(as_of, "Today is")
            for answer in self._assistant.stream(question, turns_of(conversation), filter=limits, as_of=today):
                exchange = replace(exchange, answer=answer)
                yield _view((*conversation, exchange))
        except DatelineError as error:
            exchange = replace(exchange, answer=None, problem=str(error))
        except Exception:
            log.exception("question %d of a conversation failed", exchange.number)
            exchange = replace(exchange, answer=None, problem=_UNEXPECTED)
        yield _view((*conversation, exchange.finished()))

    def stop(self, conversation: Conversation) -> tuple[Any, ...]:
        """End the answer that is growing, with what there is of it."""
        if conversation and conversation[-1].running:
            conversation = (*conversation[:-1], replace(conversation[-1].finished(), problem="Stopped."))
        return _view(conversation)

    def check(self, since: str, until: str, as_of: str) -> str:
        """What is wrong with the dates in the boxes, empty when nothing is."""
        try:
            filter_of(since, until, None)
            day_of(as_of, "Today is")
        except DatelineError as error:
            return problem_html(str(error))
        return ""

    def ignore_window(
        self, conversation: Conversation, since: str, until: str, sources: list[str], as_of: str
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again without the window that its words, or the boxes, set."""
        window = _window(conversation)
        words = window.from_words if window else None
        question = without_words(conversation[-1].question, words) if words else conversation[-1].question
        for view in self.ask(question, conversation, since if words else "", until if words else "", sources, as_of):
            yield (*view, *((since, until) if words else ("", "")))

    def export(self, format: Format, conversation: Conversation) -> tuple[dict[str, str] | None, str]:
        """The conversation as a file that the browser saves, and what to say of it; the server keeps no file that another could ask for."""
        answers = answers_of(conversation)
        if not answers:
            return None, problem_html("There is no answer to export yet; ask a question first.")
        try:
            export = exported(answers, self._archive, self._model)
        except DatelineError as error:
            return None, problem_html(str(error))
        name = f"dateline-{export.meta.made:%Y-%m-%d}.{format}"
        left_out = len(conversation) - len(answers)
        rest = f" {left_out} of {len(conversation)} questions had no answer and are left out." if left_out else ""
        file = {"name": name, "type": _MEDIA_TYPES[format], "text": as_bytes(export, format).decode()}
        return file, saved_html(name, told(export) + rest)

    def edit_window(self, conversation: Conversation) -> tuple[Any, ...]:
        """Put the window into the date boxes, and the question without it into the question box."""
        import gradio as gr

        window = _window(conversation) or Window()
        question = conversation[-1].question
        question = without_words(question, window.from_words) if window.from_words else question
        return question, str(window.since or ""), str(window.until or ""), gr.update(open=True)


def _window(conversation: Conversation) -> Window | None:
    answer = conversation[-1].answer if conversation else None
    return answer.window if answer else None


def _view(conversation: Conversation) -> tuple[Any, ...]:
    """The values of `_Page.view`, in its order."""
    import gradio as gr

    running = bool(conversation) and conversation[-1].running
    at_rest = gr.update(visible=bool(conversation) and not running)
    window = None if running else _window(conversation)
    return (
        conversation,
        conversation_html(conversation),
        panel_html(conversation),
        "" if conversation and running else gr.skip(),
        gr.update(visible=not conversation),
        gr.update(visible=running),
        gr.update(visible=window is not None),
        window_html(window) if window else "",
        at_rest,
        at_rest,
        "",
    )


def build_page(desk: Desk, sources: Sequence[str], examples: Sequence[str]) -> Blocks:
    """The page as Gradio Blocks: conversation, sources, composer."""
    import gradio as gr

    page: Blocks
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        conversation: Any = gr.State(())
        gr.HTML(desk.masthead, elem_id="masthead", apply_default_css=False)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="talk"):
                with gr.Column(elem_id="welcome") as welcome:
                    gr.HTML(_WELCOME, apply_default_css=False)
                    with gr.Column(elem_id="examples", visible=bool(examples)):
                        suggested = [gr.Button(example, size="sm") for example in examples]
                log_html = gr.HTML("", elem_id="conversation", apply_default_css=False)
            with gr.Column(elem_id="panel"):
                panel = gr.HTML("", apply_default_css=False)
            with gr.Column(elem_id="composer"):
                with gr.Row(elem_id="window", visible=False) as window_row:
                    window = gr.HTML("", apply_default_css=False)
                    edit = gr.Button("Edit", size="sm")
                    ignore = gr.Button("Ignore", size="sm")
                with gr.Row(elem_id="ask"):
                    box = gr.Textbox(
                        label="Your question",
                        show_label=False,
                        container=False,
                        placeholder="Ask your archive",
                        lines=1,
                        max_lines=5,
                        max_length=_LONGEST_QUESTION,
                        autofocus=True,
                        elem_id="question",
                    )
                    stop = gr.Button("Stop", elem_id="stop", visible=False)
                    send = gr.Button("Ask", variant="primary", elem_id="send")
                with gr.Row(elem_id="tools"):
                    with gr.Accordion("Filters", open=False, elem_id="filters") as filters:
                        with gr.Row():
                            since = gr.Textbox(label="Published since", placeholder="2022-01-10 or 10 January 2022")
                            until = gr.Textbox(label="Published until", placeholder="2022-01-13 or January 2022")
                            as_of = gr.Textbox(label="Today is", placeholder="today", info="for words such as “last week”")
                        outlets = gr.Dropdown(list(sources), label="Outlets", multiselect=True, visible=bool(sources))
                        wrong = gr.HTML("", elem_id="wrong", apply_default_css=False)
                    fresh = gr.Button("New conversation", elem_id="fresh", size="sm", visible=False)
                    with gr.Accordion("Export", open=False, elem_id="export", visible=False) as export:
                        with gr.Row():
                            forms = {form: gr.Button(words, size="sm") for form, words in _EXPORTS.items()}
                        saved = gr.HTML("", elem_id="saved", apply_default_css=False)
                        file = gr.JSON(visible=False)

        boxes = [since, until, outlets, as_of]
        view = [conversation, log_html, panel, box, welcome, stop, window_row, window, fresh, export, saved]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        busy: dict[str, Any] = {**quiet, "concurrency_limit": _AT_ONCE, "concurrency_id": "ask"}
        asked = [gr.on([send.click, box.submit], desk.ask, [box, conversation, *boxes], view, **busy)]
        asked += [button.click(desk.ask, [button, conversation, *boxes], view, **busy) for button in suggested]
        asked += [ignore.click(desk.ignore_window, [conversation, *boxes], [*view, since, until], **busy)]
        edit.click(desk.edit_window, conversation, [box, since, until, filters], **quiet)
        stop.click(desk.stop, conversation, view, cancels=asked, **quiet)
        fresh.click(lambda: _view(()), None, view, **quiet)
        for form, button in forms.items():
            made = button.click(partial(desk.export, form), conversation, [file, saved], **quiet)
            made.then(None, file, None, js="file => file && datelineSave(file)")
        gr.on([since.blur, until.blur, as_of.blur], desk.check, [since, until, as_of], wrong, **quiet)
    return page


def build_app(assistant: Assistant, archive: Archive, *, host: str, examples: Sequence[str], model: str | None = None) -> Guard:
    """The web chat as an ASGI application that answers to the names of `host`."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import FileResponse, Response

    page = build_page(Desk(assistant, archive, model), archive.sources(), examples)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    for name in ("style.css", "panel.js"):
        app.get(f"/dateline/{name}")(lambda name=name: FileResponse(_HERE / name, headers={"cache-control": "no-cache"}))
    app.get("/favicon.ico")(lambda: Response(_ICON, media_type="image/svg+xml"))
    system = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"]
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=gr.themes.Base(font=system, font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"]),
        head=_HEAD,
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
    )
    return Guard(app, names_of(host))


def serve(
    archive_path: Path,
    index_settings: IndexSettings,
    ask_settings: AskSettings,
    host: str = "127.0.0.1",
    port: int = 7860,
    examples: Sequence[str] = (),
    open_browser: bool = False,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the web chat until interrupted; `on_ready` gets the address once the page can be opened.

    Raises SettingsError when the address cannot be used, and what opening the archive raises.
    """
    prepare(os.environ)
    from assistant.assistant import Assistant
    from assistant.generation.model import give_up
    from index.archive import Archive

    with bound_socket(host, port) as listening, Archive.open(archive_path, index_settings) as archive:
        threading.Thread(target=_warm, args=(archive,), name="warm", daemon=True).start()
        app = build_app(Assistant(archive, ask_settings), archive, host=host, examples=examples, model=ask_settings.model)
        address = address_of(listening)

        def ready() -> None:
            log.info("serving %s at %s", archive_path, address)
            if on_ready is not None:
                on_ready(address)
            if open_browser:
                webbrowser.open(address)

        run(app, listening, ready, give_up)


def _warm(archive: Archive) -> None:
    """Load the embedding model before the first question needs it."""
    try:
        archive.embedder.embed_query("warm")
    except DatelineError as error:
        log.error("%s", error)
