"""Measures how well a changed quotation or figure of a draft is caught, and how rarely an untouched one is accused, on any archive.

    python -m eval.check_benchmark ARCHIVE... [--seed N] [--most N]

Sentences of the archive are made into drafts: quoted as they are, in marks of many languages; with one number, name or speaker changed, a
"not" dropped or added, the middle cut out, two sentences put together; their figures and days as prose, true and changed; and alone,
without quotation marks. What is counted: whether a changed one is called verbatim, whether the finding names the change, and whether an
untouched one is found verbatim in its article and with its speaker.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.checking.checker import check
from assistant.checking.corpus import Corpus
from assistant.checking.findings import Checkable, Checked, DraftText, Finding, Verdict
from eval.changes import Changed, Sampled, changed, other_number, sampled, untouched
from index.archive import Archive
from index.errors import DatelineError
from index.prose.people import full_names
from index.store.snapshot import Snapshot

SPEAKER_WORDS = re.compile(r"\W+")
CLAUSE = re.compile(r",\s[^,]+(?=[.!?]$)")


@dataclass
class Tally:
    """How many of how many, and the first drafts that were judged wrongly."""

    right: int = 0
    all: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, is_right: bool, draft: str, told: str) -> None:
        """Count one."""
        self.right += is_right
        self.all += 1
        if not is_right:
            self.wrong.append(f"{draft}\n        -> {told}")

    @property
    def share(self) -> float:
        """The share that is right; 1 of none."""
        return self.right / self.all if self.all else 1.0


Tallies = dict[str, Tally]
Judge = Callable[[str], Checked]


def measured(archive: Archive, seed: int = 0, most: int = 500) -> Tallies:
    """All figures of an archive; `most` is the number of sentences that are quoted untouched, a fifth of which are changed."""
    tallies: Tallies = defaultdict(Tally)
    with archive.snapshot() as seen:
        corpus = Corpus.of(seen.articles())

        def judge(draft: str) -> Checked:
            return check(DraftText("draft", draft), seen, corpus)

        sentences = sampled(seen.held(article.id for article in corpus.articles))
        dice = random.Random(seed)
        dice.shuffle(sentences)
        for one in untouched(sentences[:most], dice):
            _judge_untouched(one, judge(one.draft), corpus, tallies)
        few = sentences[: most // 5 * 2]
        for one in changed(few, _speakers(sentences), _names(seen), dice):
            _judge_changed(one, judge(one.draft), tallies)
        _judge_facts(sentences, judge, dice, most // 5, tallies)
        for sentence in sentences[-most:]:
            _judge_excerpt(sentence, judge(sentence.text), corpus, tallies)
    return dict(tallies)


def _judge_untouched(one: Changed, found: Checked, corpus: Corpus, tallies: Tallies) -> None:
    finding = _quotation(found, one.source.text)
    is_right = finding is not None and finding.verdict is Verdict.VERBATIM and finding.citation is not None
    if is_right and finding and finding.citation:
        is_right = _has(corpus, finding.citation.article_id, one.source) and (not one.speaker or finding.citation.speaker == one.speaker)
    tallies["untouched: verbatim, of its article and speaker"].add(is_right, one.draft, _told(found))


def _judge_changed(one: Changed, found: Checked, tallies: Tallies) -> None:
    quoted = [finding for finding in found.findings if finding.kind is Checkable.QUOTATION]
    is_caught = bool(quoted) and all(finding.verdict is not Verdict.VERBATIM for finding in quoted)
    tallies["changed: not called verbatim"].add(is_caught, f"{one.kind}: {one.draft}", _told(found))
    tallies[f"  {one.kind}: not called verbatim"].add(is_caught, one.draft, _told(found))
    is_named = is_caught and any(_names_change(finding, one) for finding in quoted)
    tallies["changed: the change is named"].add(is_named, f"{one.kind}: {one.draft}", _told(found))
    tallies[f"  {one.kind}: named"].add(is_named, one.draft, _told(found))


def _names_change(finding: Finding, one: Changed) -> bool:
    if one.kind == "speaker":
        return finding.verdict is Verdict.OTHER_SPEAKER
    told = " ".join(_plain(f"{difference.draft} {difference.archive}") for difference in finding.differences)
    if one.kind == "stitched":
        return finding.verdict is Verdict.ALTERED and any(_plain(difference.draft) for difference in finding.differences)
    return finding.verdict is Verdict.ALTERED and any(_plain(name) in told for name in one.names)


def _judge_facts(sentences: Sequence[Sampled], judge: Judge, dice: random.Random, number: int, tallies: Tallies) -> None:
    """True sentences with figures and days as the draft's own prose, whole and shortened, and the same with a number changed."""
    done = 0
    for sentence in sentences:
        for name, text in _as_prose(sentence):
            found = judge(text)
            if not _facts(found):
                continue
            is_accused = any(one.verdict is Verdict.DIFFERS for one in _facts(found))
            tallies["true figures and days: not called different"].add(not is_accused, text, _told(found))
            tallies[f"  {name}: not called different"].add(not is_accused, text, _told(found))
            tallies[f"  {name}: stands"].add(any(one.verdict is Verdict.STANDS for one in _facts(found)), text, _told(found))
            if other := other_number(text, dice):
                _judge_other_number(name, other, judge(other[0]), tallies)
            done += 1
        if done >= 2 * number:
            return


