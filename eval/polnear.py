"""How well speakers are found on the annotated newspaper articles of PolNeAR: precision and recall over quoted attributions.

    python -m eval.polnear FOLDER [--half first|second] [--json] [--misses]

FOLDER is `data/dev` of github.com/networkdynamics/PolNeAR as the user fetched it: `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`
(brat: spans of Source, Cue and Content). Nothing of it is part of the project. An article that several people annotated counts once, as the
first of them did.

What counts is each *quoted attribution*: an annotated one with a source, and with a double quotation mark in its content, whether all of
it is quoted or a few words. It is asked who says, by the reading of the article, the sentence that holds most of its quoted words.

The speaker given is *right* if its head word is that of the source: the surname, or the noun of a role or body ("campaign", "union"), and
no first name differs; a full name in apposition to the source counts too. Whom a source means that is a pronoun, or a role without a name,
is not annotated: `polnear_meant.jsonl` holds labels of our own for these (article, offset of the source, speaker), made by one reader
before the rules were changed (those of three speakers were put right afterwards, to how the article spells the name; " / " parts two
spellings); null is nobody that can be named: "critics", "one questioner", "the ad".

*Precision* is the share of the right among all speakers given to quoted attributions, those of nobody among them; *recall* the share of
the right among all attributions of somebody. A sentence has one speaker: where it holds quotations of two, and that of the one is given,
it is right for the one, missed for the other, and wrong for none. The halves are the articles of even and odd place, by name.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import InputError, MissingInputError, UnreadableInputError
from index.ingest.articles import articles_of
from index.prose.quotations import MARKS, quotations
from index.prose.reading import read
from index.readers.text import read_text

MEANT = Path(__file__).with_name("polnear_meant.jsonl")
HALVES = ("first", "second")
_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")
_AFTER_HEAD = re.compile(r",|\s-+\s|\b(?:who|that|which|of|for|in|at|from|to|with|on)\b")
"""Where what is said of a source begins: its head word is the one before."""
_APART = re.compile(r"\([^)]*\)|[’']s\b|[’'](?=\s|$)")
_TITLED = re.compile(r"^(?:[A-Z]\w+ )+of [A-Z]\w+ ((?:[A-Z][\w.’'-]* )+[A-Z][\w’'-]+)")
"""A name after an office that has an "of" of its own: "Secretary of State Ada Brandt"."""
_TITLES = frozenset("the mr mrs ms dr gen lt col sen rep gov president secretary senator governor".split())

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted attribution: spans of source and content in the text, the words of the source, and whom it means (None: nobody by name)."""

    article: str
    source: Spans
    content: Spans
    words: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A quoted attribution, the speaker given to it, and whether that is right, or is right for another quotation of its sentence."""

    quoted: Quoted
    speaker: str | None
    is_right: bool
    is_fellows: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of articles and quoted attributions, and shares from 0 to 1; a share of nothing is 0."""

    articles: int
    quoted: int
    of_somebody: int
    given: int
    right: int
    precision: float
    recall: float


def judge(folder: Path, half: str | None = None) -> tuple[Judged, ...]:
    """Every quoted attribution of the folder's articles, or of a half of them, with the speaker given; raises InputError."""
    meant = _meant()
    names = _annotated(folder)
    start, step = (HALVES.index(half), 2) if half else (0, 1)
    return tuple(one for name in sorted(names)[start::step] for one in _judged(folder / "text" / f"{name}.txt", names[name], meant))


def figures(judged: Sequence[Judged]) -> Figures:
    """The measures over some judged attributions."""
    of_somebody = sum(one.quoted.speaker is not None for one in judged)
    given = sum(one.speaker is not None and not one.is_fellows for one in judged)
    right = sum(one.is_right for one in judged)
    return Figures(
        articles=len({one.quoted.article for one in judged}),
        quoted=len(judged),
        of_somebody=of_somebody,
        given=given,
        right=right,
        precision=right / given if given else 0.0,
        recall=sum(one.is_right and one.quoted.speaker is not None for one in judged) / of_somebody if of_somebody else 0.0,
    )


def agrees(speaker: str | None, *sources: str | None) -> bool:
    """Whether a speaker is one of these: the same head word, and no other first name."""
    return any(_same(_head(speaker), _head(source)) for source in sources if source and speaker)


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    if not one or not other or one[-1].casefold() != other[-1].casefold():
        return False
    first, second = (words[-2] if len(words) > 1 and words[-2][0].isupper() else "" for words in (one, other))
    is_person = one[-1][0].isupper() and first and second and not {first.casefold(), second.casefold()} & _TITLES
    return not is_person or first == second or len(first.strip(".")) == 1 or len(second.strip(".")) == 1


def _head(words: str | None) -> list[str]:
    """The words up to the head of a name or a role, titles left out: "Sen. Ada Brandt of Norland" gives Ada, Brandt."""
    plain = re.sub(r"[’']s(?=\s*$)|\([^)]*\)|[\"“”]", "", words or "")
    parts = [part.split() for part in _AFTER_HEAD.split(plain)]
    kept = [word.strip(".,") for word in next((part for part in parts if part), [])]
    return [word for word in kept if word and word.casefold() not in _TITLES] or kept


