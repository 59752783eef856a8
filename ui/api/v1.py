"""The HTTP interface under `/api/v1`: the shapes of the command line's `--json`, errors as `{error: sentence}`, an OpenAPI document."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from assistant.checking.contract import check_json
from assistant.checking.drafts import pasted
from assistant.contract import answer_json, passage_json
from assistant.contract_archive import info_json, shown_json
from index.errors import DatelineError
from ui.api.problems import status_of
from ui.api.service import Service
from ui.looking import shown

if TYPE_CHECKING:
    from fastapi import FastAPI

log = logging.getLogger(__name__)
UNFORESEEN = "Something unforeseen went wrong; the details are in the server's log."


class AskedQuestion(BaseModel):
    """A question with what it leans on and what may be searched."""

    question: str = Field(description="The question, in the words of a person.")
    history: list[str | dict[str, Any]] = Field(default=[], description="Earlier turns, oldest first: questions, or answers as they came.")
    since: str | None = Field(default=None, description="Only articles published on or after this day.")
    until: str | None = Field(default=None, description="Only articles published on or before this day.")
    sources: list[str] = Field(default=[], description="Only these outlets.")
    authors: list[str] = Field(default=[], description="Only articles with one of these names in the byline.")
    as_of: str | None = Field(default=None, description="The day from which “last week” counts; today where it is not given.")
    stream: bool = Field(default=False, description="Send the answer as it grows, as server-sent events `answer`, and `error`.")


class DraftToCheck(BaseModel):
    """A text whose quotations, figures, days and names are held against the archive."""

    text: str = Field(description="The draft, or a quotation with whose it is said to be; plain text or Markdown.")


def api(service: Service, title: str = "Dateline") -> FastAPI:
    """The application to be mounted at `/api/v1`."""
    from fastapi import FastAPI
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse, StreamingResponse

    app = FastAPI(title=title, version="1", docs_url=None, redoc_url=None, description=__doc__ or "")

    @app.exception_handler(DatelineError)
    def refused(_: Any, error: DatelineError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_of(error))

    @app.exception_handler(RequestValidationError)
    def malformed(_: Any, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:]) or "the body"
        return JSONResponse({"error": f"{place}: {first['msg']}; see /api/v1/openapi.json."}, 422)

    @app.post("/ask", response_model=None)
    def ask(asked: AskedQuestion) -> dict[str, Any] | StreamingResponse:
        """One cited answer, whole or as it grows."""
        wanted = asked.model_dump(exclude={"stream"})
        if asked.stream:
            return StreamingResponse(_events(service, wanted), media_type="text/event-stream")
        return answer_json(service.answer(**wanted))

    @app.post("/check")
    def check(draft: DraftToCheck) -> dict[str, Any]:
        """What of a draft stands in the archive, word for word or otherwise, each finding with its citation."""
        return check_json(service.check(pasted(draft.text)))

    @app.get("/search")
    def search(
        q: str, k: int = 10, since: str | None = None, until: str | None = None, source: str | None = None, author: str | None = None
    ) -> dict[str, Any]:
        """Ranked passages, best first."""
        found = service.search(q, k, since=since, until=until, sources=[source] if source else [], authors=[author] if author else [])
        return {"query": q, "passages": [passage_json(hit) for hit in found]}

    @app.get("/articles")
    def articles(
        limit: int = 100,
        after: str | None = None,
        since: str | None = None,
        until: str | None = None,
        source: str | None = None,
        author: str | None = None,
        undated: bool = False,
    ) -> dict[str, Any]:
        """A page of the list of articles."""
        limits = {"since": since, "until": until, "sources": [source] if source else [], "authors": [author] if author else []}
        return service.articles(limit, after, undated, **limits)

    @app.get("/articles/{id}")
    def article(id: str) -> dict[str, Any]:
        """One article: text, dating with its evidence, who speaks, copies, versions."""
        return shown_json(shown(service.archive, id))

    @app.get("/info")
    def info() -> dict[str, Any]:
        """What the archive holds, without where it lies on this machine."""
        return {name: value for name, value in info_json(service.archive.info()).items() if name != "archive"}

    return app


def _events(service: Service, wanted: dict[str, Any]) -> Iterator[str]:
    """The growing answer as server-sent events; the last `answer` is whole, and an `error` ends the stream."""
    try:
        for answer in service.answers(**wanted):
            yield _event("answer", answer_json(answer))
        yield _event("done", {})
    except DatelineError as error:
        yield _event("error", {"error": str(error)})
    except Exception:
        log.exception("a streamed question failed")
        yield _event("error", {"error": UNFORESEEN})


def _event(name: str, document: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(document, ensure_ascii=False)}\n\n"
