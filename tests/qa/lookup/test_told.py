"""What one article says of what is asked of it."""

from __future__ import annotations

import numpy as np
import pytest

from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from qa.ask.retrieval.query import read_query
from qa.ask.retrieval.retrieve import Ranking
from qa.intent.read import read_request
from qa.lookup.answer import Lookup
from qa.lookup.contents import contents_of
from qa.lookup.reply import Reply
from tests.fakes import FakeEncoder

RULES = (
    "岚州市渡口管理条例\n"
    "第一条　渡口由区人民政府设置。\n"
    "第二条　渡船应当每年检验一次。\n"
    "渡船超载的，对船主处五百元以上一千元以下罚款。\n"
    "第三条　船主应当缴纳保证金。\n"
)


@pytest.fixture(scope="module")
def held() -> ClauseIndex:
    return build([Document("d", "d.txt", RULES)], FakeEncoder())


def reply(question: str, held: ClauseIndex) -> Reply | None:
    lookup = Lookup(held)
    request = read_request(read_query(question), contents_of(held, lookup.holds))

    def unranked() -> Ranking:
        scores = np.ones(len(held.clauses), dtype=np.float32)
        cosines = np.zeros(len(held.views), dtype=np.float32)
        order = np.arange(len(held.clauses))
        return Ranking(read_query(question), scores, scores, {}, cosines, order)

    return lookup.reply(request, unranked)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("劳驾，第二条第二款罚多少", "五百元以上一千元以下"),
        ("第二条规定罚款多少钱？", "五百元以上一千元以下"),
        ("What does article 3 say about deposits?", "保证金"),
    ],
)
def test_it_is_quoted_from_there(question: str, says: str, held: ClauseIndex) -> None:
    found = reply(question, held)
    assert found is not None
    assert found.answered
    assert says in "".join(one.clause.text for one in found.passages)
    assert len({one.clause.section for one in found.passages}) == 1


@pytest.mark.parametrize(
    "question",
    [
        "第一条罚款多少",  # it says nothing of that
        "第三条保证金多少钱",  # it names no amount
    ],
)
def test_what_it_does_not_say_is_searched_for(question: str, held: ClauseIndex) -> None:
    assert reply(question, held) is None
