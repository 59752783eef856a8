"""What happens on the page of the web chat: a question is asked, stopped, exported, its window edited. No layout, no server."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from assistant.exports.forms import ExportForm, as_bytes
from assistant.types import Offer, Window
from assistant.wording import day_words
from index.errors import DatelineError
from index.timex import stated_window
from index.wording import counted
from ui.conversation import Conversation, Exchange, answers_of, day_of, filter_of, turns_of, without_words
from ui.render import conversation_html, panel_html
from ui.saving import exported, told
from ui.shell import masthead_html, problem_html, saved_html, window_html

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from index.archive import Archive
    from index.store.memory import Facts

log = logging.getLogger(__name__)

_UNEXPECTED = "Something went wrong while answering; the details are in the server's log, and you can go on asking."
_MEDIA_TYPES = {ExportForm.MARKDOWN: "text/markdown", ExportForm.JSON: "application/json", ExportForm.CSV: "text/csv"}


class Desk:
    """Answers the events of the page; keeps nothing of any session, whose conversation comes in and goes out with each event."""

    def __init__(self, assistant: Assistant, archive: Archive, model: str | None) -> None:
        """`assistant` answers from `archive` with the language model `model`, None for none."""
        self._assistant = assistant
        self._archive = archive
        self._model = model
        self._masthead: tuple[int, str] = (-1, "")

    def masthead(self) -> str:
        """What the archive holds at this moment, and who answers."""
        facts = self._facts()
        # The span of dates needs every article read, which is done once for each state of the archive, not for each visitor.
        if self._masthead[0] != facts.generation:
            datings = [article.published for article in self._archive.articles()]
            self._masthead = (facts.generation, masthead_html(datings, facts.counts.passages, self._model))
        return self._masthead[1]

    def outlets(self) -> list[str]:
        """The outlets that can be chosen at this moment."""
        return list(self._facts().outlets)

    def _facts(self) -> Facts:
        with self._archive.snapshot() as seen:
            return seen.facts

    def offer(self, chosen: list[str] | None) -> tuple[str, Any]:
        """The masthead, and the outlets to choose from, as the archive is at this moment; what is chosen stays chosen."""
        import gradio as gr

        outlets = list(dict.fromkeys((*self.outlets(), *(chosen or ()))))
        return self.masthead(), gr.update(choices=outlets, value=chosen or [], visible=bool(outlets))

    def ask(
        self, question: str, conversation: Conversation, since: str, until: str, sources: list[str], as_of: str
    ) -> Iterator[tuple[Any, ...]]:
        """Add the question and its growing answer to the conversation; a DatelineError becomes a sentence in its place."""
        question = question.strip()
        if not question:
            yield view_of(conversation)
            return
        exchange = Exchange(len(conversation) + 1, question)
        yield view_of((*conversation, exchange))
        try:
            limits, today = filter_of(since, until, sources), day_of(as_of, "Today is")
            for answer in self._assistant.stream(question, turns_of(conversation), filter=limits, as_of=today):
                exchange = replace(exchange, answer=answer)
                yield view_of((*conversation, exchange))
        except DatelineError as error:
            exchange = replace(exchange, answer=None, problem=str(error))
        except Exception:
            log.exception("question %d of a conversation failed", exchange.number)
            exchange = replace(exchange, answer=None, problem=_UNEXPECTED)
        yield view_of((*conversation, exchange.finished()))

    def stop(self, conversation: Conversation) -> tuple[Any, ...]:
        """End the answer that is growing, with what there is of it."""
        if conversation and conversation[-1].running:
            conversation = (*conversation[:-1], replace(conversation[-1].finished(), problem="Stopped."))
        return view_of(conversation)

    def check(self, since: str, until: str, as_of: str) -> str:
        """What is wrong with the dates in the boxes, empty when nothing is."""
        try:
            filter_of(since, until, None)
            day_of(as_of, "Today is")
        except DatelineError as error:
            return problem_html(str(error))
        return ""

    def ignore_window(
        self, conversation: Conversation, since: str, until: str, sources: list[str], as_of: str
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again without the window that its words, or the boxes, set."""
        window = _window(conversation)
        words = window.from_words if window else None
        question = _without(conversation[-1], words)
        for view in self.ask(question, conversation, since if words else "", until if words else "", sources, as_of):
            yield (*view, *((since, until) if words else ("", "")))

    def count_from_last_day(
        self, conversation: Conversation, since: str, until: str, sources: list[str], as_of: str
    ) -> Iterator[tuple[Any, ...]]:
        """Ask the last question again as on the archive's last day, which is then the day in the box."""
        offer = _offer(conversation)
        day = offer.as_of.isoformat() if offer else as_of
        for view in self.ask(conversation[-1].question, conversation[:-1], since, until, sources, day):
            yield (*view, day)

    def export(self, form: ExportForm, conversation: Conversation) -> tuple[dict[str, str] | None, str]:
        """The conversation as a file that the browser saves, and what to say of it; the server keeps no file that another could ask for."""
        answers = answers_of(conversation)
        if not answers:
            return None, problem_html("There is no answer to export yet; ask a question first.")
        try:
            export = exported(answers, self._archive, self._model)
        except DatelineError as error:
            return None, problem_html(str(error))
        name = f"dateline-{export.meta.made:%Y-%m-%d}.{form}"
        left_out = len(conversation) - len(answers)
        rest = f" Left out, having no answer: {left_out} of {counted(len(conversation), 'question')}." if left_out else ""
        file = {"name": name, "type": _MEDIA_TYPES[form], "text": as_bytes(export, form).decode()}
        return file, saved_html(name, told(export) + rest)

    def edit_window(self, conversation: Conversation) -> tuple[Any, ...]:
        """Put the window into the date boxes, and the question without it into the question box."""
        import gradio as gr

        window = _window(conversation) or Window()
        question = _without(conversation[-1], window.from_words)
        return question, str(window.since or ""), str(window.until or ""), gr.update(open=True)


def _without(exchange: Exchange, words: str | None) -> str:
    """The last question without the words of its window; how it was read, where little else was typed ("and on the 13th?")."""
    if not words:
        return exchange.question
    rest = without_words(exchange.question, words)
    reading = exchange.answer.standalone_question if exchange.answer else exchange.question
    if len(rest.split()) > 2 or reading.split() == exchange.question.split():
        return rest
    named = stated_window(reading, date.today())
    return without_words(reading, named[2]) if named else reading


def _offer(conversation: Conversation) -> Offer | None:
    answer = conversation[-1].answer if conversation else None
    return answer.offer if answer else None


def _window(conversation: Conversation) -> Window | None:
    answer = conversation[-1].answer if conversation else None
    return answer.window if answer else None


def view_of(conversation: Conversation) -> tuple[Any, ...]:
    """The values of the page's `view`, in the order of `build_page`."""
    import gradio as gr

    running = bool(conversation) and conversation[-1].running
    at_rest = gr.update(visible=bool(conversation) and not running)
    window, offer = (None, None) if running else (_window(conversation), _offer(conversation))
    return (
        conversation,
        conversation_html(conversation),
        panel_html(conversation),
        gr.update(visible=not conversation),
        gr.update(visible=running),
        gr.update(visible=window is not None),
        window_html(window) if window else "",
        at_rest,
        at_rest,
        "",
        gr.update(visible=offer is not None, value=f"Count from {day_words(offer.as_of)}" if offer else ""),
    )
