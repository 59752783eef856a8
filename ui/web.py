"""The web chat: one page with the conversation, the sources beside it and the question box, answered by an assistant on one archive."""

from __future__ import annotations

import logging
import os
import threading
import webbrowser
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.exports.forms import ExportForm
from index.errors import DatelineError
from ui.desk import Desk, view_of
from ui.environment import prepare
from ui.opening import opened
from ui.shell import views_html
from ui.web_server import Guard, address_of, bound_socket, names_of, run
from ui.writes import Writes

if TYPE_CHECKING:
    from gradio import Blocks

    from assistant.assistant import Assistant
    from assistant.settings import AskSettings
    from index.archive import Archive
    from index.settings import IndexSettings

log = logging.getLogger(__name__)

# Questions answered at the same moment, over all sessions; the others wait in Gradio's queue.
_AT_ONCE = 4
_LONGEST_QUESTION = 2_000
_STATIC = Path(__file__).parent / "static"
_HEAD = (
    "".join(f'<link rel="stylesheet" href="dateline/{sheet.name}">' for sheet in sorted(_STATIC.glob("*.css")))
    + "".join(f'<script type="module" src="dateline/{script.name}"></script>' for script in sorted(_STATIC.glob("*.js")))
    + '<meta name="color-scheme" content="light dark">'
)
_WELCOME = (
    "<h2>Ask your archive.</h2><p>Answers are quotations from its articles, letter for letter, each with its source and date. "
    "What the archive does not say, Dateline does not say either.</p>"
)
_EXPORTS = {ExportForm.MARKDOWN: "Markdown, to read and print", ExportForm.JSON: "JSON, exact", ExportForm.CSV: "CSV, for a spreadsheet"}
# The box is emptied where it stands: what is typed into it after that, while the server answers, stays.
_TAKEN = "(...inputs) => datelineTaken(inputs)"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4e5f"/>'
    '<path d="M8 9h16v3H8zm0 6h11v3H8zm0 6h14v3H8z" fill="#fff"/></svg>'
)


def build_page(desk: Desk, examples: Sequence[str]) -> Blocks:
    """The page as Gradio Blocks: conversation, sources, composer."""
    import gradio as gr

    page: Blocks
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        conversation: Any = gr.State(())
        masthead = gr.HTML(desk.masthead(), elem_id="masthead", apply_default_css=False)
        gr.HTML(views_html(), elem_id="views", apply_default_css=False)
        with gr.Column(elem_id="view-ask"), gr.Row(elem_id="desk"):
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
                    recount = gr.Button("Count from the last day", size="sm", visible=False)
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
                        outlets = gr.Dropdown(desk.outlets(), label="Outlets", multiselect=True, visible=bool(desk.outlets()))
                        wrong = gr.HTML("", elem_id="wrong", apply_default_css=False)
                    fresh = gr.Button("New conversation", elem_id="fresh", size="sm", visible=False)
                    with gr.Accordion("Export", open=False, elem_id="export", visible=False) as export:
                        with gr.Row():
                            forms = {form: gr.Button(words, size="sm") for form, words in _EXPORTS.items()}
                        saved = gr.HTML("", elem_id="saved", apply_default_css=False)
                        file = gr.JSON(visible=False)

        boxes = [since, until, outlets, as_of]
        view = [conversation, log_html, panel, welcome, stop, window_row, window, fresh, export, saved, recount]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        busy: dict[str, Any] = {**quiet, "concurrency_limit": _AT_ONCE, "concurrency_id": "ask"}
        # The archive may be added to while the page is served, and while it is open.
        page.load(desk.offer, outlets, [masthead, outlets], **quiet)
        filters.expand(desk.offer, outlets, [masthead, outlets], **quiet)
        asked = [gr.on([send.click, box.submit], desk.ask, [box, conversation, *boxes], view, js=_TAKEN, **busy)]
        asked += [button.click(desk.ask, [button, conversation, *boxes], view, **busy) for button in suggested]
        asked += [ignore.click(desk.ignore_window, [conversation, *boxes], [*view, since, until], **busy)]
        asked += [recount.click(desk.count_from_last_day, [conversation, *boxes], [*view, as_of], **busy)]
        edit.click(desk.edit_window, conversation, [box, since, until, filters], **quiet)
        stop.click(desk.stop, conversation, view, cancels=asked, **quiet)
        fresh.click(lambda: view_of(()), None, view, **quiet)
        for form, button in forms.items():
            made = button.click(partial(desk.export, form), conversation, [file, saved], **quiet)
            made.then(None, file, None, js="file => file && datelineSave(file)")
        gr.on([since.blur, until.blur, as_of.blur], desk.check, [since, until, as_of], wrong, **quiet)
    return page


def build_app(
    assistant: Assistant,
    archive: Archive,
    *,
    host: str,
    examples: Sequence[str],
    model: str | None = None,
    allow_adding: bool = False,
) -> Guard:
    """The web chat as an ASGI application that answers to the names of `host`; on loopback, or if allowed, it changes the archive."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import FileResponse, Response

    from ui.routes import adding, article, shelf
    from ui.routes.router import may_change as allowed

    desk, writes, may_change = Desk(assistant, archive, model), Writes(), allowed(host, allow_adding)
    page = build_page(desk, examples)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(article.routes(archive, may_change=may_change))
    app.include_router(shelf.routes(archive, writes, desk.masthead, may_change=may_change))
    app.include_router(adding.routes(archive, writes, may_change=may_change))
    for file in sorted(_STATIC.iterdir()):
        app.get(f"/dateline/{file.name}")(lambda file=file: FileResponse(file, headers={"cache-control": "no-cache"}))
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
    allow_adding: bool = False,
) -> None:
    """Serve the web chat until interrupted; `on_ready` gets the address once the page can be opened.

    Raises SettingsError when the address cannot be used, and what opening the archive raises.
    """
    prepare(os.environ)
    from assistant.assistant import Assistant
    from assistant.generation.client import give_up

    with bound_socket(host, port) as listening, opened(archive_path, index_settings) as archive:
        threading.Thread(target=_warm, args=(archive,), name="warm", daemon=True).start()
        assistant, model = Assistant(archive, ask_settings), ask_settings.model
        app = build_app(assistant, archive, host=host, examples=examples, model=model, allow_adding=allow_adding)
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
        with archive.snapshot() as seen:
            seen.encode(["warm"])
    except DatelineError as error:
        log.error("%s", error)
