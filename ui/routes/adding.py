"""The routes that take files and addresses into the archive, and tell how far each is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.errors import InputError, SettingsError
from ui.adding_page import incoming_html
from ui.routes.router import NOT_ALLOWED, router
from ui.uploads import Intake, Upload

if TYPE_CHECKING:
    from fastapi import APIRouter

    from index.archive import Archive
    from ui.writes import Writes

_FORGOTTEN = "What became of this file is not known any more; look for it in the list of articles."


def routes(archive: Archive, writes: Writes, *, may_change: bool) -> APIRouter:
    """POST /files?name=N with the bytes as the body, POST /files/address?address=A: a row each; GET /files/KEY: the row as it is now."""
    from fastapi.responses import HTMLResponse, PlainTextResponse

    pages = router()
    intake = Intake(archive, writes)

    async def upload(request: Any) -> Any:
        if not may_change:
            return PlainTextResponse(NOT_ALLOWED, 403)
        name = request.query_params.get("name") or "unnamed"
        try:
            one = await _taken(request, name, intake)
        except InputError as error:
            async for _ in request.stream():  # a browser reads no answer while it is sending
                pass
            one = intake.refused(name, error)
        return HTMLResponse(incoming_html(one))

    pages.add_route(f"{pages.prefix}/files", upload, methods=["POST"])

    @pages.post("/files/address", response_class=HTMLResponse)
    def address(address: str) -> str:
        if not may_change:
            raise SettingsError(NOT_ALLOWED)
        try:
            return incoming_html(intake.address(address))
        except InputError as error:
            return incoming_html(intake.refused(address, error))

    @pages.get("/files/{key}", response_class=HTMLResponse)
    def row(key: str) -> str:
        one = intake.of(key)
        if one is None:
            raise SettingsError(_FORGOTTEN)
        return incoming_html(one)

    return pages


async def _taken(request: Any, name: str, intake: Intake) -> Any:
    announced = request.headers.get("content-length", "")
    with Upload(name, int(announced) if announced.isdigit() else None, intake.folder) as upload:
        async for chunk in request.stream():
            upload.write(chunk)
        return intake.file(upload.name, upload.taken())
