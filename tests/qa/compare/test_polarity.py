"""Whether two texts both affirm or both deny."""

from __future__ import annotations

import pytest

from qa.compare.logic.polarity import compare_polarity

_CLEAR = 0.5


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("承租人可以不经房东同意转租房屋。", "未经房东同意，承租人不得转租房屋。"),
        ("幼苗可以出口。", "严禁出口幼苗。"),
        ("食堂继续收取餐费。", "食堂停止收取餐费。"),
        ("Seedlings may not be exported.", "可以出口幼苗。"),
        (
            "Tenants may sublet the house without the consent of the landlord.",
            "承租人转租房屋，应当经房东同意。",
        ),
    ],
)
def test_differs(claim: str, text: str) -> None:
    found = compare_polarity(claim, text)
    assert found.differs > max(found.same, found.denied)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("没有房东的同意就不能转租房屋。", "未经房东同意，承租人不得转租房屋。"),
        ("转租房屋要经房东同意。", "未经房东同意，承租人不得转租房屋。"),
        ("不得出口幼苗。", "严禁出口幼苗。"),
        ("食堂不再收取餐费。", "食堂停止收取餐费。"),
        ("Seedlings may not be exported.", "严禁出口幼苗。"),
        ("职工不得不加班。", "职工应当加班。"),
    ],
)
def test_same(claim: str, text: str) -> None:
    assert compare_polarity(claim, text).differs == 0


def test_what_a_lead_in_denies_its_items_deny() -> None:
    claim, item = "承租人不得改动房屋结构。", "（二）改动房屋结构；"
    assert compare_polarity(claim, item).differs > _CLEAR
    below = compare_polarity(claim, item, "承租人不得有下列行为：")
    assert below.differs == 0
    assert below.denied > _CLEAR
    assert below.below
