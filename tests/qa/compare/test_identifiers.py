"""Numbers that name something, periods, and what is done at once."""

from __future__ import annotations

import pytest

from qa.amounts.find import find_amounts
from qa.compare.values.dates import compare_dates
from qa.compare.values.identifiers import compare_identifiers

SERVICE = "服务电话：0555-61234567；办理地点：和平路20号便民大厅2楼5号窗口。"


@pytest.mark.parametrize(
    "claim",
    [
        "服务电话是0555-61234576。",
        "The hotline is 0555-61234576.",
        "在2楼6号窗口办理。",
        "在3楼5号窗口办理。",
        "到六号窗口办理。",
    ],
)
def test_another_number_is_another_thing(claim: str) -> None:
    assert any(found.sure and not found.agrees for found in compare_identifiers(claim, SERVICE))


@pytest.mark.parametrize(
    "claim",
    [
        "服务电话是61234567。",
        "在2楼5号窗口办理。",
        "到五号窗口办理。",
        "楼高24米。",
        "办理地点在便民大厅。",
    ],
)
def test_the_same_number_or_none(claim: str) -> None:
    assert all(found.agrees for found in compare_identifiers(claim, SERVICE))


def test_a_telephone_number_counts_nothing() -> None:
    assert find_amounts("The hotline is 0555-61234576.") == ()


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("资料不全的，窗口在3日内告知。", "资料不全的，窗口应当当场告知。", True),
        ("资料不全的，窗口当场告知。", "资料不全的，窗口应当在3日内告知。", True),
        ("资料不全的，窗口当场告知。", "资料不全的，窗口当场或者3日内告知。", False),
        ("窗口在3日内发证。", "货车应当立即驶离。", False),
    ],
)
def test_at_once_against_some_days(claim: str, text: str, clashes: bool) -> None:
    assert bool(compare_identifiers(claim, text)) is clashes


def test_a_period_turned_round() -> None:
    text = "每年11月1日至次年4月15日为防火期。"
    assert any(f.sure for f in compare_dates("防火期为每年4月15日至11月1日。", text))
    assert not any(f.sure for f in compare_dates("防火期为11月1日至次年4月15日。", text))