def _judge_other_number(name: str, other: tuple[str, str, str], found: Checked, tallies: Tallies) -> None:
    text, _, new = other
    about = [one for one in _facts(found) if new in one.text]
    if about:
        is_open = all(one.verdict is not Verdict.STANDS for one in about)
        tallies["changed figures and days: differ or are open"].add(is_open, text, _told(found))
        tallies[f"  {name}: differs"].add(any(one.verdict is Verdict.DIFFERS for one in about), text, _told(found))


def _as_prose(sentence: Sampled) -> Iterator[tuple[str, str]]:
    if not re.search(r"[\"“”«»]", sentence.text):
        yield (
            "whole sentence",
            f"As reported, {sentence.text[0].lower() if sentence.text.split()[0].islower() else sentence.text[0]}{sentence.text[1:]}",
        )
        shorter = CLAUSE.sub("", sentence.text)
        if shorter != sentence.text:
            yield "without its last clause", shorter


def _judge_excerpt(sentence: Sampled, found: Checked, corpus: Corpus, tallies: Tallies) -> None:
    cites = [one.citation for one in found.findings if one.kind is Checkable.QUOTATION and one.citation]
    is_found = any(_has(corpus, cited.article_id, sentence) for cited in cites)
    tallies["sentence alone: its article and day"].add(is_found, sentence.text, _told(found))
    tallies["sentence alone: no wrong article"].add(is_found or not cites, sentence.text, _told(found))


def _facts(found: Checked) -> list[Finding]:
    return [one for one in found.findings if one.kind in (Checkable.FIGURE, Checkable.DAY)]


def _quotation(found: Checked, text: str) -> Finding | None:
    """The finding on the quotation that holds most of a text."""
    quoted = [one for one in found.findings if one.kind is Checkable.QUOTATION]
    return max(quoted, key=lambda one: one.end - one.start, default=None)


def _has(corpus: Corpus, article_id: str, source: Sampled) -> bool:
    """Whether an article is the one that a sentence was taken from, or has the same sentence."""
    return any(one.id == article_id and (one.id == source.article.id or source.text in one.text) for one in corpus.articles)


def _speakers(sentences: Sequence[Sampled]) -> list[str]:
    return sorted({one.speaker for one in sentences if one.speaker})


def _names(seen: Snapshot) -> list[str]:
    return sorted({name for article in seen.articles() for name in full_names(article.text).values()})


def _plain(words: str) -> str:
    return " ".join(SPEAKER_WORDS.sub(" ", words.casefold()).split())


def _told(found: Checked) -> str:
    return " | ".join(f"{one.kind.value} {one.verdict.value} “{one.text[:60]}” {one.note}" for one in found.findings) or "nothing found"


def table(tallies: Tallies, examples: int = 0) -> str:
    """The figures, one a line, with some of the drafts that were judged wrongly."""
    lines = []
    for name, tally in tallies.items():
        lines.append(f"{tally.share:.3f}  {tally.right:5,} of {tally.all:5,}  {name}")
        if not name.startswith("  ") or examples > 0:
            lines += [f"      {draft}" for draft in tally.wrong[:examples]]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the archives and write their tables."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.check_benchmark", description="Checks of drafts on changed sentences of archives."
    )
    parser.add_argument("archives", nargs="+", type=Path, metavar="ARCHIVE")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, default=500, help="sentences that are quoted untouched")
    parser.add_argument("--examples", type=int, default=0, help="drafts judged wrongly that are shown of each figure")
    given = parser.parse_args(arguments)
    try:
        for path in given.archives:
            with Archive.open(path) as archive:
                sys.stdout.write(f"{path}\n{table(measured(archive, given.seed, given.most), given.examples)}\n\n")
    except DatelineError as exc:
        parser.exit(1, f"{exc}\n")


if __name__ == "__main__":
    main()
