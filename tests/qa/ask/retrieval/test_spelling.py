from __future__ import annotations

import pytest

from index.build import build
from index.document.corpus import Document
from index.views import CLAUSE, GLOSS, SENTENCE
from qa.ask.retrieval.query import read_query
from qa.ask.retrieval.spelling import Speller, is_slip
from tests.fakes import FakeEncoder


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


@pytest.mark.parametrize("left_out", [(), (GLOSS,), (CLAUSE,), (SENTENCE,)])
def test_the_words_are_those_of_every_view(left_out: tuple[str, ...]) -> None:
    text = "第一条　Kubernetes集群由数据局管理；Prometheus监控。另设Hydrogen加氢站。\n"
    held = build([Document("a", "a.txt", text)], FakeEncoder(), left_out=left_out)
    speller = Speller(held)
    words = set(speller._words)  # all that a slip may be of
    assert {"kubernetes", "prometheus", "hydrogen"} <= words
    every = " ".join(view.text.lower() for view in held.views)
    assert all(word in every for word in words)
    assert speller.correct(read_query("Where is hydorgen?")).normal == "Where is hydrogen?"
