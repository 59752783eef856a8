"""Entries of a feed that are no stories of its outlet: drafts of an export, what belongs to the site, and what readers wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KINDS = "schemas.google.com/blogger/2008/kind#"
_OF_SITE = ("template", "settings")


def why_no_story(entry: Mapping[str, Any]) -> str | None:
    """Why an entry of Atom is no story, in a few words; None where it is one."""
    values = dict(entry)
    terms = [str(dict(tag).get("term") or "") for tag in values.get("tags") or ()]
    kind = next((term.rpartition("#")[2] for term in terms if _KINDS in term), "")
    if str(values.get("app_draft") or "").strip().lower() == "yes":
        return "was never published (draft)"
    if kind == "comment" or "thr_in-reply-to" in values:
        return "is a reader's comment"
    return f"is no post but belongs to the site ({kind})" if kind in _OF_SITE else None
