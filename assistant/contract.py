"""The JSON shapes that tools and other people's scripts rely on; fields may be added, none may go or change."""

from __future__ import annotations

from datetime import date
from typing import Any

from assistant.types import Answer, Citation, Lead, Remark, Statement, Window
from index.types import Article, Dating, Hit


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
        "url": article.url,
        "language": article.language,
        "words": article.words,
        "author": article.author,
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
        "file": hit.article.file,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.text,
        "score": round(hit.score, 6),
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One verified quotation."""
    return {
        "number": citation.number,
        "article_id": citation.article_id,
        "title": citation.title,
        "published": dating_json(citation.published),
        "source": citation.source,
        "url": citation.url,
        "file": citation.file,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "speaker": citation.speaker,
        "author": citation.author,
        "page": citation.page,
        "highlights": [list(span) for span in citation.highlights],
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
        "text": answer.text,
        "statements": [statement_json(statement) for statement in answer.statements],
        "citations": [citation_json(citation) for citation in answer.citations],
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


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
