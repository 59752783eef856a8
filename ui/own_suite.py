"""The archive's own suite: a question whose answer was judged wrong on the page becomes a known one, with the words that answer it."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from index.errors import InputError, UnknownArticleError
from index.types import Article
from ui.saving import write_whole

if TYPE_CHECKING:
    from index.archive import Archive

SUITES = "suites"
OWN = "own"
_MOST_HISTORY = 20
_LONGEST = 2_000


class Judgement(StrEnum):
    """What is wrong with an answer; the kind of its question in the suite."""

    NOT_AN_ANSWER = "not an answer"
    WRONG_QUOTATION = "wrong quotation"


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """A question with those before it, what is wrong with its answer, and where the right words stand: None for nowhere.

    `short` is the answer in a few words, which an answer has to hold; empty where the words themselves are it.
    """

    question: str
    history: tuple[str, ...]
    judgement: Judgement
    place: tuple[str, int, int] | None
    short: str

    @classmethod
    def of(cls, document: Any) -> JudgedAnswer:
        """What a browser sends as `{question, history, why, place: "ID:3-40" or "", short}`; raises InputError."""
        try:
            question = str(document["question"]).strip()
            history = tuple(str(one).strip() for one in document.get("history") or ())[-_MOST_HISTORY:]
            judgement = Judgement(str(document["why"]).replace("-", " "))
            place, short = _place(str(document.get("place") or "")), str(document.get("short") or "").strip()
        except (KeyError, TypeError, ValueError, AttributeError) as exc:
            raise InputError("The answer did not arrive whole; load the page again.") from exc
        if not question or any(len(one) > _LONGEST for one in (question, short, *history)):
            raise InputError("A known question has words, and no more than 2,000 characters.")
        if short and place is None:
            raise InputError("Pick the words that say so: an answer stands somewhere in the archive.")
        return cls(question, tuple(filter(None, history)), judgement, place, short)


def _place(words: str) -> tuple[str, int, int] | None:
    if not words:
        return None
    id, _, span = words.partition(":")
    start, _, end = span.partition("-")
    return id, int(start), int(end)


class OwnSuite:
    """The file own.jsonl among the suites of an archive's folder, written by one at a time."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._path = archive.path / SUITES / f"{OWN}.jsonl"
        self._lock = threading.Lock()

    def add(self, judged: JudgedAnswer) -> int:
        """Append the case, in the place of an earlier one of the same question; returns how many there are now. Raises InputError."""
        line = json.dumps(case_of(judged, self._evidence(judged)), ensure_ascii=False)
        with self._lock:
            self._path.parent.mkdir(exist_ok=True)
            held = self._path.read_text(encoding="utf-8-sig").split("\n") if self._path.exists() else []
            mine = f'"id": "{_id(judged)}"'
            lines = [*(one for one in held if one.strip() and mine not in one), line]
            write_whole(self._path, ("\n".join(lines) + "\n").encode())
        return len(lines)

    def _evidence(self, judged: JudgedAnswer) -> dict[str, Any] | None:
        if judged.place is None:
            return None
        id, start, end = judged.place
        try:
            article: Article = self._archive.article(id)
            quote = article.slice(start, end)
        except (UnknownArticleError, IndexError) as exc:
            raise InputError("These words are not in the archive any more; ask again, and pick them anew.") from exc
        if not quote.strip():
            raise InputError("There are no words at this place; pick others.")
        return {"file": PurePath(article.file).name, "quote": quote, "start": start, "end": end}


def case_of(judged: JudgedAnswer, evidence: Mapping[str, Any] | None) -> dict[str, Any]:
    """The case as a line of a suite holds it; without evidence the right answer is that the archive does not say."""
    return {
        "id": _id(judged),
        "question": judged.question,
        "kind": judged.judgement.value,
        "answers": [judged.short or " ".join(evidence["quote"].split())] if evidence else [],
        "evidence": [dict(evidence)] if evidence else [],
        **({"history": list(judged.history)} if judged.history else {}),
        "noted": date.today().isoformat(),
    }


def _id(judged: JudgedAnswer) -> str:
    digest = hashlib.sha256(json.dumps([judged.question, judged.history], ensure_ascii=False).encode("utf-8", "replace"))
    return f"own-{digest.hexdigest()[:10]}"
