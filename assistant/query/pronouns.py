"""Pronouns of a question, replaced by whom or what they mean in the conversation before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.query.mention import Mention, Sort
from assistant.query.pasted import own_words
from assistant.query.phrases import Phrase, phrases
from assistant.words.terms import content_words, is_stop
from index.words.lists import BASE, PAST, THIRD, any_of, listed, saying

LEAST = 0.1
"""What "it" has to weigh: a paper that told of something is not what was told of."""
TOLD = 3
"""Words that carry a sentence from which it tells of somebody whom the next one can mean."""
ROLE = 0.6
"""What a subject counts for an "it" that is none: what was done to something before is more often what is asked about then."""
AMONG = "of them"
"""Some of those whom "they" are: they must be many."""
SAYING = "they say"
"""Who says something: no things."""
LED = "its head"
"""What has somebody at its head: mostly a body, and not what was asked about before."""
_OFFICE = re.compile(rf"\s+(?:\w+\s+)?(?:{any_of('names.offices')})\b", re.IGNORECASE)
_PERSONAL = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she", "hers": "she"}
_OBJECTS = frozenset(("him", "her", "them"))
_POSSESSIVE = frozenset(("his", "her", "hers", "their", "theirs", "its"))
_PRONOUN = re.compile(r"\b(?:he|him|his|she|hers?|they|them|theirs?|it|its|there)\b(?![’'-]\w)", re.IGNORECASE)
# "Said that the sea wall held", "is there a ferry", "so many", "does it cost to", "so-called": nothing before is meant.
POINTS_NOWHERE = re.compile(
    rf"\b(?:{saying('any', forms=(BASE, THIRD, PAST))}|{any_of('saying.knowing')}|true|fact|so)\s+that\b(?=\s+\w)"
    r"|\b(?:is|are|was|were|be|been)\s+there\b(?=\s+\w)|\bthere\s+(?:is|are|was|were|has|have|had|will)\b(?=\s+\w)"
    r"|\bthat\s+(?=(?:the|an?|his|her|its|their|he|she|it|they|there|some|no|every|all)\b)"
    r"|\bso[-\s](?:called\b|\w)|\bit\s+(?:costs?|takes?|took)\s+to\b|\bit\s+(?:true|possible|right|correct|mean|means)\s+(?:to|that)\b"
    r"|\b(?:is|was|are)\s+(?:this|that|it)\s+(?:true|right|correct|so)\b|\bthis(?=\s*:)"
    r"|\b(?:does|did|will|would)\s+it\s+(?:cost|take)\b(?=\s+to\b)|\bit\s+(?:true|possible|right|correct)\b"
    rf"|\bhow\s+(?:{any_of('asked.weather')})\s+(?:did|does|will|has|had|could)\s+it\s+(?:get|got|become|be|been|turn)\b"
    rf"|\b(?:is|was)\s+it\s+(?=(?:\w+\s+){{0,3}}(?:{any_of('asked.weather')})\b)|\b(?:tells?|puts?|putting)\s+it\b"
    r"|\bit\s+(?=(?:\w+ly\s+)?\w+(?:ed|aid|old|own)\s+(?:that|when|where|why|how|who|what|whether)\b)",
    re.IGNORECASE,
)
# What parts two clauses: "Lund said when he would resign" means Lund, "Lund thanked him" does not.
_CLAUSE = re.compile(rf"\b(?:{any_of('small.question_words', 'asked.clauses')})\b|[,;:]", re.IGNORECASE)
_AUXILIARY = re.compile(rf"\b(?:{any_of('small.auxiliaries', 'asked.modals')})\b", re.IGNORECASE)
_AT_AUXILIARY = re.compile(rf"\b(?:{any_of('small.auxiliaries', 'asked.modals')})\s+$", re.IGNORECASE)
_PARTED = re.compile(rf"[,;:–—]|\s-\s|\w\s+(?:and|but|or)\s+(?:{any_of('small.question_words')})\b", re.IGNORECASE)
# Whoever a question asks for is somebody: "who is the harbour master, and what does she say".
_ASKS_WHO = re.compile(r"^\W*(?:and\s+)?who(?:[’']s)?\b", re.IGNORECASE)
_SENTENCE = re.compile(r".*\w{4}[.!]\s", re.DOTALL)
_TEAM = re.compile(r"the (?:[A-Z][\w’'-]* )*[A-Z]\w*[^\Ws]s")
_MANY_NAMED = re.compile(r"the .+[^\Ws]s", re.IGNORECASE)
_ALONG = re.compile(rf"\b(?:{any_of('asked.bringing')})\b.*\b(?:with|on)\s+$", re.IGNORECASE)
_AMONG = re.compile(r"\b(?:of|among|amongst)\s+$", re.IGNORECASE)
_SAY = re.compile(rf"\s+(?:\w+ly\s+)?(?:{saying('any', forms=(BASE, PAST, THIRD))})\b", re.IGNORECASE)
_HAVE = re.compile(r"\b(?:have|has|had)\s+$", re.IGNORECASE)
_IS_SUBJECT = re.compile(rf"\s+(?:{any_of('small.auxiliaries', 'asked.modals')})\b", re.IGNORECASE)
_SAME = re.compile(
    r"\b(?:the|an?|which|what|whose|many|who|any|every|each|no|another)\s+"
    rf"(?!(?:{any_of('small.auxiliaries', 'asked.modals')})\b)\w{{3,}}",
    re.IGNORECASE,
)
# "Did Lund meet Ash? Was it a mistake?": what happened was, or was none.
_WHAT_WAS = re.compile(
    r"\bwho\s+did\s+it\b|\b(?:do|done|doing)\s+it\b|\b(?:any|all|none)\s+of\s+it\b|\b\w+\s+it\s+all\b"
    r"|\bit\s+(?:(?:going\s+to|finally|ever|all)\s+)?(?:happen(?:s|ed|ing)?|tak(?:e|ing)\s+place)\b"
    rf"|\b(?:{any_of('asked.be')})\s+it\s+(?:an?|because|due|wrong|false|mistaken|incorrect)\b"
    r"|\b(?:blam\w+|prais\w+|thank\w*|responsible|punish\w+|apologi[sz]\w+)\b[^?.,]*\bfor\s+it\b",
    re.IGNORECASE,
)
# "Who called it a mistake?": of whatever it was said.
_CALLED = re.compile(rf"\b(?:{any_of('asked.calling')})\s+it\s+(?!off\b|out\b)[\w“\"‘']", re.IGNORECASE)
_WHAT_DID = re.compile(r"\W*(?:and\s+)?what\s+(?:did|does|do|has|have)\b", re.IGNORECASE)
_EVENT = re.compile(rf"\b(?:that|this)\b(?=\W*$|\s+(?:{any_of('small.auxiliaries', 'asked.modals', 'asked.of_events')})\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question with its pronouns replaced, the mentions that took their places, and whether one is left that means something before."""

    text: str
    named: tuple[Mention, ...] = ()
    is_left: bool = False


