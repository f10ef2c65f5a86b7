"""Who and where is asked of the document, or of a thing that the document is about."""

from __future__ import annotations

import pytest

from qa.ask.retrieval.query import read_query
from qa.intent.question import Contents
from qa.intent.read import read_request
from qa.intent.request import Request

_RULES = "岚州市内河渡口管理条例"
_PLAN = "岚州市渡口发展规划"


def ask(question: str, name: str = _RULES) -> Request:
    known = (name + "渡船 码头 批准 制定").__contains__
    return read_request(read_query(question), Contents(names=(name,), holds=known, knows=known))


@pytest.mark.parametrize(
    "question",
    [
        "内河渡口由谁批准",
        "渡口由哪个部门负责管理？",
        "总体规划由谁制定",
        "实施细则由哪个部门制定",
        "谁批准内河渡口",
        "在哪里办",
        "去哪儿交",
        "到什么地方领",
        "渡口管理在哪申请",
    ],
)
def test_a_thing_that_is_named_is_asked_of(question: str) -> None:
    assert ask(question).intent == "content"


@pytest.mark.parametrize(
    "question",
    [
        "本条例由谁批准",
        "这个文件谁发的",
        "渡口条例由谁批准？",
        "内河渡口管理条例是谁制定的",
        "由谁批准",
        "请问这个规定是哪个部门发布的",
        "谁批准的这个条例",
        "哪个单位印发的",
    ],
)
def test_the_document_is_asked_of(question: str) -> None:
    request = ask(question)
    assert (request.intent, "body" in request.facets) == ("about", True)


def test_a_kind_of_paper_is_the_document_where_that_is_one() -> None:
    assert ask("总体规划由谁批准", _PLAN).intent == "about"
    assert ask("依据什么法律制定的").facets == ("purpose",)
    assert ask("依据哪个办法").facets == ("purpose",)


@pytest.mark.parametrize(
    "question",
    [
        "这个条例管到哪些人",
        "本条例对哪些单位有效",
        "它约束谁",
        "Whom does it concern?",
        "Who is covered by it?",
    ],
)
def test_whom_a_document_covers_is_its_scope(question: str) -> None:
    request = ask(question)
    assert (request.intent, "area" in request.facets) == ("about", True)


def test_what_a_body_deals_with_is_no_gist_of_the_document() -> None:
    assert ask("渡口管委会管哪些事").intent != "about"
    assert ask("这个条例管哪些事").intent == "about"


def test_how_much_is_wanted_is_no_subject_of_an_outline() -> None:
    assert ask("细节先不讲，整个条例的结构是什么样").intent == "outline"
