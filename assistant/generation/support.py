"""What of a model's draft may be shown: quotes that stand in the passage they name, claims that stand on such quotes.

The checks know words, not meanings, and drop a claim when in doubt. Of 714 sentences that machines wrote about news, each judged by three
people (QAGS, `python -m eval.claims_benchmark`), they keep 417 of the 531 supported and 39 of the 183 unsupported. Of 1,247 sentences of
two archives in which one number, day, name, speaker or "not" was changed by a program 36 are kept, 20 of them for a name exchanged inside
its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

from assistant.citations import locate
from assistant.generation.drafts import DraftQuote, DraftStatement
from assistant.generation.joints import JOINED, is_known, joined
from assistant.generation.polarity import is_turned, qualifies
from assistant.generation.voices import Offered, Quoted, is_misattributed, stray_name, texts
from assistant.words.amounts import Amount, Source, days, numbers, stray_day, stray_number
from assistant.words.clauses import WORD, clauses, stems_of, tokens
from assistant.words.terms import words
from index.prose.people import OFFICES
from index.prose.quotations import quotations
from index.words.lists import any_of, listed

MAX_STATEMENTS = 4
MAX_QUOTES = 3
"""Quotes that carry one statement."""
SHORTEST_QUOTE = 12
"""Characters; a shorter quote stands in almost any passage and proves nothing."""
LONGEST_QUOTE = 700
"""Characters; a longer quote hides what it proves."""
LONGEST_CLAIM = 500
ENOUGH_ASKED = 3
"""Content words of a question from which an answer shares at least one; "what happened last week?" asks for anything."""
NEW_WORDS, NEW_WORDS_OF_CLAUSE = 0.25, 0.5
"""Shares of content words that a claim, and a clause of it, must stay below in words that stand in none of its passages: four words want to
be the passage's own, one of five may be another. Set by hand on those claims; at 0.35 the invented acts among them come through."""

