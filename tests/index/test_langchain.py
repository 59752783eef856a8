"""LangChain's embeddings as an archive's model: what they give is made of length one, or refused in a sentence."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hashing import HashingEmbedder
from langchain_core.embeddings import Embeddings
from parts import dense, load

from index.archive import Archive
from index.embedding import Embedder, encode_query
from index.errors import ModelError, ModelMismatchError, SettingsError
from index.langchain import LangChainEmbedder


class Foreign(Embeddings):
    """Somebody's embeddings: three times as long as they should be."""

    def __init__(self, dim: int = 64) -> None:
        self._words = HashingEmbedder(dim)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(3 * x) for x in row] for row in self._words.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class Scripted(Embeddings):
    """Gives what it was made with."""

    def __init__(self, *given: Any) -> None:
        self._given = list(given)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        given: Any = self._given.pop(0)
        if isinstance(given, Exception):
            raise given
        return given  # type: ignore[no-any-return]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_vectors_come_out_as_unit_vectors_of_32_bits() -> None:
    embedder: Embedder = LangChainEmbedder(Foreign(), fingerprint="foreign:1")
    texts = ["The ferry left.", "The tide rose."]
    vectors = embedder.encode(texts)
    assert (vectors.shape, vectors.dtype, embedder.dim) == ((2, 64), np.float32, 64)
    assert np.allclose(vectors, HashingEmbedder().encode(texts), atol=1e-6)
    assert np.allclose(embedder.embed_documents(texts), vectors, atol=1e-6)
    assert math.isclose(math.hypot(*embedder.embed_query("The ferry left.")), 1, abs_tol=1e-6)


def test_whole_numbers_are_a_direction_too() -> None:
    assert np.allclose(LangChainEmbedder(Scripted([[3, 4]]), fingerprint="whole:1").encode(["x"]), [[0.6, 0.8]])


def test_the_length_is_known_before_anything_is_embedded() -> None:
    assert LangChainEmbedder(Foreign(32), fingerprint="foreign:1").dim == 32
    assert LangChainEmbedder(Foreign(32), fingerprint="foreign:1").encode([]).shape == (0, 32)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([[1.0, 0.0]], r"something of the shape \(1, 2\) for 2 texts"),
        ([1.0, 0.0], r"something of the shape \(2,\) for 2 texts"),
        ([[], []], r"something of the shape \(2, 0\) for 2 texts"),
        ([[1.0, 0.0], [1.0]], "lists of numbers, all of one length"),
        ([["1", "0"], ["0", "1"]], "values of the type <U1"),
        ([[True, False], [False, True]], "values of the type bool"),
        (None, "lists of numbers, all of one length"),
        ([[1.0, 0.0], [0.0, 0.0]], "no direction"),
        ([[1.0, 0.0], [math.nan, 0.0]], "no direction"),
        ([[1.0, 0.0], [math.inf, 0.0]], "no direction"),
        (ConnectionError("no route to the host\nand more"), r"^the embedding model odd:1 failed \(no route to the host\); check it"),
        (KeyError(), r"failed \(KeyError\)"),
    ],
)
def test_what_is_no_vector_is_refused_in_a_sentence(given: Any, words: str) -> None:
    with pytest.raises(ModelError, match=words) as caught:
        LangChainEmbedder(Scripted(given), fingerprint="odd:1").encode(["one", "two"])
    assert "odd:1" in str(caught.value) and "\n" not in str(caught.value)


def test_vectors_of_another_length_than_before_are_refused() -> None:
    embedder = LangChainEmbedder(Scripted([[1.0, 0.0]], [[1.0, 0.0, 0.0]]), fingerprint="odd:1")
    embedder.encode(["one"])
    with pytest.raises(ModelError, match="vectors of 3 numbers, and had given 2 before"):
        embedder.encode(["two"])


@pytest.mark.parametrize("fingerprint", ["", "  ", None])
def test_a_model_without_a_name_is_refused(fingerprint: Any) -> None:
    with pytest.raises(SettingsError, match="fingerprint"):
        LangChainEmbedder(Foreign(), fingerprint=fingerprint)


def found(archive: Archive, words: Sequence[str]) -> list[str]:
    [vector] = archive.embedder.encode([" ".join(words)])
    return [article.title for _, article in load(archive, [id for id, _ in dense(archive, vector, 1)])]


def test_an_archive_is_made_searched_and_reopened_with_it(tmp_path: Path, files: Path) -> None:
    place = tmp_path / "archive"
    with Archive.create_or_open(place, embedder=LangChainEmbedder(Foreign(), fingerprint="foreign:1")) as archive:
        archive.add([str(files)])
        first = found(archive, ["Lakeland", "chess", "open"])
    with Archive.create_or_open(place, embedder=LangChainEmbedder(Foreign(), fingerprint="foreign:1")) as archive:
        assert found(archive, ["Lakeland", "chess", "open"]) == first
        assert "foreign:1" in archive.info().fingerprint
        assert "chess" in first[0].casefold()


def test_an_archive_refuses_embeddings_of_another_fingerprint(tmp_path: Path, files: Path) -> None:
    place = tmp_path / "archive"
    with Archive.create_or_open(place, embedder=LangChainEmbedder(Foreign(), fingerprint="foreign:1")) as archive:
        archive.add([str(files)])
    with (
        Archive.create_or_open(place, embedder=LangChainEmbedder(Foreign(), fingerprint="foreign:2")) as archive,
        pytest.raises(ModelMismatchError, match="foreign:1, and this is foreign:2"),
    ):
        _ = archive.embedder


def test_a_model_that_fails_while_adding_leaves_an_archive_that_takes_the_files_later(tmp_path: Path, files: Path) -> None:
    place = tmp_path / "archive"
    broken = LangChainEmbedder(Scripted(ConnectionError("gone")), fingerprint="foreign:1")
    with Archive.create_or_open(place, embedder=broken) as archive, pytest.raises(ModelError, match="gone"):
        archive.add([str(files)])
    with Archive.create_or_open(place, embedder=LangChainEmbedder(Foreign(), fingerprint="foreign:1")) as archive:
        assert [report.status for report in archive.add([str(files)])] == ["added", "added"]


class ToldApart(Foreign):
    """Embeddings that write down which texts they were given as questions."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_query(self, text: str) -> list[float]:
        self.asked.append(text)
        return super().embed_documents([f"question {text}"])[0]


def test_a_snapshot_embeds_questions_as_questions_and_ingest_does_not(tmp_path: Path, files: Path) -> None:
    embeddings = ToldApart()
    with Archive.create_or_open(tmp_path / "archive", embedder=LangChainEmbedder(embeddings, fingerprint="told:1")) as archive:
        archive.add([str(files)])
        assert embeddings.asked == []
        with archive.snapshot() as seen:
            vectors = seen.encode(["harbour", "chess", "harbour"])
    assert embeddings.asked == ["harbour", "chess"]
    expected = HashingEmbedder().encode(["question harbour", "question chess", "question harbour"])
    assert np.allclose(vectors, expected, atol=1e-6)


def test_an_embedder_that_does_not_tell_questions_apart_embeds_them_as_passages(hashing: HashingEmbedder) -> None:
    assert not hasattr(hashing, "encode_query")
    assert np.array_equal(encode_query(hashing, ["harbour"]), hashing.encode(["harbour"]))
