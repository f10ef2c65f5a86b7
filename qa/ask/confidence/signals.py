"""What a ranking says for and against an answer, as numbers that a person can read."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.document.normal import normal_of, normal_text
from index.runtime.patterns import regex
from index.search.lexical import bigrams
from index.search.terms import is_english, terms
from index.views import ENGLISH, GLOSS, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.ask.filling.kinds import answer_kinds, holds_kind
from qa.ask.places import places_in
from qa.ask.retrieval.retrieve import LEXICAL, Ranking

Vector = npt.NDArray[np.float64]

# Clauses that are looked at together: an answer may stand in more than one.
_LOOKED_AT = 3
# Documents whose text is kept: as many as have a pipeline of their own.
_KEPT = 64
# English says the same in about three times as many characters.
_ENGLISH_LENGTH = 0.35
_NUMBER = regex(r"\d+(?:\.\d+)?")
_NAME = regex(r"(?<=[a-z,;] )[A-Z][a-z]{2,}")


class SignalReader:
    """Reads off a ranking what speaks for and against an answer."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index

    def signals(self, ranking: Ranking) -> dict[str, float]:
        """Return the signals by name."""
        query, order, scores = ranking.query, ranking.order, ranking.scores
        best = int(order[0])

        def margin(rank: int) -> float:
            return float(scores[best] - scores[order[min(rank, len(order) - 1)]])

        words = "\n".join(
            normal_of(self._clause_index.clauses[p].text).text for p in order[:_LOOKED_AT]
        )
        signals = {
            "score": float(scores[best]),
            "dense": float(ranking.dense[best]),
            "spread": float(ranking.dense.std()),
            "margin_2": margin(1),
            "margin_6": margin(5),
            "margin_21": margin(20),
            "closest_view": float(ranking.similar.max()),
            "agreeing_views": float(sum(v.argmax() == best for v in ranking.signals.values())),
            "bm25": float(ranking.signals[LEXICAL][best]),
            "bm25_most": float(ranking.signals[LEXICAL].max(initial=0.0)),
            "chinese": float(query.lang == "zh"),
            "length": len(query.normal) * (1.0 if query.lang == "zh" else _ENGLISH_LENGTH),
            "terms": float(len(set(query.terms))),
        }
        for kind in (SENTENCE, ENGLISH, GLOSS, PLAIN_ZH, PLAIN_EN):
            values = ranking.signals.get(kind)
            signals[f"view_{kind}"] = 0.0 if values is None else float(values[best])
        signals |= self._term_signals(ranking, words)
        for kind, asked in answer_kinds(query.normal.lower(), query.lang).items():
            signals[f"asks_{kind}"] = float(asked)
            signals[f"lacks_{kind}"] = float(asked and not holds_kind(kind, words))
        return signals

    def _term_signals(self, ranking: Ranking, words: str) -> dict[str, float]:
        """Return how far the terms, numbers and names of the question stand in the best clauses."""
        query, lexical = ranking.query, self._clause_index.lexical
        weight = {term: lexical.idf(term) for term in set(query.terms)}
        total = sum(weight.values()) or 1.0
        columns = self._clause_index.columns
        best = ranking.order[:_LOOKED_AT].tolist()
        rows = (row for position in best for row in columns.views_of(position))
        views = [self._clause_index.views[row].text for row in rows]
        # Stems are of English words; where the question has none, no stem can be a term of it.
        read = terms if any(map(is_english, weight)) else bigrams
        there = set(read("\n".join([words, *views])))
        numbers = set(_NUMBER.findall(query.normal))
        names = _NAME.findall(query.text) if query.lang == "en" else []
        places = places_in(query.normal)
        # What these signals mean was learned on single documents; most words stand somewhere in a library.
        documents = dict.fromkeys(map(columns.document_of, best))

        def unseen(asked: Iterable[str]) -> float:
            return float(any(not any(one in self._text(at) for at in documents) for one in asked))

        return {
            "covered": sum(w for term, w in weight.items() if term in there) / total,
            "unknown": sum(w for term, w in weight.items() if term not in lexical) / total,
            "unknown_terms": float(sum(term not in lexical for term in weight)),
            "strange_number": float(any(number not in words for number in numbers)),
            "unseen_number": unseen(numbers),
            "unseen_name": unseen(names),
            "unseen_place": unseen(places),
        }

    @functools.lru_cache(maxsize=_KEPT)  # noqa: B019  # lives as long as the pipeline does
    def _text(self, document: int) -> str:
        """Everything that a document and its edition say, for looking single words up."""
        index, columns = self._clause_index, self._clause_index.columns
        titles = {
            title
            for at in columns.clauses_of(document)
            for section in [index.clauses[at].section]
            for title in (section.chapter_title, section.section_title)
            if title
        }
        name = index.documents[document].source
        views = (index.views[row].text for row in columns.views_in(document))
        return "\n".join([name, *map(normal_text, sorted(titles)), *views])

    def vector(self, ranking: Ranking, query_vector: Vector) -> Vector:
        """Return what a question is about, and what of it the closest view leaves unexplained.

        Args:
            ranking: The ranking of the question.
            query_vector: float64 (dim,), the centred vector of the question.

        Returns:
            float64 (2 * dim,).
        """
        row = int(ranking.similar.argmax())
        closest = self._clause_index.dense.vector(row).astype(np.float64)
        return np.concatenate([query_vector, query_vector - ranking.similar[row] * closest])
