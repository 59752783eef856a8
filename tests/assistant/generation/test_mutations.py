"""The claim checks over all of the bundled archive: every sentence may be said as it stands, and hardly one that was tampered with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import parts
import pytest
from hashing import HashingEmbedder
from places import SAMPLE

from assistant.generation.drafts import DraftQuote, DraftStatement
from assistant.generation.support import LONGEST_CLAIM, Sieve
from assistant.generation.voices import Offered
from index.archive import Archive
from index.types import Article, Hit, Sentence

pytestmark = pytest.mark.slow
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
NUMBERS = "two three four five six seven eight nine ten".split()
CHANGES = {
    "denial removed": (r"\b(?:not|no longer|never)\s", lambda found: ""),
    "denial added": (r"\b(?:is|are|was|were|will|would|has|have|can|could|should)\s(?!not)", lambda found: f"{found}not "),
    "number changed": (r"(?<![\w.,-])\d+(?![\d.,]*\d)", lambda found: str(int(found) + 1)),
    "number in words changed": (rf"\b(?:{'|'.join(NUMBERS)})\b", lambda found: NUMBERS[NUMBERS.index(found) - 1]),
    "weekday changed": (rf"\b(?:{'|'.join(WEEKDAYS)})\b", lambda found: WEEKDAYS[WEEKDAYS.index(found) - 2]),
    "month changed": (r"\b(?:January|December|May|June|July|August)(?= \d)", lambda found: "March"),
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    with Archive.create_or_open(tmp_path_factory.mktemp("sample") / "archive", embedder=HashingEmbedder()) as archive:
        archive.add([str(SAMPLE)])
        return list(archive.articles())


def sentences_offered(articles: list[Article]) -> Iterator[tuple[Offered, Sentence]]:
    for article in articles:
        (one_offered,) = parts.offered([Hit(parts.passages_of(article)[0], article, 1.0)])
        yield from ((one_offered, one) for one in one_offered.sentences if 30 <= len(one.text) <= LONGEST_CLAIM)


def is_kept(offered: Offered, sentence: Sentence, claim: str) -> bool:
    return Sieve([offered]).take(DraftStatement(claim, (DraftQuote(offered.id, sentence.text),)))


def test_what_a_sentence_says_may_be_said(articles: list[Article]) -> None:
    kept = Counter(is_kept(offered, sentence, sentence.text) for offered, sentence in sentences_offered(articles))
    assert kept.total() > 150
    assert kept[True] / kept.total() > 0.98


def test_another_speaker_may_not_say_it(articles: list[Article]) -> None:
    kept: Counter[bool] = Counter()
    for offered, sentence in sentences_offered(articles):
        speaker = offered.voices[sentence.ordinal].speaker if sentence.ordinal in offered.voices else None
        others = sorted({voice.speaker for voice in offered.voices.values()} - {speaker})
        for other in (one for one in others if speaker and one.split()[-1] not in sentence.text):
            kept[is_kept(offered, sentence, f"{other} said: {sentence.text}")] += 1
    assert kept.total() > 20
    assert kept[True] == 0


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_changed_may_not(articles: list[Article], change: str) -> None:
    pattern, changed = CHANGES[change]
    kept: Counter[bool] = Counter()
    for offered, sentence in sentences_offered(articles):
        claim, count = re.subn(pattern, lambda match: changed(match.group()), sentence.text, count=1)
        if count:
            kept[is_kept(offered, sentence, claim)] += 1
    assert kept.total() > 10
    assert kept[True] / kept.total() < 0.03
