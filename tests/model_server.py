"""A local server that speaks the OpenAI chat-completions protocol and answers as a test tells it; only the model is invented."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = str | int | Callable[[str], str]
"""The text of the answer; an HTTP status to fail with; or a function of the prompt that gives the text."""


@dataclass
class ModelServer:
    """Its address, the replies still to be given (the last one is repeated), and the prompts it was sent."""

    url: str
    replies: list[Reply]
    delay: float = 0.0
    prompts: list[str] = field(default_factory=list)


@contextmanager
def serving(*replies: Reply, delay: float = 0.0) -> Iterator[ModelServer]:
    """Serve on a free port of the loopback address until the block ends; `delay` in seconds before each reply."""
    state = ModelServer("", list(replies), delay)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = "\n".join(str(message["content"]) for message in body["messages"])
            state.prompts.append(prompt)
            reply = state.replies.pop(0) if len(state.replies) > 1 else state.replies[0]
            time.sleep(state.delay)
            status, payload = _payload(reply(prompt) if callable(reply) else reply)
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(payload).encode())
            except OSError:  # the client has given up: that is what a stalling model is tested for
                return

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _payload(reply: str | int) -> tuple[int, dict[str, Any]]:
    if isinstance(reply, int):
        return reply, {"error": {"message": "the server is told to fail", "type": "server_error"}}
    message = {"role": "assistant", "content": reply}
    return 200, {
        "id": "chat-1",
        "object": "chat.completion",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }
