"""The web chat: one page with the conversation, the sources beside it and the question box, answered by an assistant on one archive."""

from __future__ import annotations

import logging
import os
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.query.question import MAX_QUESTION
from index.errors import DatelineError, SettingsError
from ui.access import Login, Paced
from ui.api.mounting import application
from ui.api.service import Service
from ui.ask_view import ask_html
from ui.desk import Desk
from ui.environment import prepare
from ui.opening import opened
from ui.pace import Pace
from ui.shelf import Shelf
from ui.shell import views_html
from ui.users import Users
from ui.web_server import LOOPBACK, Guard, address_of, bound_socket, names_of, run
from ui.writes import Writes

if TYPE_CHECKING:
    from gradio import Blocks

    from assistant.assistant import Assistant
    from assistant.settings import AskSettings
    from index.archive import Archive
    from index.settings import IndexSettings

log = logging.getLogger(__name__)

# Questions answered at the same moment, over all visitors; the others wait in Gradio's queue.
_AT_ONCE = 4
# Requests of one client that change something, where others than this machine are let in: far more than a person makes.
_BURST, _PER_MINUTE = 60, 120
_STATIC = Path(__file__).parent / "static"
_HEAD = (
    "".join(f'<link rel="stylesheet" href="dateline/{sheet.name}">' for sheet in sorted(_STATIC.glob("*.css")))
    + "".join(f'<script type="module" src="dateline/{script.name}"></script>' for script in sorted(_STATIC.glob("*.js")))
    + '<meta name="color-scheme" content="light dark">'
)
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f4e5f"/>'
    '<path d="M8 9h16v3H8zm0 6h11v3H8zm0 6h14v3H8z" fill="#fff"/></svg>'
)


def build_page(desk: Desk, *, has_login: bool = False) -> Blocks:
    """The page as Gradio Blocks: the frame, the views, and the one event by which a question is asked, named `ask` in Gradio's API."""
    import gradio as gr

    page: Blocks
    with gr.Blocks(title="Dateline", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(
            desk.masthead(has_login=has_login), elem_id="masthead", apply_default_css=False
        )  # a script brings it up to date on each visit
        gr.HTML(views_html(), elem_id="views", apply_default_css=False)
        gr.HTML(ask_html(MAX_QUESTION), elem_id="view-ask", apply_default_css=False)
        # Of a component an event would send all values anew with each step; a script asks over the same queue, and keeps what it is told.
        question, exchange = gr.JSON(visible=False), gr.JSON(visible=False)
        question.change(desk.ask, question, exchange, api_name="ask", concurrency_limit=_AT_ONCE)
    return page


def build_app(
    assistant: Assistant,
    archive: Archive,
    *,
    host: str,
    address: str,
    examples: Sequence[str],
    model: str | None = None,
    users: Users | None = None,
    allow_adding: bool = False,
) -> Guard:
    """The web chat and the interfaces for programs as an ASGI application that answers to the names of `host`.

    `address` is where it is served; where there are `users`, they have to log in. On loopback, or if allowed, it changes the archive.
    """
    import gradio as gr
    from fastapi.responses import FileResponse, Response

    from ui.routes import adding, article, check, conversation, evaluation, shelf, timeline
    from ui.routes.router import may_change as allowed

    desk, writes, may_change = Desk(assistant, archive, model, examples), Writes(), allowed(host, allow_adding)
    page = build_page(desk, has_login=users is not None)
    service, listed = Service(assistant, archive), Shelf(archive)
    app = application(service, address, docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(article.routes(archive, may_change=may_change))
    app.include_router(shelf.routes(archive, writes, may_change=may_change, shelf=listed))
    app.include_router(adding.routes(archive, writes, may_change=may_change))
    app.include_router(timeline.routes(archive, listed))
    app.include_router(check.routes(service))
    app.include_router(evaluation.routes(archive, assistant, may_change=may_change))
    for file in sorted(_STATIC.iterdir()):
        app.get(f"/dateline/{file.name}")(lambda file=file: FileResponse(file, headers={"cache-control": "no-cache"}))
    app.include_router(conversation.routes(desk))
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
    return Guard(Login(Paced(app, Pace(_BURST, _PER_MINUTE)), users) if users else app, names_of(host))


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

    Raises SettingsError when the address cannot be used or others could ask without a login, and what opening the archive raises.
    """
    prepare(os.environ)
    from assistant.assistant import Assistant
    from assistant.generation.client import give_up

    with bound_socket(host, port) as listening, opened(archive_path, index_settings) as archive:
        users = None if host in LOOPBACK else _users_of(archive_path)
        threading.Thread(target=_warm, args=(archive,), name="warm", daemon=True).start()
        address = address_of(listening)
        app = build_app(
            Assistant(archive, ask_settings),
            archive,
            host=host,
            address=address,
            examples=examples,
            model=ask_settings.model,
            users=users,
            allow_adding=allow_adding,
        )

        def ready() -> None:
            log.info("serving %s at %s", archive_path, address)
            if on_ready is not None:
                on_ready(address)
            if open_browser:
                webbrowser.open(address)

        run(app, listening, ready, give_up)


def _users_of(folder: Path) -> Users:
    users = Users(folder)
    if not users.names():
        raise SettingsError("Other machines could ask this archive, and nobody may log in yet; first type `dateline user add NAME`.")
    return users


def _warm(archive: Archive) -> None:
    """Load the embedding model before the first question needs it."""
    try:
        with archive.snapshot() as seen:
            seen.encode(["warm"])
    except DatelineError as error:
        log.error("%s", error)
