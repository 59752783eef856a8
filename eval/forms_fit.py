"""Fits the classifier of `assistant/forms/classifier.py` on labelled texts, and says what it is worth on texts that it was not fitted on.

    python -m eval.forms_fit [--keep SUITE.jsonl] [--held FILE.jsonl] [--write]

Fitted on `eval/suites/forms.jsonl` ({text, wish, after, subject}; written for this, of no archive), on the questions of the bundled
suites, and on those over news (`eval.news_suites`; a tenth as much each, for there are many, and all of one kind) but for what is held
back, of which it says how many lose their form. Reported by ten-fold cross-validation. Of the questions in the files given as `--keep`
(known questions, never fitted on) at most one may lose its form: the share of a question's probability that decides is the highest that
keeps to that. `--held` is a file of conversations ({turns: [{ask, expect: {form}}]}), never fitted on. `--write` replaces the numbers of
the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.forms import classifier
from assistant.forms.classifier import Model, Wish, features, probabilities, tokens_of
from assistant.forms.typed import mended
from eval import news_suites
from index.words.lists import listed

HERE = Path(__file__).parent / "suites"
TEXTS = HERE / "forms.jsonl"
SUITES = (HERE / "sample.jsonl", HERE / "specials.jsonl")
OTHERS_WEIGH = 0.1
"""What a question over news counts: of 1,465 that are held back eight lose their form (eighteen where none is fitted on), and of 703 texts
603 have the right one (606). With 0.3 it is six, and 601."""
HELD_OF_FOLLOWED = 5
"""Of so many follow-ups one is held back."""
FOLDS = 10
STRENGTH = 10.0
"""Inverse of the penalty of the regression."""
SEEN_TWICE = 2
"""Texts from which a feature is kept."""
WEIGHS = 0.25
"""The largest weight of a feature from which it is kept: of the others no text depends."""
HIGHEST = 0.5
"""A text that is a question as likely as anything else is one."""
LOST = 1
"""Known questions that may lose their form."""
FRAMES = ("small.question_words", "small.auxiliaries", "small.personal", "asked.quantities", "asked.amounts", "asked.times")
"""Words that are looked at however few of the texts have them."""


@dataclass(frozen=True)
class Labelled:
    """A text with what it wants, what was wanted before it, and what it is about."""

    text: str
    wish: Wish
    after: Wish = Wish.QUESTION
    subject: str = ""


def texts(path: Path) -> list[Labelled]:
    """The labelled texts of a file."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Labelled(row["text"], Wish(row["wish"]), Wish(row.get("after", "question")), row.get("subject", "")) for row in rows]


def questions(paths: Sequence[Path]) -> list[Labelled]:
    """The questions of known-questions suites."""
    rows = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return [Labelled(row["question"], Wish.QUESTION) for row in rows]


def asked_of_news(*, held: bool) -> list[Labelled]:
    """The questions over news that lean on none before them: those that are held back, or the others; and of the follow-ups one in five, or
    the others."""
    paths = [news_suites.SUITES / f"{name}.jsonl" for name in news_suites.names() if (name in news_suites.HELD) is held]
    rows = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    leaning = map(json.loads, news_suites.FOLLOWED.read_text(encoding="utf-8").splitlines())
    rows = [*(row for row in rows if not row["history"]), *(row for at, row in enumerate(leaning) if (at % HELD_OF_FOLLOWED == 0) is held)]
    return [Labelled(row["question"], Wish.QUESTION) for row in rows]


def words_of(labelled: Sequence[Labelled]) -> frozenset[str]:
    """The words that are looked at: those of two texts or more that no text is about, and some lists of the language."""
    about = {token for one in labelled for token in tokens_of(one.subject)} - set(listed("small.stop"))
    held = Counter(token for one in labelled for token in set(tokens_of(one.text)))
    often = {token for token, count in held.items() if count >= SEEN_TWICE and not token.isdigit()}
    return frozenset((often | {word for name in FRAMES for word in listed(name)} | set(listed("small.stop"))) - about)


