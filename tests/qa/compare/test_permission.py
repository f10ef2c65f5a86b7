"""What may be done beside what must not, whole statements, and words of modality that are none."""

from __future__ import annotations

import pytest

from qa.compare.logic.acts import compare_acts
from qa.compare.logic.modality import compare_modality, reaches
from qa.compare.logic.permission import compare_permission


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("候船室里的长椅可以拿去抵押。", "候船室的长椅不得出租、转让、抵押。", True),
        ("摆渡船载人可以比核定人数多几个。", "摆渡船载人不得超过核定的人数。", True),
        ("岛上居民不得使用公共码头。", "允许岛上居民免费使用公共码头。", True),
        ("查出漏油的，船长可以不告诉港务部门。", "查出漏油的，应当告知港务管理部门。", True),
        ("Passengers may carry weapons on the ferry.", "乘客不得携带武器乘坐渡船。", True),
        ("Shops need not publish their prices.", "商店应当公布价格。", True),
        # The same said on both sides, another act, a condition, and what is only demanded elsewhere.
        ("候船室里的长椅不能拿去抵押。", "候船室的长椅不得出租、转让、抵押。", False),
        ("候船室里的长椅可以重新油漆。", "候船室的长椅不得出租、转让、抵押。", False),
        ("候船室的长椅可以抵押。", "未经业主同意，候船室的长椅不得抵押。", False),
        ("要坐船的人得先买票。", "船公司可以要求乘客出示船票。", False),
    ],
)
def test_a_whole_statement_of_what_may_be_done(claim: str, text: str, clashes: bool) -> None:
    found = compare_permission(claim, text)
    assert bool(found) is clashes
    assert all(f.sure and not f.agrees and f.at and f.at.of(text) == f.text for f in found)


def test_what_one_may_ask_of_another_is_no_act_of_ones_own() -> None:
    assert not compare_acts("要寄存大件的，应当寄存在站房。", "站方可以要求旅客寄存大件行李。")


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("不得阻拦渔船进港", ["permitted"]),
        ("港口就不可以不许渔船进港", ["permitted"]),
        ("may not prevent boats from entering", ["permitted"]),
        ("缆绳非换不可", ["required"]),
        ("因不可抗力停航", []),
        ("职业技能和产能", []),
        ("维修的需要", []),
        ("a permit is issued", []),
        ("领不到渡船补贴", ["denied"]),
        ("老船员可免试换证", ["exempt"]),
    ],
)
def test_words_of_modality(text: str, modes: list[str]) -> None:
    assert [reach.mode for reach in reaches(text)] == modes


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("检验合格以后才能下水。", "未经检验合格，渡船不得下水。"),
        ("没有取得船员证就不得开船。", "取得船员证后方可开船。"),
    ],
)
def test_what_is_forbidden_without_something_may_be_done_with_it(claim: str, text: str) -> None:
    assert all(found.agrees for found in compare_modality(claim, text))


def test_what_is_forbidden_at_all_may_not_be_done_later() -> None:
    assert any(not f.agrees for f in compare_modality("以后可以下水游泳。", "禁止下水游泳。"))
