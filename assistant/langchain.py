"""The archive as a LangChain retriever, so that other people's chains can draw on it."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.assistant import Assistant
from assistant.contract import passage_json
from assistant.wording import date_words


class DatelineRetriever(BaseRetriever):
    """Ranked passages as documents: `page_content` is the passage letter for letter, `metadata` the passage object of the contract.

    `date` in the metadata is the date in words, with how it is known.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 4

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        documents = []
        for hit in self.assistant.search(query, k=self.k):
            metadata: dict[str, Any] = {name: value for name, value in passage_json(hit).items() if name != "text"}
            documents.append(Document(page_content=hit.passage.text, metadata={**metadata, "date": date_words(hit.article.published)}))
        return documents
