"""Steps of training: batches of like length, weights of bfloat16 with those that count in float32 beside."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from eval.fit.reader.network import ReaderNetwork, padded
from eval.fit.reader.pairs import Labelled
from qa.reader.network import Pair
from qa.reader.pieces import PAD, Pieces
from qa.reader.reader import OUTPUTS

Tensor = torch.Tensor
Outputs = npt.NDArray[np.float32]

# Pieces of a batch, padding included.
_BATCH = 4096
# Pairs that are sorted by length together: all of them would put like ones beside each other.
_SORTED = 400
# Learning rate of what is new; that of the rest is an argument.
_HEAD_RATE = 5e-4
_WARM = 0.08
_DECAY, _BETAS, _NORM = 0.01, (0.9, 0.98), 1.0
_TOLD = 20


@dataclass(frozen=True)
class Course:
    """How a network is trained.

    Attributes:
        rate: Learning rate of the layers at its highest.
        end: What is left of it at the end.
        seed: Of the order of the pairs.
        held: The share of the layers, the lowest, that are left as they are.
    """

    rate: float
    end: float
    seed: int
    held: float


class _Master:
    """AdamW over float32 copies of weights, for whose steps bfloat16 is too coarse."""

    def __init__(self, network: ReaderNetwork, rate: float) -> None:
        named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
        self._own = [parameter for _, parameter in named]
        self._master = [parameter.detach().float().clone() for parameter in self._own]
        new = [name.split(".")[-1].startswith(("pool", "head")) for name, _ in named]
        groups = [
            {
                "params": [
                    m for m, is_new in zip(self._master, new, strict=True) if is_new is which
                ],
                "lr": own,
            }
            for which, own in ((False, rate), (True, _HEAD_RATE))
        ]
        self._rates = [rate, _HEAD_RATE]
        self._adam = torch.optim.AdamW(groups, weight_decay=_DECAY, betas=_BETAS, fused=True)

    def step(self, factor: float) -> None:
        for master, own in zip(self._master, self._own, strict=True):
            master.grad = None if own.grad is None else own.grad.float()
        torch.nn.utils.clip_grad_norm_(self._master, _NORM)
        for group, rate in zip(self._adam.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor
        self._adam.step()
        with torch.no_grad():
            for master, own in zip(self._master, self._own, strict=True):
                own.copy_(master)
                own.grad = None


def train(
    network: ReaderNetwork,
    pieces: Pieces,
    pairs: Sequence[Labelled],
    course: Course,
    tell: Callable[[str], None],
) -> None:
    """Train a network on every pair once."""
    rng = random.Random(course.seed)  # noqa: S311  # chance, no secret
    torch.manual_seed(course.seed)
    coded = [pieces.pair(pair.first, [pair.passage])[0] for pair in pairs]
    batches = _batches(coded, rng, [pair.case for pair in pairs])
    network.hold(int(network.layers * course.held))
    master = _Master(network, course.rate)
    network.train()
    started, losses = time.perf_counter(), [0.0]
    for step, batch in enumerate(batches):
        said = network(*padded([coded[at] for at in batch], PAD))
        loss = _loss(said, [pairs[at] for at in batch])
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        done = step / len(batches)
        warm = min(1.0, (step + 1) / max(1.0, _WARM * len(batches)))
        master.step(warm * (course.end + (1 - course.end) * (1 - done)))
        losses.append(float(loss.detach()))
        if step % _TOLD == 0:
            mean = float(np.mean(losses[-_TOLD:]))
            tell(f"{step}/{len(batches)}: loss {mean:.3f}, {time.perf_counter() - started:.0f} s")
    network.eval()


def read(network: ReaderNetwork, pieces: Pieces, pairs: Sequence[tuple[str, str]]) -> Outputs:
    """Return what the heads say of pairs of texts: float32 (n, 4)."""
    coded = [pieces.pair(first, [passage])[0] for first, passage in pairs]
    outputs = np.zeros((len(pairs), OUTPUTS), dtype=np.float32)
    network.eval()
    for batch in _batches(coded, None):
        with torch.inference_mode():
            outputs[batch] = network(*padded([coded[at] for at in batch], PAD)).numpy()
    return outputs


def _loss(said: Tensor, pairs: Sequence[Labelled]) -> Tensor:
    weights = torch.tensor([pair.weight for pair in pairs])
    total = torch.zeros(())
    asked = [at for at, pair in enumerate(pairs) if pair.answers is not None]
    stated = [at for at, pair in enumerate(pairs) if pair.label is not None]
    if asked:
        truth = torch.tensor([float(bool(pairs[at].answers)) for at in asked])
        own = functional.binary_cross_entropy_with_logits(said[asked, 0], truth, reduction="none")
        total = total + (own * weights[asked]).sum()
    if stated:
        labels = torch.tensor([pairs[at].label or 0 for at in stated])
        own = functional.cross_entropy(said[stated, 1:], labels, reduction="none")
        total = total + (own * weights[stated]).sum()
    return total / len(pairs)


def _batches(
    coded: Sequence[Pair], rng: random.Random | None, cases: Sequence[str] | None = None
) -> list[list[int]]:
    """Return the pairs in batches of like length, in an order by chance where there is one.

    Args:
        coded: The pairs.
        rng: What chance decides; None for none.
        cases: Of each pair what it belongs to; those of one case, which follow each other, stay together.
    """
    units = _units(len(coded), cases)
    length = [max(len(coded[at].pieces) for at in unit) for unit in units]
    order = list(range(len(units)))
    if rng is not None:
        rng.shuffle(order)
    size = len(order) if rng is None else _SORTED
    batches: list[list[int]] = []
    for start in range(0, len(order), max(1, size)):
        batch: list[int] = []
        for at in sorted(order[start : start + size], key=length.__getitem__):
            if batch and length[at] * (len(batch) + len(units[at])) > _BATCH:
                batches.append(batch)
                batch = []
            batch.extend(units[at])
        batches.append(batch)
    if rng is not None:
        rng.shuffle(batches)
    return batches


def _units(count: int, cases: Sequence[str] | None) -> list[list[int]]:
    """Return the numbers of the pairs, those of one case together."""
    units: list[list[int]] = []
    for at in range(count):
        if cases is not None and at and cases[at] and cases[at] == cases[at - 1]:
            units[-1].append(at)
        else:
            units.append([at])
    return units
