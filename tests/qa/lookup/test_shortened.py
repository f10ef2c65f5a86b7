"""Names of which people say some characters only."""

from __future__ import annotations

import pytest

from qa.lookup.variants.prefixes import DERIVED, prefixes
from qa.lookup.variants.shortened import full_names


@pytest.mark.parametrize(
    ("term", "text", "names"),
    [
        ("技校", "支持职业院校（含技工院校）和企业", ("技工院校",)),
        ("个体户", "小微企业、个体工商户、农户", ("个体工商户",)),
        ("高校", "普通高等学校与高等院校，高等学校", ("高等学校", "高等院校")),
        ("人社部", "（人力资源社会保障部、财政部负责）", ("人力资源社会保障部",)),
        ("手机", "手术机器人", ()),
        ("房产", "住房和不动产", ()),
        ("直播", "直接传播、电视播出", ()),
        ("城", "城市", ()),
        ("小企业", "影响程度都很小的企业事业单位", ()),
    ],
)
def test_names_that_a_term_is_short_for(term: str, text: str, names: tuple[str, ...]) -> None:
    assert full_names(term, text) == names


def test_a_prefix_is_read_with_its_hyphen_only() -> None:
    match = DERIVED.match("counter-guarantees")
    assert match is not None
    assert (match["prefix"], match["stem"]) == ("counter", "guarantees")
    assert "反" in prefixes()["counter"]
    assert DERIVED.match("counterfeit") is None
