"""What the conversation asks of the server beside its answers: the frame as the archive is, chips, exports, conversations opened again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.exports.forms import ExportForm
from index.errors import DatelineError

if TYPE_CHECKING:
    from fastapi import APIRouter, Response

    from ui.desk import Desk


def routes(desk: Desk) -> APIRouter:
    """The routes under /dateline/; a DatelineError is its sentence as text/plain with status 400."""
    from fastapi import APIRouter
    from fastapi.responses import JSONResponse, PlainTextResponse

    router = APIRouter(prefix="/dateline")

    def answered(made: Callable[[], Any]) -> Response:
        try:
            return JSONResponse(made())
        except DatelineError as error:
            return PlainTextResponse(str(error), status_code=400)

    # Plain functions: what blocks runs in a thread.
    @router.get("/frame")
    def frame() -> Any:
        return answered(desk.frame)

    @router.post("/chips")
    def chips(filters: dict[str, Any]) -> Any:
        return answered(lambda: desk.chips(filters))

    @router.post("/reopened")
    def reopened(exchanges: list[Any]) -> Any:
        return answered(lambda: desk.reopened(exchanges))

    @router.post("/export/{form}")
    def export(form: ExportForm, exchanges: list[Any]) -> Any:
        return answered(lambda: desk.export(form, exchanges))

    return router
