"""A claim laid beside a sentence word by word."""

from __future__ import annotations

from qa.check.evidence.aligned import align, same_words


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


def test_the_words_that_agree_are_named_with_their_places() -> None:
    claim, text = (
        "The ferry operator pays compensation to passengers.",
        "渡船经营者应当向旅客支付赔偿。",
    )
    found = same_words(claim, text)
    assert 1 <= len(found) <= 3
    for each in found:
        assert each.agrees
        assert each.claim in claim
        assert each.at is not None
        assert each.at.of(text) == each.text
    assert ("passengers", "旅客") in {(each.claim, each.text) for each in found}


def test_nothing_agrees_where_nothing_is_alike() -> None:
    assert same_words("渡船每月检查一次。", "") == []
    assert same_words("", "渡船每月检查一次。") == []
