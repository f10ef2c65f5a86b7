from __future__ import annotations

import pytest

from qa.ask.spelling import is_slip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hydorgen", "hydrogen"),
        ("goverment", "government"),
        ("econmy", "economy"),
        ("pattents", "patents"),
    ],
)
def test_slips(typed: str, meant: str) -> None:
    assert is_slip(typed, meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("parent", "patent"),
        ("patients", "patents"),
        ("president", "resident"),
        ("contract", "contact"),
    ],
)
def test_other_words_are_left_alone(typed: str, meant: str) -> None:
    assert not is_slip(typed, meant)
