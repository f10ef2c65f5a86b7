"""The courses of training: two on what is about none of the sets' documents, then one on the sets.

The third is taken with all sets, and without each third of them. What is finished is kept in a folder, so
that training which was broken off goes on from there.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from eval.fit.reader.corpus import Corpus
from eval.fit.reader.network import ReaderNetwork
from eval.fit.reader.pairs import Labelled
from eval.fit.reader.train import Course, Outputs, read, train
from eval.fit.reader.vocabulary import kept_pieces
from index.embed.bulk.kind import kind_of_processor
from index.embed.bulk.weights import WeightsFile
from qa.reader.pieces import Pieces

# Readers that are each kept from a share of the documents.
THIRDS = 3
# The lowest layers read words, which needs no teaching. Each course begins where the one before ended.
_FIRST = Course(rate=1.2e-4, end=0.15, seed=1, held=0.25)
_SECOND = Course(rate=1e-4, end=0.05, seed=41, held=0.25)
_THIRD = Course(rate=8e-5, end=0.05, seed=20, held=0.5)
# Pairs of the second that come again in the third, so that what they taught is kept.
_AGAIN = 900


class Trainer:
    """Trains networks one after the other and keeps each in a folder."""

    def __init__(
        self,
        file: WeightsFile,
        corpus: Corpus,
        work: Path,
        tell: Callable[[str], None],
        *,
        layers: int | None = None,
    ) -> None:
        """Prepare.

        Args:
            file: The encoder's weights.
            corpus: What is trained on.
            work: The folder.
            tell: Told how far it is.
            layers: How many layers a network has; all of the encoder's where left out.
        """
        self._file, self._corpus, self._work, self._tell = file, corpus, work, tell
        self.pieces = kept_pieces(file)
        held = file.read_pieces()
        self._tokenizer = Pieces(
            [held.words[at] for at in self.pieces],
            [held.scores[at] for at in self.pieces],
            held.characters,
        )
        self._layers = file.layers if layers is None else layers

    def whole(self) -> ReaderNetwork:
        """Return the network that has seen every set."""
        return self._third("whole", range(len(self._corpus.sets)), THIRDS)

    def without(self, third: int) -> ReaderNetwork:
        """Return the network that has not seen the sets of a third."""
        seen = [at for at in range(len(self._corpus.sets)) if at % THIRDS != third]
        return self._third(f"without_{third}", seen, third)

    def read(self, network: ReaderNetwork, pairs: Sequence[tuple[str, str]]) -> Outputs:
        """Return what a network says of pairs of texts."""
        return read(network, self._tokenizer, pairs)

    def _first(self) -> ReaderNetwork:
        return self._trained("first", self._new, self._corpus.first, _FIRST)

    def _second(self) -> ReaderNetwork:
        return self._trained("second", self._first, self._corpus.second, _SECOND)

    def _third(self, name: str, sets: Sequence[int], number: int) -> ReaderNetwork:
        pairs = [pair for at in sets for pair in self._corpus.sets[at]]
        rng = random.Random(_THIRD.seed)  # noqa: S311  # chance, no secret
        second = self._corpus.second
        pairs.extend(rng.sample(second, min(_AGAIN, len(second))))
        course = replace(_THIRD, seed=_THIRD.seed + number)
        return self._trained(name, self._second, pairs, course)

    def _trained(
        self,
        name: str,
        begin: Callable[[], ReaderNetwork],
        pairs: Sequence[Labelled],
        course: Course,
    ) -> ReaderNetwork:
        kept = self._kept(name)
        if kept is not None:
            return kept
        network = begin()
        self._tell(f"{name}: {len(pairs)} pairs")
        train(network, self._tokenizer, pairs, course, self._tell)
        part = self._path(name).with_suffix(".part")
        torch.save(network.state_dict(), part)
        part.replace(self._path(name))
        self._tell(f"{name}: {self._judged(network)}")
        return network

    def _judged(self, network: ReaderNetwork) -> str:
        """Return how well a network does on the pairs that none sees."""
        from sklearn.metrics import f1_score, roc_auc_score

        pairs = self._corpus.checked
        said = self.read(network, [(pair.first, pair.passage) for pair in pairs])
        asked = [at for at, pair in enumerate(pairs) if pair.answers is not None]
        stated = [at for at, pair in enumerate(pairs) if pair.label is not None]
        answers = [pairs[at].answers for at in asked]
        if len(set(answers)) < 2 or not stated:  # noqa: PLR2004  # of one kind there is no curve
            return "nothing to check with"
        auc = roc_auc_score(answers, said[asked, 0])
        labels = [pairs[at].label for at in stated]
        f1 = f1_score(labels, said[stated, 1:].argmax(axis=1), average="macro")
        return f"AUC {auc:.3f} (n={len(asked)}), macro-F1 {f1:.3f} (n={len(stated)}) of pairs held back"

    def _new(self) -> ReaderNetwork:
        return ReaderNetwork(self._file, self.pieces, self._layers).to(kind_of_processor())

    def _kept(self, name: str) -> ReaderNetwork | None:
        path = self._path(name)
        if not path.exists():
            return None
        network = self._new()
        network.load_state_dict(torch.load(path, weights_only=True))
        network.eval()
        return network

    def _path(self, name: str) -> Path:
        return self._work / f"{name}.pt"
