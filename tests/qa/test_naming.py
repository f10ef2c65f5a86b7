"""What is named where a contradiction is sure and no comparer found it."""

from __future__ import annotations

from qa.check.opposed import beside, opposed


def test_the_same_words_in_another_order_are_named_beside_each_other() -> None:
    text = "船员领取证书后，应当办理登记。"
    assert opposed("船员先办理登记，再领取证书。", text) is None
    found = beside("船员先办理登记，再领取证书。", text)
    assert found is not None
    assert found.claim in {"船员先办理登记", "再领取证书"}
    assert found.at is not None
    assert found.at.of(text).strip() == found.text
    assert found.text in {"船员领取证书后", "应当办理登记"}


def test_nothing_stands_beside_the_same_words_or_another_thing() -> None:
    assert beside("渔船检验由主管机构负责。", "渔船检验由主管机构负责。") is None
    assert beside("夜市收取清洁费。", "桥梁每年检测。") is None
