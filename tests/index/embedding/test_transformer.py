"""A model of sentence-transformers' own: questions and passages each with the prompt that the model has for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from index.embedding import load_embeddings

pytestmark = pytest.mark.slow

WORDS = ["[UNK]", "query", "passage", "tide", "rose", "noon"]


def model_with(folder: Path, prompts: Mapping[str, str], default: str | None = None) -> str:
    """A model of six words, each with a direction of its own; a text is the mean of its words."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    network = StaticEmbedding(tokenizer, embedding_weights=np.eye(len(WORDS), dtype=np.float32))
    model = SentenceTransformer(modules=[network], device="cpu", prompts=dict(prompts), default_prompt_name=default)
    model.save_pretrained(str(folder))
    return str(folder)


def words(vector: np.ndarray) -> set[str]:
    return {word for word, value in zip(WORDS, vector, strict=True) if value > 0.1}


@pytest.mark.parametrize(
    ("prompts", "before_query", "before_passage"),
    [
        ({}, set(), set()),
        ({"query": "query "}, {"query"}, set()),
        ({"query": "query ", "passage": "passage "}, {"query"}, {"passage"}),
        ({"query": "query ", "document": "passage "}, {"query"}, {"passage"}),
    ],
)
def test_questions_and_passages_have_the_prompts_that_the_model_says(
    prompts: Mapping[str, str], before_query: set[str], before_passage: set[str], tmp_path: Path
) -> None:
    model = load_embeddings(model_with(tmp_path / "tiny", prompts))
    [asked], [kept] = model.encode_query(["tide rose"]), model.encode(["tide rose"])
    assert (words(asked), words(kept)) == (before_query | {"tide", "rose"}, before_passage | {"tide", "rose"})
    assert np.allclose(model.embed_query("tide rose"), asked)
    assert np.allclose(model.embed_documents(["tide rose"]), [kept])
    assert np.allclose(np.linalg.norm([asked, kept], axis=1), 1, atol=1e-6)


def test_the_fingerprint_tells_passages_with_a_prompt_from_passages_without(tmp_path: Path) -> None:
    def suffix(name: str, prompts: Mapping[str, str], default: str | None = None) -> str:
        place = tmp_path / name / "tiny"
        place.parent.mkdir()
        return load_embeddings(model_with(place, prompts, default)).fingerprint.partition(":unit")[2]

    assert suffix("a", {}) == suffix("b", {"query": "query "}) == ""
    assert suffix("c", {"document": "passage "}, "document") == ""  # as it was embedded before prompts were told apart
    told = {suffix("d", {"passage": "passage "}), suffix("e", {"passage": "passage: "}), suffix("f", {"query": "query "}, "query")}
    assert len(told) == 3
    assert all(one.startswith(":document-") for one in told)
