"""The archive as a model of programs that speak to OpenAI's chat completions: `/v1/models` and `/v1/chat/completions`.

The content is the answer with its sources, each of which is an annotation too (`url_citation`); `dateline` is the answer object.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from assistant.contract import answer_json
from assistant.types import Answer
from index.errors import DatelineError, QuestionError
from ui.api.problems import status_of
from ui.api.said import Said, link_of, said
from ui.api.service import Service
from ui.api.v1 import UNFORESEEN

if TYPE_CHECKING:
    from fastapi import APIRouter

log = logging.getLogger(__name__)
MODEL = "dateline"


class Message(BaseModel):
    """One message of a conversation; the parts of a list that are text are its words."""

    model_config = ConfigDict(extra="ignore")

    role: str
    content: str | list[dict[str, Any]] | None = None

    @property
    def words(self) -> str:
        """Its text."""
        if isinstance(self.content, list):
            return "\n".join(str(part.get("text", "")) for part in self.content if part.get("type") == "text")
        return self.content or ""


class Completion(BaseModel):
    """What is read of a request; what else a program sends (temperature, tools ...) is of no use here, and is passed over."""

    model_config = ConfigDict(extra="ignore")

    messages: list[Message]
    stream: bool = False


def completions(service: Service) -> APIRouter:
    """The routes under `/v1`."""
    from fastapi import APIRouter, Request
    from fastapi.responses import JSONResponse, StreamingResponse

    router = APIRouter()

    @router.get("/v1/models", include_in_schema=False)
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}]}

    def complete(asked: Completion, request: Any) -> JSONResponse | StreamingResponse:
        address = str(request.base_url)
        try:
            wanted = _asked(asked.messages)
            if asked.stream:
                return StreamingResponse(_chunks(service, wanted, address), media_type="text/event-stream")
            return JSONResponse(_whole(service.answer(**wanted), address))
        except DatelineError as error:
            return JSONResponse(_problem(str(error)), status_of(error))

    # The class of the request is imported here, where an annotation in words would not find it.
    complete.__annotations__["request"] = Request
    complete.__annotations__["asked"] = Completion
    router.post("/v1/chat/completions", include_in_schema=False, response_model=None)(complete)
    return router


def _asked(messages: Sequence[Message]) -> dict[str, Any]:
    """The last question, and the exchanges before it; what a system prompt says is no question, and is passed over."""
    turns = [one for one in messages if one.role in ("user", "assistant")]
    if not turns or turns[-1].role != "user":
        raise QuestionError("The last message is no question; end the messages with one of the role user.")
    history: list[dict[str, str]] = []
    for one in turns[:-1]:
        if one.role == "user":
            history.append({"question": one.words})
        elif history:
            history[-1]["answer"] = one.words
    return {"question": turns[-1].words, "history": history}


def _problem(sentence: str) -> dict[str, Any]:
    return {"error": {"message": sentence, "type": "invalid_request_error", "param": None, "code": None}}


def _annotations(words: Said, address: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "url_citation",
            "url_citation": {"start_index": start, "end_index": end, "title": cited.title, "url": link_of(cited, address)},
        }
        for cited, start, end in words.places
    ]


def _whole(answer: Answer, address: str) -> dict[str, Any]:
    words = said(answer, address)
    message = {"role": "assistant", "content": words.text, "refusal": None, "annotations": _annotations(words, address)}
    return {
        **_head("chat.completion"),
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},  # no language model has counted any
        "dateline": answer_json(answer),
    }


def _head(kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{secrets.token_hex(12)}", "object": kind, "created": int(time.time()), "model": MODEL}


def _chunks(service: Service, wanted: dict[str, Any], address: str) -> Iterator[str]:
    """The answer in the pieces of a stream; a growing answer only ever gets longer, up to its sources, which come at the end."""
    head = _head("chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return f"data: {json.dumps({**head, 'choices': [choice], **more}, ensure_ascii=False)}\n\n"

    sent = ""
    yield chunk({"role": "assistant", "content": ""})
    try:
        answer = None
        for answer in service.answers(**wanted):
            if answer.text.startswith(sent) and answer.statements:
                yield chunk({"content": answer.text[len(sent) :]})
                sent = answer.text
        assert answer is not None
        words = said(answer, address)
        rest = words.text[len(sent) :] if words.text.startswith(sent) else f"\n\n{words.text}"
        yield chunk({"content": rest, "annotations": _annotations(words, address)})
        yield chunk({}, "stop", dateline=answer_json(answer))
    except DatelineError as error:
        yield f"data: {json.dumps(_problem(str(error)), ensure_ascii=False)}\n\n"
    except Exception:
        log.exception("a streamed question failed")
        yield f"data: {json.dumps(_problem(UNFORESEEN))}\n\n"
    yield "data: [DONE]\n\n"
