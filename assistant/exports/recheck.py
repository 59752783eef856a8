"""Old exports looked at again: which of their quotations still stand in the archive, and what has become of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.exports.forms import FORMAT, FORMAT_VERSION, now_json
from assistant.exports.standing import Holdings, Proof, Standing, prove, standing_words
from assistant.selectors import sha256
from assistant.wording import date_words
from index.errors import InputError
from index.types import Basis, Dating


@dataclass(frozen=True, slots=True)
class Rechecked:
    """One quotation of an export: under which number and to which question, where it stands now, and what else has changed since."""

    footnote: int
    question: str
    title: str
    article_id: str
    quote: str
    proof: Proof
    altered: bool  # the file itself was changed: quotation and hash do not belong together
    changes: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the quotation stands where the export says, letter for letter."""
        return self.proof.standing is Standing.STANDS and not self.altered


def recheck(document: Any, holdings: Holdings) -> tuple[Rechecked, ...]:
    """Check every citation of an export, which is its JSON as read; raises InputError for any other document."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise InputError("That is no export of a conversation; name a .json file that Dateline exported.")
    if document.get("format_version") != FORMAT_VERSION:
        raise InputError(f"The export is of format {document.get('format_version')}, and this version of Dateline reads {FORMAT_VERSION}.")
    try:
        return tuple(_rechecked(turn["question"], cited, holdings) for turn in document["turns"] for cited in turn["citations"])
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise InputError(f"The export is broken ({type(exc).__name__}: {exc}); export the conversation again.") from exc


def _rechecked(question: str, cited: dict[str, Any], holdings: Holdings) -> Rechecked:
    quote: str = cited["quote"]
    proof = prove(cited["article_id"], cited["start"], cited["end"], quote, holdings)
    return Rechecked(
        footnote=cited["footnote"],
        question=question,
        title=cited["title"],
        article_id=cited["article_id"],
        quote=quote,
        proof=proof,
        altered=sha256(quote) != cited["quote_sha256"],
        changes=tuple(_changes(cited, proof)),
    )


def _changes(cited: dict[str, Any], proof: Proof) -> list[str]:
    """What is no longer as it was of an article that is still there."""
    article = proof.article
    if article is None or article.id != cited["article_id"]:
        return []
    changes = []
    if cited["article_sha256"] and sha256(article.text) != cited["article_sha256"]:
        changes.append("The text of the article has changed since.")
    before = _dating(cited["published"])
    if (before.earliest, before.latest) != (article.published.earliest, article.published.latest):
        changes.append(f"Its date was {date_words(before)}, and is now {date_words(article.published)}.")
    return changes


def _dating(published: dict[str, Any]) -> Dating:
    earliest, latest = (date.fromisoformat(day) if day else None for day in (published["earliest"], published["latest"]))
    return Dating(earliest, latest, Basis(published["basis"]))


def recheck_words(one: Rechecked) -> str:
    """What has become of a quotation, in one line; empty where all is as it was."""
    altered = "The file was changed after the export: the quotation does not belong to its hash." if one.altered else ""
    moved = standing_words(one.proof, one.article_id) if one.proof.standing is not Standing.STANDS else ""
    return " ".join(filter(None, (altered, moved, *one.changes)))


def recheck_json(file: str, found: Sequence[Rechecked]) -> dict[str, Any]:
    """`{ok, export, citations: [{footnote, question, article_id, title, quote, ok, standing, now, altered, changes}]}`."""
    return {
        "ok": all(one.ok for one in found),
        "export": file,
        "citations": [
            {
                "footnote": one.footnote,
                "question": one.question,
                "article_id": one.article_id,
                "title": one.title,
                "quote": one.quote,
                "ok": one.ok,
                "standing": one.proof.standing.value,
                "now": now_json(one.proof),
                "altered": one.altered,
                "changes": list(one.changes),
            }
            for one in found
        ],
    }
