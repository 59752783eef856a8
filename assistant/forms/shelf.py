"""Articles by nothing but their limits: `articles from the Tarn Echo`, `list all stories of May 2031`, `which articles have no date?`."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.forms import bylines, catalogue, listing
from assistant.forms.classifier import Wish
from assistant.forms.subject import subject_of
from assistant.forms.typed import Typed
from assistant.types import Answer, Query, Remark
from assistant.wording import window_words
from index.store import holdings
from index.store.snapshot import Snapshot
from index.words.lists import any_of

_MANY = r"(?:articles|stories|reports|pieces|items|texts|everything|anything)"
_LIST = re.compile(
    rf"^\W*(?:(?:please|can you|could you|would you|i want to see|i would like to see)\s+)*"
    rf"(?:(?:{any_of('asked.requests')})\s+(?:me\s+|us\s+)?|(?:which|what)\s+(?:of\s+)?|do you have\s+|are there\s+)?"
    rf"(?:(?:all|every|any|the|your|of|those|undated|news)\s+)*{_MANY}\b",
    re.IGNORECASE,
)
# "What did the Tarn Echo report on 3 May?"; without an outlet the days are told of, not their articles listed.
_REPORTED = re.compile(
    r"^\W*(?:and\s+)?what\s+(?:all\s+)?(?:did|has|have|was|were|got|does)\b.*\b(?:report|publish|print|cover|write|run)(?:ed|s)?\b|^\W*what\s+do\s+you\s+have\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:article|story|report|piece|item|text|one)\b", re.IGNORECASE)


def told(typed: Typed, query: Query, seen: Snapshot) -> Answer | None:
    """The articles that only days, outlets or the want of a date are named for, the newest of many; None for any other text."""
    is_news = typed.wish is Wish.NEWEST and not _ONE.search(query.asked)
    if typed.wish in (Wish.COUNT, Wish.OUTLETS) or not (
        is_news or _LIST.match(query.asked) or (query.sources and _REPORTED.match(query.asked))
    ):
        return None
    limits, is_undated = listing.limits_of(query), listing.UNDATED.search(query.asked) is not None
    if limits.is_open and not is_undated:
        return None
    frames = ("age",) if is_news else ()
    if subject_of(listing.UNDATED.sub(" ", listing.without_limits(query)), frames, typed.mend):
        return None
    if is_undated:
        limits = replace(limits, since=None, until=None)
    total = holdings.undated(seen, limits) if is_undated else seen.counts(limits).articles
    whose = f"of {' and '.join(limits.sources)}" if limits.sources else ""
    when = "without a date" if is_undated else f"published {window_words(query.window)}" if query.window else ""
    which = " ".join(filter(None, (whose, when)))
    if not total:
        said = f"The archive holds no article{f' {which}' if which else ' of these days and outlets'}."
        return _nothing(said, query, seen)
    newest = holdings.newest_articles(seen, bylines.MOST, limits, is_undated=is_undated)
    found = sorted(seen.articles(newest), key=lambda article: listing.when(article, 0))
    cited = [catalogue.cited_article(number, article, seen) for number, article in enumerate(found, 1)]
    return bylines.a_list(cited, total, which, query, seen)


def _nothing(said: str, query: Query, seen: Snapshot) -> Answer:
    """That there is no such article, and which is the newest that there is."""
    newest = holdings.at_the_end(seen, newest=True, filter=replace(query.filter, since=None, until=None))
    if not newest:
        return bylines.plain(query, seen, [Remark.of(said)])
    cited = catalogue.cited_article(1, newest[0], seen)
    whose = f" of {' and '.join(query.sources)}" if query.sources else ""
    told = bylines.plain(query, seen, [Remark.of(f"{said} The newest article{whose} is ", catalogue.named(cited), ".")])
    return replace(told, citations=(cited,))
