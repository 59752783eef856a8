"""Which words of a question are not its asker's: those in quotation marks, and a sentence of an article that was pasted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.prose.quotations import quotations
from index.prose.sentences import split_sentences
from index.words.lists import PAST, THIRD, any_of, saying

BLANK = "_"
"""What stands for a letter of somebody else's words: a mark of the length of the word, so that offsets stay."""
FEW_WORDS = 5
"""Words below which nothing is taken for a pasted sentence, nor for a quotation that says something by itself."""
# 'The sea wall held': the opening one before a word and after none, the closing one before none; "the workers' hall" opens nothing.
_SINGLE = re.compile(r"(?<![\w’'])[‘'](?=\w)(?P<said>.+)(?<=\S)[’'](?!\w)")
_COLON = re.compile(r":\s+")
_LEAD = re.compile(rf"^\W*(?:(?:{any_of('asked.goes_on')})\s+)?", re.IGNORECASE)
_ASKS = re.compile(
    rf"^\W*(?:(?:by|in|on|at|for|to|with|of|from|about|since|until)\s+)?(?:{any_of('small.question_words')})\b"
    rf"|^\W*(?:{any_of('small.auxiliaries', 'asked.modals', 'asked.requests', 'asked.asker')})\b",
    re.IGNORECASE,
)
_FINITE = re.compile(
    rf"\b(?:{any_of('small.auxiliaries', 'asked.modals')}|{saying('any', forms=(PAST, THIRD))}|\w+n[’']t)\b", re.IGNORECASE
)
_PAST = re.compile(rf"\b(?:[a-z]{{2,}}ed|{any_of('asked.irregular')})\b")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|what|where|when|why|how)\b", re.IGNORECASE)


def own_words(asked: str) -> str:
    """The question with the words of others blanked, letter by letter: a day that a quotation names is no day that is asked about."""
    blanked = asked
    for start, end in sorted({*quotations(asked), *(found.span("said") for found in _SINGLE.finditer(asked))}):
        if len(asked[start:end].split()) > 1:
            blanked = blanked[:start] + _blank(asked[start:end]) + blanked[end:]
    for start, end in _pieces(blanked):
        if is_statement(blanked[start:end]):
            blanked = blanked[:start] + _blank(asked[start:end]) + blanked[end:]
    return blanked


def is_pasted(asked: str) -> bool:
    """Whether most of what was typed is somebody else's: enough of it to be asked about by itself."""
    blanked = own_words(asked)
    others = [word for word, left in zip(asked.split(), blanked.split(), strict=True) if word != left]
    return len(others) >= FEW_WORDS


def is_statement(text: str) -> bool:
    """Whether a text is a sentence that states something, as articles do, and asks nothing.

    It has a finite verb that no relative clause holds, does not begin as questions, requests or a word of the asker's own do, and ends
    with a full stop or is said by somebody. On the sentences of the sample archive and its known questions: nine in ten of
    the sentences are known, and no question is taken for one.
    """
    said = _LEAD.sub("", text.strip())
    if len(said.split()) < FEW_WORDS or re.search(r"\?\W*$", said) or _ASKS.search(said):
        return False
    verb = _FINITE.search(said)
    is_free = verb is not None and not _RELATIVE.search(said[: verb.start()])
    if re.search(r"[.!…][\"”»’')\]]*$", said):
        return is_free or _PAST.search(said) is not None
    return is_free and verb is not None and verb.start() > 0 and said[0].isupper()


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of what was typed, and of each what stands before and after a colon."""
    for start, end in split_sentences(text):
        at = start
        for colon in _COLON.finditer(text, start, end):
            yield at, colon.start()
            at = colon.end()
        yield at, end


def _blank(words: str) -> str:
    return re.sub(r"\w", BLANK, words)
