"""All interfaces for programs put into the application that serves the page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Any

from ui.api.completions import completions
from ui.api.service import Service
from ui.api.tools import tools
from ui.api.v1 import api

if TYPE_CHECKING:
    from fastapi import FastAPI
    from mcp.server.fastmcp import FastMCP

PATHS = ("/api/", "/v1/", "/mcp")
"""Where programs ask: they show a token where people log in."""


def lifespan_of(server: FastMCP) -> Callable[[Any], AbstractAsyncContextManager[None]]:
    """What has to run while the application does, for tools to be called over HTTP."""

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with server.session_manager.run():
            yield

    return lifespan


def application(service: Service, address: str, **options: Any) -> FastAPI:
    """An application with all of them, to which the page is to be added; `address` is where it will be served."""
    from fastapi import FastAPI

    server = tools(service, address)
    routes = server.streamable_http_app().routes  # makes the session manager, too
    app = FastAPI(lifespan=lifespan_of(server), **options)
    app.mount("/api/v1", api(service))
    app.include_router(completions(service))
    app.router.routes.extend(routes)
    return app
