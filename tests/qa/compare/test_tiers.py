"""Tiers of a sentence, and amounts and dates that tell of another thing or time."""

from __future__ import annotations

import pytest

from qa.amounts.amount import comparable
from qa.amounts.find import find_amounts
from qa.check.clash.name import ClashPassage, name_clash
from qa.check.evidence.repetition import repetition
from qa.compare.values.dates import compare_dates
from qa.compare.values.numbers import compare_numbers, of_another_time

BOATS = "船长八米及以下的渔船每艘补贴3000元，船长九米及以上的渔船每艘补贴5000元。"
YEARS = "驾驶员连续工作满两年的，每人每月奖励200元；满六年的，每人每月奖励450元。"


@pytest.mark.parametrize(
    ("claim", "text", "words", "agrees"),
    [
        ("七米的渔船每艘补贴5000元。", BOATS, "5000元", False),
        ("七米的渔船每艘补贴3000元。", BOATS, "3000元", True),
        ("船长十二米的渔船每艘补贴5000元。", BOATS, "5000元", True),
        ("工作满两年的，每月奖励450元。", YEARS, "450元", False),
        ("驾驶员干满六年，每月奖励450元。", YEARS, "450元", True),
    ],
)
def test_the_branch_that_the_claim_names_counts(
    claim: str, text: str, words: str, agrees: bool
) -> None:
    (found,) = (f for f in compare_numbers(claim, text) if f.claim == words)
    assert (found.agrees, found.sure) == (agrees, True)


def test_no_tier_is_named() -> None:
    (found,) = compare_numbers("渔船每艘补贴5000元。", BOATS)
    assert found.agrees
    assert not found.sure


def test_the_value_of_another_year_is_no_clash() -> None:
    claim, text = "到2032年每千名居民有座椅90把。", "到2027年，每千名居民有座椅75把。"
    assert of_another_time(claim, text, 2032)
    assert compare_numbers(claim, text) == []
    assert compare_dates(claim, text) == []


def test_the_value_of_a_year_given_to_another_is_one() -> None:
    claim, text = "到2032年每千名居民有座椅75把。", "到2027年，每千名居民有座椅75把。"
    assert not of_another_time(claim, text, 2032)
    assert not all(found.agrees for found in compare_dates(claim, text))


def test_a_count_in_so_many_is_no_share() -> None:
    (seats,), (share,) = (find_amounts(t) for t in ("每千名居民有座椅75把", "占比达到80%"))
    assert not comparable(seats, share)


def test_a_bare_number_is_no_number_of_floors() -> None:
    found = name_clash("加装一部补二十万", [ClashPassage("适用于四层以上的住宅")])
    assert found is None or found.finding.kind != "number"


def test_the_date_of_another_document_is_no_clash() -> None:
    text = "2014年5月1日起施行的《渡口管理暂行规定》同时废止。"
    claim = "本规定自2027年6月1日起施行，暂行规定同时废止。"
    assert compare_dates(claim, text) == []
    assert repetition(claim, text) is None
    told = compare_dates("暂行规定2014年6月1日起施行的《渡口管理暂行规定》废止。", text)
    assert not all(found.agrees for found in told)
