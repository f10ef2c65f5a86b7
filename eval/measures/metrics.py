"""The measures, one function each; docs/evaluation.md has their formulas.

Ranking measures are ir_measures' (which hands them to trec_eval's own code, so ties in score are
broken as trec_eval breaks them). A measure that is undefined returns None, never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
import numpy as np
from ir_measures import RR, R, Success, nDCG
from numpy.typing import NDArray

from eval.dataset.gold import FoundGold, is_met
from eval.dataset.items import Need
from index.document.corpus import Clause
from qa.result import Citation

Rankings = Mapping[str, Mapping[str, float]]
Qrels = Mapping[str, Mapping[str, int]]
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]

HIT_CUTOFFS = (1, 3, 5, 10)
VERDICTS = ("supported", "contradicted", "not_mentioned")
# A reader looks at a verdict's first three quotes; the figure is evidence hit at three.
EVIDENCE_CUTOFF = 3

RANKING_MEASURES = {
    **{f"hit@{k}": Success @ k for k in HIT_CUTOFFS},
    "recall@5": R @ 5,
    "recall@10": R @ 10,
    "mrr": RR,
    "ndcg@10": nDCG @ 10,
}


def ranking_scores(qrels: Qrels, rankings: Rankings) -> dict[str, dict[str, float]]:
    """Return the ranking measures of every judged query: query -> measure -> value in [0, 1].

    A query that is missing from ``rankings`` scores zero; one without a relevant unit has no
    score.
    """
    judged = {
        query: dict(grades)
        for query, grades in qrels.items()
        if any(grade > 0 for grade in grades.values())
    }
    scores = {query: dict.fromkeys(RANKING_MEASURES, 0.0) for query in judged}
    names = {measure: name for name, measure in RANKING_MEASURES.items()}
    found = {query: dict(rankings[query]) for query in judged if rankings.get(query)}
    if found:
        for metric in ir_measures.iter_calc(list(names), judged, found):
            scores[metric.query_id][names[metric.measure]] = float(metric.value)
    return scores


def is_verbatim(
    citation: Citation, clauses: Mapping[str, Clause], sources: Mapping[str, str] | None = None
) -> bool:
    """Say whether a quote is the source's own characters, at every place that it names.

    Without ``sources`` (document text by id) the clause stands in for the source: its text equals
    the source at each of its spans, so equality inside one of them is equality with the source.
    """
    clause = clauses.get(citation.clause_id)
    if clause is None or not citation.quote:
        return False
    places = [(citation.start, citation.end), *((s.start, s.end) for s in citation.also_at)]
    if sources is not None and clause.doc_id in sources:
        text = sources[clause.doc_id]
        return all(start >= 0 and text[start:end] == citation.quote for start, end in places)
    return all(
        any(
            span.start <= start <= end <= span.end
            and clause.text[start - span.start : end - span.start] == citation.quote
            for span in clause.spans
        )
        for start, end in places
    )


def gold_met(
    gold: Sequence[FoundGold], citations: Sequence[Citation], units: Mapping[str, str]
) -> int:
    """Return how many pieces of gold the quotes hold.

    Args:
        gold: What must be quoted.
        citations: The quotes.
        units: The unit that each clause belongs to, by clause id.
    """
    return sum(
        any(is_met(piece, citation, units.get(citation.clause_id, "")) for citation in citations)
        for piece in gold
    )


def is_sufficient(met: int, gold: int, need: Need) -> bool:
    """Say whether ``met`` of ``gold`` pieces are enough."""
    return met == gold if need == "all" else met > 0


def precision_recall_f1(counts: Counts) -> tuple[Floats, Floats, Floats]:
    """Return precision, recall and F1, NaN where the denominator is zero.

    F1 = 2TP / (2TP + FP + FN) (van Rijsbergen 1979, with beta 1).

    Args:
        counts: TP, FP, FN, TN in the last axis: int64 (…, 4).
    """
    tp, fp, fn = (counts[..., cell].astype(np.float64) for cell in range(3))
    return _ratio(tp, tp + fp), _ratio(tp, tp + fn), _ratio(2 * tp, 2 * tp + fp + fn)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)


def refusal_counts(pairs: Sequence[tuple[bool, bool]]) -> Counts:
    """Return TP, FP, FN, TN of refusing; the positive class is "unanswerable".

    Args:
        pairs: (unanswerable, refused) for each question.
    """
    cells = [(True, True), (False, True), (True, False), (False, False)]
    return np.array([sum(pair == cell for pair in pairs) for cell in cells], dtype=np.int64)


def confusion(pairs: Sequence[tuple[str, str]]) -> Counts:
    """Return the confusion matrix of verdicts, int64 (3, 3): rows expected, columns given.

    A verdict outside the three (an error) counts as ``not_mentioned``: nothing was found.
    """
    table = np.zeros((3, 3), dtype=np.int64)
    for expected, given in pairs:
        column = VERDICTS.index(given) if given in VERDICTS else 2
        table[VERDICTS.index(expected), column] += 1
    return table


def macro_f1(tables: Counts) -> Floats:
    """Return the mean F1 over the verdicts that occur, as expected or as given (scikit-learn's).

    Args:
        tables: Confusion matrices, int64 (…, 9), row by row.
    """
    square = tables.reshape(*tables.shape[:-1], 3, 3)
    tp = np.diagonal(square, axis1=-2, axis2=-1).astype(np.float64)
    f1 = _ratio(2 * tp, (square.sum(axis=-1) + square.sum(axis=-2)).astype(np.float64))
    occurs = ~np.isnan(f1)
    return _ratio(np.where(occurs, f1, 0).sum(axis=-1), occurs.sum(axis=-1).astype(np.float64))


def coverage_precision(
    pairs: Sequence[tuple[float, bool]],
) -> list[tuple[float, float, float]]:
    """Return (threshold, coverage, precision) as the threshold falls (El-Yaniv & Wiener 2010).

    At threshold t the questions with confidence >= t are answered. Coverage is their share of all
    questions, precision the share of them whose quotes are sufficient (never, for an
    unanswerable question).

    Args:
        pairs: (confidence, whether the quotes are sufficient) for each question.
    """
    ordered = sorted(pairs, key=lambda pair: -pair[0])
    curve, right = [], 0
    for done, (confidence, good) in enumerate(ordered, start=1):
        right += good
        if done == len(ordered) or ordered[done][0] != confidence:
            curve.append((confidence, done / len(ordered), right / done))
    return curve
