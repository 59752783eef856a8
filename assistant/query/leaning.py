"""Whether a question stands alone, or leans on the ones before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.query.cut_short import is_cut
from assistant.query.pasted import is_pasted, own_words
from assistant.query.pronouns import POINTS_NOWHERE, points_before
from assistant.query.topics import names_topic
from assistant.types import Turn
from assistant.words.dictionary import is_foreign
from assistant.words.tagger import ADJECTIVE, NAME, NOUN, VERBS, tags
from assistant.words.terms import content_words, is_stop, names_in
from index import timex
from index.words.lists import any_of, listed

LOOKED_BACK = 6
"""Earlier questions among which the whole one is looked for that a follow-up leans on."""

TOLD = 3
"""Words from which a question that goes on ("and how many troops has Arden in Tarn?") and has a name may be asked alone."""

# Personal pronouns are looked at one by one: `points_before`.
_POINTERS = any_of("small.demonstratives", "small.pointers")
_ROLES = rf"{any_of('names.offices', 'names.told_before')}|(?:present|first) one"
_TOLD_BEFORE = frozenset(listed("names.told_before"))
_ANAPHOR = re.compile(rf"\b(?:{_POINTERS}|the (?:{_ROLES})(?!\s+(?:of|who|whom|whose|that|which|for|between)\b))\b", re.IGNORECASE)
# "It" is looked at by itself, and who told of something is not whom the question is about.
_NO_ANAPHOR = re.compile(rf"\bits?\b|\baccording to the (?:{_ROLES})\b", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s*(?:and|but|or|so(?!\s(?:many|much|few|far)\b)|also|what about|how about|then)\b(?!-)", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{any_of('small.question_words', 'small.auxiliaries', 'asked.modals')})\b", re.IGNORECASE)
# "In which period?", "how many seats?": asked of what was told, for there is no verb.
_NOUN_ONLY = re.compile(rf"(?:(?:{any_of('asked.prepositions')})\s+)?(?:which|whose|how\s+(?:many|much))\s+[\w-]+", re.IGNORECASE)
# Somebody answers what somebody said.
_REPLIES = re.compile(rf"\b(?:did|does|do|has|have)\b.+\b(?:{any_of('asked.replying')})\W*$", re.IGNORECASE)
# Somebody agrees to what somebody said.
_STANCE = re.compile(
    rf"\W*(?:(?:and|but)\s+)?(?:(?:did|does|do|has|have)\s+)?(?:who|anyone|anybody|everyone|everybody|someone)\s+(?:else\s+)?(?:{any_of('asked.stances')})\W*",
    re.IGNORECASE,
)
# "Anyone arrested?", "was anybody hurt?": over what was told.
_ANYONE = re.compile(
    r"\W*(?:(?:and|but)\s+)?(?:(?:was|were|is|has|did)\s+)?(?:anyone|anybody|someone|somebody|nobody)\s+(?:else\s+)?(?:been\s+)?\w+\W*",
    re.IGNORECASE,
)
# "Any deaths?", "were there any arrests?": so is that.
_ANY = re.compile(r"\W*(?:(?:and|but)\s+)?(?:(?:was|were|is|are)\s+there\s+)?any\s+(?:other\s+)?[^\W\d_]+\s*\?\W*", re.IGNORECASE)
# "Which senator commented?": on what was told.
_WHICH_REPLIED = re.compile(
    rf"\W*(?:(?:and|but)\s+)?(?:who|(?:which|what)\s+\w+)\s+(?:else\s+)?(?:has\s+|have\s+)?(?:{any_of('asked.replying')})\W*", re.IGNORECASE
)
# "What was the score?": of what was told.
_ATTRIBUTE = re.compile(
    r"\W*(?:and\s+)?what(?:[’']?s|\s+(?:is|was|are|were))\s+(?:the|its|their)\s+(?:\w+\s+)?"
    rf"(?:{any_of('asked.attributes')})\W*",
    re.IGNORECASE,
)
# "Sentence?", "his majority?", "prize money?": of what was told.
_ATTRIBUTE_ALONE = re.compile(
    rf"\W*(?:and\s+)?(?:(?:the|his|her|its|their)\s+)?(?:{any_of('asked.attributes')})(?:\s+money)?\s*\?\W*", re.IGNORECASE
)
# "How many of those were hurt?", "when's that coming?": whatever names stand there besides.
_OF_THOSE = re.compile(r"\b(?:of|among)\s+(?:those|these)(?=\s+(?:was|were|is|are|had|has|have|did|do|will|would)\b|\W*$)", re.IGNORECASE)
_THAT = re.compile(
    rf"\W*(?:(?:and|but|so)\s+)?(?:when|where|why|how|who|what)(?:[’']?s|\s+(?:{any_of('small.auxiliaries', 'asked.modals')}))\s+"
    r"(?P<that>that|this|those|these)\b(?=\s+\w)",
    re.IGNORECASE,
)
_NOWHERE = re.compile(rf"\b(?:{any_of('asked.prepositions')})\s+(?:{any_of('asked.bare')})(?=\W*$)", re.IGNORECASE)
# Forms that are whole by themselves, whoever and whatever they name: a bare noun after the verb, which without "the" can only be a name.
_WHOLE = re.compile(
    r"(?:who|what|where|which) (?:is|are|was|were) the \w+ of (?:the )?\w+|.*\b(?:i|my|me)\b.*"
    r"|(?:who|what)(?:[’']s| (?:is|are|was|were)) (?P<who>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){1,3})"
    r"|(?:what|why|when|how|where) (?:did|does|do|has|have) (?P<speaker>.+?) "
    r"(?:say|said|think|write|written|warn|announced?|claim(?:ed)?) (?:about|of|on|to) (?P<matter>.+)"
    r"|when (?:does|do|did|will) (?P<event>.+?) (?:begin|start|end|finish|open|close|stop|resume|take place)",
    re.IGNORECASE,
)
# "Did ada brandt say when she would resign?": so is a bare speaker of several words.
_SPEAKER = re.compile(
    r"\b(?:did|does|has|had|will|would) ([^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){1,2}) (?:say|said|tell|told|think)\b", re.IGNORECASE
)
_NO_NAME = re.compile(r"(?:an?|the|my|your|our|any|some|all|most|more|not|really|\w+ly|\w+ed|killed|hurt)", re.IGNORECASE)


def background_of(
    asked: str,
    history: Sequence[Turn],
    is_name: Callable[[str], bool] = is_foreign,
    is_spoken_of: Callable[[str], bool | None] = lambda word: True,
) -> tuple[str, ...]:
    """The earlier questions that a question leans on, oldest first: a whole one, and what was last asked after it; none when it stands
    on its own.

    `is_spoken_of`: whether the last exchange has a word, None where that tells nothing. A question of few words of which it has none is
    about something else.
    """
    earlier = _readings([turn for turn in history if turn.question.strip()])
    if not earlier or not leans_back(asked, is_name, is_spoken_of):
        return ()
    taken: list[str] = []
    for question, has_leant in reversed(earlier[-LOOKED_BACK:]):
        taken.insert(0, question)
        if not (leans_back(question, is_name) if has_leant is None else has_leant):
            break
    root = _root([question for question, _ in earlier[-LOOKED_BACK:]], taken[0], is_name)
    return (*root, *taken[:1], *filter(says_more, taken[1:][-1:]))


def _root(questions: Sequence[str], whole: str, is_name: Callable[[str], bool]) -> tuple[str, ...]:
    """The question that first named whom the whole one is about: it may say more of the matter than "is Ash going to appeal?"."""
    named = {word for word in content_words(whole) if not is_stop(word) and is_name(word)}
    before = questions[: questions.index(whole)] if whole in questions else []
    first = next((one for one in before if named & set(content_words(one))), None)
    return (first,) if first and not whole.startswith(first.strip(" ?.!")) else ()


def says_more(followed: str) -> bool:
    """Whether a follow-up asked something of its own ("and how many homes lost power?"): what only named a thing ("and boats?") stood in
    the place of something of the whole question, and goes when another takes it."""
    return _ASKS.search(followed) is not None and not all(map(is_stop, content_words(followed)))


def _readings(turns: Sequence[Turn]) -> list[tuple[str, bool | None]]:
    """How the earlier questions were read, each without those before it that its own reading repeats, and whether it does; None where its
    reading is not known."""
    found: list[tuple[str, bool | None]] = []
    for turn in turns:
        own, has_leant = turn.reading, False if turn.standalone else None
        for start in range(len(found)):
            chain = joined((*(before for before, _ in found[start:]), ""))
            if own.startswith(chain):
                own, has_leant = own.removeprefix(chain), True
                break
        found.append((whole_of(own), has_leant))
    return found


def joined(questions: Sequence[str]) -> str:
    """Earlier questions and the one that leans on them as one text, in which each but the last ends with a mark."""
    *earlier, last = questions
    return " ".join((*(one if re.search(r"[.?!…][”\"’']*$", one) else f"{one}?" for one in earlier), last))


def whole_of(reading: str) -> str:
    """A reading without the follow-ups in it that only name something."""
    whole, *followed = re.split(r"(?<=\?)\s+(?=\w)", reading)
    return " ".join((whole, *filter(says_more, followed)))


def leans_back(
    asked: str, is_name: Callable[[str], bool] = is_foreign, is_spoken_of: Callable[[str], bool | None] = lambda word: True
) -> bool:
    """Whether a question needs the one before it: it points back, goes on, or names too little to be asked alone.

    Capitals decide nothing that `is_name` would not: people type questions in lower case.
    """
    if " " in asked and asked == asked.upper():
        asked = asked.lower()
    own = own_words(asked)
    is_whole = is_pasted(asked)

    def names(part: str) -> bool:
        speaker = _SPEAKER.search(part)
        if (speaker and _is_bare(speaker[1])) or any(not (is_stop(name) or name.casefold() in _TOLD_BEFORE) for name in names_in(part)):
            return True
        return any(is_name(word) for word in content_words(part) if not is_stop(word) and word not in _TOLD_BEFORE)

    if names_topic(asked) and not is_whole and not points_before(asked, is_name):
        # "What about the ferry?" of which nothing was told is about the ferry.
        turned_to = [word for word in content_words(own) if not is_stop(word)]
        named = [word for word in turned_to if is_name(word)]
        if named and len(named) < len(turned_to) and all(is_spoken_of(word) is False for word in named):
            return False  # "what about Lund's first match" of which the last exchange has nothing but a match
        return not turned_to or any(is_spoken_of(word) is not False for word in turned_to)
    goes_on = _GOES_ON.match(own)
    if timex.points_to_window(own) or (goes_on and not is_whole and _leaves_open(asked[goes_on.end() :], names)):
        return True
    if points_before(asked, is_name) or (not is_whole and (_OF_THOSE.search(asked) or _is_that(asked))):
        return True
    if is_whole:
        return False
    carrying = _carrying(asked)
    if anaphor := _ANAPHOR.search(_NO_ANAPHOR.sub(" ", POINTS_NOWHERE.sub(" ", own))):
        return not names(asked) and not _is_of_another(anaphor[0], carrying, is_spoken_of)
    if (
        is_cut(asked)
        or _NOUN_ONLY.fullmatch(asked.strip(" ?.!"))
        or _is_reply(asked)
        or _STANCE.fullmatch(asked)
        or _ANYONE.fullmatch(asked)
        or _ANY.fullmatch(asked)
        or _WHICH_REPLIED.fullmatch(asked)
        or _ATTRIBUTE.fullmatch(asked)
        or _ATTRIBUTE_ALONE.fullmatch(asked)
    ):
        return True
    if len(carrying) > 2 or _is_whole(asked) or names(asked):
        return False
    spoken_of = [told for word in carrying if (told := is_spoken_of(word)) is not None]
    return not spoken_of or any(spoken_of)


def _leaves_open(rest: str, names: Callable[[str], bool]) -> bool:
    """Whether what stands behind "and" needs what was asked before it: not "and what did Lund say about the pier?"."""
    return not _is_whole(rest) and (len(_carrying(rest)) < TOLD or not names(_dayless(rest)))


def _dayless(asked: str) -> str:
    """A question without its days, which carry none of it."""
    for found in reversed(timex.find(asked)):
        asked = f"{asked[: found.start]} {asked[found.end :]}"
    return asked


def _is_that(asked: str) -> bool:
    """Whether a question asks about "that", and not about "that ferry"."""
    found = _THAT.match(asked)
    if found is None:
        return False
    place = len(re.findall(r"[\w’'-]+", asked[: found.end("that")]))
    behind = [tag for tag in tags(re.findall(r"[\w’'-]+", asked))[place : place + 2] if tag != ADJECTIVE]
    return behind[:1] not in ([NAME], [NOUN])


def _carrying(asked: str) -> list[str]:
    """The words of a question that carry it; what is done by "take" and "call" is told by the words around them, and "on board" is nowhere
    in particular."""
    return [word for word in content_words(_NOWHERE.sub(" ", asked)) if not is_stop(word) and word not in listed("asked.light")]


def _is_reply(asked: str) -> bool:
    """Whether a question asks for an answer to what was told: "did Lund reply?", not "did Lund regret the reply?"."""
    found = _REPLIES.search(asked)
    if found is None:
        return False
    own = re.findall(r"[\w’'-]+", asked)
    behind = len(re.findall(r"[\w’'-]+", found.group())) - 1
    return not any(tag in VERBS for tag in tags(own)[-behind:-1])


def _is_of_another(anaphor: str, carrying: Sequence[str], is_spoken_of: Callable[[str], bool | None]) -> bool:
    """Whether "the goalkeeper" is of another story: neither that was told nor most of what a question of some length speaks of."""
    office = anaphor.casefold().removeprefix("the ")
    if office not in carrying or office in _TOLD_BEFORE or len(carrying) < 3 or is_spoken_of(office) is not False:
        return False
    return sum(is_spoken_of(word) is not False for word in carrying) < len(carrying) / 2


def _is_whole(asked: str) -> bool:
    """Whether a question without pronouns has a form that leaves nothing open."""
    found = _WHOLE.fullmatch(asked.strip(" ?.!"))
    if found is None:
        return False
    if who := found["who"]:
        return _is_bare(who)
    return all(not _NO_NAME.fullmatch(part.split()[0]) for part in (found["speaker"], found["event"]) if part)


def _is_bare(words: str) -> bool:
    """Whether words that stand where a name can have nothing about them that a name has not: no article, no participle."""
    return not any(is_stop(word) or _NO_NAME.fullmatch(word) for word in words.split())
