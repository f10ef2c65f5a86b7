"""What one side leaves out and the other counts in."""

from __future__ import annotations

import pytest

from qa.compare.logic.exclusion import compare_exclusions


def _clashes(claim: str, text: str) -> bool:
    return any(not found.agrees for found in compare_exclusions(claim, text))


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("游泳馆的临时工也享受年休假。", "馆内职工享受年休假，临时工除外。"),
        ("连雨天在内，售票处每天开放。", "除雨天外，售票处每天开放。"),
        ("钢琴不在租借范围。", "租借范围包括小提琴、钢琴和鼓。"),
        ("乐器一律免费租借。", "乐器免费租借，法律另有规定的除外。"),
        ("The pass covers museums and leaves parks out.", "通票适用于博物馆，也包括公园。"),
        ("Every visitor has to pay, with no exceptions.", "参观者应当购票，军人除外。"),
    ],
)
def test_left_out_on_one_side(claim: str, text: str) -> None:
    assert _clashes(claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("临时工不享受年休假。", "馆内职工享受年休假，临时工除外。"),
        ("钢琴不在租借范围。", "租借范围不包括钢琴。"),
        ("除钢琴外，还可以租借小提琴。", "可以租借钢琴和小提琴。"),
        ("The pass leaves parks out.", "通票不包括公园。"),
        ("乐器可以租借。", "乐器可以租借。"),
        ("Visitors have to pay.", "参观者应当购票。"),
    ],
)
def test_left_out_on_both_or_neither(claim: str, text: str) -> None:
    assert not _clashes(claim, text)


def test_names_what_is_left_out() -> None:
    text = "馆内职工享受年休假，临时工除外。"
    found = next(f for f in compare_exclusions("临时工也要享受年休假。", text) if not f.agrees)
    assert "临时工" in found.claim
    assert found.at is not None
    assert found.at.of(text) == found.text
    assert "除外" in found.text
