"""What other programs may ask, whichever protocol they speak: questions, passages, articles; days are read as everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.checking.findings import Checked, DraftText, Told
from assistant.checking.shelf import CorpusShelf
from assistant.contract import article_json, turn_of
from assistant.types import Answer, Turn
from index.errors import QuestionError
from index.types import Article, Hit
from ui.days import typed_day, typed_limits

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.archive import Archive

MOST_ARTICLES = 1_000
"""Articles of one page of a list."""
MOST_PASSAGES = 100


class Service:
    """One archive and its assistant, as programs ask them; every method raises DatelineErrors whose words say what is wrong."""

    def __init__(self, assistant: Assistant, archive: Archive) -> None:
        self._assistant = assistant
        self.archive = archive
        self._corpora = CorpusShelf()

    def answers(self, question: str, history: Sequence[Any] = (), as_of: str | None = None, **limits: Any) -> Iterator[Answer]:
        """The answer as it grows; the last one is whole. An entry of `history` is a question, or an earlier answer object."""
        today = typed_day(as_of, date.today(), "as_of")
        yield from self._assistant.stream(question, [_turn(one) for one in history], filter=typed_limits(**limits), as_of=today)

    def answer(self, question: str, history: Sequence[Any] = (), as_of: str | None = None, **limits: Any) -> Answer:
        """The whole answer."""
        *_, answer = self.answers(question, history, as_of, **limits)
        return answer

    def search(self, query: str, k: int = 10, **limits: Any) -> tuple[Hit, ...]:
        """The best passages, best first; `k` is 1 to MOST_PASSAGES."""
        if not 1 <= k <= MOST_PASSAGES:
            raise QuestionError(f"k is {k}; ask for 1 to {MOST_PASSAGES} passages.")
        return self._assistant.search(query, filter=typed_limits(**limits), k=k)

    def articles(self, limit: int = 100, after: str | None = None, undated: bool = False, **limits: Any) -> dict[str, Any]:
        """A page of the list of articles, by file and place in it: `{articles, total, next}`; `next` is what `after` is to be, or null."""
        if not 1 <= limit <= MOST_ARTICLES:
            raise QuestionError(f"limit is {limit}; ask for 1 to {MOST_ARTICLES} articles.")
        found = [one for one in self.archive.articles(typed_limits(**limits)) if not (undated and one.published.is_known)]
        ids = [one.id for one in found]
        if after is not None and after not in ids:
            raise QuestionError(f"after is {after}, which is no article of this list; use the `next` of the page before.")
        begin = ids.index(after) + 1 if after is not None else 0
        page = found[begin : begin + limit]
        more = begin + limit < len(found)
        return {"articles": [article_json(one) for one in page], "total": len(found), "next": page[-1].id if page and more else None}

    def check(self, draft: DraftText, told: Told = lambda *_: None) -> Checked:
        """Everything in a draft that can be held against the archive, each with what the archive has of it; raises TooLargeError."""
        from assistant.checking.checker import check

        with self.archive.snapshot() as seen:
            return check(draft, seen, self._corpora.of(seen), told)

    def article(self, id: str) -> Article:
        """One article by its id or the beginning of it; raises UnknownArticleError."""
        return self.archive.article(id)


def _turn(entry: Any) -> Turn:
    try:
        return Turn(entry) if isinstance(entry, str) else turn_of(entry if isinstance(entry, Mapping) else {})
    except ValueError as exc:
        raise QuestionError("An entry of history is neither a question nor an answer object; give {question, answer} at least.") from exc
