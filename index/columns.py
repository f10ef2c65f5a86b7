"""What is known of every clause, heading and view without reading it: numbers in arrays.

A library has a million views, and a question looks at a hundred of them.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.document.corpus import Clause, Document, Heading
from index.document.split import comparison_key
from index.views import KINDS, View

Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

_KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Columns:
    """Clauses, headings and views in numbers; document by document, in the order of the corpus.

    Attributes:
        first_clauses: int64 (d + 1,), the first clause of each document, and how many there are.
        first_headings: int64 (d + 1,), likewise.
        ids: uint64 (n,), hashes of the clauses' ids.
        words: uint64 (n,), hashes of what clauses with the same words share.
        in_tables: bool (n,), whether a clause is a row of a table.
        titled: bool (h,), whether a heading has a title; most articles have none.
        unlabelled: bool (h,), whether it has a title and nothing before it: no 第一章.
        positions: int32 (v,), the clause of each view, rising.
        kinds: uint8 (v,), numbers in ``KINDS``.
        sentences: int32 (v,), ``View.sentence``.
    """

    first_clauses: Numbers
    first_headings: Numbers
    ids: Hashes
    words: Hashes
    in_tables: Flags
    titled: Flags
    unlabelled: Flags
    positions: npt.NDArray[np.int32]
    kinds: npt.NDArray[np.uint8]
    sentences: npt.NDArray[np.int32]

    def rows_of(self, kind: str) -> Numbers:
        """Return the rows of the views of one kind."""
        return np.flatnonzero(self.kinds == _KIND_CODES[kind])

    def kinds_there(self) -> list[str]:
        """Return the kinds of the views, in the order of their first ones."""
        there = np.flatnonzero(np.bincount(self.kinds, minlength=len(KINDS))).tolist()
        return [
            KINDS[code] for code in sorted(there, key=lambda c: int((self.kinds == c).argmax()))
        ]

    def views_of(self, position: int) -> range:
        """Return the rows of the views of one clause."""
        # Numbers of another type would have numpy copy all positions first: 1 ms of a million.
        bounds = np.asarray((position, position + 1), dtype=np.int32)
        first, last = np.searchsorted(self.positions, bounds)
        return range(int(first), int(last))

    @functools.cached_property
    def first_views(self) -> Numbers:
        """The first view of each document, and how many there are: int64 (d + 1,)."""
        found = np.searchsorted(self.positions, self.first_clauses.astype(np.int32))
        return np.asarray(found, dtype=np.int64)

    def document_of(self, position: int) -> int:
        """Return the number of the document of a clause."""
        return int(np.searchsorted(self.first_clauses, position, "right")) - 1

    def clauses_of(self, document: int) -> range:
        """Return the positions of the clauses of a document, by its number."""
        return range(int(self.first_clauses[document]), int(self.first_clauses[document + 1]))

    def headings_of(self, document: int) -> range:
        """Return the numbers of the headings of a document, by its number."""
        return range(int(self.first_headings[document]), int(self.first_headings[document + 1]))

    def views_in(self, document: int) -> range:
        """Return the rows of the views of a document, by its number."""
        return range(int(self.first_views[document]), int(self.first_views[document + 1]))

    def with_id(self, clause_id: str) -> Numbers:
        """Return the positions of clauses that may have an id."""
        return np.flatnonzero(self.ids == hash_of(clause_id))

    def with_words(self, text: str) -> Numbers:
        """Return the positions of clauses that may have the words of a text."""
        return np.flatnonzero(self.words == hash_of(comparison_key(text)))

    @classmethod
    def of(
        cls,
        documents: Sequence[Document],
        clauses: Sequence[Clause],
        headings: Sequence[Heading],
        views: Sequence[View],
    ) -> Columns:
        """Return the columns of what is all in memory."""
        return cls(
            first_clauses=_firsts(documents, [clause.doc_id for clause in clauses]),
            first_headings=_firsts(documents, [heading.doc_id for heading in headings]),
            ids=np.asarray([hash_of(clause.clause_id) for clause in clauses], dtype=np.uint64),
            words=np.asarray([words_hash(clause) for clause in clauses], dtype=np.uint64),
            in_tables=np.asarray([clause.table is not None for clause in clauses], dtype=np.bool_),
            titled=np.asarray([bool(heading.title) for heading in headings], dtype=np.bool_),
            unlabelled=np.asarray(list(map(is_unlabelled, headings)), dtype=np.bool_),
            positions=np.asarray([view.position for view in views], dtype=np.int32),
            kinds=np.asarray([_KIND_CODES[view.kind] for view in views], dtype=np.uint8),
            sentences=np.asarray([view.sentence for view in views], dtype=np.int32),
        )


def _firsts(documents: Sequence[Document], doc_ids: Sequence[str]) -> Numbers:
    """Return where the items of each document begin, given by document, and how many there are."""
    counts = dict.fromkeys((document.doc_id for document in documents), 0)
    for doc_id in doc_ids:
        counts[doc_id] = counts.get(doc_id, 0) + 1
    return np.cumsum([0, *counts.values()], dtype=np.int64)


def hash_of(text: str) -> int:
    """Return 64 bits that tell texts apart; whoever goes by them compares the texts besides."""
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def words_hash(clause: Clause) -> int:
    """Return what clauses with the same words share."""
    return hash_of(comparison_key(clause.text))


def is_unlabelled(heading: Heading) -> bool:
    """Tell whether a heading has a title and nothing before it."""
    return bool(heading.title) and not heading.label


def kind_code(kind: str) -> int:
    """Return the number of a kind of view."""
    return _KIND_CODES[kind]


def rows_between(firsts: Numbers, chosen: Sequence[int]) -> Numbers:
    """Return the numbers of all items of the documents ``chosen``, document by document."""
    pieces = [np.arange(firsts[number], firsts[number + 1]) for number in chosen]
    return np.concatenate([np.empty(0, dtype=np.int64), *pieces])


def limited(columns: Columns, chosen: Sequence[int]) -> tuple[Columns, Numbers, Numbers, Numbers]:
    """Return the columns of some documents, and the clauses, headings and views that they are of."""
    clauses = rows_between(columns.first_clauses, chosen)
    headings = rows_between(columns.first_headings, chosen)
    views = rows_between(columns.first_views, chosen)
    renumbered = np.full(len(columns.ids), -1, dtype=np.int32)
    renumbered[clauses] = np.arange(len(clauses), dtype=np.int32)
    chosen_columns = Columns(
        first_clauses=_cumulated(columns.first_clauses, chosen),
        first_headings=_cumulated(columns.first_headings, chosen),
        ids=columns.ids[clauses],
        words=columns.words[clauses],
        in_tables=columns.in_tables[clauses],
        titled=columns.titled[headings],
        unlabelled=columns.unlabelled[headings],
        positions=renumbered[columns.positions[views]],
        kinds=columns.kinds[views],
        sentences=columns.sentences[views],
    )
    return chosen_columns, clauses, headings, views


def _cumulated(firsts: Numbers, chosen: Sequence[int]) -> Numbers:
    sizes = np.diff(firsts)[np.asarray(chosen, dtype=np.int64)]
    return np.cumsum([0, *sizes], dtype=np.int64)
