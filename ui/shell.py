"""The frame of the page: its head with the ways to the views, the window of the last answer, what went wrong and what was saved."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Window
from assistant.wording import day_words, window_words
from index.types import Dating
from index.wording import counted
from ui.markup import escaped, label

OTHER_VIEWS = {"archive": "Archive", "timeline": "Timeline", "check": "Check", "evaluation": "Evaluation"}
"""The views beside the conversation, by the name in the page's addresses, with what they are called."""


def views_html() -> str:
    """The places of the views beside the conversation, and of the article that is read; scripts fill them."""
    views = "".join(
        f'<section class="view" id="view-{view}" aria-label="{escaped(name)}" hidden></section>' for view, name in OTHER_VIEWS.items()
    )
    return f'<aside id="reader" aria-label="Article" tabindex="-1" hidden></aside>{views}'


def problem_html(sentence: str) -> str:
    """What went wrong, announced to screen readers."""
    return f'<p class="problem" role="alert">{escaped(sentence)}</p>'


def saved_html(name: str, sentence: str) -> str:
    """That the browser was handed a file, and what is in it; told to screen readers too."""
    return f'<p class="saved" role="status"><b>{escaped(name)}</b>: {escaped(sentence)}</p>'


def window_html(window: Window) -> str:
    """The window of the last answer, with the words it was read from."""
    origin = f"from “{escaped(window.from_words)}”" if window.from_words else "set in the filters"
    return f'<p class="window chip" dir="auto"><b>Window:</b> {escaped(window_words(window) or "any day")} <span>({origin})</span></p>'


def masthead_html(datings: Sequence[Dating], passages: int, model: str | None) -> str:
    """The head of the page: what the archive holds, between which days, and who answers."""
    days = sorted(day for dating in datings for day in (dating.earliest, dating.latest) if day)
    undated = sum(not dating.is_known for dating in datings)
    facts = [f"{counted(len(datings), 'article')}, {counted(passages, 'passage')}"]
    facts += [f"{day_words(days[0])} – {day_words(days[-1])}"] if days else []
    facts += [f"{undated:,} undated"] if undated else []
    facts += [f"answers: {label(model)}" if model else "answers: extractive, no language model"]
    items = [f"<li>{escaped(fact)}</li>" for fact in facts]
    items[0] = f'<li><a href="?show=archive" data-view="archive">{escaped(facts[0])}</a></li>'
    views = "".join(
        f'<li><a href="?show={view}" data-view="{view}">{escaped(name)}</a></li>' for view, name in {"ask": "Ask", **OTHER_VIEWS}.items()
    )
    return (
        f'<div class="masthead"><h1>Dateline</h1><ul aria-label="This archive">{"".join(items)}</ul>'
        f'<nav aria-label="Views"><ul>{views}</ul></nav></div>'
    )
