"""The picture of the house is that of its imports."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw_rooms", ROOT / "docs" / "draw_rooms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["draw_rooms"] = module
    spec.loader.exec_module(module)
    return module


def test_the_picture_is_current(drawing: ModuleType) -> None:
    now = drawing.draw(drawing.house())
    kept = drawing.PICTURE.read_text("utf-8")
    assert now == kept, "The imports have changed: run python docs/draw_rooms.py."


def test_a_room_stands_above_those_that_it_knows(drawing: ModuleType) -> None:
    rooms = {"roof": {"hall", "cellar"}, "hall": {"cellar"}, "cellar": set(), "shed": set()}
    assert drawing.levels(rooms) == {"roof": 2, "hall": 1, "cellar": 0, "shed": 0}
    # roof -> cellar is implied by roof -> hall -> cellar.
    assert drawing.reduced(rooms)["roof"] == {"hall"}
    assert drawing.in_rows(rooms)[:2] == [["roof"], ["hall"]]
    assert sorted(drawing.in_rows(rooms)[2]) == ["cellar", "shed"]
