"""A limit that is set by a denial demands its number and forbids nothing."""

from __future__ import annotations

import pytest

from qa.amounts.limits import limits
from qa.check.evidence.repetition import repetition
from qa.compare.logic.modality import compare_modality
from qa.compare.logic.polarity import compare_polarity
from qa.compare.relations.opposites import denies
from qa.compare.values.numbers import compare_numbers

GREEN = "绿地面积不得低于厂区总面积的百分之三十。"


def test_only_the_denial_of_an_amount_is_one() -> None:
    assert [at.of(GREEN) for at in limits(GREEN)] == ["不得"]
    assert limits("堆放高度不得超过规定限额。") == ()
    assert limits("不得在厂区吸烟超过3次的人面前吸烟。") == ()


@pytest.mark.parametrize(
    "claim", ["绿地面积至少要占厂区总面积的三成", "绿地面积最低为厂区总面积的30%"]
)
def test_the_same_limit_in_other_words(claim: str) -> None:
    repeated = repetition(claim, GREEN)
    assert repeated is not None
    assert not repeated.clashes
    assert not denies(GREEN)
    assert not compare_polarity(claim, GREEN).differs
    assert all(found.agrees for found in compare_modality(claim, GREEN))
    assert {found.agrees for found in compare_numbers(claim, GREEN)} == {True}


def test_a_share_of_another_whole_is_not_the_same() -> None:
    repeated = repetition("绿地面积至少要占库房总数的三成", GREEN)
    assert repeated is None or not repeated.says_the_same


def test_a_lower_limit_is_no_agreement() -> None:
    (found,) = compare_numbers("绿地面积不得低于百分之二十", GREEN)
    assert not found.agrees


def test_a_denial_with_no_number_still_forbids() -> None:
    text = "堆放高度不得超过规定限额。"
    assert denies(text)
    assert not all(found.agrees for found in compare_modality("堆放高度可以超过规定限额", text))
