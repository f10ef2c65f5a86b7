"""Pairs of the sets on documents: what is retrieved for their questions and claims, with what is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from eval.fit.answers import judge_unseen, observe
from eval.fit.documents import DocumentSet, holding, holds, open_document
from eval.fit.reader.pairs import Labelled
from eval.fit.unseen import Example
from index.embed.encoder import Encoder
from qa.ask.confidence.judge import Judged
from qa.check.model import LABELS
from qa.pipeline import Pipeline
from qa.reader.reader import OUTPUTS

# Of a question's likeliest clauses so many are trained on; a few more are read, since the order of clauses
# changes with the models that are fitted after.
_TRAINED, _READ = 3, 5

Pair = tuple[str, str]


@dataclass(frozen=True)
class SetPairs:
    """What one document's questions and claims give.

    Attributes:
        trained: Pairs with what is right.
        read: What the models that stand on the reader ask it.
    """

    trained: tuple[Labelled, ...]
    read: tuple[Pair, ...]


class _Listener:
    """Takes down what would be read."""

    def __init__(self) -> None:
        self.heard: list[Pair] = []

    def read(self, first: str, passages: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return nothing of note."""
        self.heard.extend((first, passage) for passage in passages)
        return np.zeros((len(passages), OUTPUTS))


def pairs_of_sets(
    folder: Path,
    sets: Sequence[DocumentSet],
    encoder: Encoder,
    tell: Callable[[str], None],
) -> list[SetPairs]:
    """Return the pairs of each set, in order.

    Args:
        folder: Where the documents are.
        sets: The sets.
        encoder: The encoder.
        tell: Told which set is done.
    """
    examples: list[Example] = []
    claims: list[tuple[list[Labelled], list[Pair]]] = []
    for number, one in enumerate(sets):
        listener = _Listener()
        pipeline = open_document(folder, one.name, encoder, listener)
        examples.extend(observe(pipeline, number, one))
        claims.append(_of_claims(pipeline, one.claims, listener))
        tell(f"{one.name}: observed")
    judged = judge_unseen(examples)
    found = []
    for number, (trained, read) in enumerate(claims):
        for example, held in zip(examples, judged, strict=True):
            if example.document == number:
                own, asked = _of_question(example, held, f"set {number}")
                trained.extend(own)
                read.extend(asked)
        found.append(SetPairs(tuple(trained), tuple(dict.fromkeys(read))))
    return found


def _of_question(example: Example, judged: Judged, group: str) -> tuple[list[Labelled], list[Pair]]:
    """Return a question beside its likeliest clauses, and beside one that answers where none of them does."""
    texts = example.excerpt_by_place
    held = {position: any(keys) for position, keys in example.held_by_clause.items()}
    places = list(zip(judged.positions, judged.sentences, strict=True))[:_READ]
    trained = [
        Labelled(example.question, texts[place], held[place[0]], None, group)
        for number, place in enumerate(places)
        if number < _TRAINED or held[place[0]]
    ]
    if not any(pair.answers for pair in trained):
        further = (
            Labelled(example.question, text, True, None, group)
            for text, right in zip(example.excerpts, example.right, strict=True)
            if right
        )
        trained.extend(list(further)[:1])
    return trained, [(example.question, texts[place]) for place in places]


def _of_claims(
    pipeline: Pipeline, claims: Sequence[dict[str, Any]], listener: _Listener
) -> tuple[list[Labelled], list[Pair]]:
    """Return claims beside what the checker reads for them, and beside what decides where that is not it."""
    clauses = pipeline.clauses
    positions = dict(_excerpts(pipeline))
    trained: list[Labelled] = []
    read: list[Pair] = []
    silent = LABELS.index("not_mentioned")
    for claim in claims:
        listener.heard.clear()
        pipeline.checker.observe(claim["claim"])
        read.extend(listener.heard)
        keys, label = claim.get("gold", []), LABELS.index(claim["label"])
        decided = False
        for first, passage in listener.heard:
            decides = holds(clauses[positions[passage]].text, keys)
            decided = decided or decides
            right = label if decides else silent
            trained.append(Labelled(first, passage, None, right, ""))
        if keys and label != silent and not decided and listener.heard:
            first = listener.heard[0][0]
            passages = pipeline.reader.excerpts(holding(clauses, keys)[:1])
            trained.extend(Labelled(first, passage, None, label, "") for passage in passages)
    return trained, read


def _excerpts(pipeline: Pipeline) -> Iterator[tuple[str, int]]:
    """Yield every excerpt with the position of its clause."""
    for clause in pipeline.clauses:
        places = [(clause.position, number) for number in range(max(1, len(clause.sentences)))]
        for text in pipeline.reader.excerpts(places):
            yield text, clause.position
