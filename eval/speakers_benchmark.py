"""How well the speakers of sentences are found: precision, recall and manner on sentences labelled by hand.

    python -m eval.speakers_benchmark FILE... [--json] [--misses]

The labels are `eval/speakers_gold.jsonl`: file name, extent of the sentence in the decoded text, full name as the article gives it (null
where the words are the outlet's own) and manner. The texts themselves are not part of the project: give the files that the labels name.

Of the labelled sentences, *precision* is the share with the right speaker among those that were given one, *recall* the share with the
right speaker among those that have one, and *manner* the share with the right manner among those with the right speaker. A speaker is right
if it is the labelled name, or the last words of it (a surname alone). A label belongs to the sentence that covers most of its extent.

The labels were made by one reader who corrected an earlier output of the rules, and the rules were improved on their misses: these are
figures of development, not of unseen text. Sentences that can be read either way were left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.measures import is_called
from index.errors import InputError, MissingInputError, UnreadableInputError
from index.ingest.articles import articles_of
from index.prose.attribution import Attribution
from index.prose.reading import sentences_of
from index.prose.speakers import attributions
from index.readers.text import Document, read_text

GOLD = Path(__file__).with_name("speakers_gold.jsonl")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled sentence: its extent in the text of a file, and its speaker and manner (None: nobody's)."""

    file: str
    start: int
    end: int
    speaker: str | None
    manner: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A label and what the rules say of its sentence."""

    label: Label
    speaker: str | None
    manner: str | None

    @property
    def is_right(self) -> bool:
        """Whether the speaker found is the labelled one."""
        return is_called(self.speaker, self.label.speaker)


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of sentences, and shares from 0 to 1; a share of nothing is 0."""

    labels: int
    spoken: int
    answered: int
    right: int
    precision: float
    recall: float
    manner: float


def read_labels(path: Path) -> tuple[Label, ...]:
    """The labels of a .jsonl file; raises UnreadableInputError."""
    try:
        return tuple(Label(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    except (OSError, ValueError, TypeError) as exc:
        raise UnreadableInputError(f"{path} holds no labels of speakers: {exc}.") from exc


def judge(labels: Sequence[Label], documents: Sequence[Document]) -> tuple[Judged, ...]:
    """The labels of the documents with what the rules say; raises MissingInputError where no label is of any of them."""
    judged: list[Judged] = []
    for document in documents:
        found = _found(document)
        for label in labels:
            if label.file == document.path.name:
                here = _at(found, label)
                judged.append(Judged(label, here.speaker if here else None, str(here.manner) if here else None))
    if not judged:
        raise MissingInputError("No label is of a file given; give the files that the labels name.")
    return tuple(judged)


def _found(document: Document) -> Mapping[tuple[int, int], Attribution | None]:
    """Every sentence of the document's articles, by its extent, and its attribution."""
    found: dict[tuple[int, int], Attribution | None] = {}
    for article in articles_of(document, file=document.path.name, published=None, source=None, taken=lambda _: False):
        sentences = sentences_of(article)
        said = {one.ordinal: one for one in attributions(article, sentences)}
        found.update({(sentence.start, sentence.end): said.get(sentence.ordinal) for sentence in sentences})
    return found


def _at(found: Mapping[tuple[int, int], Attribution | None], label: Label) -> Attribution | None:
    def shared(extent: tuple[int, int]) -> int:
        return min(extent[1], label.end) - max(extent[0], label.start)

    extent = max(found, key=shared, default=None)
    return found[extent] if extent and shared(extent) > 0 else None


def figures(judged: Sequence[Judged]) -> Figures:
    """The measures over some judged labels."""
    spoken = sum(one.label.speaker is not None for one in judged)
    answered = sum(one.speaker is not None for one in judged)
    right = [one for one in judged if one.is_right]
    manner = sum(one.manner == one.label.manner for one in right)
    return Figures(
        labels=len(judged),
        spoken=spoken,
        answered=answered,
        right=len(right),
        precision=len(right) / answered if answered else 0.0,
        recall=len(right) / spoken if spoken else 0.0,
        manner=manner / len(right) if right else 0.0,
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the files and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.speakers_benchmark", description="Precision and recall of speakers.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--labels", type=Path, default=GOLD)
    parser.add_argument("--json", action="store_true", help="write one JSON document")
    parser.add_argument("--misses", action="store_true", help="list the labels that were missed, by extent")
    given = parser.parse_args(arguments)
    try:
        judged = judge(read_labels(given.labels), [read_text(path) for path in given.files])
    except InputError as exc:
        parser.exit(1, f"{exc}\n")
    row = asdict(figures(judged))
    if given.json:
        sys.stdout.write(json.dumps(row, indent=2) + "\n")
        return
    if given.misses:
        for one in judged:
            if (one.label.speaker or one.speaker) and not (one.is_right and one.manner == one.label.manner):
                place = f"{one.label.file}:{one.label.start}-{one.label.end}"
                sys.stdout.write(f"{place}\t{one.label.speaker}, {one.label.manner}\t{one.speaker}, {one.manner}\n")
    for name, value in row.items():
        sys.stdout.write(f"{name:10}{value:.3f}\n" if isinstance(value, float) else f"{name:10}{value}\n")


if __name__ == "__main__":
    main()