def fit(own: Sequence[Labelled], known: Sequence[Labelled], others: Sequence[Labelled] = ()) -> Model:
    """The numbers, fitted on the texts and on the known questions, whose words are not looked at for their own sake; `others` count less,
    and bring nothing to look at."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    words = words_of(own)
    labelled = [*own, *known, *others]
    seen = [features(one.text, one.after, words, mended(words)) for one in labelled]
    first = len(labelled) - len(others)
    often = {feature for feature, count in Counter(feature for held in seen[:first] for feature in held).items() if count >= SEEN_TWICE}
    weighs = [1.0] * first + [OTHERS_WEIGH] * len(others)
    vectorizer = DictVectorizer()
    values = vectorizer.fit_transform([{feature: 1.0 for feature in held if feature in often} for held in seen])
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(values, [one.wish.value for one in labelled], weighs)
    names = vectorizer.get_feature_names_out()
    rounded = np.round(model.coef_.T, 2)
    weights = {name: row.tolist() for name, row in zip(names, rounded, strict=True) if np.abs(row).max() >= WEIGHS}
    return Model(tuple(map(Wish, model.classes_)), tuple(np.round(model.intercept_, 2).tolist()), weights, words, HIGHEST)


def wished(model: Model, one: Labelled) -> Wish:
    """What the classifier takes a text for."""
    return classifier.wish(one.text, one.after, mended(model.words), model)


def crossed(own: Sequence[Labelled], known: Sequence[Labelled], others: Sequence[Labelled] = ()) -> Iterator[tuple[Wish, Wish, str]]:
    """(what a text wants, what it is taken for, the text), each by a model that was fitted without it."""
    order = np.random.default_rng(0).permutation(len(own))
    for fold in range(FOLDS):
        left_out = set(order[fold::FOLDS].tolist())
        model = fit([one for at, one in enumerate(own) if at not in left_out], known, others)
        for at in sorted(left_out):
            yield own[at].wish, wished(model, own[at]), own[at].text


def decided(model: Model, known: Sequence[Labelled]) -> float:
    """The highest share of a question's probability from which a text is one that lets at most `LOST` of the known questions go."""
    shares = sorted(probabilities(one.text, one.after, mended(model.words), model)[Wish.QUESTION] for one in known)
    return min(HIGHEST, float(np.floor(shares[LOST] * 100) / 100)) if len(shares) > LOST else HIGHEST


def table(pairs: Sequence[tuple[Wish, Wish, str]]) -> Iterator[str]:
    """The confusion table: a line for each wish, with what its texts were taken for."""
    right = sum(wanted is taken for wanted, taken, _ in pairs)
    form = sum(form_of(wanted) == form_of(taken) for wanted, taken, _ in pairs)
    yield f"{right} of {len(pairs)} right, {form} of the right form"
    for wanted in Wish:
        taken = Counter(other.value for one, other, _ in pairs if one is wanted)
        if taken:
            yield f"  {wanted.value:<10} {sum(taken.values()):>4}: " + ", ".join(f"{name} {count}" for name, count in taken.most_common())


def form_of(wish: Wish) -> str:
    """The form that an answer to it has."""
    return (
        "articles"
        if wish in (Wish.TOPIC, Wish.SUMMARY)
        else "archive"
        if wish.is_of_archive
        else "help"
        if wish.is_of_dateline
        else "quotations"
    )


def held_out(model: Model, path: Path) -> Iterator[str]:
    """How often the turns of conversations that expect a form are taken for one that has it, and which are not."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    for conversation in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        after = Wish.QUESTION
        for turn in conversation["turns"]:
            taken = wished(model, Labelled(turn["ask"], Wish.QUESTION, after))
            after = taken
            expected = turn["expect"].get("form", ["quotations"])
            counts[" or ".join(expected), form_of(taken)] += 1
            if form_of(taken) not in expected:
                wrong.append(f"  {turn['ask']!r}: {taken.value}, {' or '.join(expected)} expected")
    yield f"{path.name}: {sum(counts.values()) - len(wrong)} of {sum(counts.values())} turns of a form that is expected"
    yield from (f"  {expected:<32} taken for {taken:<10} {count:>4}" for (expected, taken), count in sorted(counts.items()))
    yield from wrong


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, report, and write the numbers where that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m eval.forms_fit", description="Fits the classifier of what people type.")
    parser.add_argument("--keep", action="append", default=[], type=Path, metavar="SUITE.jsonl")
    parser.add_argument("--held", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    own, known, others = texts(TEXTS), questions(SUITES), asked_of_news(held=False)
    pairs = list(crossed(own, known, others))
    lines = [f"cross-validation in {FOLDS} folds: ", *table(pairs)]
    lines += [f"    {text!r}: {taken.value}, is {wanted.value}" for wanted, taken, text in pairs if wanted is not taken]
    model = fit(own, known, others)
    model = replace(model, question_from=decided(model, [*known, *questions(given.keep)]))
    lines.append(f"a question from {model.question_from:.2f}; {len(model.weights)} features, {len(model.words)} words")
    lost = [one.text for one in [*known, *questions(given.keep)] if wished(model, one) is not Wish.QUESTION]
    lines.append(f"known questions that lose their form: {lost}")
    held = asked_of_news(held=True)
    lost = [one.text for one in held if wished(model, one) is not Wish.QUESTION]
    lines.append(f"of {len(held)} questions over news that are held back {len(lost)} lose it: {lost}")
    lines += held_out(model, given.held) if given.held else ()
    sys.stdout.write("\n".join(lines) + "\n")
    if given.write:
        write(model)


def write(model: Model) -> None:
    """Replace the numbers of the package."""
    head = {"wishes": model.wishes, "bias": model.bias, "question_from": model.question_from, "words": sorted(model.words)}
    whole = {name: [round(100 * weight) for weight in row] for name, row in sorted(model.weights.items())}
    rows = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in whole.items())
    text = f'{json.dumps(head)[:-1]}, "weights": {{\n{rows}\n}}}}\n'
    Path(classifier.__file__).with_name("weights.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
