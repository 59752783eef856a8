"""What takes files and addresses on the page, as HTML: the place to drop them, and a row for each with how far it is and its outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from index.readers.formats import SUFFIXES
from index.readers.text import MAX_BYTES
from index.readers.unread import TOLD_SUFFIXES
from index.reports import AddProgress, FileReport
from index.wording import counted
from ui.markup import escaped, isolated, label
from ui.uploads import Incoming, Outcome

TOLD = 3
"""Files of a zip archive of which it is said why they were not added; the others are counted."""


def adding_html() -> str:
    """The place that takes files, folders and addresses."""
    known = escaped(" ".join(sorted({*SUFFIXES, *TOLD_SUFFIXES})))
    return (
        f'<section class="adding" aria-labelledby="adding-title" data-known="{known}" data-most="{MAX_BYTES}">'
        '<h3 id="adding-title">Add articles</h3><p>Drop files or a folder here, or '
        '<button type="button" data-choose="files">Choose files</button> '
        '<button type="button" data-choose="folder">Choose a folder</button></p>'
        '<input type="file" multiple hidden aria-label="Files to add"><input type="file" webkitdirectory hidden aria-label="Folder to add">'
        '<form class="by-address"><label>A page or a feed on the web<input name="address" inputmode="url" placeholder="https://" required>'
        '</label><button type="submit">Add</button></form>'
        '<p class="sr" role="status" id="adding-said"></p><ol id="incoming" tabindex="0" aria-label="Files handed in"></ol>'
        '<button type="button" data-clear-rows>Clear the list</button></section>'
    )


def incoming_html(one: Incoming) -> str:
    """A file or an address as a row: on its way, or with its outcome."""
    name = isolated(one.name)
    if one.outcome is None:
        return f'<li data-key="{one.key}"><b>{name}</b> <span class="way">{escaped(_way(one.progress))}</span></li>'
    kind = "changed" if one.outcome.has_changed else "problem-row" if _is_wrong(one.outcome) else "unchanged"
    look = _look(one) if one.outcome.undated else ""
    return (
        f'<li data-key="{one.key}" data-file="{escaped(label(one.name))}" class="{kind}"><b>{name}</b> '
        f'<span class="outcome">{escaped(outcome_words(one.outcome))}{look}</span></li>'
    )


def _way(progress: AddProgress | None) -> str:
    if progress is None:
        return "waits for its turn"
    done = f"{progress.articles:,} of {counted(progress.of_articles, 'article')}" if progress.of_articles else ""
    files = f"{progress.files:,} of {counted(progress.of_files, 'file')}" if progress.of_files > 1 else ""
    return f"is read: {', '.join(filter(None, (files, done)))}" if done or files else "is read"


def _look(one: Incoming) -> str:
    reports = one.outcome.reports if one.outcome else ()
    file = reports[0].file if len(reports) == 1 else one.name
    find = escaped(f"dated=unknown&file={quote(file, safe='')}")
    words = "an article" if one.outcome and one.outcome.undated == 1 else "the articles"
    return f': <a href="?show=archive" data-find="{find}">look<span class="sr"> at {words} without a date</span></a>'


def _is_wrong(outcome: Outcome) -> bool:
    return outcome.problem is not None or any(report.status == "skipped" for report in outcome.reports)


def outcome_words(outcome: Outcome) -> str:
    """What became of a file: "18 articles, 3 without a date", or why nothing did."""
    if outcome.problem is not None:
        return label(outcome.problem)
    reports = outcome.reports
    if len(reports) == 1:
        return _of_one(reports[0], outcome)
    return _of_several(reports, outcome.undated)


def _of_one(report: FileReport, outcome: Outcome) -> str:
    reason = label(report.reason or "")
    if report.status == "skipped":
        return reason or "It cannot be read."
    if report.status == "unchanged":
        return f"unchanged, {counted(report.articles, 'article')}: " + (reason or "it is in the archive already")
    said = counted(report.articles, "article") + (" in the place of those that it had before" if report.status == "updated" else "")
    # Another file of that name was in the archive.
    kept = f", kept as {label(report.file)}" if outcome.name and report.file != outcome.name else ""
    return said + kept + (f"; {reason}" if reason else "") + _without(outcome.undated)


def _of_several(reports: Sequence[FileReport], undated: int) -> str:
    if not reports:
        return "It holds no news."
    counts = Counter(report.status for report in reports)
    new = [report for report in reports if report.status in ("added", "updated")]
    articles = sum(report.articles for report in new)
    said = [f"{counted(articles, 'article')} from {counted(len(new), 'file')}"] if new else []
    said += [f"{counted(counts['unchanged'], 'file')} unchanged"] if counts["unchanged"] else []
    wrong = [label(report.reason or report.file) for report in reports if report.status == "skipped"]
    said += [f"{counted(len(wrong), 'file')} not read"] if wrong else []
    why = "; ".join(reason.rstrip(".") for reason in wrong[:TOLD])
    return ", ".join(said) + (f" ({why})" if why else "") + _without(undated)


def _without(undated: int) -> str:
    return f", {undated:,} without a date" if undated else ""
