"""What the reader is trained on: a question or a claim beside a passage, with what is right."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.fit.reader.laws import alike, altered, framed
from index.patterns import regex
from qa.ask.excerpt import around
from qa.check.model import LABELS

WRITTEN = Path(__file__).parents[2] / "sets" / "train" / "reader.jsonl"
_SENTENCE = regex(r"[^。；;！？\n]+[。；;！？\n]?")
_SPACE = regex(r"[\s|]")
# Titles above a passage, as ``qa.ask.excerpt`` has them.
_TITLE, _TITLES = 24, 50
_KINDS = {"s": "supported", "c": "contradicted", "n": "not_mentioned"}
# How often what is asked or stated is put beside its passage without the sentence that decides, or beside
# another passage.
_WITHOUT, _CLAIM_WITHOUT, _OTHER, _CLAIM_OTHER = 0.35, 0.2, 0.1, 0.06
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
    """

    first: str
    passage: str
    answers: bool | None
    label: int | None
    group: str
    weight: float = 1.0


@dataclass(frozen=True)
class Text:
    """A passage of official text that questions and statements were written about."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]

    def around(self, at: int) -> str:
        """Return what is read for one of its sentences."""
        start, end = around(list(self.sentences), at)
        head = "｜".join(t.strip()[:_TITLE] for t in self.titles if t.strip())[-_TITLES:]
        body = "".join(self.sentences[start:end])
        return f"{head}｜{body}" if head else body

    def without(self, at: int) -> Text | None:
        """Return it without one of its sentences; None if it has no other."""
        rest = self.sentences[:at] + self.sentences[at + 1 :]
        return Text(self.titles, rest) if rest else None

    def place(self, key: str) -> int:
        """Return the sentence that a piece of the text begins or ends in; the first for none."""
        wanted, read = _SPACE.sub("", key), ""
        ends = []
        for sentence in self.sentences:
            read += _SPACE.sub("", sentence)
            ends.append(len(read))
        start = read.find(wanted)
        return next((n for n, end in enumerate(ends) if 0 <= start < end), 0)


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text."""
    return tuple(found[0] for found in _SENTENCE.finditer(text) if found[0].strip())


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def written(texts: Mapping[str, Text], rng: random.Random) -> Iterator[Labelled]:
    """Yield the questions and statements of ``WRITTEN`` beside their passages.

    Args:
        texts: The passages by the name that the lines have for them.
        rng: What chance decides.
    """
    names = list(texts)
    for row in read_rows(WRITTEN):
        text = texts[row["of"]]
        key = row.get("key")
        at = text.place(key) if key else rng.randrange(len(text.sentences))
        other = texts[rng.choice(names)]
        less = text.without(at) if key else None
        group, said = row["of"], row["text"]
        if row["kind"] in "qu":
            yield Labelled(said, text.around(at), row["kind"] == "q", None, group)
            if less is not None and rng.random() < _WITHOUT:
                yield Labelled(
                    said, less.around(min(at, len(less.sentences) - 1)), False, None, group
                )
            if key and rng.random() < _OTHER:
                yield Labelled(said, other.around(0), False, None, group)
            continue
        label, silent = LABELS.index(_label(row["kind"])), LABELS.index("not_mentioned")
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


def held_back(
    pairs: Iterable[Labelled], share: float, seed: int
) -> tuple[list[Labelled], list[Labelled]]:
    """Return pairs to train on and pairs to check with, no group in both."""
    listed = list(pairs)
    groups = sorted({pair.group for pair in listed})
    random.Random(seed).shuffle(groups)  # noqa: S311  # chance, no secret
    out = set(groups[: int(len(groups) * share)])
    return [p for p in listed if p.group not in out], [p for p in listed if p.group in out]


def _label(kind: str) -> Any:  # noqa: ANN401  # one of LABELS
    return _KINDS[kind]


def _usable(text: Text) -> list[int]:
    least, most = _LENGTHS
    return [
        number
        for number, sentence in enumerate(text.sentences)
        if least <= len(sentence.strip()) <= most and "下列" not in sentence
    ]


def _ended(sentence: str) -> str:
    return f"{sentence.strip().rstrip('。；;，')}。"
