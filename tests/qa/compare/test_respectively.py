"""Lists told by 分别, of what each an amount is, and amounts that are no clash."""

from __future__ import annotations

import pytest

from qa.compare.values.each import compare_each
from qa.compare.values.numbers import compare_numbers

TRAINING = "对取得初级、中级、高级证书的船员，分别奖励三百元、五百元、八百元。"
HARVEST = "玉米播种、收获机械化率分别达到90%和70%，甘蔗播种、收获机械化率分别达到50%和20%。"
BOTH = "城乡低保标准分别提高4%和6%，参保率达到95%。"


@pytest.mark.parametrize(
    ("claim", "text", "agrees"),
    [
        ("中级证书奖励五百元。", TRAINING, True),
        ("高级证书奖励五百元。", TRAINING, False),
        ("甘蔗收获机械化率达到50%。", HARVEST, False),
        ("甘蔗播种机械化率达到50%。", HARVEST, True),
        ("农村低保标准提高6%。", BOTH, True),
        ("城市低保标准提高6%，农村提高4%。", BOTH, False),
    ],
)
def test_each_member_has_its_own_amount(claim: str, text: str, agrees: bool) -> None:
    found = compare_numbers(claim, text)
    assert found
    assert {(f.agrees, f.sure) for f in found} == {(agrees, True)}


def test_a_claim_that_names_no_member_is_told_nothing_surely() -> None:
    assert not any(f.sure for f in compare_numbers("船员最多奖励八百元。", TRAINING))


@pytest.mark.parametrize(
    ("claim", "text", "clash"),
    [
        ("每人补助两万元。", "每户补助2万元。", ("每人补助两万元", "每户补助2万元")),
        (
            "20,000 yuan for each person",
            "每户补助2万元。",
            ("20,000 yuan for each person", "每户补助2万元"),
        ),
        ("津贴每年600元。", "每人每月600元津贴。", ("每年600元", "每月600元")),
        ("每户补助两万元。", "最高2万元/户。", None),
        ("补助两万元。", "每户补助2万元。", None),
        ("每人补助三万元。", "每户补助2万元。", None),
    ],
)
def test_of_what_each(claim: str, text: str, clash: tuple[str, str] | None) -> None:
    found = compare_each(claim, text)
    assert [f.sure for f in found] == ([True] if clash else [])
    if clash is not None:
        assert clash[0] in found[0].claim
        assert clash[1] in found[0].text


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("丰口和石桥两个镇先做。", "选择丰口、石桥、白岭、东湾4个镇开展试点。"),
        ("住三百人的宿舍，至少要配六名管理员。", "宿舍每一百人至少配备二名管理员。"),
    ],
)
def test_what_a_claim_counts_itself_is_no_clash(claim: str, text: str) -> None:
    assert all(found.agrees for found in compare_numbers(claim, text))


def test_a_condition_that_asks_for_more_is_no_case_of_a_tier() -> None:
    text = "六十周岁以上的每餐补助2元，八十周岁以上的每餐补助4元。"
    found = compare_numbers("要满七十周岁才每餐补助2元。", text)
    assert not any(f.sure and f.agrees for f in found)


def test_a_longer_list_than_the_text_has_clashes() -> None:
    text = "考评由安全、服务、卫生等3个方面构成。"
    found = compare_numbers("考评分为安全、服务、卫生、票价四个方面。", text)
    assert [f.agrees for f in found] == [False]