_REPORTING = frozenset(listed("claims.reporting"))
_UNFINISHED = re.compile(rf"\A\W*(?:{any_of('claims.unstarted')})\b|\b(?:{any_of('claims.unfinished')})\W*\Z", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\s.,;:!?'\"“”‘’„«»()%&/…–—\[\]-]")
_MARKUP = re.compile(r"[<>]|\w://|\bwww\.", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\[\]]*\]?|\]")
_SINGLE_QUOTED = re.compile(r"(?<!\w)[‘'](?=\w)([^‘“”\"]+?)(?<=[\w.,!?])[’'](?!\w)")
_PART_OF_FIGURE = re.compile(r"[-−$€£¥]\Z"), re.compile(r"\A\s?(?:%|per\s?cent)")
# What an article says to a reading machine is no news, whoever put it there.
_COMMAND = re.compile(
    r"\b(?:ignore|disregard|forget|override)\b.{0,60}\b(?:instructions?|prompts?)\b"
    # In a sentence about others these are news: "drivers ignore the earlier rules".
    r"|(?:^|[.:;!?,]\s|\b(?:please|now|instead|you must|you should)\s)\W*(?:ignore|disregard|forget|override)\b"
    r".{0,60}\b(?:above|previous|prior|preceding|earlier|rules)\b"
    r"|\b(?:system|developer) prompt\b|\b(?:AI|language) (?:model|assistant)s?,? (?:must|should|is to|please)\b"
    r"|\byou are (?:now )?an? (?:AI|\w+ assistant)\b"
    r"|^\W*(?:(?:please|instead|you must|you should|now),? )*(?:answer|reply|respond|say|state|output|tell (?:the user|them|everyone))\s"
    r"(?:only |instead )*(?:that|with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Supported:
    """A claim that may be shown, and the verified words that carry it."""

    claim: str
    quotes: tuple[Quoted, ...]


class Sieve:
    """Takes drafted statements one by one; keeps what stands, and says what did not."""

    def __init__(self, offered: Sequence[Offered], question: str = "") -> None:
        """`question`: what is asked, without the words that name a time: news of last week need not say "last week"."""
        self.kept: list[Supported] = []
        self.dropped: dict[str, None] = {}  # sentences, each once
        self._by_id = {one.id: one for one in offered}
        self._asked = stems_of(question)

    def take(self, draft: DraftStatement) -> bool:
        """Whether the statement was kept."""
        claim = " ".join(draft.claim.split())
        if any(kept.claim.casefold() == claim.casefold() for kept in self.kept):
            return self._drop("it says again what another says")
        if len(self.kept) == MAX_STATEMENTS:
            return self._drop(f"an answer has at most {MAX_STATEMENTS}")
        spans = [self._span(quote) for quote in draft.quotes[:MAX_QUOTES]]
        quoted = tuple(dict.fromkeys(span for span in spans if span))
        if not quoted:
            return self._drop("none of its quotes stands in the archive")
        held = " ".join([claim, *(sentence.text for one in quoted for sentence in one.sentences), *(one.article.title for one in quoted)])
        if len(self._asked) >= ENOUGH_ASKED and not self._asked & stems_of(held):
            return self._drop("it holds no word of what was asked")
        if problem := lacks(claim, quoted):
            return self._drop(problem)
        self.kept.append(Supported(claim, quoted))
        return True

    def withdraw(self, problem: str) -> None:
        """Leave out the statement that was kept last."""
        self.kept.pop()
        self._drop(problem)

    def _drop(self, problem: str) -> bool:
        # The model's own words are not repeated: what was left out must not reach the reader through the note on it.
        self.dropped[f"A statement of the language model was left out: {problem}."] = None
        return False

    def _span(self, quote: DraftQuote) -> Quoted | None:
        offered = self._by_id.get(quote.id)
        found = _found(quote.quote, offered) if offered else None
        problem = "it does not stand in the passage it names"
        if found and any(_COMMAND.search(sentence.text) for sentence in found.sentences):
            problem = "it is addressed to the model and tells no news"
        elif found and not SHORTEST_QUOTE <= found.end - found.start <= LONGEST_QUOTE:
            problem = "it is too short or too long to prove anything"
        elif found:
            return found
        self.dropped[f"A quotation of the language model was dropped: {problem}."] = None
        return None


def lacks(claim: str, quoted: Sequence[Quoted]) -> str | None:
    """Why a claim may not be shown on the strength of its quotes; None when they carry it."""
    titles = [Source(one.article.title, one.article.published) for one in quoted]
    sources = [Source(one.offered.hit.passage.text, one.article.published) for one in quoted] + titles
    told = [Source(sentence.text, one.article.published) for one in quoted for sentence in one.offered.sentences] + titles
    sentences = " ".join(dict.fromkeys(sentence.text for one in quoted for sentence in one.sentences))
    body = claim
    for title in {" ".join(one.article.title.split()) for one in quoted}:
        body = body.replace(title, "") if title else body  # what a headline denies, the claim that names it need not
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("it is no plain sentence", lambda: not _is_plain(claim, sources)),
        ("words that it puts in quotation marks do not stand in the passages it quotes", lambda: _has_stray_quotation(claim, sources)),
        ("a number in it does not stand in the passages it quotes", lambda: stray_number(claim, told)),
        ("a date in it does not stand in the passages it quotes", lambda: stray_day(claim, told)),
        ("a name in it does not stand in the passages it quotes", lambda: stray_name(claim, quoted)),
        ("it affirms what its quotation denies or leaves open, or the other way round", lambda: is_turned(body, sentences)),
        ("its quotation has another speaker than it says", lambda: is_misattributed(claim, quoted)),
        ("it turns round who does what in its quotation", lambda: _is_reversed(body, sentences)),
        ("too many of its words do not stand in the passages it quotes", lambda: _has_new_words(claim, " ".join(texts(quoted)))),
        ("it puts together words that stand together in no sentence it quotes", lambda: joined(body, quoted) < JOINED),
    )
    return next((problem for problem, fails in checks if fails()), None)


def _found(quote: str, offered: Offered) -> Quoted | None:
    """Where a quote stands, as the model was shown the text or as it is stored; widened to whole sentences where it leaves behind what
    changes its meaning: part of a word or figure, a "not", a "may"."""
    passage, article = offered.hit.passage, offered.hit.article
    span = locate(quote, passage.text) or locate(unescape(quote), passage.text)
    if span is None or span[1] - span[0] < SHORTEST_QUOTE:
        return None
    found = Quoted(offered, passage.start + span[0], passage.start + span[1])
    start = min((found.start, *(one.start for one in found.sentences)))
    end = max((found.end, *(one.end for one in found.sentences)))
    before, after = article.slice(start, found.start), article.slice(found.end, end)
    if qualifies(before) or qualifies(after) or _cuts(before, article.slice(found.start, found.end), after):
        return Quoted(offered, start, end)
    return found


