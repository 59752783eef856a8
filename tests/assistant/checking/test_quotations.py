"""Quotations of a draft: letter for letter, folded, altered, another's, put together, cut; and what is no quotation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checking.findings import Checkable, Checked, Finding, Verdict
from index.archive import Archive

Judge = Callable[[str], Checked]
SAFE = "We will not open it a day before it is safe"


def quotation(checked: Checked) -> Finding:
    [found] = [one for one in checked.findings if one.kind is Checkable.QUOTATION]
    return found


@pytest.mark.parametrize(
    "marks", ['"{}"', "“{}”", "„{}“", "«{}»", "« {} »", "‹{}›", "»{}«", "「{}」", "『{}』", "'{}'", "‘{}’", "‚{}‘", "”{}”"]
)
def test_a_quotation_is_verbatim_in_the_marks_of_any_language(marks: str, judge: Judge) -> None:
    found = quotation(judge(f"At last {marks.format(SAFE)}, said Orla Fenwick."))
    assert (found.verdict, found.text) == (Verdict.VERBATIM, SAFE)
    assert found.citation is not None
    assert (found.citation.speaker, found.citation.source) == ("Orla Fenwick", "The Eastmere Slate")


def test_a_citation_is_cut_from_the_stored_text(judge: Judge, news: Archive) -> None:
    checked = judge(f"“{SAFE},” said Orla Fenwick. Nine boats sank in the harbour of Eastmere during the night. Three people were killed.")
    assert checked.citations
    for one in checked.citations:
        assert news.article(one.article_id).slice(one.start, one.end) == one.quote


@pytest.mark.parametrize(
    ("words", "fold"),
    [
        ("The bank calls this “a bad year”, and we call it ruin", "quotation marks"),
        ("The harbour\nbridge at   Eastmere will reopen on 3\u00a0May", "spaces"),
        ("The harbour\u200b bridge at Eastmere will re\u00adopen", ""),
        ("the harbour bridge at Eastmere", "the capital at its beginning"),
        ("We will not open it a day before it is safe.", "punctuation at its end"),
    ],
)
def test_what_was_folded_is_said(words: str, fold: str, judge: Judge) -> None:
    found = quotation(judge(f"He wrote: „{words}“"))
    assert found.verdict is Verdict.VERBATIM
    assert fold in found.note


@pytest.mark.parametrize(
    ("words", "ours", "theirs", "what"),
    [
        ("We will open it a day before it is safe", "", "not", "denial"),
        ("The repairs have not cost 4.2 million crowns, a third more than planned", "not", "", "denial"),
        ("The repairs have cost 4.7 million crowns, a third more than planned", "4.7", "4.2", "number"),
        ("Their association put the loss of trade at 60,000 crowns", "60,000", "600,000", "number"),
        ("The harbour bridge at Hallow will reopen on 3 May after eleven months of repairs", "Hallow", "Eastmere", "name"),
        ("The harbour bridge at Eastmere will reopen on 3 May after nine months of repairs", "nine", "eleven", "number"),
        ("Two people were killed when the storm tore roofs from barns at Eastmere", "barns", "houses", "words"),
    ],
)
def test_an_altered_quotation_names_the_change(words: str, ours: str, theirs: str, what: str, judge: Judge) -> None:
    found = quotation(judge(f"“{words}”"))
    assert found.verdict is Verdict.ALTERED
    assert [(one.draft, one.archive, one.what) for one in found.differences] == [(ours, theirs, what)]
    assert (ours or theirs) in found.note


def test_letters_in_another_case_are_other_letters(judge: Judge) -> None:
    found = quotation(judge("“The harbour bridge at eastmere will reopen on 3 May after eleven months of repairs”"))
    assert (found.verdict, [one.what for one in found.differences]) == (Verdict.ALTERED, ["capitals"])


def test_another_speaker_is_told_from_the_archives(judge: Judge) -> None:
    found = quotation(judge(f"“{SAFE},” said Tomas Ilves."))
    assert found.verdict is Verdict.OTHER_SPEAKER
    assert found.said.speaker == "Tomas Ilves"
    assert "Orla Fenwick" in found.note


@pytest.mark.parametrize("credit", ["“{}”, said Fenwick.", "Orla Fenwick: “{}”", "“{}” (Orla Fenwick)", "> {}\n> — Orla Fenwick"])
def test_the_same_speaker_is_known_in_other_forms(credit: str, judge: Judge) -> None:
    found = quotation(judge(credit.format(SAFE)))
    assert (found.verdict, found.said.speaker) == (Verdict.VERBATIM, "Fenwick" if "said" in credit else "Orla Fenwick")


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        (f"“{SAFE},” Orla Fenwick told The Eastmere Slate on 17 January 2022.", Verdict.VERBATIM),
        (f"“{SAFE},” Orla Fenwick told the Hallow Bay Courier.", Verdict.OTHER_ARTICLE),
        (f"“{SAFE},” said Orla Fenwick on 2 February 2022.", Verdict.OTHER_ARTICLE),
        (f"“{SAFE},” said Orla Fenwick on 16 January.", Verdict.VERBATIM),
    ],
)
def test_outlet_and_day_of_the_draft_are_held_against_the_articles(draft: str, verdict: Verdict, judge: Judge) -> None:
    assert quotation(judge(draft)).verdict is verdict


def test_of_several_articles_the_one_that_the_draft_names_is_cited(judge: Judge) -> None:
    words = "“Nine boats sank in the harbour of Eastmere during the night”"
    first, second = (quotation(judge(f"{words}{rest}")) for rest in ("", ", the Hallow Bay Courier wrote."))
    assert [one.citation and one.citation.source for one in (first, second)] == ["The Eastmere Slate", "Hallow Bay Courier"]
    assert len(first.others) == 1
    assert "2 articles" in first.note


def test_an_ellipsis_stands_for_words_left_out_in_order(judge: Judge) -> None:
    found = quotation(judge("“We will not open it … before it is safe,” said Orla Fenwick."))
    assert found.verdict is Verdict.VERBATIM
    assert "“a day”" in found.note
    turned = quotation(judge("“before it is safe … We will not open it,” said Orla Fenwick."))
    assert turned.verdict is not Verdict.VERBATIM


def test_a_denial_left_out_at_an_ellipsis_stands_out(judge: Judge) -> None:
    found = quotation(judge("“We will [...] open it a day before it is safe,” said Orla Fenwick."))
    assert found.verdict is Verdict.VERBATIM
    assert "denial" in found.note


def test_brackets_are_the_drafts_own_words(judge: Judge) -> None:
    found = quotation(judge("“[W]e will not open [the bridge] a day before it is safe,” said Orla Fenwick."))
    assert found.verdict is Verdict.VERBATIM
    assert "“[the bridge]” is the draft's own, for “it”" in found.note


def test_words_cut_out_of_the_middle_are_told(judge: Judge) -> None:
    found = quotation(judge("“The harbour bridge at Eastmere will reopen after eleven months of repairs, the town council said”"))
    assert found.verdict is Verdict.ALTERED
    assert [(one.draft, one.archive) for one in found.differences] == [("", "on 3 May")]


def test_two_places_put_together_are_told(judge: Judge) -> None:
    found = quotation(judge(f"“{SAFE}. Nine boats sank in the harbour of Eastmere during the night.”"))
    assert found.verdict is Verdict.ALTERED
    assert [one.what for one in found.differences] == ["stitched"]
    assert "different articles" in found.note
    assert len(found.others) == 1


def test_words_that_the_article_only_interrupts_are_verbatim(judge: Judge) -> None:
    words = f"{SAFE}. We owe that to the people of the north bank."
    found = quotation(judge(f"“{words}” said Orla Fenwick."))
    assert found.verdict is Verdict.VERBATIM
    assert "the article puts" in found.note


def test_what_the_archive_has_not_is_said_to_be_that(judge: Judge) -> None:
    found = quotation(judge("“Nobody ever asked the ferrymen of Lorn about their wages,” said Ada Lund."))
    assert (found.verdict, found.citation, found.differences) == (Verdict.NOT_IN_ARCHIVE, None, ())


def test_the_nearest_passage_is_shown_and_bears_nothing_out(judge: Judge) -> None:
    found = quotation(judge("“Repairs of the harbour bridge took too long for the traders of the north bank,” said Tomas Ilves."))
    assert found.verdict is Verdict.NOT_IN_ARCHIVE
    assert found.citation is None
    assert found.nearest is not None


def test_a_turn_of_phrase_is_no_quotation_unless_somebody_is_credited(judge: Judge) -> None:
    assert judge('The so-called "peace dividend" is gone.').findings == ()
    assert quotation(judge('"Peace dividend," said Orla Fenwick.')).verdict is Verdict.NOT_IN_ARCHIVE


def test_quotations_in_a_quotation_that_the_archive_has_not_are_checked(judge: Judge) -> None:
    checked = judge(f"“She stood there and told the whole room of us ‘{SAFE}’ twice over, loudly and gladly,” a trader said.")
    found = [one for one in checked.findings if one.kind is Checkable.QUOTATION]
    assert [one.verdict for one in found] == [Verdict.NOT_IN_ARCHIVE, Verdict.VERBATIM]


def test_a_sentence_without_marks_finds_its_article(judge: Judge) -> None:
    found = quotation(judge("Traders on the north bank have asked for compensation."))
    assert found.verdict is Verdict.VERBATIM
    assert found.citation is not None
    assert found.citation.title.startswith("Harbour bridge")


def test_the_drafts_own_prose_is_not_accused(judge: Judge) -> None:
    checked = judge("Orla Fenwick of the works committee says that the bridge will not be opened before it is safe.")
    assert checked.faults == ()


def test_another_language_is_checked_too(judge: Judge) -> None:
    found = quotation(judge("„Wir öffnen die Brücke nicht, bevor sie sicher ist“, sagte die Bürgermeisterin."))
    assert found.verdict is Verdict.VERBATIM
    denied = quotation(judge("„Wir öffnen die Brücke, bevor sie sicher ist“, sagte die Bürgermeisterin."))
    assert denied.verdict is Verdict.ALTERED


def test_a_sentence_of_the_archive_that_the_draft_denies_is_altered(judge: Judge) -> None:
    draft = "Much was said about the storm. Two people were not killed when the storm tore roofs from houses at Eastmere. That was all."
    found = quotation(judge(draft))
    assert (found.verdict, [one.what for one in found.differences]) == (Verdict.ALTERED, ["denial"])
    changed = judge(draft.replace("Two people were not", "Three people were"))
    assert [one.kind for one in changed.faults] == [Checkable.FIGURE]


@pytest.mark.parametrize("own", ["[never]", "[all 14 of]"])
def test_a_bracket_that_denies_or_counts_is_no_gloss(own: str, judge: Judge) -> None:
    found = quotation(judge(f"“We will not open it a day {own} before it is safe,” said Orla Fenwick."))
    assert found.verdict is Verdict.ALTERED


def test_a_quotation_runs_over_a_wrapped_line(judge: Judge) -> None:
    draft = "There is much to be said of the bridge. “We will not open it a\nday before it is safe,” said Orla Fenwick, who must know."
    found = quotation(judge(draft))
    assert (found.verdict, found.said.speaker) == (Verdict.VERBATIM, "Orla Fenwick")
    assert found.text == draft[found.start : found.end] == "We will not open it a\nday before it is safe,"
