"""Facts about the archive itself in plain words: its outlets, how many articles it has, its first and last days, what is in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from assistant.citations import cite
from assistant.forms import listing
from assistant.forms.classifier import Wish
from assistant.forms.language import most_common
from assistant.forms.subject import subject_of
from assistant.forms.typed import Typed
from assistant.retrieval.retriever import Retriever
from assistant.types import Citation, Query, Remark
from assistant.wording import date_words, span_words, window_words
from assistant.words.terms import content_words, words
from index.prose.attribution import Manner
from index.prose.people import is_organisation
from index.prose.reading import sentences_at
from index.store import holdings
from index.store.snapshot import Snapshot
from index.types import Article, Dating, Filter, Passage
from index.wording import counted

NAMED = 12
"""Outlets and files that are named; of more, the others are counted."""
QUOTED = 5
"""People that are named as those quoted most often."""
LOOKED_AT = 200
"""The newest articles, in which these people, and the language, are looked for."""
NEARLY = 0.9
SEVERAL = 3
"""Articles that may be meant by "the article about": as many as this that reach that share of the best one's figure."""
_ON = re.compile(r"\b(?:about|on|over|regarding|concerning|mention\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """Paragraphs, and the citations that they name."""

    paragraphs: tuple[Remark, ...]
    cited: tuple[Citation, ...] = ()


def told(typed: Typed, query: Query, seen: Snapshot, retriever: Retriever) -> Told | None:
    """What the archive is, as far as it was asked; None where no article is on the subject that the text names."""
    asked = _Asked.of(typed, query, seen)
    if not seen.facts.counts.articles:
        return Told((Remark.of("The archive is empty: add files to it, and ask again."),))
    match typed.wish:
        case Wish.OUTLETS:
            return Told((Remark.of(_outlets(seen, asked.limits)),))
        case Wish.COUNT:
            return Told((Remark.of(_count(asked, query, seen)),))
        case Wish.NEWEST | Wish.OLDEST:
            return _end(asked, query, seen, retriever, newest=typed.wish is Wish.NEWEST)
        case Wish.PUBLISHED:
            return _published(asked, query, seen, retriever)
        case _:
            return _contents(seen)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which articles are asked about: those of `limits`, and of `subject` ("" for all)."""

    text: str
    subject: str
    limits: Filter

    @classmethod
    def of(cls, typed: Typed, query: Query, seen: Snapshot) -> _Asked:
        limits = listing.limits_of(query)
        text = listing.without_limits(query)
        by_age = typed.wish in (Wish.NEWEST, Wish.OLDEST)
        subject = subject_of(text, () if typed.wish is Wish.COUNT else ("age",), typed.mend)
        part = [name for name in seen.facts.outlets if subject and set(words(subject)) <= set(words(name))]
        # "The Lantern" is one of the outlets, unless it is what the articles are to mention.
        if len(part) == 1 and not limits.sources and not re.search(r"\b(?:mention|about)", text, re.IGNORECASE):
            return cls(text, "", replace(limits, sources=(part[0],)))
        # "How far back does it go" is of no subject; one of the newest or the oldest is named as that.
        return cls(text, "" if by_age and not _ON.search(text) else subject, limits)


def _outlets(seen: Snapshot, limits: Filter) -> str:
    found = holdings.outlets(seen, limits)
    known = [outlet for outlet in found if outlet.source]
    unknown = sum(outlet.articles for outlet in found if not outlet.source)
    files = [(PurePath(name).name, count) for name, count in holdings.files(seen, limits)] if unknown else []
    if not found:
        return "No article of the archive is of these days and outlets."
    rest = f"Of {counted(unknown, 'article')} no outlet is known; the files are {_listed(files)}." if unknown else ""
    if not known:
        return rest
    named = _listed([(str(outlet.source), outlet.articles) for outlet in known])
    return f"The archive has articles of {counted(len(known), 'outlet')}: {named}. {rest}".strip()


def _listed(counts: Sequence[tuple[str, int]]) -> str:
    """Names with the number of articles of each."""
    named = [f"{name} ({counted(count, 'article') if place == 0 else f'{count:,}'})" for place, (name, count) in enumerate(counts[:NAMED])]
    more = len(counts) - NAMED
    named += [f"{more:,} more"] if more > 0 else []
    return " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))


def _count(asked: _Asked, query: Query, seen: Snapshot) -> str:
    total = seen.facts.counts.articles
    if listing.UNDATED.search(asked.text):
        return f"{_of(holdings.undated(seen, replace(asked.limits, since=None, until=None)), total)} undated."
    counts = seen.counts(asked.limits)
    when, whose = window_words(query.window), " and ".join(asked.limits.sources)
    of, on = f" of {whose}" if whose else "", f" published {when}" if when else ""
    if asked.subject:
        held = len(holdings.holding(seen, content_words(asked.subject), asked.limits))
        which = f"{f'{held:,}' if held else 'None'} of the {counted(counts.articles, 'article')}{of}{on} in the archive"
        return f"{which} {'mention' if held > 1 else 'mentions'} “{asked.subject}”, in text or headline."
    if not when and not of:
        return f"The archive holds {counted(total, 'article')}{_span(seen)}."
    undated = f" {counted(counts.undated_left_out, 'undated article')} not counted." if when and counts.undated_left_out else ""
    day = f" that {'was' if counts.articles == 1 else 'were'}, or may have been, published {when}" if when else ""
    return f"The archive holds {counted(counts.articles, 'article')}{of}{day}, of {total:,} in all.{undated}"


def _of(count: int, total: int) -> str:
    return f"{count:,} of the {counted(total, 'article')} in the archive {'is' if count == 1 else 'are'}"


def _span(seen: Snapshot) -> str:
    """Between which days the articles were published, as the end of a sentence."""
    first, last = seen.facts.days
    undated = holdings.undated(seen)
    said = (
        f", published {span_words(first, last)}" if first and last and first != last else f", of {span_words(first, last)}" if first else ""
    )
    return said + (f"; {undated:,} {'has' if undated == 1 else 'have'} no date" if undated and said else "")


def _end(asked: _Asked, query: Query, seen: Snapshot, retriever: Retriever, *, newest: bool) -> Told | None:
    """The newest or the oldest article."""
    among = None
    if asked.subject:
        on = listing.on(asked.subject, query, seen, retriever)
        if on is None:
            return None
        among = [line.article.id for line in on.lines]
    found = holdings.at_the_end(seen, newest=newest, filter=asked.limits, among=among)
    which = f"{'newest' if newest else 'oldest'} article{f' on “{asked.subject}”' if asked.subject else ''}"
    whose = f" of {' and '.join(asked.limits.sources)}" if asked.limits.sources else ""
    if not found:
        return Told((Remark.of(f"No article{whose} has a date, so that none is the {which}."),))
    cited = cited_article(1, found[0], seen)
    more = f" {counted(len(found) - 1, 'other article')} may be of that day too." if len(found) > 1 else ""
    return Told((Remark.of(f"The {which}{whose} is ", named(cited), f".{more}"),), (cited,))


def _published(asked: _Asked, query: Query, seen: Snapshot, retriever: Retriever) -> Told | None:
    on = listing.on(asked.subject, query, seen, retriever) if asked.subject else None
    if on is None:
        return None
    meant = [line.article for line in on.lines[:SEVERAL] if line.score >= NEARLY * on.lines[0].score]
    cited = tuple(cited_article(number, article, seen) for number, article in enumerate(meant, 1))
    return Told(tuple(Remark.of(_title(one), _published_words(one.published), " ", one.number, ".") for one in cited), cited)


def _published_words(dating: Dating) -> str:
    """When an article was published, as the end of a sentence about it."""
    if not dating.is_known:
        return ", has no date: nothing in its text tells it"
    return f", was published {'on ' if dating.day else ''}{date_words(dating)}"


def _contents(seen: Snapshot) -> Told:
    counts = seen.facts.counts
    size = f"The archive holds {counted(counts.articles, 'article')} ({counted(counts.passages, 'passage')}){_span(seen)}."
    held = seen.held(holdings.newest_articles(seen, LOOKED_AT)).values()
    languages = most_common((one.article.language, one.article.text) for one in held)
    paragraphs = [Remark.of(f"{size} {'They are' if counts.articles > 1 else 'It is'} in {' and '.join(languages[:3])}.")]
    paragraphs.append(Remark.of(_outlets(seen, Filter())))
    ends = [holdings.at_the_end(seen, newest=newest) for newest in (False, True)]
    cited = [cited_article(number, found[0], seen) for number, found in enumerate(ends, 1) if found]
    if len(cited) == len(ends) and cited[0].article_id != cited[1].article_id:
        paragraphs.append(Remark.of("The oldest article is ", named(cited[0]), ", and the newest ", named(cited[1]), "."))
    else:
        cited = []
    if people := most_quoted(seen)[:QUOTED]:
        paragraphs.append(Remark.of(f"Quoted most often: {', '.join(people)}."))
    return Told(tuple(paragraphs), tuple(cited))


def most_quoted(seen: Snapshot) -> list[str]:
    """The people that most of the newest articles quote, most first: those with an office, or whose own words are given."""
    held = seen.held(holdings.newest_articles(seen, LOOKED_AT)).values()
    voices = [(voice, one.article.id) for one in held for voice in one.reading.voices]
    people = {voice.speaker for voice, _ in voices if voice.office or voice.manner is Manner.DIRECT}
    speakers = Counter(speaker for speaker, _ in {(voice.speaker, id) for voice, id in voices} if speaker in people)
    said = Counter(voice.speaker for voice, _ in voices)
    names = (name for name in speakers if " " in name and name[0].isupper() and not is_organisation(name))
    return sorted(names, key=lambda name: (-speakers[name], -said[name], name))


def cited_article(number: int, article: Article, seen: Snapshot) -> Citation:
    """An article by its first sentence."""
    first = sentences_at(article, seen.held([article.id])[article.id].reading.sentences, [0])[0]
    passage = Passage(f"{article.id}-{first.start}", article.id, 0, first.start, first.end, first.text, article.title)
    return cite(number, article, passage, first.start, first.end)


def named(cited: Citation) -> Remark:
    """An article in a sentence: `“Ash closes pass”, The Tarn Echo, 4 May 2031 (stated) [1]`."""
    return Remark.of(f"{_title(cited)}, {date_words(cited.published)} ", cited.number)


def _title(cited: Citation) -> str:
    title = f"“{' '.join(cited.title.split())}”" if cited.title.strip() else "an article without a headline"
    return ", ".join(filter(None, (title, cited.source)))
