"""The archive as a LangChain retriever, by LangChain's published standard tests and by our contract."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import EmbeddingsIntegrationTests, RetrieversIntegrationTests
from parts import load
from pydantic import ValidationError

from assistant.contract import passage_json
from assistant.langchain import DatelineRetriever
from index.archive import Archive
from index.embedding import load_embeddings
from index.errors import SettingsError

QUERY = "harbour of Port Arden"


@pytest.fixture
def news(archive: Archive, files: Path) -> Archive:
    archive.add([str(files)], source="The Arden Post")
    return archive


class TestRetriever(RetrieversIntegrationTests):
    """LangChain's standard tests for retrievers."""

    archive: Archive

    @pytest.fixture(autouse=True)
    def with_news(self, news: Archive) -> None:
        self.archive = news

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return DatelineRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"archive": self.archive}

    @property
    def retriever_query_example(self) -> str:
        return QUERY


@pytest.mark.slow
class TestEmbeddings(EmbeddingsIntegrationTests):
    """LangChain's standard tests for embeddings, of the packaged model."""

    @property
    def embeddings_class(self) -> type[Embeddings]:
        return load_embeddings  # type: ignore[return-value]  # makes one, as the class would


def test_what_is_asked_may_be_named_or_stand_in_its_place(news: Archive) -> None:
    placed = DatelineRetriever(news, 2, None, None, ["The Arden Post"])
    named = DatelineRetriever(archive=news, k=2, sources=("The Arden Post",))
    assert placed.invoke(QUERY) == named.invoke(QUERY) != []
    window = DatelineRetriever(news, 3, date(2031, 1, 1), date(2031, 2, 1))
    assert (window.k, window.since, window.until, window.sources) == (3, date(2031, 1, 1), date(2031, 2, 1), ())
    assert DatelineRetriever(news, tags=["press"]).tags == ["press"]


def test_a_document_is_a_passage_under_its_id_with_the_fields_of_the_contract(news: Archive) -> None:
    documents = DatelineRetriever(archive=news, k=2).invoke(QUERY)
    passages = load(news, [str(document.id) for document in documents])
    assert [document.page_content for document in documents] == [passage.text for passage, _ in passages]
    assert QUERY in documents[0].page_content
    for document, (passage, article) in zip(documents, passages, strict=True):
        assert document.page_content == article.slice(passage.start, passage.end)
        assert (document.metadata["article_id"], document.metadata["start"]) == (article.id, passage.start)
        assert (document.metadata["source"], document.metadata["file"]) == ("The Arden Post", article.file)
        assert document.metadata["published"]["basis"] == article.published.basis.value
        assert document.metadata["date"].endswith(("(stated)", "(inferred)", "unknown"))
        assert json.loads(json.dumps(document.metadata)) == document.metadata


def test_no_field_of_the_contracts_passage_is_missing(news: Archive) -> None:
    retriever = DatelineRetriever(archive=news, k=1)
    [hit] = retriever._assistant.search(QUERY, k=1)
    [document] = retriever.invoke(QUERY)
    assert {**document.metadata, "text": document.page_content}.items() >= passage_json(hit).items()


def test_asked_asynchronously_it_gives_the_same(news: Archive) -> None:
    retriever = DatelineRetriever(archive=news)
    assert asyncio.run(retriever.ainvoke(QUERY, k=1)) == retriever.invoke(QUERY, k=1)
    assert len(retriever.invoke(QUERY, k=1)) == 1


def test_a_window_and_outlets_limit_what_is_found(news: Archive, tmp_path: Path) -> None:
    for year, word in ((2021, "closed"), (2031, "opened")):
        text = f"Harbour of Port Arden {word}\n\n3 May {year}\n\nThe harbour of Port Arden {word} for the day.\n"
        (tmp_path / f"{word}.txt").write_text(text, encoding="utf-8")
        news.add([str(tmp_path / f"{word}.txt")], source=f"The {year} Post")

    def outlets(**limits: Any) -> set[str]:
        return {document.metadata["source"] for document in DatelineRetriever(archive=news, k=9, **limits).invoke(QUERY)}

    assert outlets() == {"The Arden Post", "The 2021 Post", "The 2031 Post"}
    assert outlets(sources=("The 2021 Post",)) == {"The 2021 Post"}
    assert outlets(since=date(2031, 5, 3)) == {"The 2031 Post"}
    assert outlets(until=date(2021, 5, 3)) == {"The 2021 Post"}
    assert outlets(since=date(2021, 5, 4), until=date(2031, 5, 2)) == set()


@pytest.mark.parametrize("wrong", [{"k": 0}, {"since": date(2022, 2, 1), "until": date(2022, 1, 1)}])
def test_what_cannot_be_asked_for_is_refused_when_it_is_made(wrong: dict[str, Any], archive: Archive) -> None:
    with pytest.raises(ValidationError):
        DatelineRetriever(archive=archive, **wrong)


def test_no_passage_at_all_cannot_be_asked_for(news: Archive) -> None:
    with pytest.raises(SettingsError, match="k is 0; ask for one passage or more"):
        DatelineRetriever(archive=news).invoke(QUERY, k=0)


def test_a_misspelt_option_is_no_option(news: Archive) -> None:
    with pytest.raises(TypeError, match="n_results"):
        DatelineRetriever(archive=news).invoke(QUERY, n_results=1)
