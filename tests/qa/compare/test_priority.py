"""Who comes first: served, hired, before all others."""

from __future__ import annotations

import pytest

from qa.compare.relations.priority import compare_priority

WATER = "停水期间，应当优先保障居民用水。"


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("停水期间优先保证工厂用水。", WATER, True),
        ("停水期间要先保障洗车行。", WATER, True),
        ("During a cut in supply, factories get priority.", WATER, True),
        ("护林员优先聘用大学生。", "护林员优先聘用当地农户。", True),
        ("停水期间优先保证住户用水。", WATER, False),
        ("停水期间，工厂也有水用。", WATER, False),
        # Another occasion.
        ("考试加分优先照顾运动员。", WATER, False),
    ],
)
def test_who_comes_first(claim: str, text: str, clashes: bool) -> None:
    found = compare_priority(claim, text)
    assert bool(found) is clashes
    assert all(f.sure and f.at and f.at.of(text) == f.text and f.claim in claim for f in found)