def _judged(path: Path, annotations: Path, meant: Mapping[tuple[str, int], str | None]) -> list[Judged]:
    document = read_text(path)
    attributions = list(_quoted(path.stem, annotations, document.text, meant))
    marked = quotations(document.text)
    said: dict[tuple[int, int], str | None] = {}
    for article in articles_of(document, file=path.name, published=None, source=None, taken=lambda _: False):
        reading = read(article)
        said |= {span: reading.speaker(ordinal) for ordinal, span in enumerate(reading.sentences)}
    places = [_place(one, marked, list(said)) for one in attributions]
    judged = []
    for one, place in zip(attributions, places, strict=True):
        speaker = said.get(place) if place else None
        fellows = [other for other, where in zip(attributions, places, strict=True) if where == place and other is not one]
        right = _is_right(speaker, one)
        judged.append(Judged(one, speaker, right, not right and any(_is_right(speaker, other) for other in fellows)))
    return judged


def _is_right(speaker: str | None, quoted: Quoted) -> bool:
    apposed = [part for part in quoted.words.split(",") if len(re.findall(r"\b[A-Z]", part)) > 1]
    titled = _TITLED.search(quoted.words)
    return agrees(speaker, quoted.words, *(quoted.speaker or "").split(" / "), *apposed, titled and titled[1])


def _place(quoted: Quoted, marked: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The sentence that holds most of the quoted words of an attribution, the first of equals."""
    inside = [
        span for piece in quoted.content for mark in marked if (span := (max(piece[0], mark[0]), min(piece[1], mark[1])))[0] < span[1]
    ]
    spans = inside or quoted.content

    def held(sentence: tuple[int, int]) -> int:
        return sum(max(0, min(end, sentence[1]) - max(start, sentence[0])) for start, end in spans)

    best = max(sentences, key=held, default=None)
    return best if best and held(best) else None


def _quoted(name: str, path: Path, text: str, meant: Mapping[tuple[str, int], str | None]) -> Iterator[Quoted]:
    """The quoted attributions of an annotation file; raises UnreadableInputError where it is none of this text."""
    spans: dict[str, Spans] = {}
    events: list[list[tuple[str, str]]] = []
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            key, rest, *_ = line.split("\t")
            if key.startswith("T"):
                spans[key] = tuple((int(a), int(b)) for a, b in (piece.split() for piece in rest.split(" ", 1)[1].split(";")))
            elif key.startswith("E"):
                events.append([(part, of) for part, of in (pair.split(":") for pair in rest.split())])
        for event in events:
            source = tuple(span for part, of in event if part.startswith("Source") for span in spans[of])
            content = tuple(span for part, of in event if part.startswith("Content") for span in spans[of])
            if source and any(set(MARKS) & set(text[start:end]) for start, end in content):
                words = " ".join(text[start:end] for start, end in source)
                yield Quoted(name, source, content, words, meant.get((name, source[0][0]), words))
    except (OSError, ValueError, KeyError) as exc:
        raise UnreadableInputError(f"{path} holds no annotations that can be read: {exc}.") from exc


def _annotated(folder: Path) -> dict[str, Path]:
    """The first annotation file of each article, by its name; raises MissingInputError where there is none."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("attributions/*.ann")):
        found.setdefault(_ANNOTATOR.sub("", path.stem), path)
    if not found:
        raise MissingInputError(f"{folder} holds no attributions/*.ann; give the folder data/dev of PolNeAR.")
    return found


def _meant() -> dict[tuple[str, int], str | None]:
    rows = [json.loads(line) for line in MEANT.read_text(encoding="utf-8").splitlines()]
    return {(row["article"], row["start"]): row["speaker"] for row in rows}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the folder and write the figures."""
    parser = argparse.ArgumentParser(prog="python -m eval.polnear", description="Precision and recall of speakers on PolNeAR.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=HALVES, help="every second article only; default: all")
    parser.add_argument("--json", action="store_true", help="write one JSON document")
    parser.add_argument("--misses", action="store_true", help="list what was missed or wrong, by article and offset of the source")
    given = parser.parse_args(arguments)
    try:
        judged = judge(given.folder, given.half)
    except InputError as exc:
        parser.exit(1, f"{exc}\n")
    row = asdict(figures(judged))
    if given.json:
        sys.stdout.write(json.dumps(row, indent=2) + "\n")
        return
    for one in judged if given.misses else ():
        if (one.speaker or one.quoted.speaker) and not one.is_right and not one.is_fellows:
            place = f"{one.quoted.article}:{one.quoted.source[0][0]}"
            sys.stdout.write(f"{place}\t{one.quoted.words}\t{one.quoted.speaker}\t{one.speaker}\n")
    for name, value in row.items():
        sys.stdout.write(f"{name:12}{value:.3f}\n" if isinstance(value, float) else f"{name:12}{value}\n")


if __name__ == "__main__":
    main()
