"""Of two clauses that are read the verdict rests on the one that the reader does not find silent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.build import build
from index.embed.choose import load_encoder
from index.read.load import load_documents
from qa.ask.retrieval.query import read_query
from qa.check.evidence.read import places_to_read
from qa.pipeline import Pipeline

TEXT = (
    "湖滨市集管理办法\n"
    "第一条 摊主每月的摊位费在市集开市的当天交给市集办公室，由市集办公室开收据。\n"
    "第二条 摊主迟交费用的，由街道责令补交。\n"
    "第三条 市集每周六开市。\n"
)
CLAIM = "摊主每月的摊位费在市集开市的当天没交的，街道会催。"


class _Finds:
    """A reader that finds every text silent but for those with some words in them."""

    def __init__(self, words: str, sure: float) -> None:
        self.words = words
        self.sure = sure
        self.pairs: list[str] = []

    def read(self, first: str, passages: Sequence[str]) -> npt.NDArray[np.float64]:
        self.pairs.extend(passages)
        return np.asarray(
            [[0.0, self.sure if self.words in text else 0.0, 0.0, 0.0] for text in passages]
        )


def _observed(tmp_path: Path, reads: _Finds) -> tuple[Pipeline, dict[str, float]]:
    path = tmp_path / "market.txt"
    path.write_text(TEXT, encoding="utf-8")
    encoder = load_encoder()
    pipeline = Pipeline(build(load_documents([path]), encoder), encoder, reads=reads)
    return pipeline, pipeline.checker.observe(CLAIM)[0]


@pytest.mark.parametrize(("sure", "moves"), [(4.0, True), (0.5, False)])
def test_the_clause_that_is_not_silent_is_compared(
    tmp_path: Path, sure: float, moves: bool
) -> None:
    reads = _Finds("责令补交", sure)
    pipeline, signals = _observed(tmp_path, reads)
    checker = pipeline.checker
    ranking = pipeline.retriever.rank(read_query(CLAIM))
    by_words = checker._evidence.gather(ranking)
    assert "摊位费" in by_words.readings[by_words.closest].original
    evidence = checker._as_read(ranking, by_words)
    assert ("责令补交" in evidence.readings[evidence.closest].original) is moves
    # What a model sees is of that sentence, and the reader's first opinion is on it.
    assert (signals["aligned_said"] != by_words.signals["aligned_said"]) is moves
    assert (signals["read_supported"] > 0.9) is moves
    # Nothing more is read for it.
    assert set(places_to_read(evidence)) == set(places_to_read(by_words))
    assert len(set(reads.pairs)) == 2


def test_where_both_are_silent_words_decide(tmp_path: Path) -> None:
    _, signals = _observed(tmp_path, _Finds("不在其中", 9.0))
    assert signals["read_silent"] == pytest.approx(1 / 3)
    assert signals["not_first"] == 0.0
