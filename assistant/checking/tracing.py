"""Where the archive has a phrase first, and what came after, copies of one story told apart."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking import nearest
from assistant.checking.citing import Citer
from assistant.checking.corpus import Corpus
from assistant.checking.credits import speaker_of
from assistant.checking.differences import differences
from assistant.checking.findings import Occurrence, Traced
from assistant.checking.folding import word_spans
from assistant.checking.matching import Stand, plain, stands
from assistant.checking.quoting import NEAR_FROM
from assistant.types import Citation
from index.errors import QuestionError
from index.store.snapshot import Snapshot
from index.types import Article
from index.wording import counted

MAX_PHRASE = 2_000
"""Characters of a phrase that can be looked for."""
_MARKS = ' \t\r\n"“”„«»‹›「」『』'


def trace(phrase: str, snapshot: Snapshot, corpus: Corpus | None = None) -> Traced:
    """Every article that has a phrase, oldest first, by the first place where it stands there; letter case counts as in a quotation.

    Raises QuestionError for a phrase without a word, and for one that is too long.
    """
    phrase = phrase.strip(_MARKS)
    if not word_spans(phrase):
        raise QuestionError("There is no word in the phrase: give the words to look for, in quotation marks.")
    if len(phrase) > MAX_PHRASE:
        raise QuestionError(
            f"The phrase has {len(phrase):,} characters, more than the {MAX_PHRASE:,} that are looked for: give less of it."
        )
    corpus = corpus or Corpus.of(snapshot.articles())
    citer = Citer(snapshot)
    articles = snapshot.facts.counts.articles
    first = _first_places(stands(phrase, corpus))
    if not first:
        return _nearest(phrase, corpus, citer, articles)
    ordered = sorted(first, key=lambda one: _order(corpus.articles[one.article]))
    cited = [_cite(one, corpus, citer) for one in ordered]
    copies = snapshot.kin([one.article_id for one in cited])
    seen: dict[str, int] = {}
    found: list[Occurrence] = []
    for citation in cited:
        family = {citation.article_id, *(article.id for article in copies.get(citation.article_id, ()))}
        found.append(Occurrence(citation, next((number for id, number in seen.items() if id in family), None)))
        seen[citation.article_id] = citation.number
    dated = tuple(one for one in found if one.citation.published.is_known)
    undated = tuple(one for one in found if not one.citation.published.is_known)
    return Traced(phrase, dated, undated, articles, notes=tuple(_notes(dated, undated)))


def _first_places(found: Sequence[Stand]) -> list[Stand]:
    """The first place in each article."""
    first: dict[int, Stand] = {}
    for one in sorted(found, key=lambda stand: stand.start):
        first.setdefault(one.article, one)
    return list(first.values())


def _order(article: Article) -> tuple[bool, int, int, str, int]:
    """By the first day that an article may be of, then the last; those of an unknown day at the end, in the order of their files."""
    published = article.published
    first, last = published.earliest or published.latest, published.latest or published.earliest
    return first is None, first.toordinal() if first else 0, last.toordinal() if last else 0, article.file, article.start


def _cite(one: Stand, corpus: Corpus, citer: Citer) -> Citation:
    article = corpus.articles[one.article]
    start, end = article.start + one.start, article.start + one.end
    speaker, *_ = speaker_of(citer.held([article.id])[article.id].reading, start, end)
    return citer.cite(article, start, end, speaker)


def _notes(dated: Sequence[Occurrence], undated: Sequence[Occurrence]) -> list[str]:
    notes = []
    if dated:
        first = dated[0].citation.published
        rivals = [one for one in dated[1:] if _may_be_before(one, dated[0])]
        if rivals:
            which = "is" if len(rivals) == 1 else "are"
            notes.append(f"{counted(len(rivals), 'other article')} {which} of the same day, or may be: which was first is not sure.")
        elif first.day is None:
            notes.append("The day of the first is not known exactly.")
    if undated:
        notes.append(f"{counted(len(undated), 'article')} without a date may be of any day.")
    copies = sum(one.copy_of is not None for one in (*dated, *undated))
    if copies:
        notes.append(f"{counted(copies, 'article')} of these {'is a copy' if copies == 1 else 'are copies'} of an earlier one.")
    return notes


def _may_be_before(one: Occurrence, first: Occurrence) -> bool:
    """Whether an article may be older than the one that is listed first, or as old."""
    earliest, latest = one.citation.published.earliest, first.citation.published.latest
    return one.copy_of is None and (earliest is None or latest is None or earliest <= latest)


def _nearest(phrase: str, corpus: Corpus, citer: Citer, articles: int) -> Traced:
    near = nearest.aligned(corpus.run_of(plain(phrase)), corpus)
    if near is None or near.nearness < NEAR_FROM:
        return Traced(phrase, (), (), articles)
    citation = _cite(Stand(near.article, near.start, near.end), corpus, citer)
    return Traced(phrase, (), (), articles, citation, differences(phrase, citation.quote))
