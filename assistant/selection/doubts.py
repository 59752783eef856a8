"""What the likeliest passages lack of a question, for which they are shown as perhaps an answer, and nothing is claimed."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.selection import ages, offices
from assistant.selection.remarks import age_words, anothers_words, unheard_words, unnamed_words, unsaid_words
from assistant.selection.spoken import unheard
from assistant.selection.units import Unit
from assistant.selection.unnamed import unnamed
from assistant.selection.untold import turns_on_act, unmentioned, untold


def doubt(asked: str, units: Sequence[Unit], wordings: Sequence[str] = (), *, is_read: bool = True) -> str:
    """The sentence that says what the likeliest units (best first) lack, without which they answer another question; "" where they have
    all that an answer needs: whom it names must be there by the question's own names.

    By figures alone, where a cross-encoder has not read them (`is_read`), whether it was done, who did it and why must be told in its own
    word, or in that of another of the question's `wordings`. Of 2,000 questions not fitted on whose act stands nowhere near, though they
    are likelier answered than not once they are read, 43 of 52 are answered rightly.
    """
    if not units:
        return ""
    if not is_read and turns_on_act(asked) and (said := unsaid(asked, units, wordings)):
        return said
    if word := unmentioned(asked, units):
        return unsaid_words(word)
    if name := unheard(asked, units):
        return unheard_words(name)
    if name := unnamed(asked, units):
        return unnamed_words(name)
    if office := offices.anothers(asked, units):
        return anothers_words(office)
    if one := ages.anothers(asked, units):
        return age_words(one)
    return ""


def lack(asked: str, units: Sequence[Unit], wordings: Sequence[str] = ()) -> str:
    """The sentence that says what units lack of which nothing is claimed; also that when, where or how often something was done stands
    there without the word for it. It may be told in another word, so that alone leaves them no less likely."""
    return unsaid(asked, units, wordings) or doubt(asked, units)


def unsaid(asked: str, units: Sequence[Unit], wordings: Sequence[str] = ()) -> str:
    """The sentence that says that no likely unit speaks of what was done, in one of the question's `wordings`; "" where one does."""
    word = untold(asked, units)
    return unsaid_words(word) if word and all(untold(other, units) for other in wordings) else ""
