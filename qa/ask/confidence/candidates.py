"""What speaks for and against one sentence as the answer to a question, as numbers that a person can read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.clause_index import ClauseIndex
from index.columns import kind_code
from index.runtime.patterns import regex
from index.views import CLAUSE, ENGLISH, GLOSS, PIECE, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.ask.filling.filled import Sentence, slot_signals
from qa.ask.filling.slots import SLOTS
from qa.ask.filling.wanted import Wanted, covered, read_asked
from qa.ask.quoting.context import Context, ContextReader
from qa.ask.retrieval.expand import Expander
from qa.ask.retrieval.retrieve import LEXICAL, SOFT, Ranking
from qa.words.align import ContentWords, Matrix, best_matches, content_words, similarities

# Clauses that are looked at one by one; the right one is hardly ever further down.
LOOKED_AT = 10
# The signal that a question names a year of which a sentence, and what it is read with, tells nothing.
OTHER_YEAR = "other_year"
# Below this no word of the sentence means what a word of the question means.
_KNOWN = 0.45
_CONTEXT_WEIGHT = 0.9
_FOCUS = 0.35
_SURE = 0.95
_VIEWS = (SENTENCE, CLAUSE, GLOSS, ENGLISH, PLAIN_ZH, PLAIN_EN, PIECE)
# Views of one sentence.
_OWN = (SENTENCE, GLOSS, PIECE)
# 2026—2028年 tells of 2027 as well.
_YEARS = regex(r"(?P<first>(?:19|20)\d\d)年?\s*(?:[-—–―~～]{1,2}|至|到)\s*(?P<last>(?:19|20)\d\d)")
_NEGATED = regex(r"不|未|无|没|非|禁|\b(?:not|no|never|without|cannot)\b|n't", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A sentence as the answer to a question.

    Attributes:
        position: ``Clause.position`` of its clause.
        sentence: Its number within the clause.
        signals: By name.
    """

    position: int
    sentence: int
    signals: Mapping[str, float]


class CandidateReader:
    """Reads the candidates of rankings over one index."""

    def __init__(
        self, clause_index: ClauseIndex, contexts: ContextReader, expander: Expander
    ) -> None:
        self._clause_index = clause_index
        self._contexts = contexts
        self._expander = expander

    def read(self, ranking: Ranking, depth: int = LOOKED_AT) -> list[Candidate]:
        """Return the sentences of the first ``depth`` clauses of a ranking as candidates, in its order."""
        asked = read_asked(ranking.asked or ranking.query)
        shared = self._of_question(asked, ranking)
        found: list[Candidate] = []
        for rank, position in enumerate(map(int, ranking.order[:depth])):
            contexts = self._contexts.of(position)
            own = [content_words(context.text) for context in contexts]
            alike = [np.clip(similarities(asked.words, words), 0.0, 1.0) for words in own]
            matches = [found.max(axis=1, initial=0.0) for found in alike]
            whole = np.maximum.reduce(matches)
            of_clause = {
                **shared,
                **self._scores(ranking, position, rank),
                "covered_by_clause": covered(asked.words.weights, whole),
                "sentences": float(len(contexts)),
                "is_row": float(self._clause_index.columns.in_tables[position]),
            }
            for number, context in enumerate(contexts):
                signals = dict(of_clause)
                signals |= self._similar(ranking, position, number)
                signals |= _coverage(asked, matches[number], context)
                sentence = Sentence(context.text, own[number], alike[number])
                signals |= slot_signals(asked, sentence)
                signals |= _nouns(asked, own[number])
                signals |= _details(asked, context)
                signals["length"] = float(np.log1p(len(context.text)))
                found.append(Candidate(position, number, signals))
        return found

    def _of_question(self, asked: Wanted, ranking: Ranking) -> dict[str, float]:
        """Return the signals that all candidates of a question share."""
        words = asked.words
        known = self._expander.known(words)
        total = float(words.weights.sum()) or 1.0
        missing = words.weights * (known < _KNOWN)
        signals = {
            "terms": float(len(words)),
            "chinese": float(asked.query.lang == "zh"),
            "unknown": float(missing.sum()) / total,
            "unknown_weight": float(missing.sum()),
            "least_known": float(known.min(initial=1.0)),
            "clauses": float(np.log(len(self._clause_index.clauses))),
            "spread": float(ranking.dense.std()),
            "denies": float(_NEGATED.search(asked.query.normal) is not None),
        }
        signals |= {f"asks_{slot}": float(slot in asked.slots) for slot in SLOTS}
        return signals

    def _scores(self, ranking: Ranking, position: int, rank: int) -> dict[str, float]:
        first = float(ranking.scores[ranking.order[0]])
        score = float(ranking.scores[position])
        next_best = max(
            (float(ranking.scores[p]) for p in ranking.order[:2] if int(p) != position),
            default=score,
        )
        signals = {
            "score": score,
            "behind": first - score,
            "ahead": score - next_best,
            "rank": float(rank),
            "lexical": float(ranking.signals[LEXICAL][position])
            / max(1.0, float(len(ranking.query.terms))),
            "soft": float(ranking.signals[SOFT][position]) if SOFT in ranking.signals else 0.0,
        }
        for kind in _VIEWS:
            values = ranking.signals.get(kind)
            signals[f"view_{kind}"] = 0.0 if values is None else float(values[position])
        return signals

    def _similar(self, ranking: Ranking, position: int, number: int) -> dict[str, float]:
        """Return the cosines of the question with the sentence, its words in English, its parts."""
        columns = self._clause_index.columns
        own = columns.views_of(position)
        kinds = columns.kinds[own.start : own.stop]
        of_sentence = columns.sentences[own.start : own.stop] == number
        similar = ranking.similar[own.start : own.stop]
        found = {}
        for kind in _OWN:
            rows = of_sentence & (kinds == kind_code(kind))
            found[f"own_{kind}"] = float(similar[rows].max()) if rows.any() else 0.0
        return found


