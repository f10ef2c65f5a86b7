"""A claim laid beside a sentence word by word."""

from __future__ import annotations

from qa.check.aligned import align


def test_the_same_words_say_all() -> None:
    found = align("公园免费开放", "公园免费开放")
    assert found.said == 1
    assert found.left == 0
    assert found.others == ()


def test_nothing_says_nothing() -> None:
    assert align("", "公园免费开放").said == 0


def test_a_word_in_the_place_of_another() -> None:
    text = "补贴由银行发放"
    found = align("补贴由乡镇发放", text)
    assert ("乡镇", "银行") in {(other.claim, other.text) for other in found.others}
    assert all(other.at is not None and other.at.of(text) == other.text for other in found.others)


def test_what_a_sentence_has_nothing_like_is_counted() -> None:
    assert align("渔船检验由主管机构负责", "渔船检验由主管机构负责").lacks == 0
    assert align("渔船检验由幼儿园负责", "渔船检验由主管机构负责").lacks == 1