def lacks_object(resolved: Resolved) -> bool:
    """Whether all that is asked is what somebody does, and of what is left to the question before: "what did Ash criticise?"."""
    found = _WHAT_DID.match(resolved.text)
    behind = resolved.text[found.end() :].strip() if found else ""
    verb = next((behind[len(one.name) :] for one in resolved.named if behind.startswith(one.name)), "")
    return re.fullmatch(r"\s+(?:\w+ly\s+)?\w+\W*", verb) is not None and len(content_words(verb)) == 1


def has_pronoun(asked: str) -> bool:
    """Whether a question has a pronoun that may mean something before it."""
    return _PRONOUN.search(_masked(asked)) is not None


def resolve(asked: str, mentioned: Callable[[], Sequence[Mention]], is_name: Callable[[str], bool]) -> Resolved:
    """Replace each pronoun that points before the question; `mentioned` gives what was named there, the likeliest first."""
    own = phrases(asked, is_name)
    taken: dict[str, Mention] = {}
    spans: list[tuple[int, int, str]] = []
    is_left = False
    for found in _PRONOUN.finditer(_masked(asked)):
        word = found.group().casefold()
        kind = _PERSONAL.get(word) or ("they" if word.startswith("the") and word != "there" else "it" if word in ("it", "its") else "there")
        if _is_inside(asked, found.start(), word, own):
            continue
        if word == "its" and _OFFICE.match(asked, found.end()):
            kind = LED
        if kind in taken and (word not in _OBJECTS or _is_again(asked, spans[-1][1], found.start())):
            continue  # "did he say that he would resign", "did she say what was wrong with her": the second is the first
        is_event = word == "it" and any(
            one.start() <= found.start() < one.end() for of in (_WHAT_WAS, _CALLED) for one in of.finditer(asked)
        )
        is_object = (
            kind == "it"
            and word != "its"
            and not _IS_SUBJECT.match(asked, found.end())
            and not _AT_AUXILIARY.search(asked[: found.start()])
        )
        # "How many of them": of those that were asked about, and not of those to whom something was done.
        role = AMONG if word == "them" and _AMONG.search(asked[: found.start()]) else word
        role = SAYING if word == "they" and _SAY.match(asked, found.end()) else role
        meant = None if is_event else _meant(kind, role, is_object, mentioned(), own, taken.values())
        if meant is None:
            is_left = True
            continue
        taken[kind if word not in _OBJECTS else f"{kind} {word}"] = meant
        spans.append((found.start(), found.end(), _in_place(word, asked[found.end() :], meant)))
    text = asked
    for start, end, words in reversed(spans):
        text = text[:start] + (words[0].upper() + words[1:] if start == 0 else words) + text[end:]
    return Resolved(text, tuple(taken.values()), is_left or _EVENT.search(_masked(asked)) is not None)


