"""A cross-encoder beside the learnt probability: a real one, tiny and untrained, made here; what it says moves the likeliest units."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hashing import HashingEmbedder
from places import SAMPLE

from assistant.assistant import Assistant
from assistant.retrieval.retriever import Retriever
from assistant.selection import reranker
from assistant.selection.probability import packaged
from assistant.selection.reranker import Reranker
from assistant.selection.units import Unit, read
from assistant.settings import AskSettings
from assistant.types import Query
from index.archive import Archive
from index.errors import ModelError

pytestmark = pytest.mark.slow
QUESTION = "Who is the mayor of Marrowick?"
QUERY = Query(QUESTION, QUESTION, QUESTION)


@pytest.fixture(scope="module")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = "[PAD] [UNK] [CLS] [SEP] [MASK] who is the mayor of marrowick cornelis thorne storm ferry siren said".split()
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    shape = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 32}
    BertForSequenceClassification(BertConfig(vocab_size=len(words), num_labels=1, pad_token_id=0, **shape)).save_pretrained(folder)
    BertTokenizerFast(vocab_file=str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create_or_open(tmp_path_factory.mktemp("sample") / "archive", embedder=HashingEmbedder()) as archive:
        archive.add([str(SAMPLE)])
        yield archive


@pytest.fixture(scope="module")
def units(archive: Archive) -> list[Unit]:
    with archive.snapshot() as seen:
        return read(QUERY, Retriever(seen).find(QUERY), packaged())


def test_a_cross_encoder_named_in_the_settings_moves_the_probability(archive: Archive, cross_encoder: Path) -> None:
    asked = "How many homes did the storm cut off?"  # who the mayor is answers for certain, however it is read
    plain = Assistant(archive).ask(asked)
    other = Assistant(archive, AskSettings(reranker=str(cross_encoder))).ask(asked)
    assert plain.confidence != other.confidence


def test_the_likeliest_are_ordered_by_the_mean_log_odds(units: list[Unit], cross_encoder: Path) -> None:
    assert len(units) > reranker.READ
    found = Reranker(str(cross_encoder)).reranked(QUERY, units)
    read_again = units[: reranker.READ]
    said = reranker._loaded(str(cross_encoder))([(QUESTION, f"{unit.article.title}\n{unit.text}") for unit in read_again])
    wanted = {}
    for unit, one in zip(read_again, said, strict=True):
        odds = (unit.probability / (1 - unit.probability) * one / (1 - one)) ** 0.5
        wanted[unit.article.id, unit.start, unit.end] = odds / (1 + odds)
    first = found[: reranker.READ]
    assert [one.probability for one in first] == sorted((one.probability for one in first), reverse=True)
    assert all(one.probability == pytest.approx(wanted[one.article.id, one.start, one.end], abs=1e-3) for one in first)
    assert found[reranker.READ :] == units[reranker.READ :]
    assert {replace(one, probability=0.0) for one in first} == {replace(one, probability=0.0) for one in read_again}


def test_what_is_no_reranker_is_said_to_be_none(units: list[Unit], archive: Archive) -> None:
    for name in ("no-such-folder/anywhere", str(archive.path)):
        with pytest.raises(ModelError, match="cannot be loaded"):
            Reranker(name).reranked(QUERY, units)
