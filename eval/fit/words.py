"""Make the table of words: ``python -m eval.fit.words FREQUENCIES``.

FREQUENCIES is a list of Chinese words and how often each was counted, a line each ("word count …"), such
as that of jieba (MIT). Of its words those are taken that CC-CEDICT explains, and of English those that it
explains with. Each gets the default encoder's vector; then each is drawn towards the words that the
dictionary gives the same meaning (retrofitting, Faruqui et al. 2015, arXiv:1411.4166), in both languages
at once; the first directions that hold most of what is left are kept, in a byte each.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from index.dictionary.cedict import dictionary
from index.embed.choose import load_encoder
from index.runtime.patterns import regex
from qa.words.table import VECTORS_FILE, WORDS_FILE

Matrix = npt.NDArray[np.float32]
Pairs = list[tuple[int, int, float]]

_CHINESE = regex(r"[\u3400-\u9fff]{1,5}")
_ENGLISH = regex(r"[a-z]{2,}")
# Rarer words are names and books; single characters are taken where they are often a word of their own.
_LEAST_COUNT = 60
_LEAST_COUNT_OF_CHARACTER = 300
_LEAST_EXPLANATIONS = 3
# The dictionary's first meanings of a word; the rest lead astray.
_SENSES = 6
_MOST_WITH_ONE_MEANING = 12
_SYNONYM_WEIGHT = 0.5
# How strongly neighbours draw, and how often: more brings nothing.
_DRAWN = 1.0
_ROUNDS = 8
_DIM = 96
_BYTE = 127
_BATCH = 512
# English words are counted by the explanations that use them: 3 of 120,000 are as rare as 60 of
# 60 million.
_ENGLISH_COST = 14.7
_COST_SCALE = 10


@click.command()
@click.argument("frequencies", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--vectors", type=click.Path(dir_okay=False, path_type=Path), help="keeps vectors")
def main(frequencies: Path, vectors: Path | None) -> None:
    """Make the table of words from a list of frequencies and the default encoder."""
    costs = choose_words(frequencies)
    words = sorted(costs)
    found = encode(words, vectors)
    pairs = list(meanings(words))
    drawn = retrofit(centre_by_language(words, found), pairs)
    kept = reduce(drawn, _DIM)
    VECTORS_FILE.parent.mkdir(exist_ok=True)
    np.save(VECTORS_FILE, to_bytes(kept))
    lines = (f"{word}\t{round(costs[word] * _COST_SCALE)}\n" for word in words)
    WORDS_FILE.write_text("".join(lines), encoding="utf-8")
    click.echo(f"{len(words)} words, {len(pairs)} pairs of one meaning, {_DIM} numbers a word")


def choose_words(frequencies: Path) -> dict[str, float]:
    """Return the words of the table with the negative logarithms of their frequencies."""
    counts: dict[str, int] = {}
    for line in frequencies.read_text(encoding="utf-8").splitlines():
        listed, times, *_ = line.split(" ")
        counts[listed] = int(times)
    total = sum(counts.values())
    known = dictionary()
    costs: dict[str, float] = {}
    for word, count in counts.items():
        least = _LEAST_COUNT_OF_CHARACTER if len(word) == 1 else _LEAST_COUNT
        if count >= least and word in known and _CHINESE.fullmatch(word):
            costs[word] = math.log(total / count)
    used: Counter[str] = Counter(
        str(found)
        for explanations in known.values()
        for explanation in explanations
        for found in set(_ENGLISH.findall(explanation.lower()))
    )
    for word, count in used.items():
        if count >= _LEAST_EXPLANATIONS:
            costs[word] = max(1.0, _ENGLISH_COST - math.log(count))
    return costs


def encode(words: Sequence[str], kept: Path | None) -> Matrix:
    """Return the vectors of ``words``: float32 (n, dim); those in ``kept`` are not made again."""
    known: dict[str, npt.NDArray[np.float16]] = {}
    if kept is not None and kept.is_file():
        with np.load(kept, allow_pickle=False) as arrays:
            known = dict(zip(arrays["words"].tolist(), arrays["vectors"], strict=True))
    new = [word for word in words if word not in known]
    encoder = load_encoder()
    with click.progressbar(range(0, len(new), _BATCH), label="Encoding", file=sys.stderr) as bar:
        for start in bar:
            part = new[start : start + _BATCH]
            known.update(zip(part, encoder.encode_queries(part).astype(np.float16), strict=True))
    if kept is not None and new:
        np.savez(kept, words=np.asarray(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[word] for word in words]).astype(np.float32)


def meanings(words: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of words that the dictionary gives one meaning, by row, with their weight."""
    rows = {word: row for row, word in enumerate(words)}
    known: Mapping[str, tuple[str, ...]] = dictionary()
    same: dict[str, list[int]] = defaultdict(list)
    for word, row in rows.items():
        for meaning in known.get(word, ())[:_SENSES]:
            plain = meaning.lower()
            if plain in rows:
                yield row, rows[plain], 1.0
            same[plain].append(row)
    for members in same.values():
        if len(members) <= _MOST_WITH_ONE_MEANING:
            for one, other in pairwise(members):
                yield one, other, _SYNONYM_WEIGHT


def centre_by_language(words: Sequence[str], vectors: Matrix) -> Matrix:
    """Return ``vectors`` less the mean of each language, of length 1."""
    chinese = np.asarray([not word.isascii() for word in words])
    centred = vectors.copy()
    for rows in (chinese, ~chinese):
        centred[rows] -= centred[rows].mean(axis=0)
    return _unit(centred)


def retrofit(vectors: Matrix, pairs: Pairs) -> Matrix:
    """Return ``vectors`` drawn towards those of the same meaning, of length 1."""
    from scipy.sparse import coo_matrix

    one, other, weights = (np.asarray(column) for column in zip(*pairs, strict=True))
    size = len(vectors)
    links = coo_matrix((weights, (one.astype(int), other.astype(int))), shape=(size, size)).tocsr()
    links = links + links.T
    degrees = np.asarray(links.sum(axis=1), dtype=np.float32).ravel()
    # A word of many meanings is drawn by all of them less than one by each alone.
    spread = np.maximum(np.sqrt(degrees), 1)[:, None]
    drawn = vectors
    for _ in range(_ROUNDS):
        pulled = np.asarray(links @ drawn, dtype=np.float32)
        drawn = _unit(np.asarray(vectors + _DRAWN * pulled / spread, dtype=np.float32))
    return drawn


def reduce(vectors: Matrix, dim: int) -> Matrix:
    """Return the ``dim`` directions that hold most of ``vectors``: float32 (n, dim), of length 1."""
    centred = vectors - vectors.mean(axis=0)
    values, directions = np.linalg.eigh(centred.T @ centred)
    order = np.argsort(-values)[:dim]
    return _unit(np.asarray(centred @ directions[:, order], dtype=np.float32))


def to_bytes(vectors: Matrix) -> npt.NDArray[np.int8]:
    """Return unit vectors as bytes, each row by its own largest number."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.asarray(np.round(vectors / largest * _BYTE), dtype=np.int8)


def _unit(vectors: Matrix) -> Matrix:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)


if __name__ == "__main__":
    main()
