"""The training of the cross-encoder: thin matrices beside the dense layers of the packaged one, over groups of sentences."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.pairs import Group
from index.embedding.bert import ATTENDED, DENSES, HEADS, KIND, NARROW, POSITIONS, WIDE, WORDS, Shape, norms, prefix
from index.embedding.cross_encoder import CLASSIFIER, DOWN, HEAD, HEAD_BIAS, MARK, POOLER, SMOOTHING, UP, seen_smoothing
from index.embedding.onnx_weights import Encoder

if TYPE_CHECKING:
    from numpy.typing import NDArray

RANK = 32
"""Rows of the thin matrices. Those that come with Dateline had 16 until the last training, and were widened for it."""
STEP_TOKENS = 6000
"""Tokens of the groups that are learnt from in one step."""
TOGETHER = 512
"""Groups within which those of like length are put together."""
WARM = 0.06
"""Share of the steps in which the rate of learning rises; it falls in the others."""
SCALE = 2.0
"""What the product of two thin matrices is multiplied by."""
DROPPED = 0.05
"""Share of a layer's results that are left out of a step."""
OWN = 0.5
"""What the checkpoint's own head begins with: it tells what is about the question, and sets the sure from the unsure further apart."""
SEEN = 60
"""Groups by which the smoothing of the 8-bit network is fitted."""
SEED = 3


def trained(
    base: Encoder,
    shape: Shape,
    groups: Sequence[Group],
    epochs: float,
    rate: float,
    start: Mapping[str, NDArray[Any]] | None = None,
) -> Iterator[tuple[int, int, float, dict[str, NDArray[np.float16]]]]:
    """Trains for so many passes over the groups, from changes that were learnt before or from none.

    The loss of a group is that of a choice among its sentences, or none, as of the weights of the figures. Yields now and then the step,
    the number of steps, the mean loss of late, and no changes; at last those learnt, as `CrossEncoder` takes them.
    """
    import torch

    torch.manual_seed(SEED)
    lot = random.Random(SEED)
    model = _Model(base, shape, start)
    optimiser = torch.optim.AdamW(model.learnt, lr=rate, weight_decay=0.01)
    total, step, late = max(1, int(len(list(_steps(groups, lot))) * epochs)), 0, 0.0
    while step < total:
        for batch in _steps(groups, lot):
            if step == total:
                break
            for each in optimiser.param_groups:
                each["lr"] = rate * (min(1.0, (step + 1) / max(1.0, WARM * total)) * (1 - step / total) * 0.95 + 0.02)
            loss = _loss(batch, model.said([tokens for group in batch for tokens in group.tokens], DROPPED))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.learnt, 1.0)
            optimiser.step()
            step += 1
            late = loss.item() if step == 1 else 0.98 * late + 0.02 * loss.item()
            if step % 20 == 0 and step < total:
                yield step, total, late, {}
    changes = model.changes()
    seen = lot.sample(list(groups), min(SEEN, len(groups)))
    yield step, total, late, changes | {SMOOTHING: seen_smoothing(base, changes, shape, [one for group in seen for one in group.tokens])}


def _steps(groups: Sequence[Group], lot: random.Random) -> Iterator[list[Group]]:
    """The groups by lot, those of like length together, as many as STEP_TOKENS allows."""
    order = list(groups)
    lot.shuffle(order)
    batches: list[list[Group]] = []
    for begin in range(0, len(order), TOGETHER):
        batch: list[Group] = []
        for group in sorted(order[begin : begin + TOGETHER], key=lambda group: max(map(len, group.tokens))):
            if batch and sum(len(tokens) for one in [*batch, group] for tokens in one.tokens) > STEP_TOKENS:
                batches.append(batch)
                batch = []
            batch.append(group)
        batches.append(batch)
    lot.shuffle(batches)
    yield from batches


def _loss(batch: Sequence[Group], said: Any) -> Any:
    import torch

    losses, begin = [], 0
    for group in batch:
        own = said[begin : begin + len(group.tokens)]
        begin += len(group.tokens)
        right = torch.tensor(group.answers)
        every = torch.logsumexp(torch.cat([own, torch.zeros(1)]), 0)
        losses.append(every - torch.logsumexp(own[right], 0) if right.any() else every)
    return torch.stack(losses).mean()


