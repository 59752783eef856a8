"""The frame of the page: its head with the ways to the views, settings and help, what went wrong and what was saved."""

from __future__ import annotations

from datetime import date

from assistant.wording import day_words
from index.reports import Counts
from index.wording import counted
from ui.markup import escaped, isolated, label

OTHER_VIEWS = {"archive": "Archive", "timeline": "Timeline", "check": "Check", "evaluation": "Evaluation"}
"""The views beside the conversation, by the name in the page's addresses, with what they are called."""
_UNDATED = "words=&since=&until=&outlet=&author=&file=&dated=unknown"
"""What the archive view looks for where the undated articles alone are wanted."""


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


def facts_html(counts: Counts, days: tuple[date | None, date | None], undated: int, model: str | None) -> str:
    """What the archive holds, its first and its last day, and who answers, as items of a list; the least is left out on small screens."""
    articles = f'<a href="?show=archive" data-view="archive">{escaped(counted(counts.articles, "article"))}</a>'
    first, last = days
    spans = [escaped(f"{day_words(first)} – {day_words(last)}")] if first and last else []
    spans += [f'<a href="?show=archive" data-find="{escaped(_UNDATED)}">{undated:,} undated</a>'] if undated else []
    said = [counted(counts.passages, "passage"), f"answers: {label(model)}" if model else "answers: extractive, no language model"]
    items = [f"<li>{articles}</li>", *(f'<li class="span">{one}</li>' for one in spans)]
    items += [f'<li class="more">{escaped(one)}</li>' for one in said]
    return "".join(items)


def masthead_html(facts: str, *, model: str | None = None, has_login: bool = False) -> str:
    """The head of the page: what the archive holds, as `facts_html` tells it, the ways to the views, the settings, and the way out.

    `model` words the answers, None for no language model.
    """
    views = "".join(
        f'<li><a href="?show={view}" data-view="{view}">{escaped(name)}</a></li>' for view, name in {"ask": "Ask", **OTHER_VIEWS}.items()
    )
    way_out = '<form method="post" action="logout"><button>Log out</button></form>' if has_login else ""
    settings = f"{_SETTINGS}{_answers(model)}{way_out}</div>"  # where a narrow head has no room for it
    return (
        f'<header class="masthead"><h1>Dateline</h1><ul id="facts" aria-label="This archive">{facts}</ul>'
        f'<nav aria-label="Views"><ul>{views}</ul></nav>'
        f'<div class="beside"><button type="button" popovertarget="settings" aria-label="Settings">'
        '<span class="wide">Settings</span><span class="narrow">Aa</span></button>'
        f'<button type="button" popovertarget="keys" aria-label="Help">?</button>{way_out}</div></header>{settings}{_HELP}'
    )


def _choice(setting: str, legend: str, choices: dict[str, str]) -> str:
    """A setting of which one choice is taken; a script keeps it in the browser."""
    boxes = "".join(
        f'<label><input type="radio" name="{setting}" value="{value}"{"" if value else " checked"}> {words}</label>'
        for value, words in choices.items()
    )
    return f"<fieldset><legend>{legend}</legend>{boxes}</fieldset>"


_SETTINGS = (
    '<div id="settings" class="popup" popover role="dialog" aria-label="Settings"><h2>Settings</h2>'
    + _choice("theme", "Colours", {"": "As the system", "light": "Light", "dark": "Dark"})
    + _choice("size", "Size of text", {"small": "Small", "": "Usual", "large": "Large", "larger": "Larger"})
    + "<p>Kept in this browser.</p>"
    "<h3>Today</h3><p>“Last week” and “yesterday” are counted from today, or from the day that is set for a conversation under Filters.</p>"
    '<p><button type="button" data-set="today">Count from another day</button></p>'
)


def _answers(model: str | None) -> str:
    """Who words the answers, and how that is changed, which only whoever starts the server can."""
    named = "in <code>DATELINE_MODEL</code> when Dateline is started."
    if model:
        said = f"Worded by {isolated(model)}; what is quoted is cut from the articles. Another model is named {named}"
    else:
        said = f"The articles’ own sentences, without a language model. One to word them is named {named}"
    return f"<h3>Answers</h3><p>{said}</p>"


_KEYS = {
    "/": "go to the question box",
    "Enter": "ask; with Shift, a new line",
    "↑": "in the empty box: the last question again",
    "Esc": "close what is open",
    "?": "this help",
}
_HELP = (
    '<div id="keys" class="popup" popover role="dialog" tabindex="0" aria-label="Help"><h2>Help</h2>'
    "<p>Ask what the articles say: who said what, when, how many. A topic or a name alone lists its articles. "
    "Each number in an answer leads to the quotation where it stands; the headline there opens the whole article.</p>"
    "<h3>Keys</h3><dl>"
    + "".join(f"<dt><kbd>{key}</kbd></dt><dd>{words}</dd>" for key, words in _KEYS.items())
    + '</dl><h3>Dates</h3><p><span class="date stated">stated</span> by the article itself, <span class="date given">given</span> by who '
    'added the file, <span class="date corrected">corrected</span> by you; <span class="date inferred">inferred</span> from the text, with '
    'the words that tell it; <span class="date unknown">unknown</span> where nothing does.</p></div>'
)
