"""The corpus of the reader's training: pairs of every source, in the parts that the course has."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.fit.documents import SETS
from eval.fit.reader.contrast import CONTRAST, contrasted
from eval.fit.reader.pairs import WRITTEN, Labelled, made, written
from eval.fit.reader.plan import pairs_of_plan
from eval.fit.reader.sets import SetPairs
from eval.fit.reader.sources import PASSAGES, law_texts, read_articles, written_texts
from qa.open import open_pipeline

_SEED = 28
# Of the passages that lines were written about: held back to look at, and left for the second course.
_CHECKED, _LATER = 0.06, 0.15
_MADE = 1500
# Lines of the first course that come again in the second, so that what they taught is kept.
_AGAIN = 1500
# Of the lines about the plan: all are about one document, and breadth is what helps.
_PLAN = 0.5


@dataclass(frozen=True)
class Inputs:
    """Where everything comes from, and how much of it is taken.

    Attributes:
        laws: A folder with the articles of laws.
        papers: A folder of papers as they were published.
        documents: The documents that the sets are about.
        sets: The sets.
        passages: Passages that lines were written about.
        lines: Those lines.
        contrast: Lines that go with two versions of their passage.
        made: Statements that are made from laws.
        plan: What is taken of the lines about the plan.
        layers: Layers of a network; all where left out.
    """

    laws: Path
    papers: Path
    documents: Path
    sets: Path = SETS
    passages: Path = PASSAGES
    lines: Path = WRITTEN
    contrast: Path = CONTRAST
    made: int = _MADE
    plan: float = _PLAN
    layers: int | None = None


@dataclass(frozen=True)
class Corpus:
    """What is trained on.

    Attributes:
        first: Pairs about none of the sets' documents.
        second: Questions beside two versions of a passage, with lines that the first course leaves for the
            second and some that come again; statements beside two versions have taught it nothing so far
            (docs/adr/0022-reader.md), and are among those that no network sees.
        sets: The pairs of each set.
        read: What the models that stand on the reader ask it of each set.
        checked: Pairs that no network sees, to look at.
    """

    first: tuple[Labelled, ...]
    second: tuple[Labelled, ...]
    sets: tuple[tuple[Labelled, ...], ...]
    read: tuple[tuple[tuple[str, str], ...], ...]
    checked: tuple[Labelled, ...]

    def save(self, path: Path) -> None:
        """Write it."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Corpus:
        """Read it."""
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

        def pairs(rows: list[dict[str, Any]]) -> tuple[Labelled, ...]:
            return tuple(Labelled(**row) for row in rows)

        return cls(
            first=pairs(held["first"]),
            second=pairs(held["second"]),
            sets=tuple(pairs(rows) for rows in held["sets"]),
            read=tuple(tuple((first, passage) for first, passage in rows) for rows in held["read"]),
            checked=pairs(held["checked"]),
        )


def make_corpus(inputs: Inputs, sets: Sequence[SetPairs]) -> Corpus:
    """Return the pairs that are trained on."""
    rng = random.Random(_SEED)  # noqa: S311  # chance, no secret
    articles = read_articles(inputs.laws)
    texts = written_texts(articles, inputs.papers, inputs.passages)
    lines = list(written(texts, rng, inputs.lines))
    first, checked, second = split(lines, (_CHECKED, _LATER), _SEED)
    asked = [pair for pair in first if pair.answers is not None]
    first.extend(made(law_texts(articles), inputs.made, rng))
    if inputs.plan > 0:
        first.extend(pairs_of_plan(open_pipeline(), rng, inputs.plan))
    pairs, checked_too = split(list(contrasted(texts, rng, inputs.contrast)), (_CHECKED,), _SEED)
    second.extend(pair for pair in pairs if pair.answers is not None)
    second.extend(rng.sample(asked, min(_AGAIN, len(asked))))
    return Corpus(
        first=tuple(first),
        second=tuple(second),
        sets=tuple(one.trained for one in sets),
        read=tuple(one.read for one in sets),
        checked=(*checked, *checked_too),
    )


def split(pairs: Sequence[Labelled], shares: Sequence[float], seed: int) -> list[list[Labelled]]:
    """Return pairs in parts of about some shares, no group in two; the first takes what is over."""
    groups = sorted({pair.group for pair in pairs})
    random.Random(seed).shuffle(groups)  # noqa: S311  # chance, no secret
    part_of: dict[str, int] = {}
    start = 0
    for part, share in enumerate(shares, start=1):
        end = start + int(len(groups) * share)
        part_of.update(dict.fromkeys(groups[start:end], part))
        start = end
    parts: list[list[Labelled]] = [[] for _ in range(len(shares) + 1)]
    for pair in pairs:
        parts[part_of.get(pair.group, 0)].append(pair)
    return parts
