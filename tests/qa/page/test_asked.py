"""The words of a question as they stand in a quote, in either language."""

from __future__ import annotations

import pytest

from index.document.corpus import Span
from qa.show.page.asked import asked_words
from qa.show.page.markup import marked

PARK = "公园东面与河道相接，北面是停车场，生活垃圾由管理处清运。"
WIDE = "停车场免费开放，由管理处清扫。停车场出入口宽度不小于五米，设专人看守。"


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("公园的东面是什么？", PARK, ["公园东面"]),
        ("What lies east of the park?", PARK, ["公园东面"]),
        ("Who takes the garbage away?", PARK, ["垃圾"]),
        ("谁清运垃圾？", PARK, ["垃圾", "清运"]),
        ("谁清运垃圾？", "The rubbish is taken away by the park office.", ["rubbish"]),
        # What is asked as a whole is marked as a whole, and no part of it elsewhere.
        ("停车场出入口宽度不小于多少？", WIDE, ["停车场出入口宽度不小于"]),
        (
            "How wide must the parking entrance be?",
            "Parking is free. The parking entrance is wide.",
            ["parking entrance", "wide"],
        ),
        ("水价多少？", PARK, []),
        ("？", PARK, []),
        ("谁清运垃圾？", "", []),
    ],
)
def test_words_that_mean_the_same_are_found(question: str, text: str, found: list[str]) -> None:
    assert [span.of(text) for span in asked_words(question, text)] == found


def test_only_the_sentence_that_is_closest_is_looked_at() -> None:
    text = "垃圾由管理处清运。垃圾桶每天清洗。"
    spans = asked_words("垃圾怎么处理？", text, (Span(9, len(text)),))
    assert [span.of(text) for span in spans] == ["垃圾"]
    assert spans[0].start == 9


def test_what_would_mark_most_of_a_sentence_marks_nothing() -> None:
    assert asked_words("垃圾清运管理", "垃圾清运管理。") == ()


def test_what_answers_is_stronger_than_what_was_asked() -> None:
    html = marked("罚款<五十>元", [Span(3, 5)], [Span(0, 4), Span(90, 99)])
    assert html == '<mark class="yj-asked">罚款&lt;</mark><mark>五十</mark>&gt;元'
