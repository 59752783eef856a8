"""The stock pipeline that a tutorial builds, for comparison: chunks of 1000 characters overlapping by 200, the nearest four by cosine."""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter

import numpy as np

from eval.cases import Case
from eval.measures import Place, evidence_at
from index.archive import Archive
from index.embedding import encode_query

SIZE, OVERLAP = 1000, 200
"""Characters: LangChain's example values."""
NEAREST = 10


class StockPipeline:
    """Dense retrieval of fixed chunks with the archive's own model; exact, and given the articles as Dateline has split them."""

    def __init__(self, archive: Archive) -> None:
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True)
        articles = archive.articles()
        self._embedder = archive.embedder
        self._chunks: list[tuple[str, Place]] = []
        for article in articles:
            for chunk in splitter.create_documents([article.text]):
                start = article.start + chunk.metadata["start_index"]
                self._chunks.append((chunk.page_content, Place(article.file, start, start + len(chunk.page_content))))
        self._vectors = self._embedder.encode([text for text, _ in self._chunks])

    def nearest(self, question: str) -> list[tuple[float, Place]]:
        """The nearest chunks with their cosines, best first."""
        cosines = self._vectors @ encode_query(self._embedder, [question])[0]
        return [(float(cosines[at]), self._chunks[at][1]) for at in np.argsort(-cosines, kind="stable")[:NEAREST]]

    def run(self, cases: Sequence[Case]) -> tuple[dict[str, float], list[float], list[float]]:
        """Mean evidence@1/4/10 over the answerable cases, seconds of each question, and the best cosine of each: its refusal score."""
        seconds, best = [], []
        found: dict[str, list[float]] = {f"evidence@{k}": [] for k in (1, 4, 10)}
        for case in cases:
            started = perf_counter()
            nearest = self.nearest(case.question)
            seconds.append(perf_counter() - started)
            best.append(nearest[0][0] if nearest else 0.0)
            if case.is_answerable:
                for k in (1, 4, 10):
                    found[f"evidence@{k}"].append(evidence_at(k, [place for _, place in nearest], case.evidence, case.evidence_mode))
        return {name: float(np.mean(values)) for name, values in found.items() if values}, seconds, best
