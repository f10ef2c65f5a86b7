from __future__ import annotations

import math

import pytest

from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from qa.check.evidence.rarity import RarityReader
from tests.fakes import FakeEncoder, FakeRestoration

PARKS = Document("a.txt", "a.txt", "公园六点开门。公园十点关门。园内有5个亭子。")
POOLS = Document("b.txt", "b.txt", "泳池七点开门。泳池水深2米。泳池有灯。泳池收费。")


def made(*documents: Document) -> ClauseIndex:
    return build(documents, FakeEncoder(), restore=FakeRestoration)


def test_terms_count_in_the_documents_of_the_clauses_alone() -> None:
    together = RarityReader(made(PARKS, POOLS))
    # 公园 stands in two of three sentences, 开门 in one, 泳池 in none of them.
    expected = {"公园": math.log1p(3 / 2), "开门": math.log1p(3), "泳池": math.log1p(3)}
    assert together.of([0, 2], "zh").weights(expected) == pytest.approx(expected)
    alone = RarityReader(made(PARKS))
    assert alone.of([1], "zh").weights(expected) == together.of([1], "zh").weights(expected)
    both = together.of([0, 4], "zh").weights(expected)
    assert both == pytest.approx(
        {"公园": math.log1p(7 / 2), "开门": math.log1p(7 / 2), "泳池": math.log1p(7 / 4)}
    )


def test_numbers_are_those_of_the_documents_of_the_clauses() -> None:
    reader = RarityReader(made(PARKS, POOLS))
    assert reader.of([0], "zh").has(5)
    assert not reader.of([0], "zh").has(2)
    assert reader.of([0, 3], "zh").has(2)


def test_without_sentences_all_terms_weigh_the_same() -> None:
    weights = RarityReader(made(PARKS)).of([], "zh").weights(["公园", "亭子"])
    assert weights == {"公园": 1.0, "亭子": 1.0}
