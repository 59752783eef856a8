"""Weights for one archive, from known questions of its own: for another embedding model, or for what its users ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.selection.probability import Learnt
from eval import fitting
from eval.cases import Case
from eval.fitting import Judged
from eval.mining import Mined, Origin, mine
from eval.near_misses import exchanged
from eval.runner import Progress
from index.archive import Archive
from index.errors import InputError

ENOUGH = 80
"""Answerable questions of which an answer is among the units: with fewer, the packaged weights are better on questions not fitted on."""
ENOUGH_UNANSWERABLE = 10


def calibrated(archive: Archive, suites: Mapping[str, Sequence[Case]], progress: Progress | None = None) -> tuple[Learnt, Judged]:
    """Weights fitted to the suites, by name, and the figures of weights fitted to four fifths of the questions on the other fifth.

    Raises InputError where the questions are too few.
    """
    mined: list[Mined] = []
    asked = [(name, case, Origin.ASKED) for name, cases in suites.items() for case in cases]
    articles = archive.articles()
    made = [(name, case, Origin.EXCHANGED) for name, cases in suites.items() for case in exchanged(cases, articles)]
    total = len(asked) + len(made)
    for done, (name, case, origin) in enumerate([*asked, *made], 1):
        mined += mine([case], archive, name, origin)
        if progress:
            progress(case.id, done, total)
    told = sum(one.is_answerable and bool(one.answers.any()) for one in mined)
    untold = sum(not one.is_answerable and one.origin is Origin.ASKED for one in mined)
    if told < ENOUGH or untold < ENOUGH_UNANSWERABLE:
        raise InputError(
            f"The suites hold {told} questions that the archive is seen to answer and {untold} that it does not; it takes {ENOUGH} "
            f"and {ENOUGH_UNANSWERABLE} to fit anything. Write more known questions, or stay with the weights that come with Dateline."
        )
    with archive.snapshot() as seen:
        model = seen.meta("embedder") or ""
    weights = fitting.fit(mined, model, f"{len(asked)} questions of {', '.join(suites)}")
    return weights, fitting.folded(mined, model)
