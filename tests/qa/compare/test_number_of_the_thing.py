"""Numbers of the very thing: items that run alike, cases of a condition, currencies, months, 六成多."""

from __future__ import annotations

import pytest

from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.check.evidence.repetition import repetition
from qa.compare.relations.contrasts import compare_contrasts
from qa.compare.values.dates import compare_dates
from qa.compare.values.numbers import compare_numbers

HUTS = "湖区船屋，一次性补助9万元；山区木屋，一次性补助7万元；平原棚屋，一次性补助2万元。"


def _told(claim: str, text: str) -> list[tuple[str, bool, str]]:
    return [(found.kind, found.agrees, found.text) for found in compare_numbers(claim, text)]


@pytest.mark.parametrize(
    ("claim", "agrees", "its"),
    [
        ("山区木屋一次性补助9万元。", False, "7万元"),
        ("山区木屋一次性补助7万元。", True, "7万元"),
        ("湖区船屋一次性补助9万元。", True, "9万元"),
    ],
)
def test_the_item_of_the_claim_counts(claim: str, agrees: bool, its: str) -> None:
    assert _told(claim, HUTS) == [("number", agrees, its)]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("停航一年半的渡船不算报废。", "渡船停航超过1年的，视为报废。"),
        ("有三个码头的船东要分别登记。", "船东有两个以上码头的，应当分别登记。"),
        ("If a quarter of the owners ask, a meeting is held.", "经20%以上的船主提议，应当开会。"),
    ],
)
def test_a_case_of_a_condition_is_no_other_number(claim: str, text: str) -> None:
    assert not any(kind == "number" and not agrees for kind, agrees, _ in _told(claim, text))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("记录保存四年。", "记录保存期限不得少于5年。"),
        ("停航要满两年才视为报废。", "渡船停航超过1年的，视为报废。"),
        ("罚款60万元。", "处五万元以上二十万元以下的罚款，并予以公告。"),
    ],
)
def test_a_limit_that_is_set_is_none(claim: str, text: str) -> None:
    assert [agrees for _, agrees, _ in _told(claim, text)] == [False]


def test_as_many_of_another_currency() -> None:
    text = "灯塔基金不少于90万元人民币。"
    assert _told("灯塔基金不少于90万美元。", text) == [("unit", False, "不少于90万元人民币")]
    assert _told("灯塔基金不少于13万美元。", text) == []


@pytest.mark.parametrize(
    ("text", "value", "bound", "words"),
    [
        ("渔业占六成多。", 60.0, "at_least", "六成多"),
        ("停了三年多。", 36.0, "at_least", "三年多"),
        ("三年多元经营。", 36.0, "exact", "三年"),
        ("每船限载一人。", 1.0, "at_most", "限载一人"),
        ("每户限养一只鹅。", 1.0, "at_most", "限养一只"),
    ],
)
def test_some_more_and_no_more(text: str, value: float, bound: str, words: str) -> None:
    assert [(a.value, a.bound, a.words) for a in find_amounts(text)] == [(value, bound, words)]


def test_a_row_of_months() -> None:
    text = "1998年6―8月，船主自查。"
    assert find_amounts(text) == ()
    assert [(d.year, d.month) for d in find_dates(text)] == [(1998, 6), (None, 8)]


@pytest.mark.parametrize(
    ("claim", "agrees"),
    [("before May 2031", True), ("2031年5月之前", True), ("2031年4月前", False)],
)
def test_before_a_month_is_by_the_end_of_the_one_before(claim: str, agrees: bool) -> None:
    found = compare_dates(f"{claim} the berth is ready.", "应当在2031年4月底前建成泊位。")
    assert [each.agrees for each in found] == [agrees]


def test_another_number_of_another_thing_repeats_nothing() -> None:
    text = "全年接待过境货轮3127艘次，比上年增长5.4%。"
    other = repetition("全年接待入境货轮18艘次。", text)
    assert other is None or not (other.clashes or other.says_the_same)
    same = repetition("全年接待过境货轮18艘次。", text)
    assert same is not None
    assert same.clashes


def test_a_number_that_is_put_in_is_no_empty_word() -> None:
    text = "将航道疏浚纳入年度港口建设工作计划，积极探索办法。"
    found = repetition("将航道疏浚纳入六年港口建设工作计划。", text)
    assert found is not None
    assert not found.says_the_same


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Guide dogs are welcome on board.", "对船上的犬只加以限制。"),
        ("Thirty-one boats sank.", "沉没各类船只31艘。"),
    ],
)
def test_part_of_a_name_or_of_a_number_takes_no_side(claim: str, text: str) -> None:
    found = compare_contrasts(claim, text)
    assert not any(each.claim.lower() in {"guide", "one"} for each in found)


def test_no_longer_valid_is_repealed() -> None:
    found = compare_contrasts("原来的渡口办法不再有效。", "《渡口办法》同时废止。")
    assert ("不再有效", True) in {(each.claim, each.agrees) for each in found}


def test_a_sentence_repeats_itself() -> None:
    text = "三支船队中，湖区船队两个，山区船队两个，其中：湖区两支船队负责客运和货运。"
    found = repetition(text, text)
    assert found is not None
    assert (found.cover, found.loose) == (1.0, 0)
