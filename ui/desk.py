"""What happens on the page of the web chat: a question is asked, a conversation is exported or opened again. No layout, no server."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.contract import turn_json, window_json
from assistant.exports.forms import ExportForm, as_bytes
from assistant.exports.standing import Standing, prove, standing_words
from assistant.forms.guide import examples
from assistant.types import Turn
from assistant.wording import fallen_words
from index.errors import DatelineError, InputError
from index.store.holdings import undated
from index.timex import stated_window
from index.wording import counted
from ui.chips import answer_chips_html, filter_chips_html
from ui.conversation import Exchange, Filters, PageQuestion, answers_of, without_words
from ui.kept import answer_of, kept
from ui.render import exchange_html
from ui.saving import exported, told
from ui.shell import facts_html, masthead_html, problem_html, saved_html
from ui.sources import sources_html

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.archive import Archive

log = logging.getLogger(__name__)

_UNEXPECTED = "Something went wrong while answering; the details are in the server's log, and you can go on asking."
_NOTHING_ELSE = "The question names nothing but its days, so that nothing is left to ask without them; type what else it is about."
_NAMES = 500
"""People of bylines that are suggested, those of most articles; others can be typed."""
_EVERY = 0.2
"""Seconds between two states of a growing answer."""
_MEDIA_TYPES = {
    ExportForm.MARKDOWN: "text/markdown",
    ExportForm.JSON: "application/json",
    ExportForm.CSV: "text/csv",
    ExportForm.RIS: "application/x-research-info-systems",
    ExportForm.BIBTEX: "application/x-bibtex",
    ExportForm.CSL: "application/vnd.citationstyles.csl+json",
}


class Desk:
    """Answers what the page asks; keeps nothing of any visitor, whose browser keeps the conversation and sends what is needed of it."""

    def __init__(self, assistant: Assistant, archive: Archive, model: str | None, examples: Sequence[str] = ()) -> None:
        """`assistant` answers from `archive` with the language model `model`, None for none.

        `examples` are questions to begin with; without them they are made of what the archive holds.
        """
        self._assistant = assistant
        self._archive = archive
        self._model = model
        self._examples = tuple(examples)
        self._frame: tuple[int, dict[str, Any]] = (-1, {})

    def masthead(self, *, has_login: bool = False) -> str:
        """The head of the page as the archive is at this moment; with a login it has a way to log out."""
        return masthead_html(self.frame()["facts"], model=self._model, has_login=has_login)

    def frame(self) -> Mapping[str, Any]:
        """What of the page follows the archive, as it is at this moment: `{facts, outlets, authors, examples, articles}`.

        The facts are HTML, `articles` is how many there are.
        """
        with self._archive.snapshot() as seen:
            facts = seen.facts
            if self._frame[0] != facts.generation:
                asked = self._examples or (examples(seen) if facts.counts.articles else ())
                held = facts_html(facts.counts, facts.days, undated(seen), self._model)
                names = {"outlets": list(facts.outlets), "authors": list(seen.authors())[:_NAMES]}
                self._frame = (facts.generation, {"facts": held, **names, "examples": list(asked), "articles": facts.counts.articles})
        return self._frame[1]

    def ask(self, document: Any) -> Iterator[dict[str, Any]]:
        """The exchange as it grows: `{question, html, sources, running, chips, edit, turn, answer}`; a DatelineError is a sentence in it.

        `document` is what `PageQuestion.of` reads. `turn` and `answer` are what the browser sends again with later questions and with an
        export, null while there is none; `edit` is `{question, window}`: the question without its window, to be edited apart.
        """
        exchange, by_hand = Exchange(0, ""), False
        try:
            asked = PageQuestion.of(document)
            exchange = Exchange(asked.number, asked.question)
            limits, today = asked.filters.filter, asked.filters.as_of
            by_hand = bool(limits.since or limits.until)
            question, turns = self._without_window(asked) if asked.ignoring else (asked.question, asked.turns)
            exchange = Exchange(asked.number, question)
            shown = time.monotonic()
            for answer in self._assistant.stream(question, turns, filter=limits, as_of=today, literal=asked.literal):
                exchange = replace(exchange, answer=answer)
                # Each state is sent whole: of an answer that is there at once, as all are without a language model, only the last.
                if self._model and time.monotonic() - shown > _EVERY:
                    yield _shown(exchange, by_hand=by_hand)
                    shown = time.monotonic()
        except DatelineError as error:
            exchange = replace(exchange, answer=None, problem=str(error))
        except Exception:
            log.exception("a question of the page failed")
            exchange = replace(exchange, answer=None, problem=_UNEXPECTED)
        yield _shown(exchange.finished(), by_hand=by_hand)

    def _without_window(self, asked: PageQuestion) -> tuple[str, tuple[Turn, ...]]:
        """The question, as typed or as it was read, whose words name no days, with the turns that bring none to it; raises InputError."""
        again = asked.ignoring
        assert again is not None
        words = again.window.from_words if again.window else None
        typed, read = (_without(text, words) for text in (again.question, again.reading))
        said: list[tuple[str, tuple[Turn, ...]]] = [(typed, asked.turns), (read, ()), (typed, ())]
        if len(typed.split()) <= 2:  # little but its days was typed ("and on the 13th?"): what was meant is in how it was read
            said = said[1:]
        for question, turns in said:
            filter, today = asked.filters.filter, asked.filters.as_of
            if self._assistant.understand(question, turns, filter=filter, as_of=today).window is None:
                return question, turns
        raise InputError(_NOTHING_ELSE)

    def chips(self, document: Any) -> str:
        """The filters that were set by hand as chips; raises DatelineError for a date that cannot be read."""
        filters = Filters.of(document)
        return filter_chips_html(filters.filter, filters.as_of)

    def export(self, form: ExportForm, documents: Any) -> dict[str, str]:
        """A conversation as a file for the browser to save: `{name, type, text, said}`; the server keeps none. Raises DatelineError.

        `documents` are its exchanges as `_exchanges` reads them.
        """
        exchanges = _exchanges(documents)
        answers = answers_of(exchanges)
        if not answers:
            raise InputError("There is no answer to export yet; ask a question first.")
        export = exported(answers, self._archive, self._model)
        name = f"dateline-{export.meta.made:%Y-%m-%d}.{form}"
        left_out = len(exchanges) - len(answers)
        rest = f" Left out, having no answer: {left_out} of {counted(len(exchanges), 'question')}." if left_out else ""
        return {
            "name": name,
            "type": _MEDIA_TYPES[form],
            "text": as_bytes(export, form).decode(),
            "said": saved_html(name, told(export) + rest),
        }

    def reopened(self, documents: Any) -> dict[str, Any]:
        """A kept conversation shown again, each citation looked up in the archive: `{turns: [{html, sources}], said}`.

        `said` tells of quotations that no longer stand, as HTML, empty where all do. Raises InputError.
        """
        exchanges = [replace(one, fallen=self._fallen(one)) for one in _exchanges(documents)]
        total = sum(len(one.answer.citations) for one in exchanges if one.answer)
        fallen = sum(len(one.fallen) for one in exchanges)
        return {
            "turns": [{"html": exchange_html(one), "sources": _sources(one)} for one in exchanges],
            "said": problem_html(f"{fallen_words(fallen, total)}; each says so.") if fallen else "",
        }

    def _fallen(self, exchange: Exchange) -> dict[int, str]:
        if exchange.answer is None:
            return {}
        cited = exchange.answer.citations
        proofs = {one: prove(one.article_id, one.start, one.end, one.quote, self._archive) for one in cited}
        return {one.number: standing_words(proof, one.article_id) for one, proof in proofs.items() if proof.standing is not Standing.STANDS}


def _exchanges(documents: Any) -> list[Exchange]:
    """The finished exchanges that a browser sends, `{number, question, answer, problem}` each; raises InputError."""
    try:
        return [
            Exchange(
                int(one["number"]),
                str(one["question"]),
                answer_of(one["answer"]) if one.get("answer") else None,
                str(one["problem"]) if one.get("problem") else None,
                running=False,
            )
            for one in documents
        ]
    except (KeyError, AttributeError, TypeError, ValueError) as exc:
        raise InputError("The conversation did not arrive whole; load the page again.") from exc


def _without(question: str, words: str | None) -> str:
    """A question without the words of its window, nor of any other that it names."""
    if words is None:
        named = stated_window(question, date.today())
        words = named[2] if named else None
    return without_words(question, words) if words else question


def _sources(exchange: Exchange) -> str:
    """The sources of an exchange; those of an answer that was altered in the browser are a sentence."""
    try:
        return sources_html(exchange)
    except DatelineError as error:
        return problem_html(str(error))


def _shown(exchange: Exchange, *, by_hand: bool) -> dict[str, Any]:
    answer = exchange.answer
    words = answer.window.from_words if answer and answer.window else None
    return {
        "question": exchange.question,
        "html": exchange_html(exchange),
        "sources": sources_html(exchange),
        "running": exchange.running,
        "problem": exchange.problem,
        "chips": answer_chips_html(answer, by_hand=by_hand) if answer else "",
        "edit": {"question": _without(exchange.question, words), "window": window_json(answer.window)} if answer else None,
        "turn": turn_json(Turn.from_answer(answer)) if answer else None,
        "answer": kept(answer) if answer else None,
    }
