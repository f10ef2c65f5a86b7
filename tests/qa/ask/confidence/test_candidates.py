from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.embed.encoder import Encoder
from index.read.load import load_documents
from qa.ask.confidence.candidates import years_told
from qa.pipeline import Pipeline

_TEXT = """旧桥改造方案

一、2026年改造旧桥12座，2028年改造旧桥20座。

二、桥梁由市政部门每季度检查一次，检查结果向社会公布。
"""


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026年改造12座，2028年改造20座", {2026, 2028}),
        ("2026—2028年改造60座", {2026, 2027, 2028}),
        ("2026年至2028年改造60座", {2026, 2027, 2028}),
        ("改造60座", set()),
    ],
)
def test_years_between_two_are_told(text: str, years: set[int]) -> None:
    assert years_told(text) == years


def test_the_value_of_another_year_is_never_sure(encoder: Encoder, tmp_path: Path) -> None:
    path = tmp_path / "bridges.txt"
    path.write_text(_TEXT, encoding="utf-8")
    pipeline = Pipeline(build(load_documents([path]), encoder), encoder)
    same, other = (pipeline.ask(f"{year}年改造多少座旧桥？") for year in (2028, 2027))
    assert same.answered
    assert not same.unsure
    assert other.unsure or not other.answered
    assert other.confidence < same.confidence