def _masked(asked: str) -> str:
    """The asker's own words, with those blanked that look like pronouns and point nowhere."""
    return POINTS_NOWHERE.sub(lambda found: re.sub(r"\w", "_", found.group()), own_words(asked))


def points_before(asked: str, is_name: Callable[[str], bool]) -> bool:
    """Whether a pronoun of a question means something that the question itself does not name."""
    found = [one for one in _PRONOUN.finditer(_masked(asked)) if one.group().casefold() != "there"]
    own = phrases(asked, is_name) if found else []
    return any(not _is_inside(asked, one.start(), one.group().casefold(), own) for one in found)


def _is_inside(asked: str, at: int, word: str, own: Sequence[Phrase]) -> bool:
    """Whether somebody or something that the question itself names before the pronoun is what it means."""
    lead = asked[:at]
    if word != "there" and (told := _SENTENCE.match(lead)) and len(content_words(told.group())) >= TOLD:
        return True  # "Lund phoned a girl from Ash on Sunday. Who was she?"
    # "How many sirens did they test?", "what did his deputy say?": the subject is none of what stands before it.
    is_only_clause = len(_AUXILIARY.findall(lead)) == 1 and not _PARTED.search(lead)
    if is_only_clause and _AT_AUXILIARY.search(lead) and not (word in _POSSESSIVE and _HAVE.search(lead)):
        return False
    if word in _POSSESSIVE and word != "her" and _SAME.search(lead):
        return True  # "which country lost its seat", "who sold his boat"
    before = [phrase for phrase in own if phrase.end <= at]
    if word in _PERSONAL and _ASKS_WHO.match(lead) and _PARTED.search(lead):
        return True
    if word in _PERSONAL:
        before = [phrase for phrase in before if phrase.is_name or _may_be_person(phrase)]
    elif word in ("they", "them", "their", "theirs"):
        before = [phrase for phrase in before if phrase.is_name or phrase.is_plural]
    elif word == "there":
        before = [phrase for phrase in before if phrase.before in listed("asked.places_after")]
    is_inverted = _AT_AUXILIARY.search(lead) is not None
    if not before:
        # "Which plant failed, and when was it built": what the first question asks for is what the second is about.
        is_subject = _IS_SUBJECT.match(asked, at + len(word)) is not None or (is_inverted and _PARTED.search(lead) is not None)
        return word in ("it", "they") and is_subject and _SAME.search(lead) is not None
    is_object = word in ("him", "them") or (word == "it" and not is_inverted and not _IS_SUBJECT.match(asked, at + len(word)))
    is_object = is_object or (word == "her" and not _owns(asked[at + len(word) :]))
    ends = {_end_together(asked, one, before) for one in before}
    return not is_object or any(_CLAUSE.search(asked, end, at) is not None and not _is_new_clause(asked, end, at) for end in ends)


def _is_again(asked: str, start: int, at: int) -> bool:
    """Whether an object at a place means the subject that ends at another: in a clause of its own, or "with" whoever brought something."""
    return _CLAUSE.search(asked, start, at) is not None or _ALONG.search(asked, start, at) is not None


def _end_together(asked: str, one: Phrase, others: Sequence[Phrase]) -> int:
    """Where what is named together with a phrase ends: "Lund and Brandt" are one subject, and no clause parts them."""
    joined = (other for other in others if re.fullmatch(r"\s+and\s+", asked[one.end : other.start] if other.start > one.end else ""))
    return next((other.end for other in joined), one.end)


def _may_be_person(phrase: Phrase) -> bool:
    """Whether a phrase is an office, is written like a name, or acts as only names do that have no "the"."""
    words = phrase.text.split()
    if words[0].casefold() in ("the", "a", "an"):
        return any(word.casefold() in listed("names.offices") for word in words)
    return words[-1][0].isupper() or (phrase.is_subject and not phrase.is_plural)


def _is_new_clause(asked: str, start: int, at: int) -> bool:
    """Whether only "after", "before" and the like part the two, with no verb of its own: "after the talks with her"."""
    between = asked[start:at]
    return re.search(r"\b(?:after|before|since|until)\s+(?:the|a|an)\b", between, re.IGNORECASE) is not None


