"""Clashes that name both sides."""

from __future__ import annotations

from index.document.span import Span
from qa.check.evidence.opposed import named, opposed
from qa.compare.finding import Finding


def test_a_denial_is_named_by_what_the_text_says_of_the_same() -> None:
    text = "渔船按期检验，船员持证上岗。"
    both = named(Finding("negation", False, "不", ""), "船员不用持证上岗。", text)
    assert both is not None
    assert both.claim == "船员不用持证上岗"
    assert both.text == "船员持证上岗"
    assert both.at is not None
    assert both.at.of(text) == both.text


def test_a_denial_of_the_text_is_named_by_the_words_of_the_claim() -> None:
    text = "渔船按期检验，船员不得饮酒。"
    start = text.index("不")
    both = named(
        Finding("negation", False, "", "不", Span(start, start + 1)), "船员上船可以饮酒。", text
    )
    assert both is not None
    assert (both.claim, both.text) == ("船员上船可以饮酒", "船员不得饮酒")


def test_what_the_text_is_silent_on_names_nothing() -> None:
    claim = "夜市不收清洁费。"
    assert named(Finding("negation", False, "不", ""), claim, "桥梁每年检测。") is None


def test_pieces_on_one_thing_are_opposed() -> None:
    found = opposed("渔船检验由船东自行办理。", "船员持证上岗，渔船检验由主管机构办理。")
    assert found is not None
    assert (found.claim, found.text) == ("渔船检验由船东自行办理", "渔船检验由主管机构办理")
    assert opposed("夜市收取清洁费。", "桥梁每年检测。") is None


def test_pieces_that_agree_are_not_opposed() -> None:
    assert opposed("渔船检验由主管机构负责。", "船员持证上岗，渔船检验由主管机构负责。") is None
    denied = opposed("渔船检验不由主管机构负责。", "船员持证上岗，渔船检验由主管机构负责。")
    assert denied is not None
    assert denied.text == "渔船检验由主管机构负责"
