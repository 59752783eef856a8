"""Answers about the last answer: its quotations again, looked up anew, with where, when and by whom they were said; or what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.citations import cite
from assistant.types import Answer, Aspect, Citation, Lead, Query, Quotation, QuotedWords, Remark, Searched, Statement, Status, Turn
from assistant.wording import date_words, span_words
from index.prose.reading import Reading
from index.reports import Counts
from index.store.snapshot import Snapshot
from index.types import Article, Passage

MOST = 3
"""Passages that are shown when more is asked for."""
LONGEST = 600
"""Characters of one of them."""
AROUND = 1
"""Sentences before and behind a quotation that are shown with it."""
EXTRACTIVE = "extractive"


@dataclass(frozen=True, slots=True)
class _Told:
    """Words of an article that are shown, by document offsets, and whose they are."""

    article: Article
    reading: Reading
    start: int
    end: int
    speaker: str | None


def told_again(query: Query, history: Sequence[Turn], seen: Snapshot, counts: Counts) -> Answer:
    """What `query.about` asks of the last answer; a refusal where nothing that it quoted stands in the archive any longer."""
    turn = history[-1]
    ids = dict.fromkeys(one.article_id for one in turn.quoted)
    articles = {article.id: article for article in seen.articles(ids)}
    standing = [one for one in turn.quoted if _stands(one, articles)]
    told = [_Told(articles[one.article_id], seen.reading(one.article_id), one.start, one.end, one.speaker) for one in standing]
    if query.about is Aspect.MORE:
        told = list(_further(told, [one for turn in history for one in turn.quoted]))
    elif query.about is Aspect.WHO:
        voiced = [voice for one in told for voice in ([one] if one.speaker else _voices(one))]
        told = voiced or told[:1]
    cited = tuple(_cited(number, one) for number, one in enumerate(told, 1))
    numbers = tuple(citation.number for citation in cited)
    lead = _lead(query, turn, told) if told else None
    statements = [Statement((one.number,), (_source(one),), (Quotation(one.number, one.quote),)) for one in cited]
    return Answer(
        question=query.question,
        standalone_question=query.reading,
        status=Status.ANSWERED if told else Status.NOT_FOUND,
        statements=(*([Statement(numbers, remark=lead)] if lead else []), *statements),
        citations=cited,
        window=None,
        sources=query.sources,
        searched=Searched(counts.articles, counts.passages, counts.undated_left_out),
        nearest=(),
        answerer=EXTRACTIVE,
        confidence=1.0 if told else 0.0,
        remarks=tuple(_beside(query, turn, told, len(turn.quoted) - len(standing))),
        asides=() if told else (_NOTHING_MORE if query.about is Aspect.MORE and standing else _FALLEN,),
    )


_NOTHING_MORE = "The articles that the last answer quotes say no more than was shown."
_FALLEN = "What the last answer quoted no longer stands in the archive."


def _stands(one: QuotedWords, articles: Mapping[str, Article]) -> bool:
    article = articles.get(one.article_id)
    return article is not None and article.start <= one.start < one.end <= article.end and article.slice(one.start, one.end) == one.words


def _voices(one: _Told) -> Iterator[_Told]:
    """The sentences of a quotation that somebody says, where not all of it is said by one."""
    for place, (start, end) in enumerate(one.reading.sentences):
        if one.start <= start and end <= one.end and (speaker := one.reading.speaker(place)):
            yield replace(one, start=start, end=end, speaker=speaker)


def _cited(number: int, one: _Told) -> Citation:
    """A citation with the sentences around it."""
    inside = [place for place, (start, end) in enumerate(one.reading.sentences) if start < one.end and end > one.start]
    first = one.reading.sentences[max(0, inside[0] - AROUND)][0] if inside else one.start
    last = one.reading.sentences[min(len(one.reading.sentences) - 1, inside[-1] + AROUND)][1] if inside else one.end
    start, end = min(first, one.start), max(last, one.end)
    passage = Passage("", one.article.id, 0, start, end, one.article.slice(start, end), "")
    return cite(number, one.article, passage, one.start, one.end, one.speaker)


def _source(one: Citation) -> Lead:
    """Who says it, under which headline, in which outlet, when."""
    return Lead(one.published, one.speaker, one.title or None, one.source, None if one.source else PurePath(one.file).name)


def _lead(query: Query, turn: Turn, told: Sequence[_Told]) -> Remark | None:
    """What is said of all that is shown."""
    if query.about is Aspect.SURE:
        they = "These words stand" if len(told) == 1 else "These quotations stand"
        sure = "" if turn.confidence is None else f" How sure it is that they answer “{query.standalone}”: {turn.confidence:.2f} of 1."
        return Remark.of(f"{they} letter for letter in the archive, as looked up again now.{sure}")
    if query.about is Aspect.WHO and not told[0].speaker:
        return Remark.of("Nobody is named as saying it; the words are those of the article.")
    if query.about is Aspect.WHEN:
        return Remark.listed([_dated(number, one) for number, one in enumerate(told, 1)], " ")
    return None


def _dated(number: int, one: _Told) -> Remark:
    """When a quotation was published, and which days its own words name."""
    days = [day for day in one.reading.days_in(one.start, one.end) if day.earliest and day.latest]
    named = {day.text: span for day in days if day.text not in (span := span_words(day.earliest, day.latest))}
    said = "".join(f"; “{words}” in it is {span}" for words, span in named.items())
    published = one.article.published
    return Remark.of(number, f" was published on {date_words(published)}" if published.day else f": {date_words(published)}", f"{said}.")


def _beside(query: Query, turn: Turn, told: Sequence[_Told], fallen: int) -> Iterator[Remark]:
    """How the dates are known, and what no longer stands."""
    if query.about in (Aspect.SOURCE, Aspect.WHEN, Aspect.SURE):
        noted: set[str] = set()
        for number, one in enumerate(told, 1):
            published = one.article.published
            for evidence in published.evidence[:1] if one.article.id not in noted else ():
                yield Remark.of("The date of ", number, f" is {published.basis.value}, from “{evidence.quote}” ({evidence.why}).")
            noted.add(one.article.id)
    if fallen and told:
        yield Remark.of(f"Left out, as it no longer stands in the archive: {fallen} of {len(turn.quoted)} quotations of the last answer.")


def _further(told: Sequence[_Told], shown: Sequence[QuotedWords]) -> Iterator[_Told]:
    """What the quoted articles say behind the words shown, then before them: a passage of each in turn, two of the first."""
    articles = list({one.article.id: one for one in told}.values())
    queues = [_unshown(one, [(quoted.start, quoted.end) for quoted in shown if quoted.article_id == one.article.id]) for one in articles]
    found = 0
    for turn in range(MOST):
        for queue in queues:
            if turn < len(queue) and found < MOST:
                found += 1
                yield queue[turn]


def _unshown(one: _Told, shown: Sequence[tuple[int, int]]) -> list[_Told]:
    """Runs of one or two sentences of an article that have not been shown, those behind the words first."""
    spans = [
        (place, (left, right))
        for place, (left, right) in enumerate(one.reading.sentences)
        if not any(left < end and start < right for start, end in shown)
    ]
    ordered = [item for item in spans if item[1][0] >= one.end] + [item for item in spans if item[1][0] < one.end]
    runs: list[_Told] = []
    at = 0
    while at < len(ordered) and len(runs) < MOST:
        (place, (start, end)), after = ordered[at], ordered[at + 1 : at + 2]
        speaker = one.reading.speaker(place)
        if after and after[0][0] == place + 1 and after[0][1][1] - start <= LONGEST and one.reading.speaker(place + 1) == speaker:
            end, at = after[0][1][1], at + 1
        runs.append(_Told(one.article, one.reading, start, end, speaker))
        at += 1
    return runs
