from __future__ import annotations

from dataclasses import replace

from index.document.corpus import Span
from index.document.split import comparison_key
from index.edition import Aid, Edition
from index.views import (
    CLAUSE,
    ENGLISH,
    GLOSS,
    PIECE,
    PLAIN_EN,
    PLAIN_ZH,
    SENTENCE,
    make_terms,
    make_views,
)
from tests.fakes import clauses_of

AIDS = {
    comparison_key("建设电网。"): Aid("Build a grid.", ("拉电线", "供电"), ("power lines",)),
}


def test_every_view_of_two_sentences() -> None:
    (clause,), _ = clauses_of(["建设电网。发展水务。"])
    clause = replace(clause, sentences=(Span(0, 5), Span(5, 10)), topic="绿色。")
    views = make_views([clause], Edition(AIDS, {}, {"发展": ("develop",), "水务": ("water",)}))
    assert [(view.kind, view.text, view.sentence) for view in views] == [
        (CLAUSE, "绿色。建设电网。发展水务。", -1),
        (SENTENCE, "建设电网。", 0),
        (ENGLISH, "Build a grid.", 0),
        (PLAIN_ZH, "拉电线", 0),
        (PLAIN_ZH, "供电", 0),
        (PLAIN_EN, "power lines", 0),
        (SENTENCE, "发展水务。", 1),
        # Only a sentence that has no English of the edition is rendered word by word.
        (GLOSS, "develop water", 1),
    ]
    assert {view.position for view in views} == {0}


def test_kinds_that_are_not_wanted_are_not_made() -> None:
    (clause,), _ = clauses_of(["建设电网，发展水务，保护水源和其他水体，治理所有水患。"])
    every = make_views([clause], Edition())
    assert {view.kind for view in every} == {CLAUSE, SENTENCE, GLOSS, PIECE}
    few = make_views([clause], Edition(), {GLOSS, PIECE})
    assert few == [view for view in every if view.kind in {CLAUSE, SENTENCE}]


def test_what_has_no_word_is_no_view() -> None:
    (clause,), _ = clauses_of(["”。"])
    assert make_views([clause], Edition()) == []
    (empty,), _ = clauses_of([""])
    assert make_views([empty], Edition()) == []
    assert make_views([], Edition()) == []


def test_terms_are_of_both_languages() -> None:
    clauses, _ = clauses_of(["建设电网。", "发展水务。"])
    first, second = make_terms(clauses, Edition(AIDS, {}, {"水务": ("water affairs",)}))
    # Its words, its English, and its everyday lines.
    assert {"电网", "build", "grid", "电线", "供电", "line"} <= set(first)
    assert {"水务", "water", "affair"} <= set(second)
    assert "the" not in first


def test_the_plan_has_a_view_for_every_sentence() -> None:
    clauses, _ = clauses_of(["一。", "二。", "三。"])
    views = make_views(clauses, Edition())
    assert [view.position for view in views if view.kind == SENTENCE] == [0, 1, 2]
    assert [view.position for view in views if view.kind == CLAUSE] == [0, 1, 2]


def test_a_long_sentence_is_found_by_its_parts() -> None:
    (clause,), _ = clauses_of(
        ["供水单位应当在停水二十四小时以前通知用户，并且公布抢修的进度，限期修好。"]
    )
    views = make_views([clause], Edition())
    assert [view.text for view in views if view.kind == PIECE] == [
        "供水单位应当在停水二十四小时以前通知用户，",
        # The last part is shorter than twelve characters and stands with the one before it.
        "并且公布抢修的进度，限期修好。",
    ]
    assert "".join(view.text for view in views if view.kind == PIECE) == views[1].text
