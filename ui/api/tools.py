"""The archive as a server of the Model Context Protocol: tools that search, fetch and ask, and articles as resources.

`search` and `fetch` have the shapes that ChatGPT's connectors expect (https://platform.openai.com/docs/mcp).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from assistant.checking.contract import check_json
from assistant.checking.drafts import pasted
from assistant.contract import answer_json, article_json
from assistant.types import Answer
from assistant.wording import date_words
from index.errors import DatelineError
from index.types import Article, Hit
from ui.api.said import page_link, said
from ui.api.service import Service

if TYPE_CHECKING:
    from mcp.server.fastmcp import FastMCP

INSTRUCTIONS = (
    "A person's own archive of news articles. Every answer quotes its articles letter for letter, with the date of each and how that date "
    "is known. Cite these quotations and dates as they stand; what the archive does not say, it does not say. Statements are their "
    "sources', not facts: say who made them."
)


def tools(service: Service, address: str = "") -> FastMCP:
    """The server; `address` is where the archive's page is, if it is served."""
    from mcp.server.fastmcp import FastMCP
    from mcp.server.fastmcp.exceptions import ToolError
    from mcp.server.transport_security import TransportSecuritySettings

    # Whom a served page answers to is decided before a request comes here.
    open_to_all = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server = FastMCP("dateline", INSTRUCTIONS, stateless_http=True, json_response=True, transport_security=open_to_all)

    def told(error: DatelineError) -> ToolError:
        return ToolError(str(error))

    @server.tool()
    def search(query: str) -> dict[str, Any]:
        """Find articles of the archive by a question or by words; returns ids to fetch, best first, each with the passage that fits."""
        try:
            found = service.search(query, 20)
        except DatelineError as error:
            raise told(error) from error
        best = {hit.article.id: hit for hit in reversed(found)}
        hits = sorted(best.values(), key=lambda hit: -hit.score)
        return {"results": [_result(hit, address) for hit in hits]}

    @server.tool()
    def fetch(id: str) -> dict[str, Any]:
        """The whole text of an article, by the id that search gave, with its date and how that is known."""
        try:
            article = service.article(id)
        except DatelineError as error:
            raise told(error) from error
        return {
            "id": article.id,
            "title": _title(article),
            "text": article.text,
            "url": _url(article, address),
            "metadata": article_json(article),
        }

    @server.tool()
    def ask(
        question: str, since: str | None = None, until: str | None = None, sources: list[str] | None = None, as_of: str | None = None
    ) -> dict[str, Any]:
        """Ask the archive; the answer quotes the exact passages with their dates, or says that the archive does not say.

        Days may be written as 2022-01-17, "January 2022" or "last week"; `sources` are names of outlets.
        """
        try:
            answer: Answer = service.answer(question, (), as_of, since=since, until=until, sources=sources or ())
        except DatelineError as error:
            raise told(error) from error
        return {"text": said(answer, address).text, **answer_json(answer)}

    @server.tool()
    def articles(
        since: str | None = None, until: str | None = None, source: str | None = None, limit: int = 100, after: str | None = None
    ) -> dict[str, Any]:
        """List the articles of the archive with their dates, by file; `next` of one page is `after` of the next."""
        try:
            return service.articles(limit, after, since=since, until=until, sources=[source] if source else ())
        except DatelineError as error:
            raise told(error) from error

    @server.resource("dateline://article/{id}", mime_type="text/plain")
    def article(id: str) -> str:
        """The text of an article as it is stored, letter for letter."""
        return service.article(id).text

    _checking(server, service, told)
    return server


def _checking(server: FastMCP, service: Service, told: Callable[[DatelineError], Exception]) -> None:
    @server.tool()
    def check_quote(text: str) -> dict[str, Any]:
        """Is this quotation real? Give it in quotation marks with who is said to have said it, or give a whole draft.

        Says of each quotation whether the archive has it verbatim, altered (and which words), from another speaker or of another day, or
        not at all; of figures, days and names whether they stand. Each finding has its citation; none is a rating of truth.
        """
        try:
            return check_json(service.check(pasted(text)))
        except DatelineError as error:
            raise told(error) from error


def _result(hit: Hit, address: str) -> dict[str, Any]:
    return {"id": hit.article.id, "title": _title(hit.article), "url": _url(hit.article, address), "text": hit.passage.text}


def _title(article: Article) -> str:
    """Headline, outlet and day, which is all that many programs show of a source."""
    outlet = f"{article.source}, " if article.source else ""
    return f"{article.title or '(no headline)'} ({outlet}{date_words(article.published)})"


def _url(article: Article, address: str) -> str:
    return page_link(article.id, address) if address else article.url or f"dateline://article/{article.id}"
