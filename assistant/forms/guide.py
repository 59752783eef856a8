"""What can be asked of this archive, with examples made of what it holds; what is said to a greeting, and to a language it is not in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from assistant.forms.catalogue import LOOKED_AT, most_quoted
from assistant.forms.classifier import Wish
from assistant.forms.language import most_common
from assistant.forms.typed import Typed
from assistant.types import Remark
from assistant.wording import day_words
from index.store import holdings
from index.store.snapshot import Snapshot

_HELLO = "Hello."
_NOTHING_NAMED = "That names nothing to look for: say whom or what you mean."
_WELCOME = "You are welcome. Ask on whenever you like."
_ASK = (
    "Ask what the articles of this archive say: who said what, when something happened, how many, how one thing led to another. "
    "The answer is quoted from them letter for letter, each quotation with its source and date."
)
_LISTS = (
    "A topic or a name alone lists the articles on it, “all quotes by” somebody what that person said, oldest first. "
    "You can also ask about the archive itself."
)
_EXAMPLES = "For example:"


def is_foreign(language: str, seen: Snapshot) -> bool:
    """Whether no article of the archive is in a language, and some are in another."""
    held = archive_languages(seen)
    return bool(held) and language not in held


def archive_languages(seen: Snapshot) -> list[str]:
    """The languages of the newest articles, most first."""
    held = seen.held(holdings.newest_articles(seen, LOOKED_AT)).values()
    return most_common((one.article.language, one.article.text) for one in held)


def foreign(language: str, seen: Snapshot) -> tuple[Remark, ...]:
    """That a text is in a language in which no article is, and in which it can be asked."""
    held = archive_languages(seen)
    own = " and ".join(held[:2])
    return (Remark.of(f"That looks like {language}. The archive is in {own}; ask in {held[0]}."), *_with_examples(seen))


def help_for(typed: Typed, seen: Snapshot) -> tuple[Remark, ...]:
    """What is said to a greeting, to thanks, or to somebody who asks what can be asked."""
    if typed.wish is Wish.THANKS:
        return (Remark.of(_WELCOME),)
    first = f"{_HELLO} {_ASK}" if typed.wish is Wish.GREETING else f"{_NOTHING_NAMED} {_ASK}" if typed.names_nothing else _ASK
    return (Remark.of(first), Remark.of(_LISTS), *_with_examples(seen))


def _with_examples(seen: Snapshot) -> tuple[Remark, ...]:
    return (Remark.of(_EXAMPLES),) if seen.facts.counts.articles else (Remark.of("The archive is empty: add files to it first."),)


def examples(seen: Snapshot) -> tuple[str, ...]:
    """Questions that the archive answers, made of the people that it quotes and of its days; none where it is empty."""
    held = seen.held(holdings.newest_articles(seen, LOOKED_AT)).values()
    people = most_quoted(seen)
    asked = []
    if people:
        asked.append(f"What did {people[0]} say?")
        asked.append(f"All quotes by {people[min(1, len(people) - 1)]}")
        asked.append(people[min(2, len(people) - 1)].split()[-1])
        asked.append(f"How many articles mention {people[0].split()[-1]}?")
    days: Counter[date] = Counter(day for one in held if (day := one.article.published.day))
    if days:
        asked.append(f"What happened on {day_words(max(days, key=lambda day: (days[day], day)))}?")
        asked.append("What is the newest article?")
    if len(seen.facts.outlets) > 1:
        asked.append("Which outlets are there?")
    return tuple(asked)
