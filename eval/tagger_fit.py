"""Fits the parts of speech that questions are read with (`assistant/words/tagger.py`), and says how many of them are right.

    git clone https://github.com/UniversalDependencies/UD_English-EWT
    python -m eval.tagger_fit UD_English-EWT [--write]

Fitted on the English Web Treebank (Silveira et al., LREC 2014; CC BY-SA 4.0), every sentence as it stands and once more in small letters
without its marks, as questions are typed. Documents of its development part are held back, and it is reported on them.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.words import tagger

PASSES = 6
SEED = 7
_MERGED = {
    **dict.fromkeys(("NN", "NNS"), tagger.NOUN),
    **dict.fromkeys(("NNP", "NNPS"), tagger.NAME),
    **dict.fromkeys(("VBZ", "VBP"), tagger.PRESENT),
    **{tag: tag for tag in ("VB", "VBD", "VBN", "VBG", "MD", "CC", "CD")},
    **dict.fromkeys(("JJ", "JJR", "JJS"), tagger.ADJECTIVE),
    **dict.fromkeys(("RB", "RBR", "RBS"), tagger.ADVERB),
    **dict.fromkeys(("IN", "TO", "RP"), tagger.PREPOSITION),
    **dict.fromkeys(("DT", "PDT", "PRP$"), tagger.DETERMINER),
    **dict.fromkeys(("PRP", "EX"), tagger.PRONOUN),
    **dict.fromkeys(("WP", "WRB", "WDT", "WP$"), tagger.ASKING),
}

Sentence = list[tuple[str, str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit and report; 2 where the folder is no such treebank."""
    parser = argparse.ArgumentParser(prog="python -m eval.tagger_fit", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="the treebank, as cloned")
    parser.add_argument("--write", action="store_true", help="replace the numbers that come with Dateline")
    given = parser.parse_args(arguments)
    taught, held = documents(given.folder)
    if not taught or not held:
        sys.stderr.write(f"{given.folder} holds no sentences of the English Web Treebank: clone it, and give its folder.\n")
        return 2
    weights = fit(taught)
    table, scale = _rounded(weights)
    rounded = table.astype(np.float32) * np.float32(scale)
    plain = [as_typed(one) for one in held]
    asked = [as_typed(one) for one in held if one[-1][0] == "?"]
    sys.stdout.write(f"{len(taught):,} sentences; right of the words of {len(held):,} held back: {right(held, rounded):.3f}\n")
    sys.stdout.write(f"the same in small letters, without marks: {right(plain, rounded):.3f}\n")
    sys.stdout.write(f"of {len(asked)} questions among them, in small letters: {right(asked, rounded):.3f}\n")
    if given.write:
        np.savez_compressed(tagger.WEIGHTS, weights=table, scale=np.float32(scale))
    return 0


def documents(folder: Path) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences to fit on, and those of the documents of the development part."""
    held = "".join(path.read_text(encoding="utf-8") for path in folder.glob("en_ewt-ud-dev.conllu"))
    names = set(re.findall(r"# newdoc id = (\S+)", held))
    parts = [path for path in folder.glob("en_ewt-ud-*.conllu") if "-dev" not in path.name and path.stat().st_size]
    sources = folder / "not-to-release" / "sources"
    files = sorted(sources.rglob("*.conllu")) if sources.is_dir() else sorted(parts)
    texts = (path.read_text(encoding="utf-8") for path in files)
    taught = [one for text in texts for document in _parted(text) if not names & set(document[0]) for one in document[1]]
    return taught, list(sentences(held))


def _parted(text: str) -> Iterator[tuple[list[str], list[Sentence]]]:
    """The documents of a file: their names, and their sentences."""
    for document in re.split(r"(?=^# newdoc id)", text, flags=re.MULTILINE):
        yield (
            re.findall(r"# newdoc id = (\S+)", document) + [re.sub(r"-\d+$", "", one) for one in _ids(document)],
            list(sentences(document)),
        )


def _ids(text: str) -> list[str]:
    return re.findall(r"# sent_id = (\S+)", text)


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U text, what is written together as one word with the tag of its first."""
    for block in text.split("\n\n"):
        found: Sentence = []
        together, until = "", 0
        for line in block.splitlines():
            columns = line.split("\t")
            if line.startswith("#") or len(columns) < 5:
                continue
            if "-" in columns[0]:
                until, together = int(columns[0].split("-")[1]), columns[1]
            elif columns[0].isdigit():
                if not until or together:
                    found.append((together or columns[1], _MERGED.get(columns[4], tagger.OTHER)))
                    together = ""
                until = 0 if until and int(columns[0]) >= until else until
        if found:
            yield found


def as_typed(sentence: Sentence) -> Sentence:
    """A sentence in small letters, without its marks and its apostrophes."""
    typed = [(re.sub(r"[’']", "", word.lower()), tag) for word, tag in sentence if re.search(r"\w", word)]
    return [(word, tag) for word, tag in typed if word] or sentence


def fit(taught: Sequence[Sentence]) -> NDArray[np.float32]:
    """Weights, (`tagger.BUCKETS`, number of tags): the mean of all that the perceptron went through."""
    shape = (tagger.BUCKETS, len(tagger.TAGS))
    weights, added, at = np.zeros(shape, np.float32), np.zeros(shape, np.float64), 1
    place = {tag: number for number, tag in enumerate(tagger.TAGS)}
    order = [*taught, *map(as_typed, taught)]
    shuffle = random.Random(SEED)
    for _ in range(PASSES):
        shuffle.shuffle(order)
        for sentence in order:
            tagged: list[str] = []
            for around, (_, tag) in zip(tagger.surroundings([word for word, _ in sentence]), sentence, strict=True):
                rows = tagger.rows(around, tagged)
                said = int(weights[rows].sum(axis=0).argmax())
                if said != place[tag]:
                    np.add.at(weights, (rows, place[tag]), 1.0)
                    np.add.at(weights, (rows, said), -1.0)
                    np.add.at(added, (rows, place[tag]), float(at))
                    np.add.at(added, (rows, said), -float(at))
                tagged.append(tagger.TAGS[said])
                at += 1
    return (weights - added / at).astype(np.float32)


def right(held: Sequence[Sentence], weights: NDArray[np.float32]) -> float:
    """The share of words that are tagged as they are marked."""
    told = [
        got == tag
        for sentence in held
        for got, (_, tag) in zip(tagger.read([word for word, _ in sentence], weights), sentence, strict=True)
    ]
    return sum(told) / len(told)


def _rounded(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    scale = float(np.abs(weights).max()) / 127
    return np.round(weights / scale).astype(np.int8), scale


if __name__ == "__main__":
    sys.exit(main())
