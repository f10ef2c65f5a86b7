"""Words with vectors: cut, looked up by their forms, and set beside each other across languages."""

from __future__ import annotations

import numpy as np
import pytest

from qa.words.align import best_matches, content_words, similarities
from qa.words.table import WordTable, word_table

SMALL = WordTable(
    ["罚款", "罚", "款", "fine", "make"],
    [5.0, 8.0, 8.0, 7.0, 6.0],
    np.asarray([[127, 0], [0, 127], [0, -127], [127, 0], [1, 1]], dtype=np.int8),
)


def test_the_likeliest_words_are_cut() -> None:
    # One word costs 5, its two characters 8 + 8.
    assert [word.text for word in SMALL.split("罚款")] == ["罚款"]
    assert [(w.text, w.row) for w in SMALL.split("处罚款2元")] == [
        ("处", -1),
        ("罚款", 0),
        ("元", -1),
    ]


@pytest.mark.parametrize("form", ["fines", "fined", "fine", "making", "makes"])
def test_english_forms_are_looked_up(form: str) -> None:
    assert SMALL.row(form) == (3 if form.startswith("fin") else 4)


def test_vectors_have_length_1_and_unknown_words_none() -> None:
    found = SMALL.vectors([0, 4, -1])
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 1, 0])


def test_words_are_where_they_stand() -> None:
    text = "The garbage, 生活垃圾"
    for word in word_table().split(text):
        assert text[word.at.start : word.at.end].lower() == word.text


@pytest.mark.parametrize(
    ("one", "same", "other"),
    [
        ("garbage", "垃圾", "银行"),
        ("罚金", "罚款", "运动员"),
        ("customers", "用户", "地下水"),
        ("看病", "医疗", "铁路"),
    ],
)
def test_one_meaning_is_closer_than_another(one: str, same: str, other: str) -> None:
    mine = content_words(one)
    close, far = (float(best_matches(mine, [content_words(text)])[0]) for text in (same, other))
    assert close > far + 0.25


def test_a_word_is_as_its_own_and_nearly_as_what_holds_it() -> None:
    alike = similarities(content_words("罚款"), content_words("罚款"))
    assert alike[0, 0] == pytest.approx(1.0)
    assert len(content_words("这是什么规定？")) == 0
    assert len(best_matches(content_words("的"), [content_words("罚款")])) == 0
