from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest

import eval as measuring
import index
import qa
from index.runtime.patterns import Later, regex


def test_it_is_a_pattern_in_all_that_is_asked_of_it() -> None:
    later, compiled = (
        regex(r"(?P<year>\d{4})年", re.IGNORECASE),
        re.compile(r"(?P<year>\d{4})年", re.IGNORECASE),
    )
    text = "2020年至2035年"
    assert later.pattern == compiled.pattern
    assert later.flags == compiled.flags
    assert later.groupindex == compiled.groupindex
    for _ in range(2):  # the first call compiles
        assert [m.span() for m in later.finditer(text)] == [(0, 5), (6, 11)]
        assert later.sub(r"<\g<year>>", text) == "<2020>至<2035>"
    with pytest.raises(AttributeError):
        _ = later.nothing  # type: ignore[attr-defined]


def test_what_is_no_pattern_is_told_at_the_first_use() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_every_pattern_of_the_project_is_one() -> None:
    for package in (index, qa, measuring):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith(("__main__", "as_sentence_transformer")):
                importlib.import_module(module.name)
    found = [kept for kept in gc.get_objects() if type(kept) is Later and kept.pattern != "("]
    assert len(found) > 100
    for later in found:
        assert later.groups >= 0, later.pattern
