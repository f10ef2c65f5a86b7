from __future__ import annotations

import math
import sys

import pytest

import qa.settings
from index.errors import InputError
from qa.settings import Settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gloss_weight", 0.0),
        ("gloss_weight", 2),
        ("temperature", 0.1),
        ("coverage", 1.0),
        ("threshold", 0.4),
        ("threshold", None),
        ("edition", False),
        ("encoder", "some/model"),
    ],
)
def test_a_value_that_fits_is_taken(name: str, value: object) -> None:
    assert getattr(Settings().with_changes({name: value}), name) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gloss_weight", -0.5),
        ("gloss_weight", math.nan),
        ("temperature", 0.0),
        ("coverage", 1.5),
        ("threshold", -0.1),
        ("encoder", 7),
        ("gloss", 0.0),
    ],
)
def test_one_that_does_not_is_named(name: str, value: object) -> None:
    with pytest.raises(InputError, match=f"The setting {name}: "):
        Settings().with_changes({"piece_weight": 0.0, name: value})


def test_plain_numbers_need_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qa.settings, "_model", lambda: pytest.fail("loads what is slow"))
    monkeypatch.setitem(sys.modules, "pydantic", None)
    changed = Settings().with_changes({"gloss_weight": 0.0, "piece_weight": 0.0})
    assert changed.left_out == ("gloss", "piece")
