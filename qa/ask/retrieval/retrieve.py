"""A query to scored clauses: dense views and lexical terms, fused.

The score of a clause is the z-score, over all clauses, of its summed dense views, plus a weight
times the z-score of its BM25. Ranks are never fused: where a question shares no term with any
clause, BM25 is flat and its z-score moves nothing, while its ranks would move everything.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.document.corpus import Clause
from index.embed.centre import centre
from index.embed.encoder import Encoder
from index.views import ENGLISH
from qa.ask.retrieval.query import Query
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.ask.retrieval.expand import Expander

Scores = npt.NDArray[np.float32]

LEXICAL = "lexical"
SOFT = "soft"

# Views compared with a question: all of a plan, the nearest of a library.
_MAX_ROWS = 8192
# Questions whose vectors are kept: an evaluation asks and then ranks, a dialog looks back.
_KEPT_QUERIES = 64
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class ScoredClause:
    """A clause with its score and what made it.

    Attributes:
        clause: The clause.
        score: Fused score; 0 is the average clause, in standard deviations.
        signals: The best cosine of each kind of view, and ``lexical``, the BM25 score.
        best_sentence: Number of the clause's sentence that the question is closest to.
    """

    clause: Clause
    score: float
    signals: Mapping[str, float]
    best_sentence: int


@dataclass(frozen=True)
class Ranking:
    """All clauses scored for one query.

    Attributes:
        query: The query.
        scores: float32 (n,), the fused score of every clause by position.
        dense: float32 (n,), the weighted sum of views before standardising.
        signals: By kind of view, ``lexical`` and, without an edition, ``soft``: float32 (n,).
        similar: float32 (n_views,), the cosine of every view.
        order: int64 (n,), positions by falling score.
        asked: The query with the one that it leans on, in a dialog; else None.
    """

    query: Query
    scores: Scores
    dense: Scores
    signals: Mapping[str, Scores]
    similar: Scores
    order: npt.NDArray[np.int64]
    asked: Query | None = None

    def with_scores(self, scores: Scores) -> Ranking:
        """Return this ranking with other fused scores, sorted by them."""
        # A stable sort: equal scores keep the order of the document.
        order = np.argsort(-scores, kind="stable")
        return replace(self, scores=np.asarray(scores, dtype=np.float32), order=order)


class QueryVectors(OrderedDict[str, npt.NDArray[np.float32]]):
    """The vectors of the latest queries."""

    def __init__(self) -> None:
        super().__init__()
        self._room = _KEPT_QUERIES

    def make_room(self, size: int) -> None:
        """Keep at least so many from now on."""
        self._room = max(self._room, size)

    def keep(self, query: str, vector: npt.NDArray[np.float32]) -> None:
        """Keep the vector of a query, as the encoder gives it, and forget the oldest beyond the room."""
        self[query] = vector
        while len(self) > self._room:
            self.popitem(last=False)


class Retriever:
    """Ranks the clauses of one index; keeps the vectors of recent questions."""

    def __init__(
        self,
        clause_index: ClauseIndex,
        encoder: Encoder,
        settings: Settings,
        beside: Retriever | None = None,
    ) -> None:
        """Make a retriever.

        Args:
            clause_index: What is searched.
            encoder: The encoder that made it.
            settings: Weights.
            beside: A retriever of the same encoder; both then keep the same vectors, and the same words
                where they search the same corpus.
        """
        self._clause_index = clause_index
        self._encoder = encoder
        self._settings = settings
        self._vectors: QueryVectors = QueryVectors() if beside is None else beside._vectors  # noqa: SLF001  # of this class
        self._beside = beside
        self._columns = columns = clause_index.columns
        self._rows = {kind: columns.rows_of(kind) for kind in columns.kinds_there()}
        self._weights = settings.view_weights
        # What weighs nothing is as far away as can be, so that no view of it is the closest one.
        self._unseen = [rows for kind, rows in self._rows.items() if not self._weights[kind]]

    @functools.cached_property
    def expander(self) -> Expander:
        """Finds words of like meaning, where no edition has people's own."""
        from qa.ask.retrieval.expand import Expander

        return Expander(self._clause_index, None if self._beside is None else self._beside.expander)

    def rank(self, query: Query) -> Ranking:
        """Score every clause for ``query``."""
        similar = self._similarities(query)
        size = len(self._clause_index.clauses)
        signals: dict[str, Scores] = {}
        dense = np.zeros(size, dtype=np.float32)
        for kind, rows in self._rows.items():
            if not self._weights[kind]:
                continue
            best = np.full(size, similar.min(initial=0.0), dtype=np.float32)
            np.maximum.at(best, self._columns.positions[rows], similar[rows])
            signals[kind] = best
            dense += self._weights[kind] * best
        lexical = self._clause_index.lexical.scores(query.terms)
        signals[LEXICAL] = lexical
        weight = (
            self._settings.lexical_weight_zh
            if query.lang == "zh"
            else self._settings.lexical_weight_en
        )
        scores = standardise(dense) + weight * standardise(lexical)
        # An edition has people's own words; without one the table of words stands in.
        if ENGLISH not in self._rows:
            from qa.words.align import content_words

            signals[SOFT] = self.expander.scores(content_words(query.normal))
            scores += self._settings.soft_weight * standardise(signals[SOFT])
        unsorted = np.arange(size)
        return Ranking(query, scores, dense, signals, similar, unsorted).with_scores(scores)

    def same_section(self, position: int) -> npt.NDArray[np.int64]:
        """Return the positions of the clauses in the section of the clause at ``position``."""
        # Two documents may both have a chapter 1 总则, or no headings at all.
        clause = self._clause_index.clauses[position]
        own = self._columns.clauses_of(self._columns.document_of(position))
        same = (at for at in own if self._clause_index.clauses[at].section == clause.section)
        return np.fromiter(same, dtype=np.int64)

    def scored(self, ranking: Ranking, position: int) -> ScoredClause:
        """Return one clause of a ranking with what made its score."""
        return ScoredClause(
            clause=self._clause_index.clauses[position],
            score=float(ranking.scores[position]),
            signals={kind: float(values[position]) for kind, values in ranking.signals.items()},
            best_sentence=self.best_sentence(ranking, position),
        )

    def best_sentence(self, ranking: Ranking, position: int) -> int:
        """Return the number of the sentence of a clause that the query is closest to."""
        columns = self._columns
        best: dict[tuple[int, int], float] = {}
        for row in columns.views_of(position):
            sentence = int(columns.sentences[row])
            if sentence >= 0:
                key = (sentence, int(columns.kinds[row]))
                best[key] = max(best.get(key, -1.0), float(ranking.similar[row]))
        totals: dict[int, float] = {}
        for (number, _), similar in best.items():
            totals[number] = totals.get(number, 0.0) + similar
        return max(totals, key=totals.__getitem__, default=0)

    def _similarities(self, query: Query) -> Scores:
        """Return the cosine of every view with the query; the rest of a library at its floor."""
        dense = self._clause_index.dense
        vector = centre(self.encode(query.normal)[None], self._clause_index.query_means[query.lang])
        found, rows = dense.search(vector, min(len(dense), _MAX_ROWS))
        similar = np.full(len(dense), found.min(initial=0.0), dtype=np.float32)
        similar[rows[0]] = found[0]
        for unseen in self._unseen:
            similar[unseen] = similar.min(initial=0.0)
        return similar

    def centred(self, query: Query) -> npt.NDArray[np.float64]:
        """Return the vector of a question less what all questions of its language share."""
        vector = centre(self.encode(query.normal)[None], self._clause_index.query_means[query.lang])
        return np.asarray(vector[0], dtype=np.float64)

    def encode_ahead(self, queries: Sequence[Query]) -> None:
        """Keep the vectors of queries that are about to be ranked: together they take less time."""
        new = [text for query in queries if (text := query.normal) not in self._vectors]
        unique = list(dict.fromkeys(new))
        if len(unique) > 1:
            self._vectors.make_room(2 * len(unique))  # for those before, which are still ranked
            for text, vector in zip(unique, self._encoder.encode_queries(unique), strict=True):
                self._vectors.keep(text, vector)

    def encode(self, text: str) -> npt.NDArray[np.float32]:
        """Return the vector of a question as the encoder gives it: float32 (dim,)."""
        vector = self._vectors.get(text)
        if vector is None:
            vector = self._encoder.encode_queries([text])[0]
            self._vectors.keep(text, vector)
        return vector


def standardise(values: Scores) -> Scores:
    """Return z-scores of ``values``; zeros where they are all equal."""
    spread = float(values.std())
    if spread < _TINY:
        return np.zeros_like(values)
    return np.asarray((values - values.mean()) / spread, dtype=np.float32)
