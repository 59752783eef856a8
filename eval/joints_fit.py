"""Fits where a question that is put in few words asks for two things (`assistant/query/joints.py`), and says what that is worth.

    python -m eval.joints_fit [--write]

Fitted on the questions over news and over invented archives, in their own and in other words (`eval.reworded`), but for those of suites
that are held back, on which it is reported. Which of its joints parts a question for two things nobody has marked: that is taken for it
that most often does and leaves both about as long. Questions that are parted without it, at their question words, are not looked at.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.query import joints
from assistant.query.joints import Joints
from assistant.query.parts import parts_of
from eval import invented, news_suites, reworded

STRENGTH = 1.0
"""Inverse of the penalty of the regression; with 0.3 it parts 68 of the 96 held-back questions, with 0.1 63, and as many others."""
SEEN = 4
"""Questions for two things from which a word is looked at."""
WEIGHS = 0.05
"""The least weight that is kept."""
OFTEN = {"+": 4.0, ";": 3.5, ", and": 3.0, "as well as": 3.0, ", plus": 4.0, "versus": 2.6, "vs": 2.6, "vs.": 2.6, "and": 2.5, ",": 1.0}
UNEVEN = 2.0
"""What it takes off to lie at an end of what is asked, and not in its middle."""


@dataclass(frozen=True)
class Labelled:
    """A question, and whether it asks for two things."""

    text: str
    is_for_two: bool


def questions(*, held: bool) -> list[Labelled]:
    """Those of the suites that are held back, or of the others, that no question word parts; the suites' own for several things are left
    out, for most of them are answered by one sentence."""
    rows = [(line["suite"], line["question"], isinstance(line["of"], list)) for line in _lines(reworded.REWORDED)]
    rows += [(line["suite"], line["question"], False) for line in _lines(news_suites.FOLLOWED)]
    own = [(name, news_suites.SUITES / f"{name}.jsonl") for name in news_suites.names()]
    own += [(name, suite) for name in invented.names() if (suite := invented.FOLDER / name / invented.QUESTIONS).is_file()]
    rows += [(name, line["question"], False) for name, suite in own for line in _lines(suite) if line["kind"] != "multi"]
    back = {*news_suites.HELD, *invented.HELD}
    asked = (Labelled(text, is_for_two) for name, text, is_for_two in rows if (name in back) is held)
    return [one for one in asked if not parts_of(one.text, learnt=False)]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def parting(asked: str) -> re.Match[str] | None:
    """The joint of a question for two things that is taken for the one between them; None where it has none."""

    def worth(place: re.Match[str]) -> float:
        topic = asked.rfind(": ", 0, place.start())
        begins = topic + 2 if topic >= 0 else 0
        middle = (place.start() - begins) / max(1, len(asked) - begins)
        few = len(asked[place.end() :].split()) < 2
        return OFTEN.get(" ".join(place.group().casefold().split()), 2.0) - UNEVEN * abs(middle - 0.5) - few

    return max(joints.places(asked), key=worth, default=None)


def fit(labelled: Sequence[Labelled]) -> Joints:
    """The numbers, by the joints of the questions."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    rows = [(one.text, place, True) for one in labelled if one.is_for_two and (place := parting(one.text))]
    often = Counter(token for text, _, _ in rows for token in set(joints.tokens(text)))
    words = frozenset(token for token, count in often.items() if count >= SEEN and token[0].isalpha())
    rows += [(one.text, place, False) for one in labelled if not one.is_for_two for place in joints.places(one.text)]
    vectorizer = DictVectorizer()
    values = vectorizer.fit_transform([joints.features(text, place, words) for text, place, _ in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(values, [parts for _, _, parts in rows])
    named = zip(vectorizer.get_feature_names_out(), np.round(model.coef_[0], 2).tolist(), strict=True)
    return Joints({name: weight for name, weight in named if abs(weight) >= WEIGHS}, round(float(model.intercept_[0]), 2), words)


def parts(model: Joints, asked: str) -> bool:
    """Whether a question is parted."""
    return max((model.likely(asked, place) for place in joints.places(asked)), default=0.0) >= joints.PARTS_FROM


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, report, and write the numbers where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m eval.joints_fit", description="Fits where a question asks for two things.")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    model = fit(questions(held=False))
    held = questions(held=True)
    for is_for_two, what in ((True, "two things"), (False, "one")):
        asked = [one.text for one in held if one.is_for_two is is_for_two]
        parted = [text for text in asked if parts(model, text)]
        sys.stdout.write(f"of {len(asked)} held-back questions for {what} {len(parted)} are parted\n")
        if not is_for_two:
            sys.stdout.write("".join(f"  {text}\n" for text in parted))
    if given.write:
        document = {"bias": model.bias, "words": sorted(model.words), "weights": dict(sorted(model.weights.items()))}
        joints.WEIGHTS.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
        sys.stdout.write(f"{joints.WEIGHTS} is written\n")


if __name__ == "__main__":
    main()
