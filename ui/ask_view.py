"""The place of the conversation as HTML: the turns, the sources beside them, the composer under them; scripts fill it."""

from __future__ import annotations

from assistant.exports.forms import ExportForm
from ui.render import BUSY

EXPORTS = {
    ExportForm.MARKDOWN: "Markdown, to read and print",
    ExportForm.JSON: "JSON, exact",
    ExportForm.CSV: "CSV, for a spreadsheet",
    ExportForm.RIS: "RIS",
    ExportForm.BIBTEX: "BibTeX",
    ExportForm.CSL: "CSL-JSON",
}
"""The forms of an export, with what they are called."""

_WELCOME = (
    '<section id="welcome"><h2>Ask your archive.</h2><p>Answers are quotations from its articles, letter for letter, each with its source '
    'and date. What the archive does not say, Dateline does not say either.</p><ul id="examples" aria-label="Examples"></ul>'
    '<p id="empty" hidden>Nothing is in this archive yet: <a href="?show=archive" data-view="archive">add articles</a>, and ask.</p>'
    "</section>"
)
_WAITING = (
    '<template id="waiting"><article class="turn" tabindex="-1"><h2 class="question" dir="auto"><span class="sr">You asked: </span></h2>'
    f'<div class="answer">{BUSY}</div></article></template>'
)
_FIELDS = {
    "since": ("Published since", "17 January 2022"),
    "until": ("Published until", "January 2022"),
    "today": ("Today is", "24 May 2022"),
}
_FILTERS = (
    '<div id="filters" hidden><div class="fields">'
    + "".join(
        f'<p><label for="{name}">{words}</label><input id="{name}" autocomplete="off" placeholder="{such_as}"></p>'
        for name, (words, such_as) in _FIELDS.items()
    )
    + '<p><label for="outlet">Outlet</label><select id="outlet"><option value="">All outlets</option></select></p>'
    '<p><label for="author">Byline</label><input id="author" list="bylines" autocomplete="off" maxlength="200" placeholder="All bylines">'
    '<datalist id="bylines"></datalist></p>'
    '</div><div id="wrong" role="status"></div></div>'
)
_BOX = (
    '<form id="ask"><div id="question"><label class="sr" for="words">Your question</label>'
    '<textarea id="words" rows="1" placeholder="Ask your archive" autocomplete="off" aria-describedby="toolong"></textarea></div>'
    '<button type="button" id="stop" hidden>Stop</button><button type="submit" id="send">Ask</button></form>'
    '<p id="toolong" role="status"></p>'
)
_EARLIER = (
    '<div id="earlier" class="popup" popover role="dialog" tabindex="-1" aria-label="Earlier conversations"><h2>Earlier conversations</h2>'
    '<p class="none">None yet. Conversations are kept in this browser only.</p><ol></ol></div>'
    '<template id="kept"><li><button type="button" class="open" data-conversation><span class="name"></span> <span class="when"></span>'
    '</button><span class="with"><button type="button" data-do="rename">Rename</button>'
    '<button type="button" data-do="export">Export</button><button type="button" data-do="delete">Delete</button></span></li></template>'
)


def ask_html(longest: int) -> str:
    """The whole view; a question may have as many characters as `longest`."""
    exports = "".join(f'<button type="button" data-form="{form.value}">{words}</button>' for form, words in EXPORTS.items())
    tools = (
        '<div id="tools"><button type="button" id="limits" aria-expanded="false" aria-controls="filters">Filters</button>'
        '<button type="button" id="fresh" hidden>New conversation</button>'
        '<button type="button" id="before" popovertarget="earlier">Earlier</button>'
        '<button type="button" id="export" aria-expanded="false" aria-controls="forms" hidden>Export</button>'
        f'<span id="forms" hidden>{exports}</span></div><div id="saved" role="status"></div>'
    )
    return (
        f'<div id="desk" data-longest="{longest}"><div id="talk">{_WELCOME}<div id="standing"></div><div id="conversation">'
        f'<div class="turns" role="log" aria-label="Conversation"></div></div></div><div id="panel"></div>'
        f'<div id="composer">{_FILTERS}<ul id="chips" aria-label="In force"></ul>{_BOX}{tools}</div></div>'
        f'{_WAITING}{_EARLIER}<div id="hint" role="tooltip" hidden></div><p id="told" class="sr" role="status"></p>'
    )
