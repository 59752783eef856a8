"""An export as a document to read and print: CommonMark with footnotes, in which nothing of an article or a question becomes markup.

Line breaks of a quotation are kept. Blanks at the ends of its lines are not, since Markdown has no way to write them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone

from assistant.exports.standing import Standing, standing_words
from assistant.exports.types import Entry, Export, Footnote, Meta
from assistant.selectors import sha256
from assistant.types import Answer, Citation, Form, Remark, Statement, Status
from assistant.wording import (
    MAY_ANSWER,
    date_words,
    day_words,
    marker,
    nearest_words,
    outlet_words,
    reading_words,
    refusal_words,
    searched_words,
    span_words,
    uncertain_words,
    window_words,
)
from index.types import Article, Basis, Dating, Evidence, Hit
from index.wording import counted

# What CommonMark, GitHub's dialect, pandoc's or Obsidian's acts on within a line, and only where they act on it: an underscore inside a
# word, a dollar sign before a price or an ampersand between names is none. Whatever may end a pair is escaped, so that no pair is made.
_MARKUP = re.compile(
    r"""[\\`\[\]~^{|]
    | \*(?!\s) | (?<!\s)\*                # emphasis
    | (?<![^\W_])_ | _(?![^\W_])
    | <(?=[A-Za-z/!?]) | &(?=\#?\w+;)     # HTML
    | (?<!\S)\#                           # headings and tags
    | (?<!\s)\$                           # formulas
    | @(?=\w) | :(?=//) | (?<=\bwww)\.    # bare addresses and names
    | (?<=([=%]))\1                       # ==marked==, %%hidden%%
    | !(?=\[)""",
    re.VERBOSE | re.IGNORECASE,
)
# What is markup at the beginning of a line only: the marks of lists, quotations, underlines and definitions.
_MARK = re.compile(r">|[-+*=:](?=[-+*=:\s]|$)")
_NUMERAL = re.compile(r"(\(?(?:\d{1,9}|[A-Za-z]|[IVXLCDMivxlcdm]+))([.)])(?=\s|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\\\x00-\x1f\x7f]+", re.IGNORECASE)
# These belong to the spelling of some scripts; every other invisible character of a label only misleads.
_JOINERS = "\u200c\u200d\u200e\u200f"
_GLIMPSE = 240
"""Characters of a nearest passage: enough to see what it is about. It answers nothing, and its place is given."""
_HOW = {
    Basis.CORRECTED: "corrected by the user",
    Basis.STATED: "stated by the source",
    Basis.GIVEN: "given by who added the file",
    Basis.INFERRED: "inferred",
    Basis.UNKNOWN: "nothing in the text tells it",
}
_SOURCES = (
    "Each quotation is cut from the stored article, from the first character given up to, and without, the second, counted from 0. SHA-256 "
    "is of the text in UTF-8."
)


def markdown(export: Export) -> str:
    """The whole document; footnotes are numbered from 1 through all answers, and stand at its end."""
    blocks = ["# A conversation with a news archive", _head(export)]
    for entry in export.entries:
        blocks += _entry(entry, export.meta)
    if export.footnotes:
        blocks += ["## Sources", _SOURCES]
    blocks += [_footnote(note) for note in export.footnotes]
    return "\n\n".join(blocks) + "\n"


# --- foreign text ------------------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """One line of foreign text, in which no character is markup, whether it begins a line or not."""
    return _opened(_within(text.strip()))


def label(text: str) -> str:
    """A question, headline, name or note: on one line, without invisible characters, escaped."""
    return escaped(_folded(text))


def _folded(text: str) -> str:
    shown = "".join(" " if unicodedata.category(one) in ("Cc", "Cf") and one not in _JOINERS else one for one in text)
    return re.sub(r"\s+", " ", shown)


def _within(line: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", line)


def _opened(line: str) -> str:
    if _MARK.match(line):
        return f"\\{line}"
    return _NUMERAL.sub(r"\1\\\2", line, count=1) if _NUMERAL.match(line) else line


def quoted(text: str) -> str:
    """A quotation as a blockquote: every line break where it was."""
    lines = [escaped(line) for line in _LINE_END.split(text)]
    broken = [f"{line}\\" if line and after else line for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return "\n".join(f"> {line}".rstrip() for line in broken)


# --- the document ------------------------------------------------------------------------------------------------------------


def _head(export: Export) -> str:
    meta = export.meta
    return _list(
        f"Exported: {_moment(meta.made)}, by Dateline {label(meta.version)}",
        f"Archive: {label(meta.archive)}, {counted(meta.articles, 'article')} in {counted(meta.passages, 'passage')}; "
        f"fingerprint {label(meta.fingerprint)}",
        f"Language model: {label(meta.model) if meta.model else 'none; the answers are sentences of the articles'}",
        f"Quotations: {_verdict(export)}",
    )


def _moment(made: datetime) -> str:
    offset = made.utcoffset()
    return f"{day_words(made.date())}, {made:%H:%M} {timezone(offset) if offset else 'UTC'}"


def _verdict(export: Export) -> str:
    total, fallen = len(export.footnotes), export.fallen
    if not total:
        return "none"
    if not fallen:
        return f"{total}, each found in the archive letter for letter at the moment of export"
    markers = ", ".join(str(note.number) for note in fallen)
    return f"{total}, of which **{len(fallen)} no longer stand where they were quoted from**: {markers}"


def _entry(entry: Entry, meta: Meta) -> Iterator[str]:
    answer = entry.answer
    yield f"## {entry.number}. {label(answer.question)}"
    if asked := [*_asked(answer, meta)]:
        yield _list(*asked)
    notes = {note.citation.number: note for note in entry.footnotes}
    yield from (_opened(_remark(remark, notes).strip()) for remark in answer.told)
    if answer.examples:
        yield _list(*map(label, answer.examples))
    yield from map(label, uncertain_words(answer))
    if answer.status is Status.UNCERTAIN:
        yield _list(*(f"*{MAY_ANSWER}:* {_statement(statement, notes)}" for statement in answer.statements))
    elif answer.form is Form.ARTICLES:
        yield _list(*(_statement(statement, notes) for statement in answer.statements))
    else:
        yield from (_statement(statement, notes) for statement in answer.statements)
    if answer.status is Status.NOT_FOUND:
        yield label(" ".join(refusal_words(answer)))
    yield from (_note(remark, notes) for remark in answer.remarks)
    if answer.statements and not answer.told:
        yield f"*{label(searched_words(answer.searched, answer.window, answer.sources))}*"
    if answer.nearest:
        yield nearest_words(answer)
        yield _list(*map(_nearest, answer.nearest))


def _asked(answer: Answer, meta: Meta) -> Iterator[str]:
    """How the question was understood, as far as its words do not say it."""
    if read := reading_words(answer):
        yield label(read)
    if answer.window:
        origin = f"from the words “{label(answer.window.from_words)}”" if answer.window.from_words else "set by the user"
        yield f"Window: {label(window_words(answer.window) or 'any day')} ({origin})"
    if answer.sources:
        yield f"Outlets: {', '.join(map(label, answer.sources))}"
    if meta.model:
        yield f"Answered by: {label(answer.answerer)}"


def _statement(statement: Statement, notes: Mapping[int, Footnote]) -> str:
    """A statement on one line: its leads, its quotations in quotation marks, each with its number, and those without a place at its end."""
    leads = _line("; ".join(lead.text for lead in statement.leads))
    quotations = [f"“{_line(quotation.words)}”{_call(quotation.number, notes)}" for quotation in statement.quotations]
    said = _remark(statement.remark, notes) if statement.remark else " ".join(quotations)
    line = " — ".join(filter(None, (said, leads))) if statement.remark else ": ".join(filter(None, (leads, said)))
    calls = "".join(_call(number, notes) for number in statement.unnamed)
    return _opened((_before_call(line) if calls else line).lstrip() + calls)


def _remark(remark: Remark, notes: Mapping[int, Footnote]) -> str:
    """A remark within a line, each citation that it names as the call of its footnote, which stands close to the word before it."""
    pieces = [_line(part) if isinstance(part, str) else _call(part, notes) for part in remark.parts]
    afters = [*remark.parts[1:], ""]
    return "".join(_before_call(piece) if isinstance(after, int) else piece for piece, after in zip(pieces, afters, strict=True))


def _before_call(line: str) -> str:
    """An escaped line to put the call of a footnote after: behind an exclamation mark it would be an image."""
    return re.sub(r"!$", r"\!", line.rstrip())


def _line(text: str) -> str:
    return _within(_folded(text))


def _call(number: int, notes: Mapping[int, Footnote]) -> str:
    return f"[^{notes[number].number}]"


def _note(remark: Remark, notes: Mapping[int, Footnote]) -> str:
    """A remark on an answer, in which the numbers of citations are those of the whole document."""
    numbered = (marker(notes[part].number) if isinstance(part, int) else part for part in remark.parts)
    return "*Note:* " + label("".join(numbered))


def _nearest(hit: Hit) -> str:
    article, passage = hit.article, hit.passage
    line = " ".join(passage.text.split())
    glimpse = line if len(line) <= _GLIMPSE else line[:_GLIMPSE].rsplit(" ", 1)[0] + " …"
    where = f"{label(article.file)}, characters {passage.start}–{passage.end}, article {article.id}"
    return f"{_lead(article)}. “{label(glimpse)}” ({where})"


def _footnote(note: Footnote) -> str:
    cited = note.citation
    page = f", page {cited.page}" if cited.page else ""
    counted_in = " of the stored text" if note.offsets_in == "article" else ""
    article_hash = f", SHA-256 {note.article_sha256}" if note.article_sha256 else ""
    facts = [
        f"**{label(standing_words(note.proof, cited.article_id))}**" if note.proof.standing is not Standing.STANDS else "",
        f"Speaker: {label(cited.speaker)}" if cited.speaker else "",
        f"Date: {_dating(cited.published)}",
        f"Place: {label(cited.file)}{page}, characters {cited.start}–{cited.end}{counted_in}",
        f"Address: {_address(cited.url)}" if cited.url else "",
        f"Article: {cited.article_id}{article_hash}",
        f"Quotation: SHA-256 {sha256(cited.quote)}",
    ]
    blocks = (quoted(cited.quote), _list(*filter(None, facts)))
    inside = "\n\n".join(blocks).replace("\n", "\n    ")
    head = _lead(cited)
    return re.sub(r"[ ]+$", "", f"[^{note.number}]: {head}\n\n    {inside}", flags=re.MULTILINE)


def _lead(one: Article | Citation) -> str:
    """Headline, outlet, byline and date."""
    outlet, byline = label(outlet_words(one.source, one.source_basis)), f"by {label(one.author)}" if one.author else ""
    return ", ".join(filter(None, (f"**{label(one.title) or 'Untitled'}**", outlet, byline, date_words(one.published))))


def _dating(dating: Dating) -> str:
    """The date, how it is known, and the words that it was read from."""
    evidence = [f"“{label(one.quote)}” ({label(one.why)}{_span(one)})" for one in dating.evidence]
    day = span_words(dating.earliest, dating.latest) or "unknown"
    return f"{day}, {_HOW[dating.basis]}" + (f": {'; '.join(evidence)}" if evidence else "")


def _span(evidence: Evidence) -> str:
    return "" if evidence.start is None else f", characters {evidence.start}–{evidence.end}"


def _address(url: str) -> str:
    return f"<{url}>" if _WEB_ADDRESS.fullmatch(url) else label(url)


def _list(*items: str) -> str:
    return "\n".join(f"- {item}" for item in items)
