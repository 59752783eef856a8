"""Figures, days and names of a draft's own sentences: what stands, what differs, and of what the archive does not say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.checking.findings import Checkable, Checked, Finding, Verdict

Judge = Callable[[str], Checked]


def of_kind(checked: Checked, kind: Checkable) -> list[Finding]:
    return [one for one in checked.findings if one.kind is kind]


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("The repairs of the bridge have cost 4.2 million crowns, more than planned.", Verdict.STANDS),
        ("The repairs of the bridge have cost 4.7 million crowns, more than planned.", Verdict.DIFFERS),
        ("Nine boats sank in the harbour of Eastmere.", Verdict.STANDS),
        ("Twelve boats sank in the harbour of Eastmere.", Verdict.DIFFERS),
        ("The traders' association put the loss of trade at 600,000 crowns.", Verdict.STANDS),
        ("Fourteen ferries were sold in Lorn.", Verdict.NOT_IN_ARCHIVE),
        ("At the harbour of Eastmere about nine boats sank in the night.", Verdict.STANDS),
    ],
)
def test_a_figure_is_held_against_what_tells_of_the_same(draft: str, verdict: Verdict, judge: Judge) -> None:
    assert [one.verdict for one in of_kind(judge(draft), Checkable.FIGURE)] == [verdict]


def test_a_figure_that_changed_is_told_by_day(judge: Judge) -> None:
    [found] = of_kind(judge("Three people were killed when the storm struck Eastmere."), Checkable.FIGURE)
    assert found.verdict is Verdict.DIFFERS
    assert found.note == "The archive has “Four people” on 11 January 2022 (stated); “Two people” from 7 January 2022 (stated)."
    assert found.citation is not None
    assert found.citation.published.day is not None
    assert [(one.draft, one.archive) for one in found.differences] == [("Three people", "Four people")]


def test_an_older_figure_stands_with_what_came_after(judge: Judge) -> None:
    [found] = of_kind(judge("Two people were killed when the storm struck Eastmere."), Checkable.FIGURE)
    assert found.verdict is Verdict.STANDS
    assert "“Four people” on 11 January 2022" in found.note


@pytest.mark.parametrize(
    ("draft", "verdict"),
    [
        ("The harbour bridge at Eastmere will reopen on 3 May after repairs.", Verdict.STANDS),
        ("The harbour bridge at Eastmere will reopen in May after repairs.", Verdict.STANDS),
        ("The harbour bridge at Eastmere will reopen on 5 May after repairs.", Verdict.DIFFERS),
        ("The ferry to Lorn was sold on 5 May.", Verdict.NOT_IN_ARCHIVE),
    ],
)
def test_a_day_is_held_against_what_tells_of_the_same(draft: str, verdict: Verdict, judge: Judge) -> None:
    assert [one.verdict for one in of_kind(judge(draft), Checkable.DAY)] == [verdict]


def test_a_weekday_that_the_archive_names_by_another_word_stands(judge: Judge) -> None:
    [found] = of_kind(
        judge("The search for the missing after the storm has ended, the rescue service said on 11 January 2022."), Checkable.DAY
    )
    assert found.verdict is Verdict.STANDS


@pytest.mark.parametrize(
    ("draft", "verdict", "theirs"),
    [
        ("The search for the missing has ended, said Jonas Brandt.", Verdict.STANDS, ""),
        ("The search for the missing has ended, said Jonas Brand.", Verdict.DIFFERS, "Jonas Brandt"),
        ("The search for the missing has ended, said Elin Brandt.", Verdict.DIFFERS, "Jonas Brandt"),
        ("Ada Lund sold the ferries of Lorn.", Verdict.NOT_IN_ARCHIVE, ""),
    ],
)
def test_a_name_is_held_against_what_tells_of_the_same(draft: str, verdict: Verdict, theirs: str, judge: Judge) -> None:
    [found] = of_kind(judge(draft), Checkable.NAME)
    assert found.verdict is verdict
    assert [one.archive for one in found.differences] == ([theirs] if theirs else [])


def test_what_stands_in_quotation_marks_is_no_claim_of_the_draft(judge: Judge) -> None:
    assert of_kind(judge("“Nobody counted 14 boats on 5 May in Lorn,” said a trader."), Checkable.FIGURE) == []


@pytest.mark.parametrize(
    "draft",
    [
        "The repairs have cost millions.",
        "More than 500,000 crowns of trade were lost, the association said.",
        "Nine people were rescued from the storm at Eastmere by 11 January 2022.",
        "Four people sit on the works committee that Orla Fenwick chairs.",
        "A third of the traders on the north bank have asked for compensation.",
        "The bridge at Eastmere closed eleven months before 17 January 2022.",
    ],
)
def test_what_may_be_so_is_not_called_different(draft: str, judge: Judge) -> None:
    assert judge(draft).faults == ()
