"""The routes of the check of drafts: a draft handed in, and how far it is, until what was found is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistant.checking.drafts import MAX_BYTES
from index.errors import SettingsError, TooLargeError
from ui.check_jobs import CheckJobs
from ui.check_page import checking_html, job_html
from ui.markup import label
from ui.routes.router import router

if TYPE_CHECKING:
    from fastapi import APIRouter

    from ui.api.service import Service

_FORGOTTEN = "What was found in this draft is not known any more; check it again."
_TOO_LARGE = f"The draft has more than the {MAX_BYTES // 2**20} MiB that a draft may have: check it in parts."
_LONGEST_NAME = 120


def routes(service: Service) -> APIRouter:
    """GET /check: the view; POST /check with the draft as the body, and `name` where it is a file; GET /check/KEY: as it is now."""
    from fastapi.responses import HTMLResponse, PlainTextResponse

    pages = router()
    jobs = CheckJobs(service)

    @pages.get("/check", response_class=HTMLResponse)
    def whole() -> str:
        return checking_html()

    async def begin(request: Any) -> Any:
        try:
            data = await _body(request)
        except TooLargeError as error:
            return PlainTextResponse(str(error), 413)
        name = label(request.query_params.get("name", ""))[-_LONGEST_NAME:].replace("/", "_")
        return HTMLResponse(job_html(jobs.begin(name or None, data)))

    pages.add_route(f"{pages.prefix}/check", begin, methods=["POST"])

    @pages.get("/check/{key}", response_class=HTMLResponse)
    def state(key: str) -> str:
        job = jobs.of(key)
        if job is None:
            raise SettingsError(_FORGOTTEN)
        return job_html(job)

    return pages


async def _body(request: Any) -> bytes:
    """The body, read to its end even where it is too large: a browser reads no answer while it is sending."""
    data, size = bytearray(), 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BYTES:
            data += chunk
    if size > MAX_BYTES:
        raise TooLargeError(_TOO_LARGE)
    return bytes(data)
