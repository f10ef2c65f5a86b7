"""Pairs that only what the passage says can tell apart: each text beside two versions of its passage.

A statement is true by the passage and contradicted by an edit of it, and the same statement with one thing
changed is the other way round; a statement or a question is decided by a sentence that is added, or no more
by what is left. So no word of what is asked or stated, and no way of saying it, gives the label away.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.fit.documents import read_rows
from eval.fit.reader.pairs import Labelled
from eval.fit.reader.passage import Text, sentences_of
from eval.fit.reader.sources import TRAIN
from qa.check.model import LABELS

CONTRAST = TRAIN / "contrast.jsonl"
_SUPPORTED, _CONTRADICTED, _SILENT = (
    LABELS.index(label) for label in ("supported", "contradicted", "not_mentioned")
)
_LANGUAGES = ("zh", "en")
# How often what is asked or stated is put beside its passage without the sentence that decides, or beside
# another passage.
_WITHOUT, _OTHER = 0.15, 0.1


def contrasted(
    texts: Mapping[int, Text], rng: random.Random, lines: Path = CONTRAST
) -> Iterator[Labelled]:
    """Yield the questions and statements of a file of lines, each beside the versions of its passage.

    Args:
        texts: The passages by the number that the lines have for them.
        rng: What chance decides.
        lines: The file; ``eval/sets/train/README.md`` says what its fields are.
    """
    rows = list(read_rows(lines))
    others = [texts[row["of"]] for row in rows]
    for number, row in enumerate(rows):
        text = texts[row["of"]]
        group = f"written {row['of']}"
        first, second = _versions(text, row)
        for language, said, answers, labels in _said(row):
            case = f"{number} {language}"
            for version, holds, label in zip((first, second), answers, labels, strict=True):
                yield Labelled(said, version, holds, label, group, case=case)
            chance = rng.random()
            less = _without(text, row) if chance < _WITHOUT else None
            if chance > 1 - _OTHER:
                less = rng.choice(others).around(0)
            if less is not None:
                holds = None if answers[0] is None else False
                label = None if labels[0] is None else _SILENT
                yield Labelled(said, less, holds, label, group, case=case)


_Said = tuple[str, str, tuple[bool | None, bool | None], tuple[int | None, int | None]]


def _said(row: Mapping[str, Any]) -> Iterator[_Said]:
    """Yield what is asked or stated, with what is right beside the passage and beside its other version."""
    neither: tuple[None, None] = (None, None)
    for language in _LANGUAGES:
        said = row[language]
        match row["kind"]:
            case "edited":
                yield language, said[0], neither, (_SUPPORTED, _CONTRADICTED)
                yield language, said[1], neither, (_CONTRADICTED, _SUPPORTED)
            case "stated":
                yield language, said, neither, (_SILENT, _SUPPORTED)
            case "answered":
                yield language, said, (False, True), neither
            case _:
                yield language, said, (True, False), neither


def _versions(text: Text, row: Mapping[str, Any]) -> tuple[str, str]:
    """Return what is read of a passage and of its other version."""
    whole = "".join(text.sentences)
    if "add" in row:
        sentences = (*_ended(text.sentences), *sentences_of(row["add"]))
        other = Text(text.titles, sentences)
        # Of a passage that is silent the sentences that would be read stand before what is added.
        return text.around(len(text.sentences) - 1), other.around(len(sentences) - 1)
    start = whole.index(row["old"])
    changed = whole[:start] + row["new"] + whole[start + len(row["old"]) :]
    other = Text(text.titles, sentences_of(changed))
    return text.around(_sentence(text.sentences, start)), other.around(
        _sentence(other.sentences, start)
    )


def _without(text: Text, row: Mapping[str, Any]) -> str | None:
    """Return what is read of a passage that has lost the sentence that decides."""
    if "old" not in row:
        return None
    at = _sentence(text.sentences, "".join(text.sentences).index(row["old"]))
    less = text.without(at)
    return None if less is None else less.around(min(at, len(less.sentences) - 1))


def _sentence(sentences: Sequence[str], offset: int) -> int:
    """Return the sentence that an offset lies in."""
    end = 0
    for number, sentence in enumerate(sentences):
        end += len(sentence)
        if offset < end:
            return number
    return len(sentences) - 1


def _ended(sentences: Sequence[str]) -> tuple[str, ...]:
    """Return sentences of which the last has its mark."""
    last = sentences[-1].rstrip()
    return (*sentences[:-1], last if last.endswith(("。", "；", ";", "|", "”")) else f"{last}。")
