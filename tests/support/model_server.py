"""A local server that speaks the protocols of OpenAI (whole or streamed), Ollama and Anthropic (streamed); only the model is invented."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.generation.prompts import VERDICT, WORDINGS

Text = str | Callable[[str], str]
"""The text of the answer, or a function of the prompt that gives it."""


@dataclass(frozen=True)
class Broken:
    """An answer of which only the first characters arrive; then the line is cut, or stays silent but open for so many seconds."""

    text: Text
    after: int
    silent_for: float = 0.0
    pings: bool = False  # while silent, comments come that keep the line busy
    says_so: bool = True  # False: the stream ends in good order, as if that were all


Reply = Text | int | Broken
"""An answer, or an HTTP status to fail with."""


@dataclass
class ModelServer:
    """Its address as OpenAI's clients want it, the replies still to be given (the last one is repeated), and the prompts it was sent.

    It is also asked whether quotations support a claim (`verdict`), and for other wordings of a question (`wordings`): these have replies
    and prompts of their own.
    """

    url: str
    replies: list[Reply]
    delay: float
    can_stream: bool
    verdict: Reply = '{"supported": true}'
    wordings: Reply = "{}"
    prompts: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def root(self) -> str:
        """Its address as the clients of Ollama and Anthropic want it."""
        return self.url.removesuffix("/v1")


@contextmanager
def serving(
    *replies: Reply, delay: float = 0.0, can_stream: bool = True, verdict: Reply = '{"supported": true}', wordings: Reply = "{}"
) -> Iterator[ModelServer]:
    """Serve on a free port of the loopback address until the block ends; `delay` in seconds before each reply."""
    state = ModelServer("", list(replies), delay, can_stream, verdict, wordings)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"state": state}))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        state.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    state: ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = [message["content"] for message in body["messages"]]
        prompt = "\n".join(map(_content, [body["system"], *said] if "system" in body else said))  # Anthropic has a place of its own for it
        state = self.state
        aside = state.verdict if prompt.startswith(VERDICT) else state.wordings if prompt.startswith(WORDINGS) else None
        (state.prompts if aside is None else state.asides).append(prompt)
        if aside is not None:
            reply = aside
        else:
            reply = state.replies.pop(0) if len(state.replies) > 1 else state.replies[0]
            state.closing.wait(state.delay)
        self.close_connection = True
        try:
            if isinstance(reply, int):
                self._send_json(reply, {"error": {"message": "the server is told to fail", "type": "server_error"}})
            elif body.get("stream") and state.can_stream:
                self._stream(reply, prompt, _DIALECTS[self.path])
            else:
                self._send_whole(reply, prompt)
        except OSError:  # the client has given up: that is what a stalling model is tested for
            return

    def _send_whole(self, reply: Text | Broken, prompt: str) -> None:
        text = _words(reply, prompt)
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
        payload = {**_head("chat.completion"), "choices": [choice], "usage": usage}
        self._send_json(200, payload, cut=isinstance(reply, Broken))

    def _send_json(self, status: int, payload: dict[str, Any], cut: bool = False) -> None:
        data = json.dumps(payload).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data[: len(data) // 2] if cut else data)

    def _stream(self, reply: Text | Broken, prompt: str, dialect: Dialect) -> None:
        """Events in chunked transfer, so that a client can tell a cut from an end."""
        self.send_response(200)
        self.send_header("Content-Type", dialect.content_type)
        self.send_header("Transfer-Encoding", "chunked")
        self.send_header("Connection", "close")
        self.end_headers()
        text = _words(reply, prompt)
        shown = text[: reply.after] if isinstance(reply, Broken) else text
        size = max(7, len(shown) // 400)
        pieces = [dialect.piece(shown[at : at + size]) for at in range(0, len(shown), size)]
        for event in (*dialect.opening, *pieces):
            self._chunk(event)
        if isinstance(reply, Broken):
            self._stay_silent(reply)
            if reply.says_so:
                return
        for event in (*dialect.closing, ""):
            self._chunk(event)

    def _stay_silent(self, reply: Broken) -> None:
        until = time.monotonic() + reply.silent_for
        while time.monotonic() < until and not self.state.closing.wait(0.05):
            if reply.pings:
                self._chunk(": still here\n\n")

    def _chunk(self, text: str) -> None:
        data = text.encode()
        self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
        self.wfile.flush()

    def log_message(self, format: str, *args: Any) -> None:
        return


def _content(content: str | list[dict[str, str]]) -> str:
    return content if isinstance(content, str) else "".join(block["text"] for block in content)


def _words(reply: Text | Broken, prompt: str) -> str:
    text = reply.text if isinstance(reply, Broken) else reply
    return text(prompt) if callable(text) else text


def _head(kind: str) -> dict[str, Any]:
    return {"id": "chat-1", "object": kind, "created": 0, "model": "scripted"}


def _openai(delta: dict[str, str], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return f"data: {json.dumps({**_head('chat.completion.chunk'), 'choices': [choice]})}\n\n"


def _ollama(text: str, **more: object) -> str:
    message = {"role": "assistant", "content": text}
    return json.dumps({"model": "scripted", "created_at": "2031-01-01T00:00:00Z", "message": message, "done": bool(more), **more}) + "\n"


def _anthropic(kind: str, **more: object) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **more})}\n\n"


@dataclass(frozen=True)
class Dialect:
    """The events of one protocol: before the text, for a piece of it, and after it."""

    content_type: str
    opening: tuple[str, ...]
    piece: Callable[[str], str]
    closing: tuple[str, ...]


_MESSAGE = {
    "id": "m",
    "type": "message",
    "role": "assistant",
    "model": "scripted",
    "content": [],
    "stop_reason": None,
    "stop_sequence": None,
}
_DIALECTS = {
    "/v1/chat/completions": Dialect(
        "text/event-stream",
        (_openai({"role": "assistant", "content": ""}),),
        lambda text: _openai({"content": text}),
        (_openai({}, finish="stop"), "data: [DONE]\n\n"),
    ),
    "/api/chat": Dialect("application/x-ndjson", (), _ollama, (_ollama("", done=True, done_reason="stop"),)),
    "/v1/messages": Dialect(
        "text/event-stream",
        (
            _anthropic("message_start", message={**_MESSAGE, "usage": {"input_tokens": 1, "output_tokens": 1}}),
            _anthropic("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        ),
        lambda text: _anthropic("content_block_delta", index=0, delta={"type": "text_delta", "text": text}),
        (
            _anthropic("content_block_stop", index=0),
            _anthropic("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage={"output_tokens": 1}),
            _anthropic("message_stop"),
        ),
    ),
}
