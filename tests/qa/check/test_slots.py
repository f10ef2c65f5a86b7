"""How surely two texts clash in each kind of thing."""

from __future__ import annotations

import pytest

from qa.check.evidence.slots import slot_signals
from qa.compare.relations.contrasts import compare_contrasts

_TEXT = "渡口应当配备救生衣不少于三十件，候船区长椅不少于八把。"


def _signals(claim: str, text: str = _TEXT) -> dict[str, float]:
    return slot_signals(claim, text, compare_contrasts(claim, text))


def test_another_number_of_the_same_thing_is_surer_than_of_another() -> None:
    same, other = (
        _signals("渡口应当配备救生衣不少于五十件。"),
        _signals("渡口应当配备哨子不少于五十件。"),
    )
    assert same["slot_amount"] > other["slot_amount"]
    assert same["slot_cover"] > other["slot_cover"]


@pytest.mark.parametrize(
    ("claim", "text", "name"),
    [
        ("渡船应当在夜间停航。", "渡船应当在白天停航。", "slot_contrast"),
        ("船票由财政部门定价。", "船票由教育部门定价。", "slot_body"),
        ("旅客可以携带汽油乘船。", "旅客不得携带汽油乘船。", "slot_act"),
        ("Ferries are inspected by 1 May 2031.", "渡船应当于2030年5月1日前检验。", "slot_date"),
    ],
)
def test_kinds(claim: str, text: str, name: str) -> None:
    signals = _signals(claim, text)
    assert signals[name] > 0
    assert signals["slot_any"] >= signals[name]


def test_what_the_text_has_too_is_borne_out() -> None:
    signals = _signals("渡口要有三十件以上的救生衣。")
    assert signals["slot_borne"] == 1
    assert signals["slot_amount"] == 0


def test_nothing_to_compare() -> None:
    assert set(_signals("", _TEXT).values()) == set(_signals(_TEXT, "").values()) == {0.0}
