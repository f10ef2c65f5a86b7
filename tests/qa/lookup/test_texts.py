"""One of several texts in a file, what a name is given to, and figures by what narrows them."""

from __future__ import annotations

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
from qa.lookup.structure.texts import named_text, texts_of
from tests.fakes import FakeEncoder

TWO = """岚州市人民政府关于印发渡口安全和渡船登记两个规定的通知
各县：
现将《渡口安全规定》《渡船登记规定》印发给你们。
岚州市人民政府
2024年3月1日
渡口安全规定
一、关于检查
（一）渡口每年检查一次。
（二）码头每月检查一次。
二、关于设施
（三）渡口应当设置护栏。
渡船登记规定
一、关于登记
（一）渡船应当登记。
（二）登记不收费用。
二、关于注销
（三）报废的渡船注销登记。
三、关于证书
（四）证书由水务局印制。
"""

PAPER = """岚州市关于渡口工作的意见
各县：
一、总体要求
全面推行渡口检查制度、船员培训制度、票价公示制度（以下统称“三项制度”）。
“三项制度”由水务局落实。
二、主要任务
（一）办好群众满意的学校。新建小学10所，新增学位5000个。
（二）做好养老服务。新增护理员60人。由市民政局牵头建设敬老院4个，新增床位300张。
（三）修建码头。新修道路12万亩，整治河道80公里，公园面积达到900亩。
岚州市人民政府
2024年3月1日
"""


def index(text: str) -> ClauseIndex:
    return build([Document("d", "d.txt", text)], FakeEncoder())


@pytest.fixture(scope="module")
def two() -> ClauseIndex:
    return index(TWO)


@pytest.fixture(scope="module")
def paper() -> ClauseIndex:
    return index(PAPER)


def no_ranking() -> Ranking:
    raise AssertionError("nothing is searched for")


def reply(question: str, held: ClauseIndex) -> Reply | None:
    lookup = Lookup(held)
    request = read_request(read_query(question), contents_of(held, lookup.holds))
    return lookup.reply(request, no_ranking)


def told(question: str, held: ClauseIndex) -> list[str]:
    found = reply(question, held)
    assert found is not None
    return [one.value for one in found.figures]


def test_a_text_is_named_by_what_the_others_have_not(two: ClauseIndex) -> None:
    assert [heading.title for heading in texts_of(two)] == ["渡口安全规定", "渡船登记规定"]
    for words, title in (
        ("登记规定一共几部分", "渡船登记规定"),
        ("安全那个规定讲什么", "渡口安全规定"),
        ("这个规定讲什么", None),
        ("give me the outline of the whole plan", None),
    ):
        named = named_text(words, two)
        assert (named and named.title) == title


def test_the_parts_of_the_text_that_is_named_are_counted(two: ClauseIndex) -> None:
    found = reply("渡船登记规定分几部分？", two)
    assert found is not None
    assert [heading.title for heading in found.outline] == ["关于登记", "关于注销", "关于证书"]


def test_a_place_is_looked_for_in_the_text_that_is_named(two: ClauseIndex) -> None:
    found = reply("渡船登记规定第一条讲什么？", two)
    assert found is not None
    assert ["渡船应当登记" in one.clause.text for one in found.passages] == [True]


def test_what_a_name_is_given_to_stands_where_it_is_given(paper: ClauseIndex) -> None:
    found = reply("“三项制度”是哪三项？", paper)
    assert found is not None
    assert ["票价公示制度" in one.clause.text for one in found.passages] == [True]


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("市民政局的指标有哪些", ["4个", "300张"]),
        ("教育局的指标有哪些", []),
        ("学校方面的数字有哪些", ["10所", "5000个"]),
        ("按亩算的指标都列出来", ["12万亩", "900亩"]),
        ("以万亩为单位的指标有哪些", ["12万亩"]),
        ("按公里算的任务有哪些", ["80公里"]),
        ("what figures are given in kilometres", ["80公里"]),
    ],
)
def test_figures_by_what_narrows_them(question: str, values: list[str], paper: ClauseIndex) -> None:
    assert told(question, paper) == values
