"""Documents of several segments as one corpus, in any order; nothing of them is read for it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.clause_index import ClauseIndex, Manifest
from index.columns import Columns, Numbers
from index.dictionary.words import Words
from index.document.corpus import Clause, Heading
from index.embed.centre import mean_of
from index.lazy import Lazy
from index.search.lexical import LexicalIndex
from index.search.protocol import Vectors
from index.segment.dense import RowRun, SegmentDense, sums_of
from index.segment.postings import JoinedPostings
from index.segment.read import Segment
from index.views import KINDS, View

# A document: the segment that has it, and its number there.
Piece = tuple[Segment, int]


@dataclass(frozen=True)
class Whole:
    """What a corpus has besides its documents.

    Attributes:
        manifest: What it was made from and with.
        query_means: By language, the mean vector of questions.
        titles: English by Chinese title.
        words: The words of the documents.
        means: float32 (kinds, dim), on which the vectors of each kind are centred; None to work them
            out.
    """

    manifest: Manifest
    query_means: Mapping[str, Vectors]
    titles: Mapping[str, str]
    words: Words = field(default_factory=Words)
    means: Vectors | None = None


@dataclass(frozen=True)
class _Joined:
    """Where the items of a corpus stand in its segments.

    Attributes:
        own: int64 (n,), number of each item within its segment.
        of: int32 (n,), number of its segment.
        firsts: int64 (d + 1,), the first item of each document.
    """

    own: Numbers
    of: np.ndarray[tuple[int], np.dtype[np.int32]]
    firsts: Numbers


def assemble(pieces: Sequence[Piece], whole: Whole) -> ClauseIndex:
    """Return the index of ``pieces``, documents in the order of the corpus."""
    segments = list({segment.name: segment for segment, _ in pieces}.values())
    numbers = {segment.name: number for number, segment in enumerate(segments)}
    clauses = _join(pieces, numbers, [s.columns.first_clauses for s in segments])
    headings = _join(pieces, numbers, [s.columns.first_headings for s in segments])
    views = _join(pieces, numbers, [s.columns.first_views for s in segments])
    # For each clause of a segment its position in the corpus.
    places = [np.full(len(s.columns.ids), -1, dtype=np.int32) for s in segments]
    for number, place in enumerate(places):
        rows = np.flatnonzero(clauses.of == number)
        place[clauses.own[rows]] = rows
    columns = _columns(segments, clauses, headings, views, places)
    means = whole.means
    if means is None:
        means = _means(segments, views, columns)
    lengths = _gathered([s.lists.lengths for s in segments], clauses, np.int32)

    def clause(position: int) -> Clause:
        return segments[int(clauses.of[position])].clause(int(clauses.own[position]), position)

    def heading(number: int) -> Heading:
        return segments[int(headings.of[number])].headings[int(headings.own[number])]

    def view(row: int) -> View:
        text = segments[views.of[row]].text_of(int(views.own[row]))
        kind = KINDS[columns.kinds[row]]
        return View(int(columns.positions[row]), kind, text, int(columns.sentences[row]))

    kept = [segment.kept[number] for segment, number in pieces]
    return ClauseIndex(
        documents=tuple(one.document for one in kept),
        clauses=Lazy(len(clauses.own), clause),
        views=Lazy(len(views.own), view),
        dense=SegmentDense(_runs(segments, views), columns.kinds, means),
        lexical=LexicalIndex(
            JoinedPostings([(s.lists, p) for s, p in zip(segments, places, strict=True)], lengths)
        ),
        manifest=whole.manifest,
        query_means=whole.query_means,
        english={key: text for one in kept for key, text in one.english.items()},
        titles=whole.titles,
        explanation={one.document.doc_id: one.explanation for one in kept},
        editions={one.document.doc_id: one.edition for one in kept if one.edition},
        headings=Lazy(len(headings.own), heading),
        words=whole.words,
        facts={one.document.doc_id: one.facts for one in kept},
        known=columns,
        known_titles=_titles(segments, headings, columns),
        pieces=tuple(pieces),
    )


def _join(
    pieces: Sequence[Piece], numbers: Mapping[str, int], firsts: Sequence[Numbers]
) -> _Joined:
    own, of, sizes = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int32)], [0]
    at = 0
    while at < len(pieces):
        # Documents that stand together in a segment are taken together: there may be many.
        segment, number = pieces[at]
        end = at + 1
        while end < len(pieces) and pieces[end] == (segment, number + end - at):
            end += 1
        first = firsts[numbers[segment.name]]
        bounds = first[number : number + end - at + 1]
        own.append(np.arange(bounds[0], bounds[-1]))
        of.append(np.full(len(own[-1]), numbers[segment.name], dtype=np.int32))
        sizes.extend(np.diff(bounds).tolist())
        at = end
    return _Joined(np.concatenate(own), np.concatenate(of), np.cumsum(sizes, dtype=np.int64))


def _gathered(arrays: Sequence[np.ndarray], items: _Joined, kind: type[np.generic]) -> np.ndarray:
    """Return what each item has in the array of its segment."""
    found = np.empty(len(items.own), dtype=kind)
    for number, array in enumerate(arrays):
        rows = np.flatnonzero(items.of == number)
        found[rows] = array[items.own[rows]]
    return found


def _columns(
    segments: Sequence[Segment],
    clauses: _Joined,
    headings: _Joined,
    views: _Joined,
    places: Sequence[np.ndarray],
) -> Columns:
    own = [segment.columns for segment in segments]
    positions = [place[one.positions] for place, one in zip(places, own, strict=True)]
    return Columns(
        first_clauses=clauses.firsts,
        first_headings=headings.firsts,
        ids=_gathered([one.ids for one in own], clauses, np.uint64),
        words=_gathered([one.words for one in own], clauses, np.uint64),
        in_tables=_gathered([one.in_tables for one in own], clauses, np.bool_),
        titled=_gathered([one.titled for one in own], headings, np.bool_),
        unlabelled=_gathered([one.unlabelled for one in own], headings, np.bool_),
        positions=_gathered(positions, views, np.int32),
        kinds=_gathered([one.kinds for one in own], views, np.uint8),
        sentences=_gathered([one.sentences for one in own], views, np.int32),
    )


def _titles(segments: Sequence[Segment], headings: _Joined, columns: Columns) -> Sequence[str]:
    """Return the titles of the headings that have one, read when they are asked for."""
    rows = np.flatnonzero(columns.titled)
    numbers = [np.cumsum(segment.columns.titled) - 1 for segment in segments]

    def title(number: int) -> str:
        at = int(headings.of[rows[number]])
        return segments[at].titles[int(numbers[at][headings.own[rows[number]]])]

    def every() -> Iterator[str]:
        of = headings.of[rows]
        places = np.empty(len(rows), dtype=np.int64)
        for at, own in enumerate(numbers):
            places[of == at] = own[headings.own[rows[of == at]]]
        known = [segment.titles for segment in segments]
        return (known[at][place] for at, place in zip(of.tolist(), places.tolist(), strict=True))

    return Lazy(len(rows), title, every)


def _means(segments: Sequence[Segment], views: _Joined, columns: Columns) -> Vectors:
    """Return what the vectors of each kind are centred on: float32 (kinds, dim)."""
    sums = [
        sums_of(segment, views.own[views.of == number]) for number, segment in enumerate(segments)
    ]
    counts = np.bincount(columns.kinds, minlength=len(KINDS))
    total = np.sum(sums, axis=0)
    return np.stack([mean_of(row, int(n)) for row, n in zip(total, counts, strict=True)])


def _runs(segments: Sequence[Segment], views: _Joined) -> list[RowRun]:
    """Return the rows that lie together in their segments."""
    if not len(views.own):
        return []
    breaks = (np.diff(views.own) != 1) | (np.diff(views.of) != 0)
    starts = [0, *(np.flatnonzero(breaks) + 1).tolist(), len(views.own)]
    runs = []
    for start, end in itertools.pairwise(starts):
        segment, own = segments[views.of[start]], int(views.own[start])
        runs.append(RowRun(segment.rows, segment.codes, own, end - start, start))
    return runs