def years_told(text: str) -> set[int]:
    """Return the years that a text names, or that lie between two that it names as a range."""
    years = {date.year for date in find_dates(text) if date.year is not None}
    for found in _YEARS.finditer(text):
        years.update(range(int(found["first"]), int(found["last"]) + 1))
    return years


def _coverage(asked: Wanted, matches: Matrix, context: Context) -> dict[str, float]:
    """Return how much of what is asked the sentence and what it is read with speak of."""
    words, weights = asked.words, asked.words.weights
    around = best_matches(words, [content_words(context.around)])
    together = np.maximum(matches, _CONTEXT_WEIGHT * around)
    weighty = np.argsort(-weights)
    focused = asked.focus > _FOCUS
    lacking = weights * (together < _KNOWN)
    total = float(weights.sum()) or 1.0

    def of(values: Matrix, at: int) -> float:
        return float(values[weighty[at]]) if len(weighty) > at else 1.0

    return {
        "covered": covered(weights, matches),
        "covered_with_context": covered(weights, together),
        "weakest": float(together.min(initial=1.0)),
        "first_word": of(together, 0),
        "second_word": of(together, 1),
        "third_word": of(together, 2),
        "lacking": float(lacking.sum()) / total,
        "lacking_weight": float(lacking.sum()),
        "exact": float(weights @ (matches > _SURE)) / total,
        "focus": covered(weights * asked.focus, matches),
        "focus_weakest": float(matches[focused].min(initial=1.0)),
        "focus_lacking": float((lacking * asked.focus).sum()),
        "topic": covered(weights * (1 - asked.focus), together),
    }


def _nouns(asked: Wanted, own: ContentWords) -> dict[str, float]:
    """Return whether a sentence names what the number or the names are asked of."""
    there = float(best_matches(asked.noun, [own]).mean()) if len(asked.noun) else 0.0
    return {"has_noun": float(len(asked.noun) > 0), "noun": there}


def _details(asked: Wanted, context: Context) -> dict[str, float]:
    """Return whether a sentence is of the years, the numbers and the places that a question names."""
    sentence = context.text
    around = f"{sentence}\n{context.around}"
    years = years_told(around)
    values = {amount.value for amount in find_amounts(around)}
    return {
        OTHER_YEAR: float(bool(asked.years) and not asked.years <= years),
        "other_value": float(bool(asked.values) and not asked.values <= values),
        "other_place": float(any(place not in around for place in asked.places)),
        "text_denies": float(_NEGATED.search(sentence) is not None),
    }