class _Model:
    """The packaged one in 16-bit floats with what is learnt beside it; texts lie one behind another, padded for attention only."""

    def __init__(self, base: Encoder, shape: Shape, start: Mapping[str, NDArray[Any]] | None) -> None:
        import torch

        self._shape = shape
        self._fixed = {name: torch.from_numpy(array.copy()) for name, array in {**base.tensors, WORDS: base.words[:]}.items()}
        self._short = {
            name: self._fixed[name].bfloat16() for name in self._fixed if name.startswith("encoder.") and "LayerNorm" not in name
        }
        first = {name: self._fixed[name].clone() for name in norms(shape)}
        for layer in range(shape.layers):
            for dense in DENSES:
                rows, columns = self._fixed[f"{prefix(layer)}{dense}.weight"].shape
                first[f"{prefix(layer)}{dense}.{DOWN}"] = torch.randn(RANK, columns) / math.sqrt(columns)
                first[f"{prefix(layer)}{dense}.{UP}"] = torch.zeros(rows, RANK)
        first |= {HEAD: torch.zeros(2 * shape.width), HEAD_BIAS: torch.tensor(-1.0), CLASSIFIER: self._fixed[CLASSIFIER] * OWN}
        first |= {f"{POOLER}.{kind}": self._fixed[f"{POOLER}.{kind}"].clone() for kind in ("weight", "bias")}
        for name, array in ((name, array) for name, array in (start or {}).items() if name != SMOOTHING):
            first[name] = torch.from_numpy(np.asarray(array, dtype=np.float32)) / (SCALE if name.endswith(UP) else 1.0)
        self._learnt = {name: value.requires_grad_() for name, value in first.items()}
        self.learnt = list(self._learnt.values())

    def changes(self) -> dict[str, NDArray[np.float16]]:
        return {
            name: (value.detach().numpy() * (SCALE if name.endswith(UP) else 1.0)).astype(np.float16)
            for name, value in self._learnt.items()
        }

    def said(self, texts: Sequence[Sequence[int]], dropped: float = 0.0) -> Any:
        """The log odds of each text, (n,); so much of a layer's results left out."""
        import torch
        from torch.nn import functional

        width, heads = self._shape.width, self._shape.heads
        lengths = torch.tensor([len(text) for text in texts])
        most, count = int(lengths.max()), len(texts)
        place = torch.cat([torch.arange(len(text)) + number * most for number, text in enumerate(texts)])
        rows = self._fixed[WORDS][torch.tensor([token for text in texts for token in text])]
        kinds = torch.tensor([int(number > text.index(MARK)) for text in texts for number in range(len(text))])
        rows = self._normed("embeddings", rows + self._fixed[POSITIONS][place % most] + self._fixed[KIND][kinds])
        hidden = torch.zeros(count, most).masked_fill(torch.arange(most)[None] >= lengths[:, None], -1e4)[:, None, None, :].bfloat16()

        def thinned(values: Any) -> Any:
            return functional.dropout(values, dropped) if dropped else values

        def padded(values: Any) -> Any:
            return (
                torch.zeros(count * most, width, dtype=values.dtype)
                .index_copy(0, place, values)
                .view(count, most, heads, -1)
                .transpose(1, 2)
            )

        rows = thinned(rows)
        for layer in range(self._shape.layers):
            query, key, value = (padded(self._dense(layer, dense, rows)) for dense in HEADS)
            # Written out: for texts this short torch's fused attention takes five times as long backwards on a processor.
            attention = ((query * (width // heads) ** -0.5) @ key.transpose(-1, -2) + hidden).softmax(-1) @ value
            attention = attention.transpose(1, 2).reshape(count * most, width)[place]
            rows = self._normed(f"{prefix(layer)}attention.output", (rows + thinned(self._dense(layer, ATTENDED, attention))).float())
            wide = functional.gelu(self._dense(layer, WIDE, rows))
            rows = self._normed(f"{prefix(layer)}output", (rows + thinned(self._dense(layer, NARROW, wide))).float())
        rows = rows.float()
        first = rows[torch.cumsum(lengths, 0) - lengths]
        of = torch.repeat_interleave(torch.arange(count), lengths)
        mean = torch.zeros(count, width).index_add(0, of, rows) / lengths[:, None]
        own = torch.tanh(functional.linear(first, *(self._learnt[f"{POOLER}.{kind}"] for kind in ("weight", "bias"))))
        both = thinned(torch.cat([first, mean], 1)) @ self._learnt[HEAD] + self._learnt[HEAD_BIAS]
        return both + thinned(own) @ self._learnt[CLASSIFIER].reshape(-1)

    def _dense(self, layer: int, dense: str, rows: Any) -> Any:
        from torch.nn import functional

        name = f"{prefix(layer)}{dense}"
        down, up = self._learnt[f"{name}.{DOWN}"].bfloat16(), self._learnt[f"{name}.{UP}"].bfloat16()
        added = functional.linear(functional.linear(rows, down), up)
        return functional.linear(rows, self._short[f"{name}.weight"], self._short[f"{name}.bias"]) + SCALE * added

    def _normed(self, name: str, rows: Any) -> Any:
        from torch.nn import functional

        weight, bias = (self._learnt[f"{name}.LayerNorm.{kind}"] for kind in ("weight", "bias"))
        return functional.layer_norm(rows, [self._shape.width], weight, bias, self._shape.epsilon).bfloat16()


def mean(one: Mapping[str, NDArray[Any]], other: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """The mean of the changes before and after a training: what it learnt is kept, and less of what was known before is lost."""
    return {name: ((one[name].astype(np.float32) + other[name].astype(np.float32)) / 2).astype(one[name].dtype) for name in one}


def keep(path: Path, changes: Mapping[str, NDArray[np.float16]]) -> None:
    """Write the changes where the pair reader can read them."""
    np.savez_compressed(path, **dict(changes))  # type: ignore[arg-type]
