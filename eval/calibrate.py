"""Weights for one archive, from known questions of its own: for what its users ask, or for another embedding model.

With the packaged embedding model the packaged weights are kept and only scaled to the questions: which sentence answers is told better by
the thousands of questions that they were fitted on. With a hundred questions of an archive's own, an answer came first in 0.66 of those not
fitted on, where it does in 0.75 by weights of other archives (four suites). With another model all weights are fitted anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.selection.probability import Learnt, packaged
from eval import fitting
from eval.cases import Case
from eval.fitting import Judged
from eval.mining import Mined, Origin, mine
from eval.near_misses import exchanged
from eval.runner import Progress
from index.archive import Archive
from index.errors import InputError

ENOUGH, ENOUGH_UNANSWERABLE = 16, 4
"""Questions that it takes to scale weights: answerable ones of which an answer is among the units, and others."""
ENOUGH_ANEW, ENOUGH_UNANSWERABLE_ANEW = 80, 10
"""The same to fit them anew."""


def calibrated(archive: Archive, suites: Mapping[str, Sequence[Case]], progress: Progress | None = None) -> tuple[Learnt, Judged]:
    """Weights fitted to the suites, by name, and the figures of weights fitted to four fifths of the questions on the other fifth.

    They are the packaged ones, scaled, where the archive's embedding model is theirs.

    Raises InputError where the questions are too few.
    """
    with archive.snapshot() as seen:
        model = seen.meta("embedder") or ""
    is_known = model == packaged().model
    articles = archive.articles()
    given = packaged().among(len(articles))
    weights = given if is_known else None
    mined: list[Mined] = []
    asked = [(name, case, Origin.ASKED) for name, cases in suites.items() for case in cases]
    made = [(name, case, Origin.EXCHANGED) for name, cases in suites.items() for case in exchanged(cases, articles)]
    total = len(asked) + len(made)
    for done, (name, case, origin) in enumerate([*asked, *made], 1):
        mined += mine([case], archive, name, origin, weights)
        if progress:
            progress(case.id, done, total)
    told = sum(one.is_answerable and bool(one.answers.any()) for one in mined)
    untold = sum(not one.is_answerable and one.origin is Origin.ASKED for one in mined)
    least, least_untold = (ENOUGH, ENOUGH_UNANSWERABLE) if is_known else (ENOUGH_ANEW, ENOUGH_UNANSWERABLE_ANEW)
    if told < least or untold < least_untold:
        raise InputError(
            f"The suites hold {told} questions that the archive is seen to answer and {untold} that it does not; it takes {least} "
            f"and {least_untold} to fit anything. Write more known questions, or stay with the weights that come with Dateline."
        )
    fitted_on = f"{len(asked)} questions of {', '.join(suites)}"
    if is_known:
        fitted = fitting.scaled(given, mined, f"{given.fitted_on}; scaled to {fitted_on}")
        return fitted, fitting.folded(mined, lambda others: fitting.scaled(given, others, ""))
    return fitting.fit(mined, model, fitted_on), fitting.folded(mined, lambda others: fitting.fit(others, model, ""))