def _cuts(before: str, quote: str, after: str) -> bool:
    """Whether a quote begins or ends inside a word or a figure of its sentence."""
    whole, start, end = before + quote + after, len(before), len(before) + len(quote)
    units = [match.span() for match in WORD.finditer(whole)] + [(number.start, number.end) for number in numbers(whole)]
    if any(left < at < right for left, right in units for at in (start, end)):
        return True
    return bool((_PART_OF_FIGURE[0].search(before) and quote[0].isdigit()) or (quote[-1].isdigit() and _PART_OF_FIGURE[1].search(after)))


def _is_plain(claim: str, sources: Sequence[Source]) -> bool:
    """Whether a claim is prose of a reasonable length, without markup or signs that its sources do not have."""
    signs = {sign for sign in claim if _SIGNS.match(sign)}
    held = "".join(source.text for source in sources)
    says_percent = "%" not in claim or re.search(r"%|per\s?cent", held) is not None
    # "[2]" would pass for the number of a citation, also where an article has it.
    brackets = all(re.search(r"[^\W\d]", one) and one in held for one in _BRACKETS.findall(claim))
    plain = claim.isprintable() and not _MARKUP.search(claim) and brackets and signs <= set(held)
    finished = not _UNFINISHED.search(claim)
    return bool(re.search(r"\w", claim)) and len(claim) <= LONGEST_CLAIM and plain and says_percent and finished


def _has_stray_quotation(claim: str, sources: Sequence[Source]) -> bool:
    """Whether words in quotation marks stand letter for letter in none of the sources."""
    runs = [claim[start:end] for start, end in quotations(claim)] + _SINGLE_QUOTED.findall(claim)
    for run in runs:
        bare = run.strip().rstrip(".,;:!?")
        # As words too: “we” is not quoted from “were”.
        if not any(locate(bare, source.text) and f" {' '.join(words(bare))} " in f" {' '.join(words(source.text))} " for source in sources):
            return True
    return False


def _is_reversed(claim: str, sources: str) -> bool:
    """Whether names or figures of a clause stand the other way round in the clause of the sources most like it: who met whom, from what
    to what. "By" turns a sentence round rightly."""
    theirs = [sources[left:right] for left, right in clauses(sources)]
    for left, right in clauses(claim):
        own = claim[left:right]
        shared = [len(stems_of(own) & stems_of(other)) for other in theirs]
        closest = [other for other, count in zip(theirs, shared, strict=True) if count and count == max(shared)]
        if closest and all(_is_other_order(own, other) for other in closest):
            return True
    return False


def _is_other_order(own: str, other: str) -> bool:
    if (" by " in own) != (" by " in other):
        return False
    for ordered in (_names, _figures):
        mine, yours = ordered(own), ordered(other)
        shared = [one for one in mine if one in yours]
        if shared != [one for one in yours if one in mine]:
            return True
    return False


def _names(text: str) -> list[str]:
    dated = [(timex.start, timex.end) for timex in days(text)]
    names = [one for one in tokens(text) if one.text[0].isupper() and one.text.casefold() not in OFFICES]
    return list(dict.fromkeys(name.stems[0] for name in names if not any(start <= name.start < end for start, end in dated)))


def _figures(text: str) -> list[str]:
    return list(dict.fromkeys(number.key for number in numbers(text)))


def _has_new_words(claim: str, held: str) -> bool:
    """Whether too large a part of the claim, or of one clause of it, is in words that do not stand in its passages."""
    known = stems_of(held)
    figures: list[Amount] = [*numbers(claim), *days(claim)]
    spans = [*clauses(claim), (0, len(claim))]
    limits = [NEW_WORDS_OF_CLAUSE] * (len(spans) - 1) + [NEW_WORDS]
    for (left, right), limit in zip(spans, limits, strict=True):
        inside = [token for token in tokens(claim) if left <= token.start < right]
        counted = [token for token in inside if not any(one.start <= token.start < one.end for one in figures)]
        own = [one for token in counted for one in token.stems if token.text.casefold() not in _REPORTING]
        if own and sum(not is_known(one, known) for one in own) >= limit * len(own):
            return True
    return False
