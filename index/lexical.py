"""The lexical index: BM25 by bm25s, and the only module that imports it.

bm25s works out every token's weight in every document when the index is built (Lù, 2024,
arXiv:2407.03618), so that a query is a sum over columns of a sparse matrix. That sum is done here,
and bm25s is imported when an index is built only: with it a question would wait 0.13 s for scipy.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError

Scores = npt.NDArray[np.float32]

# The values of Robertson and Zaragoza (2009, "The Probabilistic Relevance Framework"), the defaults
# of Lucene, whose formula is used: its idf is never negative.
K1 = 1.2
B = 0.75
METHOD = "lucene"

_MATRIX_FILE = "lexical.npz"
_VOCABULARY_FILE = "lexical.json"
FILES = (_MATRIX_FILE, _VOCABULARY_FILE)

# Runs of Chinese characters (with the extensions and 〇), or words and numbers of other scripts; a
# number keeps its decimal point, so that 4.5 is one word.
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"
_RUNS = re.compile(rf"([{_CJK}]+)|\d+(?:[.,]\d+)*|[^\W\d_{_CJK}]+")


class _Matrix(NamedTuple):
    """Weights by token, as a matrix in compressed columns: a column a token, a row a document."""

    weights: Scores
    rows: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    documents: int


class LexicalIndex:
    """BM25 weights of every token in every document."""

    def __init__(self, matrix: _Matrix, vocabulary: dict[str, int]) -> None:
        """Wrap the weights; use ``build`` or ``load``."""
        self._matrix = matrix
        self._vocabulary = vocabulary

    @classmethod
    def build(cls, token_lists: Sequence[Sequence[str]]) -> LexicalIndex:
        """Return the index of documents given as lists of tokens, in the order of the rows."""
        # Sorted, so that the same documents always make the same files.
        vocabulary = {
            token: column
            for column, token in enumerate(sorted({token for row in token_lists for token in row}))
        }
        if not vocabulary:
            matrix = _Matrix(
                np.empty(0, dtype=np.float32),
                np.empty(0, dtype=np.int64),
                np.zeros(1, dtype=np.int64),
                len(token_lists),
            )
            return cls(matrix, vocabulary)
        import bm25s

        bm25 = bm25s.BM25(k1=K1, b=B, method=METHOD)
        found = bm25.build_index_from_ids(
            unique_token_ids=list(vocabulary.values()),
            corpus_token_ids=[[vocabulary[token] for token in row] for row in token_lists],
            show_progress=False,
        )
        matrix = _Matrix(
            np.asarray(found["data"], dtype=np.float32),
            np.asarray(found["indices"], dtype=np.int64),
            np.asarray(found["indptr"], dtype=np.int64),
            len(token_lists),
        )
        return cls(matrix, vocabulary)

    def __len__(self) -> int:
        return self._matrix.documents

    def scores(self, tokens: Sequence[str]) -> Scores:
        """Return the BM25 score of every document: float32 (n,), at least 0.

        Unknown tokens add nothing; a token given twice counts twice.
        """
        totals = np.zeros(self._matrix.documents, dtype=np.float32)
        for token in tokens:
            column = self._vocabulary.get(token)
            if column is not None:
                start, end = self._matrix.starts[column : column + 2]
                totals[self._matrix.rows[start:end]] += self._matrix.weights[start:end]
        return totals

    def idf(self, token: str) -> float:
        """Return ln(1 + (n - df + 0.5) / (df + 0.5)), at least 0; the largest for unknown tokens."""
        column = self._vocabulary.get(token)
        documents = self._matrix.documents
        found = 0
        if column is not None:
            found = int(self._matrix.starts[column + 1] - self._matrix.starts[column])
        return float(np.log1p((documents - found + 0.5) / (found + 0.5)))

    def __contains__(self, token: str) -> bool:
        return token in self._vocabulary

    def save(self, folder: Path) -> None:
        """Write ``FILES`` into ``folder``: the weights as arrays, the vocabulary as JSON."""
        with (folder / _MATRIX_FILE).open("wb") as stream:
            np.savez(
                stream,
                weights=self._matrix.weights,
                rows=self._matrix.rows,
                starts=self._matrix.starts,
                documents=np.asarray(self._matrix.documents),
            )
        vocabulary = json.dumps(list(self._vocabulary), ensure_ascii=False)
        (folder / _VOCABULARY_FILE).write_text(vocabulary, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Return the index that ``save`` wrote into ``folder``.

        Raises:
            IndexDamagedError: A file is missing or damaged, or the two do not fit each other.
        """
        try:
            # Opened here, because numpy leaves a file open that is no archive.
            with (
                (folder / _MATRIX_FILE).open("rb") as stream,
                np.load(stream, allow_pickle=False) as arrays,
            ):
                matrix = _Matrix(
                    arrays["weights"].astype(np.float32),
                    arrays["rows"].astype(np.int64),
                    arrays["starts"].astype(np.int64),
                    int(arrays["documents"]),
                )
            tokens = json.loads((folder / _VOCABULARY_FILE).read_text(encoding="utf-8"))
        # What numpy, zipfile and json raise for files that are not theirs or not whole.
        except (OSError, ValueError, KeyError, EOFError, TypeError, zipfile.BadZipFile) as error:
            raise IndexDamagedError(f"The lexical index cannot be read ({error}).") from error
        fits = (
            isinstance(tokens, list)
            and len(matrix.starts) == len(tokens) + 1
            and len(matrix.rows) == len(matrix.weights) == int(matrix.starts[-1])
            and (len(matrix.rows) == 0 or int(matrix.rows.max()) < matrix.documents)
        )
        if not fits:
            message = f"{_MATRIX_FILE} and {_VOCABULARY_FILE} do not belong together."
            raise IndexDamagedError(message)
        return cls(matrix, {str(token): column for column, token in enumerate(tokens)})


def bigrams(text: str) -> list[str]:
    """Return the tokens of ``text``: pairs of Chinese characters, and words of other scripts.

    After NFKC and case folding; a Chinese character that stands alone is a token of its own. Pairs
    found as much as words cut by jieba did on every set tried, and need no dictionary.
    """
    tokens: list[str] = []
    for match in _RUNS.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = match[0]
        if len(run) > 1 and match[1]:
            tokens.extend(run[place : place + 2] for place in range(len(run) - 1))
        else:
            tokens.append(run)
    return tokens
