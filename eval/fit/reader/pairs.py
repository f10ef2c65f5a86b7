"""What the reader is trained on: a question or a claim beside a passage, with what is right."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.fit.documents import read_rows
from eval.fit.reader.laws import alike, altered, framed
from eval.fit.reader.passage import Text
from eval.fit.reader.sources import TRAIN
from qa.check.model import LABELS
from qa.result import VerdictLabel

WRITTEN = TRAIN / "reader.jsonl"
_KINDS: Mapping[str, VerdictLabel] = {"s": "supported", "c": "contradicted", "n": "not_mentioned"}
# How often what is asked or stated is put beside its passage without the sentence that decides, or beside
# another passage.
_WITHOUT, _CLAIM_WITHOUT, _OTHER, _CLAIM_OTHER = 0.5, 0.3, 0.25, 0.12
# Lengths of sentences of law that make statements, and shares of those told otherwise, and altered.
_LENGTHS = (16, 80)
_ALIKE, _ALTERED = 0.36, 0.44


@dataclass(frozen=True)
class Labelled:
    """A pair with what is right.

    Attributes:
        first: A question or a claim.
        passage: What is read beside it.
        answers: Whether the passage answers, of a question.
        label: What the passage says of a claim.
        group: What it was made from; a check holds whole groups back.
        weight: How much it counts.
        case: Pairs of one case, which follow each other, are trained in one step: what they have in common
            then weighs on no side.
    """

    first: str
    passage: str
    answers: bool | None
    label: int | None
    group: str
    weight: float = 1.0
    case: str = ""


def written(
    texts: Mapping[int, Text], rng: random.Random, lines: Path = WRITTEN
) -> Iterator[Labelled]:
    """Yield the questions and statements of a file of lines beside their passages.

    Args:
        texts: The passages by the number that the lines have for them.
        rng: What chance decides.
        lines: The file.
    """
    rows = list(read_rows(lines))
    about = {row["of"] for row in rows}
    names = [of for of in texts if of in about]
    for row in rows:
        text = texts[row["of"]]
        key = row.get("key")
        at = text.place(key) if key else rng.randrange(len(text.sentences))
        other = texts[rng.choice(names)]
        less = text.without(at) if key else None
        group, said = f"written {row['of']}", row["text"]
        if row["kind"] in "qu":
            yield Labelled(said, text.around(at), row["kind"] == "q", None, group)
            if less is not None and rng.random() < _WITHOUT:
                yield Labelled(
                    said, less.around(min(at, len(less.sentences) - 1)), False, None, group
                )
            if key and rng.random() < _OTHER:
                yield Labelled(said, other.around(0), False, None, group)
            continue
        label, silent = LABELS.index(_KINDS[row["kind"]]), LABELS.index("not_mentioned")
        yield Labelled(said, text.around(at), None, label, group)
        if less is not None and rng.random() < _CLAIM_WITHOUT:
            yield Labelled(said, less.around(min(at, len(less.sentences) - 1)), None, silent, group)
        if rng.random() < _CLAIM_OTHER:
            yield Labelled(said, other.around(0), None, silent, group)


def made(laws: Sequence[Text], count: int, rng: random.Random) -> Iterator[Labelled]:
    """Yield statements made from sentences of law; see ``eval.fit.reader.laws``."""
    order = rng.sample(range(len(laws)), len(laws))
    for at in order:
        if count <= 0:
            return
        usable = _usable(laws[at])
        if not usable:
            continue
        number = rng.choice(usable)
        sentence = _ended(laws[at].sentences[number])
        drawn = rng.random()
        if drawn < _ALIKE:
            said, label = alike(sentence, rng), 0
        elif drawn < _ALIKE + _ALTERED:
            changed = altered(sentence, rng)
            if changed is None:
                continue
            said, label = changed, 1
        else:
            near = laws[min(len(laws) - 1, max(0, at + rng.choice((-2, -1, 1, 2))))]
            others = _usable(near) if near is not laws[at] else []
            if not others:
                continue
            said, label = alike(_ended(near.sentences[rng.choice(others)]), rng), 2
        count -= 1
        yield Labelled(framed(said, rng), laws[at].around(number), None, label, f"law {at}", 0.6)


def _usable(text: Text) -> list[int]:
    least, most = _LENGTHS
    return [
        number
        for number, sentence in enumerate(text.sentences)
        if least <= len(sentence.strip()) <= most and "下列" not in sentence
    ]


def _ended(sentence: str) -> str:
    return f"{sentence.strip().rstrip('。；;，')}。"