def _owns(behind: str) -> bool:
    """Whether a word that has something follows: "her talks", not "told her that", "with her?"."""
    following = re.match(r"\s+([\w’'-]+)", behind)
    return following is not None and not is_stop(following[1].casefold())


def _meant(
    kind: str, word: str, is_object: bool, mentioned: Sequence[Mention], own: Sequence[Phrase], taken: Iterable[Mention]
) -> Mention | None:
    used = {one.name for one in taken}
    here = {part for phrase in own for part in re.findall(r"\w+", phrase.text.casefold())}
    fit = [
        (score, -place, one)
        for place, one in enumerate(mentioned)
        if (score := _fits(kind, word, one) * (ROLE if is_object and one.is_subject else 1.0)) > 0
        and one.name not in used
        and one.name.split()[-1].casefold() not in here
    ]
    best = max(fit, key=lambda found: found[:2])[2] if fit else None
    # Two who were told of are "they" before anything of an exchange further back, and before one of them.
    are_several = kind == "they" and sum(one.is_last and one.sort is Sort.PERSON for one in mentioned) > 1
    is_one = best is not None and best.sort is Sort.PERSON and not best.is_plural
    return None if best and are_several and (not best.is_last or is_one) else best


def _fits(kind: str, word: str, one: Mention) -> float:
    """How well a mention agrees with a pronoun; 0 where it does not."""
    if kind in ("he", "she"):
        if one.sort not in (Sort.PERSON, Sort.OPEN) or one.is_plural:
            return 0.0
        # Pronouns near a name are somebody else's now and then; nobody goes back past an exchange for one who does not agree.
        agrees = 1.0 if not one.gender else 1.5 if one.gender == kind else 0.15 if one.is_last else 0.0
        is_person = one.sort is Sort.PERSON or (one.is_asked and one.gender == kind)
        return one.weight * (1.0 if is_person else 0.5) * agrees
    if kind == "they":
        # Somebody who is known to be a man or a woman is one; of what was asked about, and no article names in full, that is not known.
        if one.gender and (one.sort is Sort.PERSON or (one.sort is Sort.OPEN and not one.is_asked)) and not one.is_plural:
            return 0.0
        share = {Sort.GROUP: 1.5, Sort.OPEN: 0.8, Sort.THING: 1.0, Sort.PERSON: 1.5 if one.is_plural else 0.4, Sort.PLACE: 0.3}[one.sort]
        if one.sort is Sort.THING and (word == SAYING or not (one.is_plural or _TEAM.fullmatch(one.name))):
            return 0.0
        share *= 1.0 if one.is_asked else 0.4
        if word == AMONG and not (one.is_plural or one.sort is Sort.GROUP or _MANY_NAMED.fullmatch(one.name)):
            return 0.0
        if word == "them":
            return one.weight * share * (0.4 if one.is_subject else 1.0)
        return one.weight * share * (1.5 if one.is_subject else 1.0)
    if kind == "there":
        is_there = one.sort is Sort.PLACE or (one.preposition in listed("asked.places_after") and one.sort is not Sort.PERSON)
        return one.weight if is_there else 0.0
    if kind == LED:
        return 0.0 if one.is_plural else one.weight * {Sort.GROUP: 1.5, Sort.OPEN: 0.7, Sort.THING: 0.4}.get(one.sort, 0.0)
    share = {Sort.THING: 1.0, Sort.GROUP: 0.8, Sort.OPEN: 0.7, Sort.PLACE: 0.5, Sort.PERSON: 0.0}[one.sort]
    if one.sort is Sort.PLACE and one.is_subject and one.is_asked:
        share = 0.8  # "how much is Harvard setting aside": what acts is a body, however often something is done "at" it
    if one.sort is Sort.OPEN and one.gender and " " in one.name:
        share = 0.0  # a first name and a surname, and "he" or "she" in the articles
    weight = one.weight * share * (1.0 if one.is_asked else 0.4)
    return 0.0 if one.is_plural or weight < LEAST else weight


def _in_place(word: str, behind: str, meant: Mention) -> str:
    """The name as it stands in the pronoun's place."""
    if word == "there":
        # "Everyone there" after "out of Kazakhstan" is in it.
        return f"{meant.preposition if meant.preposition in listed('asked.places_after') else 'in'} {meant.name}"
    owns = word in _POSSESSIVE and (word != "her" or _owns(behind))
    if not owns:
        return meant.name
    return f"{meant.name}’" if meant.name.endswith("s") else f"{meant.name}’s"
