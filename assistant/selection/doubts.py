"""What the likeliest passages lack of a question, for which they are shown as perhaps an answer, and nothing is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.selection.offices import anothers
from assistant.selection.remarks import anothers_words, unheard_words, unnamed_words, unsaid_words
from assistant.selection.spoken import unheard
from assistant.selection.units import Unit
from assistant.selection.unnamed import unnamed
from assistant.selection.untold import unmentioned, untold


def doubt(asked: str, units: Sequence[Unit], wordings: Sequence[str] = ()) -> str:
    """The sentence that says what the likeliest units (best first) lack; "" where it is nothing that an answer needs.

    What was done may be told in another of the question's `wordings`; whom it names must be there by the question's own names.
    """
    if (word := untold(asked, units)) and all(untold(other, units) for other in wordings):
        return unsaid_words(word)
    if word := unmentioned(asked, units):
        return unsaid_words(word)
    if name := unheard(asked, units):
        return unheard_words(name)
    if name := unnamed(asked, units):
        return unnamed_words(name)
    if office := anothers(asked, units):
        return anothers_words(office)
    return ""
