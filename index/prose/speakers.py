"""Who says a sentence: direct quotations and reported statements, with the words that say so.

Rules over sentences: find the verb of saying, take the name beside it, complete a surname from the full name the article gives, resolve
a pronoun or an office ("the minister") to the last speaker named, and carry the speaker over an open quotation. Where the rules are not
sure the speaker is None: unknown is an answer, a wrong name is not. On 507 labelled sentences (`eval.speakers_benchmark`), 325 of them
somebody's, precision is 1.00 and recall 0.97; the rules were improved on these. On texts of other news, first tries by hand,
the speaker was right in 19 of 25 answers, and after that round of rules in 25 of 27, with the full name in 21.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.prose.attribution import Attribution, Manner
from index.prose.focus import Heard, People
from index.prose.meant import Scene, named, speaker_in
from index.prose.people import full_names, is_nobody, is_organisation, office_of
from index.prose.quotations import MARKS, quotations, quoted_share
from index.prose.sayings import (
    ADVERB,
    ANONYMOUS,
    CLAUSE_SAYING,
    HEADLINE,
    JUDGED,
    LABEL,
    LABEL_LAST,
    PATTERNS,
    QUOTED_PATTERNS,
    SAYING_WORDS,
    SIGNATURE,
    STRONG,
    STRONG_WORDS,
    TURN,
    UNKNOWN,
    UNRESOLVED,
)
from index.types import Article, Sentence
from index.words.lists import listed

MARKED = frozenset(MARKS)
_WORDS = re.compile(r"[a-zA-Z]+")
_OPENS = re.compile(rf"(?:\s+that)?[,:]?\s*[{MARKS}](?=_)")
_CLOSED = re.compile(rf"[_,.?!][{MARKS}’']+,?\s*$")
_PARENTHESES = re.compile(r"\([^()]{1,40}\)|,\s[A-Z]{1,3}-[A-Z][\w.]*(?:,|(?=\s))")
"""What stands between a name and its verb and is neither: "(D-N.L.)", ", R-N.L.,"."""
_LEAD = re.compile(rf"[A-Z][^{MARKS}]*(?=[{MARKS}]_)")
LONG_LEAD = 4
"""Words before a quotation from which they are a clause with its own subject."""
GOING_ON = frozenset((*listed("small.personal"), *listed("small.demonstratives"), "i", "we"))
MOSTLY = 0.4
"""Share of a sentence in quotation marks from which it counts as direct speech: the rest is then "the minister said on Monday"."""


def attributions(article: Article, sentences: Sequence[Sentence]) -> tuple[Attribution, ...]:
    """Who says which sentence of the article, at most one attribution a sentence, in order; sentences without one are the outlet's own."""
    quoted_words = [(article.start + left, article.start + right) for left, right in quotations(article.text)]
    found: dict[int, Attribution] = {}
    names = full_names(article.text)
    sections = [section for section in _sections(sentences) if section]
    for number, section in enumerate(sections):
        own = full_names(article.slice(section[0].start, section[-1].end)) if len(sections) > 1 else {}
        scene = Scene(article, names | own, "" if number else None, People(article.text, names | own))
        _attribute(section, quoted_words, scene, found)
    offices = {speaker: office_of(speaker, article.text) for speaker in {one.speaker for one in found.values()}}
    return tuple(replace(found[ordinal], office=offices[found[ordinal].speaker]) for ordinal in sorted(found))


