from __future__ import annotations

import numpy as np
import pytest

from index.search.vocabulary import Vocabulary, heads_of

TOKENS = sorted(
    {
        *(
            "人",
            "人才",
            "人才港",
            "才",
            "市",
            "\U00020000甲",
            "〇",
            "3.5",
            "2019",
            "20190",
            "20191",
        ),
        *("a", "abc", "abcd", "abcde", "abd", "\ud800", "zz"),
    }
)
ABSENT = ["", "人们", "人才港口", "ab", "abcf", "abcdef", "2018", "20192", "\ud801", "才人", "zzz"]


def test_tokens_are_found_by_number_and_in_order() -> None:
    vocabulary = Vocabulary.of(TOKENS)
    assert list(vocabulary) == TOKENS
    assert [vocabulary[n] for n in range(-1, len(TOKENS) - 1)] == [TOKENS[-1], *TOKENS[:-1]]
    assert vocabulary[2:5] == tuple(TOKENS[2:5])
    assert [vocabulary.number(token) for token in TOKENS] == list(range(len(TOKENS)))
    assert [vocabulary.number(token) for token in ABSENT] == [None] * len(ABSENT)
    assert ("人才" in vocabulary, "人们" in vocabulary) == (True, False)
    with pytest.raises(IndexError):
        vocabulary[len(TOKENS)]


def test_a_pair_of_characters_is_told_by_its_head_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    vocabulary = Vocabulary.of(TOKENS)
    monkeypatch.setattr(Vocabulary, "_token", lambda *_: pytest.fail("a token was read"))
    pairs = [token for token in TOKENS if len(token) <= 2]
    assert [vocabulary.number(token) for token in pairs] == [TOKENS.index(one) for one in pairs]
    assert [vocabulary.number(token) for token in ("", "人们", "ab", "zy")] == [None] * 4


def test_many_are_looked_up_at_once() -> None:
    vocabulary = Vocabulary.of(TOKENS)
    asked = [*ABSENT, *reversed(TOKENS)]
    expected = [token in TOKENS for token in asked]
    assert vocabulary.having(asked).tolist() == expected
    assert Vocabulary.of([]).having(asked).tolist() == [False] * len(asked)
    assert Vocabulary.of([]).number("人") is None
    assert vocabulary.having([]).tolist() == []


def test_what_does_not_fit_is_refused() -> None:
    vocabulary = Vocabulary.of(TOKENS)
    with pytest.raises(ValueError, match="do not fit"):
        Vocabulary(vocabulary.heads[1:], vocabulary.ends, vocabulary.data)
    with pytest.raises(ValueError, match="do not fit"):
        Vocabulary(vocabulary.heads, vocabulary.ends, vocabulary.data[1:])


def test_heads_are_in_the_order_of_the_tokens() -> None:
    heads = heads_of(TOKENS)
    assert heads.dtype == np.uint64
    assert (heads[1:] >= heads[:-1]).all()
