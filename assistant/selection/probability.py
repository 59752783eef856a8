"""The learnt weights by which the figures of a unit become the probability that it answers: the packaged ones, or an archive's own."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.selection.features import FEATURES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ANSWER_FROM = 0.5
"""Probability from which what is shown is the answer: it is then likelier right than not, which is what the word says."""
CALIBRATION = "calibration.json"
"""The file in an archive's folder that holds its own weights."""
PACKAGED = "probability.json"
FEW = 40
"""Articles of an archive of the size that reading was fitted on."""


class LearntError(ValueError):
    """A file of weights that cannot be used, and why."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What the log odds by figures, and those that a cross-encoder says, count for those of a unit that was read again, and a constant.

    `unread` is what it says, on average, of one that it does not read because another is so much likelier. `crowd` is what ten times as
    many articles take off the log odds, from `FEW` on: the more there are, the more come near to any question.
    """

    figures: float
    said: float
    bias: float
    unread: float
    crowd: float = 0.0

    def scaled(self, slope: float, bias: float) -> ReadAgain:
        """What makes of the log odds that this makes so many times as much and a constant."""
        return ReadAgain(slope * self.figures, slope * self.said, slope * self.bias + bias, self.unread, slope * self.crowd)

    def among(self, articles: int) -> ReadAgain:
        """What it is in an archive of so many articles, and no other."""
        return replace(self, bias=self.bias - self.crowd * tenfolds(articles), crowd=0.0)


@dataclass(frozen=True, slots=True)
class Learnt:
    """A logistic regression over `FEATURES`, fitted to "this unit answers".

    `model` is the fingerprint of the embedding model that it was fitted with, `fitted_on` says in words on what. From `uncertain_from` to
    `ANSWER_FROM` lies what may answer, by figures alone or, where there is `reading`, by what the likeliest units say when read again.
    """

    model: str
    fitted_on: str
    weights: tuple[float, ...]
    bias: float
    uncertain_from: float
    reading: ReadAgain | None = None

    def among(self, articles: int) -> Learnt:
        """What they are in an archive of so many articles, and no other."""
        return self if self.reading is None else replace(self, reading=self.reading.among(articles))

    def odds(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """For each row of figures, shape (n, len(FEATURES)), the log odds that the unit answers, shape (n,)."""
        import numpy as np

        return np.asarray(figures @ np.array(self.weights) + self.bias)

    def probabilities(self, figures: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same as probabilities."""
        return likely(self.odds(figures))

    def odds_again(self, odds: NDArray[np.float64], said: NDArray[np.float64]) -> NDArray[np.float64]:
        """Log odds of the units of a question, shape (n,), by those by figures and what a cross-encoder says of each.

        `said` is NaN for those that it did not read, of which it would say no more than of the least of the others, nor than on average. By
        figures alone without `reading`, or where none was read.
        """
        import numpy as np

        if self.reading is None or np.isnan(said).all():
            return odds
        said = np.where(np.isnan(said), min(np.nanmin(said), self.reading.unread), said)
        return np.asarray(self.reading.figures * odds + self.reading.said * said + self.reading.bias)

    def read_again(self, odds: NDArray[np.float64], said: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same as probabilities."""
        return likely(self.odds_again(odds, said))

    def written(self) -> str:
        """As the text of a file, each weight beside the name of its figure."""
        document = asdict(self) | {"weights": dict(zip(FEATURES, self.weights, strict=True))}
        return json.dumps(document, indent=1) + "\n"

    @classmethod
    def of(cls, text: str) -> Learnt:
        """What `written` wrote; raises LearntError for anything else, and for figures that are not today's."""
        try:
            document = json.loads(text)
            named = document["weights"]
            if set(named) != set(FEATURES):
                raise LearntError("it was fitted for another version of Dateline")
            one = cls(
                str(document["model"]),
                str(document["fitted_on"]),
                tuple(_number(named[name]) for name in FEATURES),
                _number(document["bias"]),
                _number(document["uncertain_from"]),
                _reading(document.get("reading")),
            )
        except (ValueError, TypeError, KeyError) as exc:
            raise exc if isinstance(exc, LearntError) else LearntError("it is damaged") from exc
        if not 0 < one.uncertain_from <= ANSWER_FROM:
            raise LearntError("it is damaged")
        return one


def tenfolds(articles: int) -> float:
    """How often an archive of so many articles is ten times as large as one of `FEW`; 0 for a smaller one."""
    return math.log10(max(articles, FEW) / FEW)


def likely(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probabilities of log odds, of the same shape."""
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -50, 50))))


def all_told(probabilities: Sequence[float]) -> float:
    """The probability that a compound question is answered, from those of its parts (at least one): their log odds on average.

    Parts are short and score low, each for another reason.
    """
    odds = [math.log(max(one, 1e-9) / max(1 - one, 1e-9)) for one in probabilities]
    return 1 / (1 + math.exp(-sum(odds) / len(odds)))


@lru_cache(maxsize=1)
def packaged() -> Learnt:
    """The weights that come with Dateline."""
    return Learnt.of(Path(__file__).with_name(PACKAGED).read_text(encoding="utf-8"))


def weights_for(folder: Path, model: str | None) -> tuple[Learnt, str]:
    """The weights for an archive whose embedding model has that fingerprint, and a sentence where its own could not be used, or "".

    The archive's own are those of `dateline calibrate`, in its folder.
    """
    try:
        own = Learnt.of((folder / CALIBRATION).read_text(encoding="utf-8"))
        if own.model == model:
            return own, ""
        reason = "it was fitted for another embedding model"
    except FileNotFoundError:
        return packaged(), ""
    except (OSError, UnicodeDecodeError):
        reason = "it cannot be read"
    except LearntError as exc:
        reason = str(exc)
    return packaged(), f"The archive's {CALIBRATION} is passed over ({reason}); run dateline calibrate again."


def _reading(value: Any) -> ReadAgain | None:
    names = [one.name for one in fields(ReadAgain)]
    # Without "crowd" it is what was scaled to questions of this archive, whatever its size.
    if value is not None and {*value, "crowd"} != set(names):
        raise LearntError("it was fitted for another version of Dateline")
    return None if value is None else ReadAgain(*(_number(value.get(name, 0.0)) for name in names))


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise LearntError("it is damaged")
    return float(value)
