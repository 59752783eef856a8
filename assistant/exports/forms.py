"""A conversation to keep: its answers with every citation looked up again in the archive, as Markdown, JSON or CSV.

JSON is the exact form, and the only one that `assistant.exports.recheck` reads. `{format: "dateline-conversation", format_version: 1,
exported, version, archive: {name, fingerprint, articles, passages}, model, turns: [...]}`; a turn is an answer object of
`assistant.contract` with `turn`, and each of its citations has these fields more:

footnote         its number through the whole export, from 1
offsets_in       "file": `start`/`end` count in the decoded file; "article": in the stored article text; null where the article is gone
article_sha256   of the article's whole stored text: UTF-8, as hexadecimal digits; null where the article is gone
standing         "stands", "moved" or "missing": what the archive held at the moment of export
now              {article_id, start, end} of words that moved, else null
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import count
from typing import Any

from assistant.contract import answer_json, citation_json
from assistant.exports.markdown import markdown
from assistant.exports.references import as_references
from assistant.exports.standing import Holdings, Proof, Standing, prove
from assistant.exports.types import Entry, Export, Footnote, Meta
from assistant.selectors import sha256
from assistant.types import Answer
from index.errors import InputError

FORMAT = "dateline-conversation"
FORMAT_VERSION = 1


class ExportForm(StrEnum):
    """The forms of an export, by the ending of a file's name."""

    MARKDOWN = "md"
    JSON = "json"
    CSV = "csv"
    RIS = "ris"
    BIBTEX = "bib"
    CSL = "csl.json"


ENDINGS = ".md, .json or .csv, or, for reference managers, .ris, .bib or .csl.json"
"""The endings as an error says them."""


def export_form(name: str) -> ExportForm:
    """The form of export that a file's name asks for; raises InputError."""
    endings = [form for form in ExportForm if name.casefold().endswith(f".{form}")]
    if not endings:
        raise InputError(f"The name {name} does not say how to export; end it with {ENDINGS}.")
    return max(endings, key=len)


def gather(answers: Sequence[Answer], holdings: Holdings, meta: Meta) -> Export:
    """Number the citations of a conversation through, and look each up in the archive; what has gone since is kept, and says so."""
    numbers = count(1)
    entries = []
    for turn, answer in enumerate(answers, 1):
        proofs = [prove(cited.article_id, cited.start, cited.end, cited.quote, holdings) for cited in answer.citations]
        pairs = zip(answer.citations, proofs, strict=True)
        entries.append(Entry(turn, answer, tuple(Footnote(next(numbers), cited, proof) for cited, proof in pairs)))
    return Export(meta, tuple(entries))


def as_bytes(export: Export, form: ExportForm) -> bytes:
    """The file. Half characters, which only the broken name of a file can hold, come out as the escape that JSON knows too."""
    match form:
        case ExportForm.MARKDOWN:
            text = markdown(export)
        case ExportForm.JSON:
            text = json.dumps(as_json(export), ensure_ascii=False, indent=2) + "\n"
        case ExportForm.CSV:
            text = as_csv(export)
        case _:
            text = as_references(export, form)
    return text.encode("utf-8", "backslashreplace")


def as_json(export: Export) -> dict[str, Any]:
    """The exact form, as described at the top of this module."""
    meta = export.meta
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "exported": meta.made.isoformat(timespec="seconds"),
        "version": meta.version,
        "archive": {"name": meta.archive, "fingerprint": meta.fingerprint, "articles": meta.articles, "passages": meta.passages},
        "model": meta.model,
        "turns": [
            {"turn": entry.number, **answer_json(entry.answer), "citations": [_footnote_json(note) for note in entry.footnotes]}
            for entry in export.entries
        ],
    }


def _footnote_json(note: Footnote) -> dict[str, Any]:
    proof = note.proof
    return {
        **citation_json(note.citation),
        "footnote": note.number,
        "offsets_in": note.offsets_in,
        "article_sha256": note.article_sha256,
        "standing": proof.standing.value,
        "now": now_json(proof),
    }


def now_json(proof: Proof) -> dict[str, Any] | None:
    """Where words that have moved stand now; None for all others."""
    if proof.standing is not Standing.MOVED or proof.article is None:
        return None
    return {"article_id": proof.article.id, "start": proof.start, "end": proof.end}


# A spreadsheet takes a cell that begins so for a formula, and an article could make it run one; the wide signs are those of Japanese.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(export: Export) -> str:
    """One row for each citation, and one for an answer without any; begins with a byte-order mark, without which Excel misreads UTF-8.

    A cell that a spreadsheet would take for a formula has an apostrophe put before it; the exact form is JSON.
    """
    rows = [row for entry in export.entries for row in _rows(export.meta, entry)]
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    table.writerows([_cell(row.get(name)) for name in COLUMNS] for row in rows)
    return "\ufeff" + written.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


_ABOUT_THE_TURN = (
    *("turn", "question", "standalone_question", "status", "form", "answer", "since", "until", "window_from_words", "outlets"),
    *("searched_articles", "searched_passages", "answerer", "notes"),
)
_ABOUT_THE_CITATION = (
    *("footnote", "number", "statement", "quote", "speaker", "headline", "outlet", "byline"),
    *("published_earliest", "published_latest", "published_basis", "published_evidence"),
    *("url", "file", "page", "start", "end", "offsets_in", "article_id", "quote_sha256", "article_sha256", "standing"),
)
COLUMNS = (*_ABOUT_THE_TURN, *_ABOUT_THE_CITATION, "exported", "version", "archive_fingerprint")
"""The header row of the CSV form."""


def _rows(meta: Meta, entry: Entry) -> Iterator[dict[str, object]]:
    answer = entry.answer
    values = (
        *(entry.number, answer.question, answer.standalone_question, answer.status.value, answer.form.value, answer.text),
        *((answer.window.since, answer.window.until, answer.window.from_words) if answer.window else (None, None, None)),
        *("; ".join(answer.sources), answer.searched.articles, answer.searched.passages, answer.answerer, " ".join(answer.notes)),
    )
    made: dict[str, object] = {
        "exported": meta.made.isoformat(timespec="seconds"),
        "version": meta.version,
        "archive_fingerprint": meta.fingerprint,
    }
    shared = made | dict(zip(_ABOUT_THE_TURN, values, strict=True))
    for note in entry.footnotes:
        yield shared | dict(zip(_ABOUT_THE_CITATION, _citation_values(note, answer), strict=True))
    if not entry.footnotes:
        yield shared


def _citation_values(note: Footnote, answer: Answer) -> tuple[object, ...]:
    cited, dating = note.citation, note.citation.published
    carried = "\n\n".join(statement.text for statement in answer.statements if cited.number in statement.citations)
    evidence = "; ".join(f"“{evidence.quote}” ({evidence.why})" for evidence in dating.evidence)
    return (
        *(note.number, cited.number, carried, cited.quote, cited.speaker, cited.title, cited.source, cited.author),
        *(dating.earliest, dating.latest, dating.basis.value, evidence),
        *(cited.url, cited.file, cited.page, cited.start, cited.end, note.offsets_in, cited.article_id),
        *(sha256(cited.quote), note.article_sha256, note.proof.standing.value),
    )