def _sections(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """Runs of sentences between lines that hold no letter and no digit: "___", "* * *"."""
    first = 0
    for number, sentence in enumerate(sentences):
        if not any(character.isalnum() for character in sentence.text.replace("_", "")):
            yield sentences[first:number]
            first = number + 1
    yield sentences[first:]


def _attribute(sentences: Sequence[Sentence], quoted_words: list[tuple[int, int]], scene: Scene, found: dict[int, Attribution]) -> None:
    """Find who says the sentences of a section."""
    scene.last = _headline_speaker(scene.article, scene) if scene.last is None else scene.last
    waiting: list[Sentence] = []  # quoted sentences whose speaker has not been named yet
    for sentence in sentences:
        if waiting and (signed := SIGNATURE.match(sentence.text)) and (speaker := named(signed.group("name"), scene)):
            name = _at(sentence, speaker, Manner.DIRECT, signed.start("name"), signed.end("name"))
            found |= {earlier.ordinal: replace(name, ordinal=earlier.ordinal) for earlier in _last_quotation(waiting)}
            waiting = []
            continue
        spans = _touching(quoted_words, sentence)
        manner = _manner(spans, sentence)
        quoted = manner is Manner.DIRECT
        blanked = _without_quoted(sentence, spans)
        here = _attribution_in(sentence, blanked, scene, manner)
        anonymous = here is None and ANONYMOUS.search(blanked)
        scene.last = "" if anonymous else scene.last
        scene.trail.append(Heard(blanked, "" if anonymous else here.speaker if here and not is_nobody(here.speaker) else None))
        if here:
            scene.people.add(here.speaker)
            if waiting and (not quoted or waiting[-1].text[-1] in MARKS):  # closed, it goes with the words before it
                waiting = _carry_on(waiting, found, scene)
            scene.last = scene.last if is_organisation(here.speaker) else here.speaker
            found[sentence.ordinal] = here
            for earlier in waiting if quoted else ():
                found[earlier.ordinal] = replace(here, ordinal=earlier.ordinal, manner=Manner.DIRECT)
            waiting = []
        elif quoted and (anonymous or UNRESOLVED.search(blanked) or _is_somebodys(blanked) or _is_of_another(blanked)):
            waiting = []  # "the statement says": somebody is named, and we do not know who
        elif quoted:
            waiting.append(sentence)
        elif waiting:
            _carry_on(waiting, found, scene)
            waiting = []
    _carry_on(waiting, found, scene)


def _last_quotation(waiting: Sequence[Sentence]) -> Sequence[Sentence]:
    """The last of several quotations that nobody is named for: what stands behind the mark that closes the one before."""
    closed = [place for place, sentence in enumerate(waiting[:-1]) if sentence.text[-1] in MARKS]
    return waiting[closed[-1] + 1 :] if closed else waiting


def _headline_speaker(article: Article, scene: Scene) -> str | None:
    """Who "he" of the first sentence is when the headline says who speaks: "Lund Says Wall Holds"."""
    match = HEADLINE.match(article.title)
    name = named(match.group("name"), scene) if match else None
    says = name and re.search(rf"\b{re.escape(name)}\s+{ADVERB}(?:{STRONG})\b", article.text[max(0, article.body_start - article.start) :])
    return name if name and says and not is_organisation(name) else None


def _touching(spans: list[tuple[int, int]], sentence: Sentence) -> list[tuple[int, int]]:
    """The quotations that a sentence shares characters with; both are in the order of the document."""
    first = bisect_right(spans, sentence.start, key=lambda span: span[1])
    return spans[first : bisect_left(spans, sentence.end, key=lambda span: span[0])]


def _manner(spans: list[tuple[int, int]], sentence: Sentence) -> Manner:
    """Direct where most of the sentence is quoted, or where the statement is: it opens the sentence, or crosses its bounds."""
    if quoted_share(spans, sentence.start, sentence.end) > MOSTLY:
        return Manner.DIRECT
    for left, right in spans:
        begins = left <= sentence.start + 1 < right and right <= sentence.end and sentence.text[right - 1 - sentence.start] in ",.!?"
        if begins or left < sentence.start - 1 < sentence.start < right or left < sentence.end <= right:
            return Manner.DIRECT
    return Manner.REPORTED


def _carry_on(waiting: Sequence[Sentence], found: dict[int, Attribution], scene: Scene) -> list[Sentence]:
    """Quoted sentences that nobody is named after go on from the speaker of the sentence before them, or else from whoever is quoted
    earlier in their paragraph; those left without a speaker."""
    for sentence in waiting:
        before = found.get(sentence.ordinal - 1) or next((found[n] for n in range(sentence.ordinal - 1, -1, -1) if n in found), None)
        adjacent = before is not None and before.ordinal == sentence.ordinal - 1
        if before and (adjacent or (before.manner is Manner.DIRECT and "\n" not in scene.article.slice(before.end, sentence.start))):
            found[sentence.ordinal] = replace(before, ordinal=sentence.ordinal, manner=Manner.DIRECT)
    return [sentence for sentence in waiting if sentence.ordinal not in found]


def _attribution_in(sentence: Sentence, blanked: str, scene: Scene, manner: Manner) -> Attribution | None:
    label = LABEL.match(sentence.text)
    if label and (speaker := named(label.group("name"), scene)):
        return _at(sentence, speaker, Manner.DIRECT, label.start("name"), label.end("name"))
    last = LABEL_LAST.match(sentence.text)
    if last and (speaker := scene.people.names.get(last.group("name").casefold())):
        return _at(sentence, speaker, Manner.DIRECT, last.start("name"), last.end("name"))
    turn = TURN.match(sentence.text)
    if turn and (speaker := scene.in_turn(turn.group("name"))):
        return _at(sentence, speaker, Manner.DIRECT, turn.start("name"), turn.end("name"))
    is_quoted = not MARKED.isdisjoint(blanked)
    if not is_quoted and SAYING_WORDS.isdisjoint(_WORDS.findall(blanked)):
        return None
    first: tuple[str, re.Match[str]] | None = None
    for pattern, people_only in (*PATTERNS, *QUOTED_PATTERNS) if is_quoted else PATTERNS:
        if (first and pattern is CLAUSE_SAYING) or (first is None and pattern is JUDGED and UNKNOWN.search(blanked)):
            break  # whose clause it is has been said, or that of somebody who is not known
        best = _best(pattern.finditer(blanked), people_only, scene, sentence.start)
        if best and (first is None or (_is_beside(best[1], blanked) and not _is_told(first[1], best[1]))):
            first = best
        if first and (not is_quoted or _is_beside(first[1], blanked)):
            break
    if first:
        return _at(sentence, first[0], manner, first[1].start(), first[1].end())
    return _before_colon(sentence, blanked, scene)


def _is_somebodys(blanked: str) -> bool:
    """Whether words outside of the quotation marks say that somebody says it: more than "he added", which may be misspelt."""
    words = _WORDS.findall(blanked)
    return len(words) > 2 and not STRONG_WORDS.isdisjoint(words)


def _is_of_another(blanked: str) -> bool:
    """Whether a sentence that only ends in quoted words begins with a subject of its own: "Norland branded it an “outlaw”"."""
    lead = _LEAD.match(blanked)
    words = lead.group().split() if lead else []
    return len(words) >= LONG_LEAD and GOING_ON.isdisjoint(word.casefold().strip(",") for word in words)


def _is_told(outer: re.Match[str], inner: re.Match[str]) -> bool:
    """Whether one match is part of what another says: "Lund said that Brandt called it “a ruin”", and no other clause between."""
    return outer.end() <= inner.start() and not re.search(r"[,;—–―]", outer.string[outer.end() : inner.start()])


def _best(matches: Iterable[re.Match[str]], people_only: bool, scene: Scene, start: int) -> tuple[str, re.Match[str]] | None:
    """Who speaks by the matches of a pattern: a person, before the office or place that another clause of the sentence names."""
    best = None
    for match in matches:
        speaker = speaker_in(match, scene, start)
        if not speaker or (people_only and not scene.knows(speaker) and not is_organisation(speaker)):
            continue
        is_better = best is None or _is_beside(match, match.string) > _is_beside(best[1], match.string)
        if best is None or is_better or (speaker in scene.names.values() and best[0] not in scene.names.values()):
            best = (speaker, match)
    return best


def _is_beside(match: re.Match[str], blanked: str) -> bool:
    """Whether a match stands right before or after words in quotation marks."""
    begins, ends = match.group()[0] in MARKED or match.group()[1:2] in MARKED, match.group()[-1] in MARKED
    return begins or ends or bool(_OPENS.match(blanked, match.end())) or bool(_CLOSED.search(blanked[: match.start()]))


def _at(sentence: Sentence, speaker: str, manner: Manner, start: int, end: int) -> Attribution:
    return Attribution(sentence.ordinal, speaker, manner, sentence.start + start, sentence.start + end)


def _before_colon(sentence: Sentence, blanked: str, scene: Scene) -> Attribution | None:
    """Whoever alone is named before a colon that a quotation follows: "Ada Brandt took the floor: “We are ready.”"."""
    match = re.match(r"[^:\"“”]*:\s*[\"“](?=_)", blanked)
    named = {name for name in scene.names.values() if match and re.search(rf"\b{re.escape(name)}\b", match.group())}
    if match is None or len(named) != 1:
        return None
    return _at(sentence, named.pop(), Manner.DIRECT, 0, match.group().index(":"))


def _without_quoted(sentence: Sentence, spans: list[tuple[int, int]]) -> str:
    """The sentence with its quoted words blanked: a verb of saying inside a quotation names nobody. Offsets stay."""
    characters = list(sentence.text)
    for left, right in spans:
        for at in range(max(left, sentence.start), min(right, sentence.end)):
            # What a quotation ends with tells whether its speaker follows.
            if at < right - 1 or characters[at - sentence.start] not in ",.?!":
                characters[at - sentence.start] = "_"
    return _PARENTHESES.sub(lambda match: " " * len(match.group()), "".join(characters))
