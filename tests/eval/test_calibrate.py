"""Weights for one archive from its own known questions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.selection.probability import CALIBRATION, packaged, weights_for
from eval import calibrate
from eval.cases import Case, GoldSpan, file_name
from index.archive import Archive
from index.errors import InputError
from index.types import Article

ASKED = {
    "How many names does the petition against the tram line have?": "9,000",
    "How many hours did the chess final last?": "seven",
    "When did the harbour of Port Arden reopen?": "Monday",
}


def cases_of(articles: list[Article]) -> list[Case]:
    """Each question with every place of its answer as evidence, and one that nothing answers."""
    known = [Case("none", "Which orchestra played Bruckner in Zagreb?", "unanswerable")]
    for number, (question, answer) in enumerate(ASKED.items()):
        spans = [
            GoldSpan(file_name(article.file), answer, article.start + place, article.start + place + len(answer))
            for article in articles
            if (place := article.text.find(answer)) >= 0
        ]
        known.append(Case(f"told-{number}", question, "fact", (answer,), tuple(spans)))
    return known


def test_too_few_questions_are_not_fitted_to(archive: Archive, files: Path) -> None:
    archive.add([str(files)])
    with pytest.raises(InputError, match=r"hold \d questions .* it takes 80 and 10"):
        calibrate.calibrated(archive, {"own": cases_of(archive.articles())})


def test_its_weights_are_those_of_its_model(archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibrate, "ENOUGH_ANEW", 2)
    monkeypatch.setattr(calibrate, "ENOUGH_UNANSWERABLE_ANEW", 1)
    archive.add([str(files)])
    learnt, judged = calibrate.calibrated(archive, {"own": cases_of(archive.articles())})
    assert judged.questions == 4 and learnt.fitted_on == "4 questions of own"
    (archive.path / CALIBRATION).write_text(learnt.written(), encoding="utf-8")
    with archive.snapshot() as seen:
        assert weights_for(archive.path, seen.meta("embedder")) == (learnt, "")


def test_with_the_packaged_model_the_packaged_weights_are_scaled(archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add([str(files)])
    with archive.snapshot() as seen:
        given = replace(packaged(), model=seen.meta("embedder") or "")
    monkeypatch.setattr(calibrate, "packaged", lambda: given)
    with pytest.raises(InputError, match=r"hold \d questions .* it takes 16 and 4"):
        calibrate.calibrated(archive, {"own": cases_of(archive.articles())})
    monkeypatch.setattr(calibrate, "ENOUGH", 2)
    monkeypatch.setattr(calibrate, "ENOUGH_UNANSWERABLE", 1)
    learnt, judged = calibrate.calibrated(archive, {"own": cases_of(archive.articles())})
    assert judged.questions == 4 and learnt.fitted_on.endswith("; scaled to 4 questions of own")
    slopes = {round(own / weight, 9) for own, weight in zip(learnt.weights, given.weights, strict=True) if weight}
    assert len(slopes) == 1 and slopes.pop() > 0
    (archive.path / CALIBRATION).write_text(learnt.written(), encoding="utf-8")
    assert weights_for(archive.path, given.model) == (learnt, "")
