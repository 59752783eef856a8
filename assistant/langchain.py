"""The archive as a LangChain retriever, so that other people's chains can draw on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Self

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from pydantic import ConfigDict, Field, PrivateAttr, model_validator

from assistant.assistant import Assistant
from assistant.contract import passage_json
from assistant.wording import date_words
from index.archive import Archive
from index.errors import SettingsError
from index.types import Filter, Hit


class DatelineRetriever(BaseRetriever):
    """The `k` best passages as documents, best first: `DatelineRetriever(archive=archive, k=4).invoke("who spoke in Geneva?")`.

    `since` and `until` (days of publication, both included) and `sources` (outlets) say what may be searched. A document's `id` is the
    passage's, its `page_content` the passage letter for letter, its `metadata` the other fields of the contract's passage object; `date`
    in it is the date in words, with how it is known. `invoke(query, k=...)` asks for another number once. Raises what
    `Assistant.search` does. The archive stays the caller's to close.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    archive: Archive = Field(exclude=True, repr=False)
    k: Annotated[int, Field(ge=1)] = 4
    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()
    _assistant: Assistant = PrivateAttr()

    def __init__(
        self,
        archive: Archive,
        k: int = 4,
        since: date | None = None,
        until: date | None = None,
        sources: Sequence[str] = (),
        **others: Any,
    ) -> None:
        """What LangChain's models take by name only may stand in its place too: `DatelineRetriever(archive, 4)`."""
        fields: dict[str, Any] = {"archive": archive, "k": k, "since": since, "until": until, "sources": tuple(sources)}
        super().__init__(**fields, **others)

    @model_validator(mode="after")
    def _open(self) -> Self:
        """Check the window, and make the assistant once for all questions."""
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since ({self.since}) is after until ({self.until}); swap them")
        self._assistant = Assistant(self.archive)
        return self

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None) -> list[Document]:
        """The documents; `k` takes the place of the retriever's own."""
        if k is not None and k < 1:
            raise SettingsError(f"k is {k}; ask for one passage or more")
        wanted = Filter(since=self.since, until=self.until, sources=self.sources)
        return [_document(hit) for hit in self._assistant.search(query, filter=wanted, k=k or self.k)]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        """The same on a thread of its own."""
        return await run_in_executor(None, self._get_relevant_documents, query, run_manager=run_manager.get_sync(), k=k)


def _document(hit: Hit) -> Document:
    metadata: dict[str, Any] = {name: value for name, value in passage_json(hit).items() if name != "text"}
    return Document(id=hit.passage.id, page_content=hit.passage.text, metadata={**metadata, "date": date_words(hit.article.published)})
