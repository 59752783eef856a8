"""The JSON shapes that tools and other people's scripts rely on; fields may be added, none may go or change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.selectors import citation_fields, passage_fields
from assistant.types import Answer, Citation, Form, Lead, QuotedWords, Remark, Statement, Turn, Window
from index.types import Article, Dating, Hit
from index.words.bylines import names


def dating_json(dating: Dating) -> dict[str, Any]:
    """`{earliest, latest, basis, evidence: [{quote, start, end, why}]}` with days as `YYYY-MM-DD` or null."""
    return {
        "earliest": _iso(dating.earliest),
        "latest": _iso(dating.latest),
        "basis": dating.basis.value,
        "evidence": [{"quote": e.quote, "start": e.start, "end": e.end, "why": e.why} for e in dating.evidence],
    }


def article_json(article: Article) -> dict[str, Any]:
    """What the archive holds of one article, without its text; `start`/`end` are null for formats without character offsets."""
    return {
        "id": article.id,
        "title": article.title,
        "file": article.file,
        "start": article.start if article.in_file else None,
        "end": article.end if article.in_file else None,
        "published": dating_json(article.published),
        "source": article.source,
        "source_basis": article.source_basis,
        "url": article.url,
        "language": article.language,
        "words": article.words,
        "author": article.author,
        "authors": list(names(article.author)),
        "modified": _iso(article.modified),
        "pages": len(article.pages) or None,
    }


def passage_json(hit: Hit) -> dict[str, Any]:
    """One ranked passage."""
    return {
        "article_id": hit.article.id,
        "title": hit.article.title,
        "published": dating_json(hit.article.published),
        "source": hit.article.source,
        "source_basis": hit.article.source_basis,
        "file": hit.article.file,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "score": round(hit.score, 6),
        **passage_fields(hit),
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One verified quotation."""
    return {
        "number": citation.number,
        "article_id": citation.article_id,
        "title": citation.title,
        "published": dating_json(citation.published),
        "source": citation.source,
        "source_basis": citation.source_basis,
        "url": citation.url,
        "file": citation.file,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "author": citation.author,
        "page": citation.page,
        "highlights": [list(span) for span in citation.highlights],
        **citation_fields(citation),
    }


def listed_json(citation: Citation) -> dict[str, Any]:
    """An article of a list, by its citation: `lead` is the sentence that was cut from it, at `start`."""
    return {
        "article_id": citation.article_id,
        "title": citation.title,
        "published": dating_json(citation.published),
        "source": citation.source,
        "source_basis": citation.source_basis,
        "file": citation.file,
        "start": citation.start,
        "lead": citation.quote,
        "number": citation.number,
    }


def lead_json(lead: Lead) -> dict[str, Any]:
    """Who says it and when; null for what is not said of it."""
    return {
        "speaker": lead.speaker,
        "headline": lead.headline,
        "outlet": lead.outlet,
        "file": lead.file,
        "published": dating_json(lead.published),
    }


def remark_json(remark: Remark | None) -> list[str | int] | None:
    """Words as strings, the numbers of citations among them as integers; null where there is none."""
    return list(remark.parts) if remark else None


def statement_json(statement: Statement) -> dict[str, Any]:
    """The words of a statement and its citations, and the parts that the words are made of."""
    return {
        "text": statement.text,
        "citations": list(statement.citations),
        "leads": [lead_json(lead) for lead in statement.leads],
        "quotations": [{"number": quotation.number, "words": quotation.words} for quotation in statement.quotations],
        "remark": remark_json(statement.remark),
    }


def window_json(window: Window | None) -> dict[str, Any] | None:
    """`{since, until, from_words}`, or null."""
    return {"since": _iso(window.since), "until": _iso(window.until), "from_words": window.from_words} if window else None


def answer_json(answer: Answer) -> dict[str, Any]:
    """One answer with everything that carries it."""
    return {
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "status": answer.status.value,
        "form": answer.form.value,
        "text": answer.text,
        "statements": [statement_json(statement) for statement in answer.statements],
        "citations": [citation_json(citation) for citation in answer.citations],
        "articles": [listed_json(citation) for citation in answer.articles],
        "examples": list(answer.examples),
        "window": window_json(answer.window),
        "sources": list(answer.sources),
        "searched": {
            "articles": answer.searched.articles,
            "passages": answer.searched.passages,
            "undated_left_out": answer.searched.undated_left_out,
        },
        "nearest": [passage_json(hit) for hit in answer.nearest],
        "answerer": answer.answerer,
        "confidence": round(answer.confidence, 6),
        "notes": list(answer.notes),
        "note_parts": [remark_json(remark) for remark in answer.remarks],
        "offer": {"as_of": _iso(answer.offer.as_of), "window": window_json(answer.offer.window)} if answer.offer else None,
        "timings_ms": {stage: round(ms, 2) for stage, ms in answer.timings_ms.items()},
    }


def turn_json(turn: Turn) -> dict[str, Any]:
    """One exchange of a conversation: of its answer what a follow-up may mean, named as an answer's fields are."""
    return {
        "question": turn.question,
        "answer": turn.answer,
        "standalone_question": turn.standalone,
        "window": window_json(turn.window),
        "citations": [
            {
                "article_id": one.article_id,
                "start": one.start,
                "end": one.end,
                "quote": one.words,
                "title": one.title,
                "speaker": one.speaker,
            }
            for one in turn.quoted
        ],
        "confidence": turn.confidence,
        "form": turn.form.value if turn.form else None,
    }


def turn_of(document: Mapping[str, Any]) -> Turn:
    """The exchange that `turn_json` or `answer_json` told of; only the question has to be there. Raises ValueError for what is neither."""
    try:
        question, window = document["question"], document.get("window")
        if not isinstance(question, str):
            raise TypeError
        quoted = tuple(
            QuotedWords(
                str(one["article_id"]),
                int(one["start"]),
                int(one["end"]),
                str(one["quote"]),
                str(one.get("title") or ""),
                one.get("speaker"),
            )
            for one in document.get("citations") or ()
        )
        return Turn(
            question,
            str(document.get("answer") or document.get("text") or ""),
            str(document.get("standalone_question") or ""),
            Window(_day(window["since"]), _day(window["until"]), window.get("from_words")) if window else None,
            quoted,
            None if document.get("confidence") is None else float(document["confidence"]),
            Form(document["form"]) if document.get("form") else None,
        )
    except (KeyError, TypeError, AttributeError) as exc:
        raise ValueError("no exchange: its question, window or citations are not as answers have them") from exc


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
