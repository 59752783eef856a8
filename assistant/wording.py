"""Dates, windows, statements and refusals in words: one wording for the screen, the terminal and the export."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from index.timex.calendar import day_words as day_words  # one wording, for the index and the screens
from index.timex.calendar import month_name
from index.types import Basis, Dating, SourceBasis
from index.wording import counted

if TYPE_CHECKING:
    from assistant.types import Answer, Lead, Offer, Remark, Searched, Statement, Window

NOT_FOUND = "The archive does not say."
"""How every refusal begins; the prompt of a language model, the code and the tests share it."""

UNCERTAIN = "These passages may answer; nothing is claimed."
"""What is said before passages of which none is surely the answer."""

MAY_ANSWER = "May answer"
"""What each of them is marked with, so that none that is read alone passes for an answer."""


def span_words(earliest: date | None, latest: date | None) -> str:
    """An interval of days in words, shortened where month or year are shared; empty when both ends are open."""
    if earliest and latest:
        if earliest == latest:
            return day_words(earliest)
        if (earliest.year, earliest.month) == (latest.year, latest.month):
            return f"between {earliest.day} and {day_words(latest)}"
        if earliest.year == latest.year:
            return f"between {earliest.day} {month_name(earliest)} and {day_words(latest)}"
        return f"between {day_words(earliest)} and {day_words(latest)}"
    if earliest:
        return f"on or after {day_words(earliest)}"
    if latest:
        return f"on or before {day_words(latest)}"
    return ""


def date_words(dating: Dating) -> str:
    """The date of an article and how it is known: `20 January 2022 (inferred)`, `6 January 2022 (stated)`, `date unknown`."""
    if dating.basis is Basis.UNKNOWN or not dating.is_known:
        return "date unknown"
    return f"{span_words(dating.earliest, dating.latest)} ({dating.basis.value})"


def outlet_words(source: str | None, basis: SourceBasis | None) -> str:
    """The outlet of an article, and whether the user has corrected it: `Town Courier (corrected)`; empty for none."""
    return f"{source} (corrected)" if source and basis is SourceBasis.CORRECTED else source or ""


def window_words(window: Window | None) -> str:
    """A window in words; empty where there is none."""
    return span_words(window.since, window.until) if window else ""


def reading_words(answer: Answer) -> str:
    """How the question was read, where that is not as it was typed; empty where it is."""
    typed, read = answer.question.split(), answer.standalone_question.split()
    return "" if typed == read or not read else f"Read as: {' '.join(read)}"


def offer_words(offer: Offer) -> str:
    """That the archive ends before the days asked for, and what they would be counted from its last day."""
    said = f"“{offer.window.from_words}” is {window_words(offer.window)}" if offer.window.from_words else window_words(offer.window)
    return f"The archive ends on {day_words(offer.as_of)}; counted from that day, {said}."


def searched_words(searched: Searched, window: Window | None, sources: tuple[str, ...]) -> str:
    """What was looked through, as one sentence."""
    words = f"Searched: {counted(searched.articles, 'article')} ({counted(searched.passages, 'passage')})"
    if window and (span := window_words(window)):
        # A window of the question's words keeps what speaks of those days too; one set by hand is a limit on publication.
        words += (
            f" for news of, or about, {'' if window.since == window.until else 'the time '}{span}" if window.from_words else f", {span}"
        )
    if sources:
        words += f", {' and '.join(sources)} only"
    words += "."
    if searched.undated_left_out:
        words += f" {counted(searched.undated_left_out, 'undated article')} left out: no date puts it in the window."
    return words


def fallen_words(fallen: int, total: int) -> str:
    """How many quotations are no longer where they were, as a sentence without its full stop."""
    stand = "stands where it was" if fallen == 1 else "stand where they were"
    return f"{fallen:,} of {counted(total, 'quotation')} no longer {stand} quoted from"


def marker(number: int) -> str:
    """How words name a citation."""
    return f"[{number}]"


def lead_words(lead: Lead) -> str:
    """Who says it and when: `Ada Brandt, 4 May 2031 (stated)`; `“Ash closes pass”, The Tarn Echo, 4 May 2031 (inferred)`."""
    headline = f"“{' '.join(lead.headline.split())}”" if lead.headline else None
    return ", ".join(filter(None, (lead.speaker, headline, lead.outlet, lead.file, date_words(lead.published))))


def remark_words(remark: Remark) -> str:
    """A remark, its citations as `[1]`."""
    return "".join(marker(part) if isinstance(part, int) else part for part in remark.parts)


def statement_words(statement: Statement) -> str:
    """`lead: quotation`, or the remark, and after a claim whose words carry it: `claim — lead; lead`."""
    leads = "; ".join(lead.text for lead in statement.leads)
    said = statement.remark.text if statement.remark else " ".join(quotation.words for quotation in statement.quotations)
    between = " — " if statement.remark else ": "
    return between.join(filter(None, (said, leads) if statement.remark else (leads, said)))


def answer_words(answer: Answer) -> str:
    """Statements with the numbers of their citations, or what is told instead, a blank line between them; or the refusal.

    Where the statements only may answer, that is said before them.
    """
    if answer.told:
        return "\n\n".join([*(remark.text for remark in answer.told), *(["\n".join(answer.examples)] if answer.examples else [])])
    if not answer.statements:
        return " ".join(refusal_words(answer))
    said = [f"{statement.text}{_markers(statement)}" for statement in answer.statements]
    return "\n\n".join([*uncertain_words(answer), *said])


def uncertain_words(answer: Answer) -> tuple[str, ...]:
    """The sentences that go before statements that only may answer; none for an answer."""
    return (" ".join((UNCERTAIN, *answer.asides)),) if answer.status == "uncertain" else ()


def refusal_words(answer: Answer) -> tuple[str, ...]:
    """The sentences of a refusal: that the archive does not say, what is said beside it, and what was searched."""
    return NOT_FOUND, *answer.asides, searched_words(answer.searched, answer.window, answer.sources)


def nearest_words(answer: Answer) -> str:
    """What the nearest passages are headed with, which may well be on the matter; those that are quoted are not among them."""
    return "What else came near:" if answer.statements else "What came nearest:"


def _markers(statement: Statement) -> str:
    numbers = (*(quotation.number for quotation in statement.quotations), *statement.unnamed)
    return " " + "".join(map(marker, numbers)) if numbers else ""
