"""The words of documents that mean what an English term says, where no dictionary has them.

Drug costs is 药品费用, day surgery 日间手术: as many words side by side as the term has, each near in meaning
to one of its words (``qa.words.align``). Only what is nearly the same counts: what is merely related, a
salary for personnel expenses, is not what was asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.compare.finding import is_chinese
from qa.words.align import ContentWords, Matrix, content_words, similarities
from qa.words.table import word_table

# Of the words side by side: the mean and the least likeness from which on they say the term. On 78 terms that
# stand in four papers and 244 that do not, 33 of the former were found, 5 under a wrong name, and 9 of the
# latter, three of which are other words for what was asked.
_SAID = 0.8
_LEAST = 0.6
# Where an encoder tells of each run as a whole whether it translates the term.
_ROUGHLY = 0.62
_LEAST_ROUGHLY = 0.33
# One word alone has no other to confirm it.
_ALONE = 0.86
_AS_GOOD = 0.04
_MOST_FORMS = 4
_MOST_WORDS = 5
# A form of the dictionary is dropped where its words are so far from the term: 荣誉, credit, for loans.
_APART = 0.25
# To go through the table of words takes as long as to read so many texts.
_MANY = 200
# More than the last digits in which one word's likeness differs from product to product.
_ROUNDING = 0.001


class Aligned:
    """Finds the words of some texts that an English term means."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Read texts in the normal form."""
        self._texts = texts

    def forms(self, term: str, *, roughly: bool = False) -> tuple[str, ...]:
        """Return the runs of words that say a term, best first; none where nothing does.

        Args:
            term: In English.
            roughly: Whether words count that are less near, where something else tells them.
        """
        # Ride-hailing is no ride: each part of a compound counts, and one that says nothing cannot.
        apart = term.lower().replace("-", " ")
        mine = content_words(apart)
        size = len(mine)
        if apart != term.lower() and size < len(apart.split()):
            return ()
        if not 0 < size <= _MOST_WORDS or not mine.vectors.any(axis=1).all():
            return ()
        rows, vectors, runs = _words(self._texts if roughly else self._near(mine))
        if len(rows) < size:
            return ()
        alike = (mine.vectors @ vectors.T)[:, rows]
        count = len(rows) - size + 1
        window = np.stack([alike[:, at : at + count] for at in range(size)])
        best = window.max(axis=0)
        weights = np.maximum(mine.weights, 1.0)[:, None]
        said = (best * weights).sum(axis=0) / weights.sum()
        # Each word of the run says something of the term: no idle one stands among them.
        least = np.minimum(best.min(axis=0), window.max(axis=1).min(axis=0))
        enough = _ALONE if size == 1 else _ROUGHLY if roughly else _SAID
        fits = (said >= enough) & (least >= (_LEAST_ROUGHLY if roughly else _LEAST))
        found: dict[str, float] = {}
        for at in np.flatnonzero(fits):
            if (run := _run(runs, int(at), size)) is not None:
                found[run] = max(found.get(run, 0.0), float(said[at]))
        top = max(found.values(), default=0.0)
        kept = [run for run, value in found.items() if value >= top - _AS_GOOD]
        return tuple(sorted(kept, key=lambda run: -found[run])[:_MOST_FORMS])

    def _near(self, mine: ContentWords) -> list[str]:
        """Return the texts that have a word near to each of some words: others cannot say them."""
        table = word_table()
        texts = list(self._texts)
        if len(texts) < _MANY:
            return texts
        for vector in mine.vectors:
            near = table.near(vector, _LEAST - _ROUNDING)
            texts = [text for text in texts if any(word in text for word in near)]
        return texts


_Place = tuple[str, int, int]


def _words(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], Matrix, Sequence[_Place]]:
    """Return the Chinese words of texts in order: their rows, the vectors, and where each stands."""
    known: dict[str, int] = {}
    vectors: list[Matrix] = []
    rows: list[int] = []
    places: list[_Place] = []
    for text in texts:
        words = content_words(text)
        for word, vector in zip(words.words, words.vectors, strict=True):
            if not is_chinese(word.text):
                continue
            if word.text not in known:
                known[word.text] = len(vectors)
                vectors.append(vector)
            rows.append(known[word.text])
            places.append((text, word.at.start, word.at.end))
    return np.asarray(rows, dtype=np.int64), np.asarray(vectors, dtype=np.float32), places


def _run(runs: Sequence[_Place], at: int, size: int) -> str | None:
    """Return the words at ``at`` where they follow each other in one text."""
    members = runs[at : at + size]
    text = members[0][0]
    follow = all(
        one[0] == other[0] and one[2] == other[1] for one, other in itertools.pairwise(members)
    )
    return text[members[0][1] : members[-1][2]] if follow else None


def is_apart(term: str, form: str) -> bool:
    """Tell whether a Chinese form is too far from an English term to be a name of it."""
    mine, theirs = content_words(term.lower()), content_words(form)
    if not (_told(mine) and _told(theirs)):
        return False
    return float(similarities(mine, theirs).max()) < _APART


def _told(words: ContentWords) -> bool:
    return len(words) > 0 and bool(words.vectors.any())
