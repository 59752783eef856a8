"""Routers whose errors are sentences: what is raised on purpose is told as plain text, with a status of what could not be done."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from index.errors import DatelineError
from ui.api.problems import status_of
from ui.web_server import LOOPBACK

if TYPE_CHECKING:
    from fastapi import APIRouter

NOT_ALLOWED = "This page may be read, but the archive is not changed from it: start the server with --allow-adding to allow that."


def router() -> APIRouter:
    """A router for what the page asks of the server, below /dateline."""
    from fastapi import APIRouter
    from fastapi.responses import PlainTextResponse
    from fastapi.routing import APIRoute

    class Sentences(APIRoute):
        def get_route_handler(self) -> Callable[[Any], Coroutine[Any, Any, Any]]:
            handler = super().get_route_handler()

            async def told(request: Any) -> Any:
                try:
                    return await handler(request)
                except DatelineError as error:
                    return PlainTextResponse(str(error), status_of(error))

            return told

    return APIRouter(prefix="/dateline", route_class=Sentences)


def may_change(host: str, allow_adding: bool) -> bool:
    """Whether the page of a server that listens on `host` changes the archive: on this machine only, unless that is allowed."""
    return allow_adding or host in LOOPBACK
