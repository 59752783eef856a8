"""The JSON shapes of a check, for tools and other people's scripts; fields may be added, none may go or change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.checking.findings import Checkable, Checked, Credit, Difference, Finding, Occurrence, Traced
from assistant.contract import citation_json
from assistant.types import Citation

PLURALS = {
    Checkable.QUOTATION: "quotations",
    Checkable.FIGURE: "figures",
    Checkable.DAY: "days",
    Checkable.NAME: "names",
}


def check_json(checked: Checked) -> dict[str, Any]:
    """`{file, checked: {quotations, figures, days, names}, findings: [...]}`; offsets count in the draft's text."""
    return {
        "file": checked.draft.file,
        "format": checked.draft.format,
        "checked": {plural: checked.count(kind) for kind, plural in PLURALS.items()},
        "faults": len(checked.faults),
        "archive": {"articles": checked.articles},
        "findings": [finding_json(finding) for finding in checked.findings],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding; `nearest` and `others` are citations too, which do not bear the draft out."""
    return {
        "kind": finding.kind.value,
        "text": finding.text,
        "start": finding.start,
        "end": finding.end,
        "verdict": finding.verdict.value,
        "said": _said(finding.said),
        "citation": _cited(finding.citation),
        "differences": differences_json(finding.differences),
        "note": finding.note,
        "others": [citation_json(one) for one in finding.others],
        "nearest": _cited(finding.nearest),
    }


def trace_json(traced: Traced) -> dict[str, Any]:
    """`{phrase, first, latest, articles: [citation with copy_of], undated: [...], nearest, differences, notes}`, oldest first."""
    return {
        "phrase": traced.phrase,
        "first": _cited(traced.first.citation) if traced.first else None,
        "latest": _cited(traced.latest.citation) if traced.latest else None,
        "articles": [_occurrence(one) for one in traced.dated],
        "undated": [_occurrence(one) for one in traced.undated],
        "nearest": _cited(traced.nearest),
        "differences": differences_json(traced.differences),
        "notes": list(traced.notes),
        "archive": {"articles": traced.articles},
    }


def differences_json(found: Sequence[Difference]) -> list[dict[str, str]]:
    """Words of the draft and of the archive; either is empty where it has none."""
    return [{"draft": one.draft, "archive": one.archive, "what": one.what} for one in found]


def _occurrence(one: Occurrence) -> dict[str, Any]:
    return {**citation_json(one.citation), "copy_of": one.copy_of}


def _said(said: Credit) -> dict[str, Any] | None:
    if said.is_silent:
        return None
    return {"speaker": said.speaker, "day": said.day.isoformat() if said.day else None, "outlet": said.outlet}


def _cited(citation: Citation | None) -> dict[str, Any] | None:
    return citation_json(citation) if citation else None
