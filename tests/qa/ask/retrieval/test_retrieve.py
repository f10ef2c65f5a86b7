"""Fusion by hand: cosines are given, every expected score is worked out in a comment."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from index.clause_index import ClauseIndex
from index.document.corpus import Section, Span
from index.views import CLAUSE, ENGLISH, PIECE, SENTENCE, View
from qa.ask.retrieval.query import Query
from qa.ask.retrieval.retrieve import LEXICAL, Retriever, standardise
from qa.pipeline import Pipeline
from qa.result import Language
from qa.settings import Settings
from tests.fakes import TableEncoder, clauses_of, index_by_hand

ASKED = Query("问", "问", "zh", ())
TABLE = {"问": (1.0, 0.0)}


def three(terms: tuple[tuple[str, ...], ...] = ((), (), ())) -> ClauseIndex:
    clauses, document = clauses_of(["甲。", "乙。", "丙。"])
    cosines = {SENTENCE: (0.8, 0.6, 0.0), CLAUSE: (0.6, 0.8, 0.0)}
    views = [
        (View(position, kind, "", 0 if kind == SENTENCE else -1), cosine)
        for kind, row in cosines.items()
        for position, cosine in enumerate(row)
    ]
    return index_by_hand(clauses, [document], views, terms)


def retriever(clause_index: ClauseIndex, **changes: object) -> Retriever:
    return Retriever(clause_index, TableEncoder(TABLE), Settings().with_changes(changes))


def test_views_are_summed_with_their_weights_and_standardised() -> None:
    ranking = retriever(three(), sentence_weight=1.0, clause_weight=0.5).rank(ASKED)
    # 0.8 + 0.5 * 0.6 = 1.1, 0.6 + 0.5 * 0.8 = 1.0, 0.
    assert ranking.dense.tolist() == pytest.approx([1.1, 1.0, 0.0], abs=1e-6)
    # Mean 0.7; variance (0.4^2 + 0.3^2 + 0.7^2) / 3 = 0.74 / 3.
    spread = sqrt(0.74 / 3)
    assert ranking.scores.tolist() == pytest.approx(
        [0.4 / spread, 0.3 / spread, -0.7 / spread], abs=1e-5
    )
    assert ranking.order.tolist() == [0, 1, 2]
    assert ranking.signals[SENTENCE].tolist() == pytest.approx([0.8, 0.6, 0.0], abs=1e-6)


def test_a_kind_that_weighs_nothing_is_not_looked_at() -> None:
    clauses, document = clauses_of(["甲。", "乙。"])
    views = [
        (View(0, SENTENCE, "", 0), 0.6),
        (View(0, PIECE, "", 0), 0.1),
        (View(1, SENTENCE, "", 0), 0.5),
        (View(1, PIECE, "", 0), 0.9),
    ]
    clause_index = index_by_hand(clauses, [document], views, ((), ()))
    # 0.6 + 0.1 < 0.5 + 0.9: the second one says it in a part of a long sentence.
    assert retriever(clause_index).rank(ASKED).order.tolist() == [1, 0]
    without = retriever(clause_index, piece_weight=0.0).rank(ASKED)
    assert without.order.tolist() == [0, 1]
    assert PIECE not in without.signals
    assert without.similar.max() == pytest.approx(0.6, abs=1e-6)


def test_words_are_added_as_z_scores_times_the_weight_of_the_language() -> None:
    clause_index = three(((), ("电网",), ()))
    weights = {"lexical_weight_zh": 0.2, "lexical_weight_en": 0.6}
    plain = retriever(clause_index, **weights).rank(ASKED).scores
    languages: tuple[tuple[Language, float], ...] = (("zh", 0.2), ("en", 0.6))
    for lang, weight in languages:
        query = replace(ASKED, lang=lang, terms=("电网",))
        ranking = retriever(clause_index, **weights).rank(query)
        # BM25 is (0, w, 0), whatever w is: mean w / 3, spread w * sqrt(2) / 3, so the z-scores
        # are -1 / sqrt(2), sqrt(2), -1 / sqrt(2).
        added = weight * np.asarray([-1 / sqrt(2), sqrt(2), -1 / sqrt(2)])
        assert ranking.scores == pytest.approx(plain + added, abs=1e-5)
        assert ranking.signals[LEXICAL][1] > 0
    # 0.3 / 0.4967 + 0.2 * 1.414 = 0.887 > 0.4 / 0.4967 - 0.2 * 0.707 = 0.664: the word decides.
    found = retriever(clause_index, **weights).rank(replace(ASKED, terms=("电网",)))
    assert found.order.tolist() == [1, 0, 2]


@pytest.mark.parametrize("terms", [(), ("无人",), ("无人", "未见")])
def test_flat_words_move_nothing(terms: tuple[str, ...]) -> None:
    everywhere = three((("电网",), ("电网",), ("电网",)))
    asked = replace(ASKED, terms=(*terms, "电网"))
    plain = retriever(everywhere).rank(ASKED).scores
    assert (
        retriever(everywhere, lexical_weight_zh=9.0).rank(asked).scores.tolist() == plain.tolist()
    )


def test_the_best_view_of_a_kind_counts_and_a_missing_one_is_neutral() -> None:
    clauses, document = clauses_of(["甲。", "乙。"])
    views = [
        (View(0, SENTENCE, "", 0), 0.2),
        (View(0, SENTENCE, "", 1), 0.8),
        (View(1, SENTENCE, "", 0), 0.6),
        (View(0, ENGLISH, "", 0), 0.28),
    ]
    clause_index = index_by_hand(clauses, [document], views, [(), ()])
    ranking = retriever(clause_index).rank(ASKED)
    assert ranking.signals[SENTENCE].tolist() == pytest.approx([0.8, 0.6], abs=1e-6)
    assert ranking.signals[ENGLISH].tolist() == pytest.approx([0.28, 0.0], abs=1e-6)


def test_ties_keep_the_order_of_the_document() -> None:
    clauses, document = clauses_of([f"{name}。" for name in "甲乙丙丁戊己庚辛"])
    views = [(View(p, SENTENCE, "", 0), 0.6 if p % 2 else 0.8) for p in range(8)]
    ranking = retriever(index_by_hand(clauses, [document], views, [()] * 8)).rank(ASKED)
    assert ranking.order.tolist() == [0, 2, 4, 6, 1, 3, 5, 7]


def test_best_sentence_is_the_sum_of_its_best_views() -> None:
    clauses, document = clauses_of(["甲。乙。"])
    clause = replace(clauses[0], sentences=(Span(0, 2), Span(2, 4)))
    views = [
        (View(0, CLAUSE, ""), 0.96),
        (View(0, SENTENCE, "", 0), 0.6),
        (View(0, SENTENCE, "", 1), 0.28),
        (View(0, ENGLISH, "", 0), 0.0),
        (View(0, ENGLISH, "", 1), 0.8),
    ]
    found = retriever(index_by_hand([clause], [document], views, [()]))
    # 0.6 + 0 against 0.28 + 0.8.
    assert found.best_sentence(found.rank(ASKED), 0) == 1


def test_one_clause_and_more_wanted_than_there_are() -> None:
    clauses, document = clauses_of(["甲。"])
    views = [(View(0, SENTENCE, "", 0), 0.8)]
    pipeline = Pipeline(
        index_by_hand(clauses, [document], views, [()]), TableEncoder({"甲": (1.0, 0.0)})
    )
    # The only clause is the average one.
    assert [(found.score, found.best_sentence) for found in pipeline.rank("甲", 50)] == [(0.0, 0)]
    assert pipeline.rank("甲", 0) == []
    answer = pipeline.ask("甲", k=50)
    assert [citation.quote for citation in answer.citations] == ["甲。"]


def test_sections_are_those_of_one_document() -> None:
    one, first = clauses_of(["甲。", "乙。"], "one", Section())
    two, second = clauses_of(["丙。", "丁。"], "two", Section(), first=2)
    views = [(View(p, SENTENCE, "", 0), 0.6) for p in range(4)]
    found = retriever(index_by_hand([*one, *two], [first, second], views, [()] * 4))
    assert found.same_section(0).tolist() == [0, 1]
    assert found.same_section(3).tolist() == [2, 3]


def test_a_question_is_encoded_once() -> None:
    encoder = TableEncoder(TABLE)
    found = Retriever(three(), encoder, Settings())
    for _ in range(3):
        found.rank(ASKED)
    assert encoder.asked == ["问"]


def test_standardise() -> None:
    # Mean 2, spread sqrt((1 + 0 + 1) / 3).
    values = standardise(np.asarray([1, 2, 3], dtype=np.float32))
    assert values.tolist() == pytest.approx([-sqrt(1.5), 0, sqrt(1.5)])
    assert standardise(np.full(4, 7, dtype=np.float32)).tolist() == [0] * 4


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("供电可靠率要达到多少？", "99.999%"),
        ("供電可靠率要達到多少？", "99.999%"),
        ("How reliable must the power supply be?", "99.999%"),
        ("看病走多久能到？", "15分钟基层医疗服务圈"),
        ("Which mountain is to the west?", "帽峰山"),
    ],
)
def test_the_real_plan(pipeline: Pipeline, question: str, words: str) -> None:
    assert any(words in found.clause.text for found in pipeline.rank(question, 5))
