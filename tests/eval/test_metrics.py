"""Measures: expected values are written as arithmetic."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from eval.dataset.gold import FoundGold
from eval.errors import CalibrationError
from eval.measures.calibrate import fit_threshold
from eval.measures.metrics import (
    confusion,
    coverage_precision,
    gold_met,
    is_sufficient,
    is_verbatim,
    macro_f1,
    precision_recall_f1,
    ranking_scores,
    refusal_counts,
)
from eval.measures.stats import bootstrap, bootstrap_counts, mcnemar, paired_permutation
from index.document.corpus import Span
from tests.eval_fake import FakeEngine


def test_ranking_by_hand() -> None:
    scores = ranking_scores({"q": {"a": 1, "b": 1}}, {"q": {"x": 3.0, "a": 2.0, "y": 1.0}})["q"]
    assert scores["hit@1"] == 0
    assert scores["hit@3"] == 1
    assert scores["recall@5"] == pytest.approx(1 / 2)
    assert scores["mrr"] == pytest.approx(1 / 2)
    # The gain at rank two, over the best: gains at ranks one and two.
    assert scores["ndcg@10"] == pytest.approx((1 / math.log2(3)) / (1 + 1 / math.log2(3)))


def test_a_missing_query_scores_zero_and_one_without_gold_has_no_score() -> None:
    scores = ranking_scores({"gone": {"a": 1}, "empty": {}, "zero": {"a": 0}}, {})
    assert set(scores) == {"gone"}
    assert set(scores["gone"].values()) == {0.0}


def test_ranking_equals_trec_eval_on_a_thousand_random_runs() -> None:
    rng = random.Random(7)  # noqa: S311 -- test data
    names = {
        "ndcg@10": "ndcg_cut_10",
        "mrr": "recip_rank",
        "recall@5": "recall_5",
        "recall@10": "recall_10",
        "hit@1": "success_1",
        "hit@5": "success_5",
    }
    for _ in range(1_000):
        units = [f"d{number}" for number in range(rng.randint(1, 30))]
        qrels = {
            f"q{number}": {
                unit: rng.randint(0, 3) for unit in rng.sample(units, rng.randint(1, len(units)))
            }
            for number in range(rng.randint(1, 4))
        }
        # Whole scores make ties; one query in five is missing.
        run = {
            query: {
                unit: float(rng.randint(0, 8))
                for unit in rng.sample(units, rng.randint(1, len(units)))
            }
            for query in qrels
            if rng.random() > 0.2
        }
        measures = {"ndcg_cut", "recip_rank", "recall", "success"}
        expected = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(run) if run else {}
        ours = ranking_scores(qrels, run)
        for query, grades in qrels.items():
            if not any(grades.values()):
                assert query not in ours
                continue
            for name, theirs in names.items():
                value = expected[query][theirs] if query in run else 0.0
                assert ours[query][name] == pytest.approx(value, abs=1e-6)


def test_verbatim_is_character_by_character() -> None:
    engine = FakeEngine()
    clauses = {clause.clause_id: clause for clause in engine.clauses}
    source = {"plan": "".join(clause.text for clause in engine.clauses)}
    good = engine.ask("医疗服务圈").citations[0]
    bad = FakeEngine(garble=True).ask("医疗服务圈").citations[0]
    for sources in (None, source):
        assert is_verbatim(good, clauses, sources)
        assert not is_verbatim(bad, clauses, sources)
    assert not is_verbatim(good, {})
    from dataclasses import replace

    moved = replace(good, start=good.start + 1, end=good.end + 1)
    elsewhere = replace(good, also_at=(Span(0, len(good.quote)),))
    for wrong in (moved, elsewhere):
        assert not is_verbatim(wrong, clauses)
        assert not is_verbatim(wrong, clauses, source)


def test_sufficiency() -> None:
    engine = FakeEngine()
    citations = engine.ask("医疗服务圈").citations
    units = {clause.clause_id: clause.clause_id for clause in engine.clauses}
    there, gone = engine.clauses[1].clause_id, engine.clauses[2].clause_id
    gold = [FoundGold((there,), ("15分钟",)), FoundGold((gone,), ("联盟",))]
    assert gold_met(gold, citations, units) == 1
    assert is_sufficient(1, 2, "any")
    assert not is_sufficient(1, 2, "all")
    # The right words of another unit are not the gold: "308" stands in many a passage.
    assert gold_met([FoundGold((gone,), ("15分钟",))], citations, units) == 0


def test_refusal_by_hand() -> None:
    # 3 unanswerable, 2 refused; 4 answerable, 1 refused.
    pairs = [(True, True)] * 2 + [(True, False)] + [(False, True)] + [(False, False)] * 3
    precision, recall, f1 = precision_recall_f1(refusal_counts(pairs))
    assert precision == pytest.approx(2 / 3)
    assert recall == pytest.approx(2 / 3)
    assert f1 == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_refusal_that_is_undefined_is_not_zero() -> None:
    precision, recall, f1 = precision_recall_f1(refusal_counts([(False, False)]))
    assert math.isnan(precision)
    assert math.isnan(recall)
    assert math.isnan(f1)


def test_macro_f1_by_hand() -> None:
    pairs = [
        ("supported", "supported"),
        ("supported", "contradicted"),
        ("contradicted", "contradicted"),
    ]
    # supported: 2*1/(2*1+0+1) = 2/3; contradicted: 2*1/(2*1+1+0) = 2/3; not_mentioned: no such.
    assert macro_f1(confusion(pairs).reshape(9)) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert confusion(pairs)[0].tolist() == [1, 1, 0]


def test_coverage_precision_by_hand() -> None:
    curve = coverage_precision([(0.9, True), (0.5, False), (0.5, True), (0.1, False)])
    # At 0.9: 1 of 4, 1 right. At 0.5: 3 of 4, 2 right of 3. At 0.1: all, 2 right of 4.
    assert curve == [(0.9, 1 / 4, 1.0), (0.5, 3 / 4, 2 / 3), (0.1, 1.0, 2 / 4)]


@given(st.lists(st.floats(0, 1), min_size=2, max_size=50))
def test_an_interval_holds_the_values_and_repeats(values: list[float]) -> None:
    found = bootstrap(values)
    assert found is not None
    low, high = found
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert bootstrap(values) == found


def test_an_interval_is_near_the_normal_one() -> None:
    values = [1.0] * 80 + [0.0] * 20
    found = bootstrap(values)
    assert found is not None
    # 0.8 ± 1.96 * sqrt(0.8 * 0.2 / 100) = 0.8 ± 0.078
    assert found[0] == pytest.approx(0.8 - 0.078, abs=0.02)
    assert found[1] == pytest.approx(0.8 + 0.078, abs=0.02)
    counts = bootstrap_counts(np.array([80, 20]), lambda drawn: drawn[:, 0] / 100)
    assert counts == pytest.approx(found, abs=0.02)


def test_one_value_has_no_interval() -> None:
    assert bootstrap([1.0]) is None
    assert bootstrap([]) is None


def test_tests_of_significance() -> None:
    # Binomial, two-sided: 2 * 0.5**6
    assert mcnemar(0, 6) == pytest.approx(2 * 0.5**6)
    assert mcnemar(0, 0) is None
    assert paired_permutation([0.0, 0.0]) == 1.0
    assert paired_permutation([]) is None
    # All signs equal: 2 of 2**6 ways are as extreme.
    assert paired_permutation([1.0] * 6) == pytest.approx(2 / 2**6, abs=0.01)


def test_a_threshold_that_separates_is_found() -> None:
    pairs = [(0.8 + i / 100, False) for i in range(10)] + [(0.2 + i / 100, True) for i in range(10)]
    fitted = fit_threshold(pairs)
    # Halfway between 0.29 and 0.8.
    assert fitted.threshold == pytest.approx((0.29 + 0.8) / 2)
    assert fitted.f1 == fitted.held_out_f1 == 1.0
    assert (fitted.answerable, fitted.unanswerable) == (10, 10)


def test_a_threshold_from_noise_is_not_flattered() -> None:
    rng = random.Random(3)  # noqa: S311 -- test data
    pairs = [(rng.random(), number % 2 == 0) for number in range(40)]
    fitted = fit_threshold(pairs)
    assert fitted.held_out_f1 <= fitted.f1


def test_too_few_questions_of_a_kind() -> None:
    with pytest.raises(CalibrationError, match="4 answerable and 6 unanswerable"):
        fit_threshold([(0.5, number < 6) for number in range(10)])
