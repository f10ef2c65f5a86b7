"""What the sentences of a text mean and look like, as far as putting them in order needs it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.compose.topic import is_topic
from index.document.corpus import Section
from index.runtime.patterns import regex

Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]
"""Texts to float32 (n, dim), L2-normalised."""

# Chapters of Chinese plans whose titles do not say what they hold; what they usually hold.
_USUAL_CONTENT = {
    regex("保障措施|组织实施|实施保障|保障机制"): (
        "加强组织领导，健全协调机制，加大政策支持，落实用地和资金，细化实施方案，开展监测评估，强化监督考核"
    ),
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the sentences of a text mean and look like.

    Attributes:
        sentences: float32 (n, dim), L2-normalised and centred, one row a place.
        titles: float32 (m, dim), the same for the titles of the table of contents, by rank;
            m may be 0.
        lengths: Characters of each sentence.
        topics: Whether each sentence is a topic line (知识创造新高地。) that introduces others.
        openings: Ranks of the places that open a chapter with sections, before its first section.
    """

    sentences: Vectors
    titles: Vectors
    lengths: tuple[int, ...]
    topics: tuple[bool, ...]
    openings: frozenset[int] = frozenset()

    def at(self, places: Sequence[int]) -> Likeness:
        """Return the likeness of the given places only."""
        return Likeness(
            self.sentences[np.asarray(places, dtype=np.int64)],
            self.titles,
            tuple(self.lengths[place] for place in places),
            tuple(self.topics[place] for place in places),
            self.openings,
        )

    def between(self, one: int, other: int) -> float:
        """Cosine of two sentences, in [-1, 1]."""
        return float(self.sentences[one] @ self.sentences[other])

    def to_titles(self, place: int, low: int, high: int) -> float:
        """Cosine of a sentence to the closest of the titles ``low`` to ``high`` (exclusive)."""
        return float((self.titles[low:high] @ self.sentences[place]).max())


def measure_likeness(words: Sequence[str], contents: Sequence[Section], embed: Embed) -> Likeness:
    """Embed sentences and titles; each set is centred on its own mean, then normalised."""
    distinct = list(dict.fromkeys(words))
    row = {sentence: position for position, sentence in enumerate(distinct)}
    titles = [_title_with_usual_content(place) for place in contents]
    sentences = _centred(embed(distinct))[[row[sentence] for sentence in words]]
    return Likeness(
        sentences=sentences,
        titles=_centred(embed(titles)) if titles else np.zeros((0, sentences.shape[1]), np.float32),
        lengths=tuple(len(sentence) for sentence in words),
        topics=tuple(is_topic(sentence) for sentence in words),
        openings=frozenset(
            rank
            for rank, (place, after) in enumerate(itertools.pairwise(contents))
            if not place.section and after.section
        ),
    )


def _title_with_usual_content(place: Section) -> str:
    title = place.section_title or place.chapter_title or ""
    for pattern, content in _USUAL_CONTENT.items():
        if pattern.search(title):
            return f"{title}：{content}"
    return title


def _centred(vectors: Vectors) -> Vectors:
    shifted = vectors - vectors.mean(axis=0)
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.maximum(norms, 1e-9), dtype=np.float32)
