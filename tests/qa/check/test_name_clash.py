"""The words that a contradiction names: of all that may clash, those of one slot."""

from __future__ import annotations

import pytest

from qa.check.clash.name import ClashPassage, name_clash


def named(claim: str, text: str) -> tuple[str, str]:
    found = name_clash(claim, [ClashPassage(text)])
    assert found is not None
    assert found.finding.at is not None
    assert found.finding.at.of(text) == found.finding.text
    assert found.finding.claim in claim
    return found.finding.claim, found.finding.text


@pytest.mark.parametrize(
    ("claim", "text", "mine", "its"),
    [
        (
            "新建的码头2028年底前通过验收。",
            "现有码头2026年3月底前完成登记，新建码头2027年6月底前通过验收。",
            "2028年底",
            "2027年6月底",
        ),
        (
            "养护补贴每亩90元。",
            "种植补贴每亩150元，养护补贴每亩60元。",
            "90元",
            "60元",
        ),
        (
            "渔船检验费由财政部承担。",
            "审计署负责监督，渔船检验费由交通运输部承担。",
            "财政部",
            "交通运输部",
        ),
        (
            "游客可以带宠物入园。",
            "园区全年开放，游客不得带宠物入园。",
            "可以",
            "不得",
        ),
        (
            "The toll takes effect on 1 March 2030.",
            "本办法2029年4月2日发布，自2029年7月1日起施行。",
            "1 March 2030",
            "2029年7月1日",
        ),
    ],
)
def test_the_words_of_the_same_slot(claim: str, text: str, mine: str, its: str) -> None:
    one, other = named(claim, text)
    assert mine in one
    assert its in other


def test_what_was_before_a_change_does_not_clash() -> None:
    text = "将护林员的聘用年限由五年以上放宽至两年以上。"
    assert "两年" in named("护林员要聘用满五年以上。", text)[1]


def test_nothing_clashes_with_itself() -> None:
    found = name_clash("租金按8%计收。", [ClashPassage("租金按8%计收，押金按3%计收。")])
    assert found is None or found.finding.claim != found.finding.text


def test_no_half_of_a_word() -> None:
    assert named("补贴由乡镇发放。", "补贴由银行发放。") == ("乡镇发放", "银行发放")


def test_where_no_words_can_be_told_the_pieces_are_shown() -> None:
    claim = "Owners look after the ponds alone."
    found = name_clash(claim, [ClashPassage("池塘由村集体统一管护，所需经费列入预算。")])
    assert found is None or found.finding.text in "池塘由村集体统一管护，所需经费列入预算。"


def test_nothing_alike_names_nothing() -> None:
    assert name_clash("夜市收取清洁费。", [ClashPassage("桥梁检测。")]) is None
