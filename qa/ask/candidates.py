"""What speaks for and against one sentence as the answer to a question, as numbers that a person can read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.clause_index import ClauseIndex
from index.columns import kind_code
from index.patterns import regex
from index.span import Span
from index.views import CLAUSE, ENGLISH, GLOSS, PIECE, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.ask.context import Context, ContextReader
from qa.ask.expand import Expander
from qa.ask.places import places_in
from qa.ask.query import Query
from qa.ask.retrieve import LEXICAL, SOFT, Ranking
from qa.ask.slots import SLOTS, Slot, asked_noun, asked_slots, fillers, interrogatives
from qa.compare.finding import piece_around
from qa.words.align import ContentWords, Matrix, best_matches, content_words

# Clauses that are looked at one by one; the right one is hardly ever further down.
LOOKED_AT = 10
# Below this no word of the sentence means what a word of the question means.
_KNOWN = 0.45
_CONTEXT_WEIGHT = 0.9
# Words so many characters from the word that asks count a third of those beside it.
_NEAR = {"zh": 5.0, "en": 14.0}
_FOCUS = 0.35
_SURE = 0.95
_TINY = 1e-6
_VIEWS = (SENTENCE, CLAUSE, GLOSS, ENGLISH, PLAIN_ZH, PLAIN_EN, PIECE)
# Views of one sentence.
_OWN = (SENTENCE, GLOSS, PIECE)
_NEGATED = regex(r"不|未|无|没|非|禁|\b(?:not|no|never|without|cannot)\b|n't", re.IGNORECASE)


@dataclass(frozen=True)
class Wanted:
    """A question as sentences are held against it.

    Attributes:
        query: The question.
        words: Its content words.
        focus: float32 (n,), how near each word stands to the one that asks, 0 to 1.
        slots: What it asks for.
        noun: What it asks the number or the names of; may be empty.
        years: The years that it names.
        values: The numbers that it names.
        places: The places that it names.
    """

    query: Query
    words: ContentWords
    focus: Matrix
    slots: frozenset[Slot]
    noun: ContentWords
    years: frozenset[int]
    values: frozenset[float]
    places: tuple[str, ...]


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
            matches = [best_matches(asked.words, [content_words(c.text)]) for c in contexts]
            whole = np.maximum.reduce(matches)
            of_clause = {
                **shared,
                **self._scores(ranking, position, rank),
                "covered_by_clause": _covered(asked.words.weights, whole),
                "sentences": float(len(contexts)),
                "is_row": float(self._clause_index.columns.in_tables[position]),
            }
            for number, context in enumerate(contexts):
                signals = dict(of_clause)
                signals |= self._similar(ranking, position, number)
                signals |= _coverage(asked, matches[number], context)
                signals |= _slots(asked, context)
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


def read_asked(query: Query) -> Wanted:
    """Return a query as sentences are held against it."""
    words = content_words(query.normal)
    asking = interrogatives(query.normal, query.lang)
    return Wanted(
        query=query,
        words=words,
        focus=_focus(words, asking, _NEAR[query.lang]),
        slots=asked_slots(query.normal, query.lang),
        noun=content_words(asked_noun(query.normal, query.lang)),
        years=frozenset(d.year for d in find_dates(query.normal) if d.year is not None),
        values=frozenset(amount.value for amount in find_amounts(query.normal)),
        places=tuple(places_in(query.normal)),
    )


def _focus(words: ContentWords, asking: Sequence[Span], near: float) -> Matrix:
    """Return how near each word stands to a word that asks: what is asked stands beside it."""
    if not asking:
        return np.ones(len(words), dtype=np.float32)
    apart = [
        min(max(0, span.start - word.at.end, word.at.start - span.end) for span in asking)
        for word in words.words
    ]
    return np.asarray(np.exp(-np.asarray(apart) / near), dtype=np.float32)


def _covered(weights: Matrix, matches: Matrix) -> float:
    total = float(weights.sum())
    return float(weights @ matches) / total if total > _TINY else 0.0


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
        "covered": _covered(weights, matches),
        "covered_with_context": _covered(weights, together),
        "weakest": float(together.min(initial=1.0)),
        "first_word": of(together, 0),
        "second_word": of(together, 1),
        "third_word": of(together, 2),
        "lacking": float(lacking.sum()) / total,
        "lacking_weight": float(lacking.sum()),
        "exact": float(weights @ (matches > _SURE)) / total,
        "focus": _covered(weights * asked.focus, matches),
        "focus_weakest": float(matches[focused].min(initial=1.0)),
        "focus_lacking": float((lacking * asked.focus).sum()),
        "topic": _covered(weights * (1 - asked.focus), together),
    }


def _slots(asked: Wanted, context: Context) -> dict[str, float]:
    """Return which of the slots that are asked for the sentence leaves open, and what fills the others."""
    question, sentence = asked.query.normal, context.text
    around = f"{sentence}\n{context.around}"
    signals: dict[str, float] = {"near_filler": 0.0, "filler_focus": 0.0, "noun_of_filler": 0.0}
    open_slots = 0
    for slot in SLOTS:
        found = fillers(slot, sentence, question) if slot in asked.slots else []
        lacks = slot in asked.slots and not found
        open_slots += lacks
        signals[f"lacks_{slot}"] = float(lacks)
        for at in found:
            if at.end - at.start == len(sentence):
                continue
            piece = content_words(piece_around(sentence, at))
            near = best_matches(asked.words, [piece])
            weights = asked.words.weights
            signals["near_filler"] = max(signals["near_filler"], _covered(weights, near))
            focus = _covered(weights * asked.focus, near)
            signals["filler_focus"] = max(signals["filler_focus"], focus)
            if len(asked.noun):
                noun = float(best_matches(asked.noun, [piece]).mean())
                signals["noun_of_filler"] = max(signals["noun_of_filler"], noun)
    years = {d.year for d in find_dates(around) if d.year is not None}
    values = {amount.value for amount in find_amounts(around)}
    own = content_words(sentence)
    signals["open_slots"] = float(open_slots)
    signals["slots"] = float(len(asked.slots))
    signals["has_noun"] = float(len(asked.noun) > 0)
    signals["noun"] = float(best_matches(asked.noun, [own]).mean()) if len(asked.noun) else 0.0
    signals["other_year"] = float(bool(asked.years) and not asked.years <= years)
    signals["other_value"] = float(bool(asked.values) and not asked.values <= values)
    signals["other_place"] = float(any(place not in around for place in asked.places))
    signals["text_denies"] = float(_NEGATED.search(sentence) is not None)
    return signals
