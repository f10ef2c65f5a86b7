"""Figures by how large they are, by which way they went, and of a paper that only tells what was."""

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
from qa.show.lookup.lookups import lookup_said
from tests.fakes import FakeEncoder

FINES = (
    "岚州市渡口条例\n"
    "第一条　擅自设渡的，处五千元以上三万元以下罚款。\n"
    "第二条　超载的，处一万元以下罚款，没收违法所得，并处违法所得1倍以上5倍以下罚款。\n"
    "第三条　不公布票价的，处2000元罚款。\n"
    "第四条　水务局应当在六个月内审查完毕，并在15日内通知。\n"
)
REPORT = (
    "岚州市2031年统计公报\n岚州市统计局\n2032年3月1日\n一、综合\n"
    "全年渡运客流46.5万人次，比上年增长5.6%。全年渡运收入1.2亿元，比上年下降3.1%。\n"
    "二、船舶\n年末船舶312艘，比上年末增加12艘。其中电动船97艘，增长24.1%。\n"
)


def index(text: str) -> ClauseIndex:
    return build([Document("d", "d.txt", text)], FakeEncoder())


def reply(question: str, text: str) -> Reply:
    held = index(text)
    lookup = Lookup(held)
    request = read_request(read_query(question), contents_of(held, lookup.holds))
    assert request.intent == "figures"

    def ranked() -> Ranking:
        scores = np.ones(len(held.clauses), dtype=np.float32)
        cosines = np.zeros(len(held.views), dtype=np.float32)
        return Ranking(
            read_query(question), scores, scores, {}, cosines, np.arange(len(held.clauses))
        )

    found = lookup.reply(request, ranked)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("罚款最高的是哪个", ["五千元以上三万元以下"]),
        ("What is the largest fine?", ["五千元以上三万元以下"]),
        ("罚款最低的是哪条", ["2000元"]),
        ("longest time limit?", ["六个月内"]),
        ("1万元的罚款有哪些", ["一万元以下"]),
        ("罚款从高到低排", ["五千元以上三万元以下", "一万元以下", "2000元", "1倍以上5倍以下"]),
    ],
)
def test_figures_are_ranked_by_what_they_come_to(question: str, values: list[str]) -> None:
    assert [figure.value for figure in reply(question, FINES).figures] == values


def test_the_largest_is_said_to_be_so() -> None:
    said = lookup_said(reply("罚款最高的是哪个", FINES), (), 0, "zh", {}).text
    assert said.startswith("“罚款”方面数字最大的：")


def test_where_there_is_no_fine_none_is_the_largest() -> None:
    found = reply("largest fine in it?", REPORT)
    assert (found.answered, found.figures) == (False, ())


def test_all_that_a_communique_counts_are_its_figures() -> None:
    told = {(one.what, one.value) for one in reply("有哪些量化指标", REPORT).figures}
    assert told == {
        ("渡运客流", "46.5万人次"), ("渡运客流比上年增长", "5.6%"),
        ("渡运收入", "1.2亿元"), ("渡运收入比上年下降", "3.1%"),
        ("年末船舶", "312艘"), ("年末船舶比上年末增加", "12艘"),
        ("电动船", "97艘"), ("电动船增长", "24.1%"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("下降的指标有哪些", ["3.1%"]),
        ("which figures fell?", ["3.1%"]),
        ("增长超过20%的指标有哪些", ["24.1%"]),
    ],
)
def test_figures_are_told_by_which_way_they_went(question: str, values: list[str]) -> None:
    assert [figure.value for figure in reply(question, REPORT).figures] == values


def test_figures_that_are_only_near_in_meaning_are_said_to_be() -> None:
    found = reply("和能源有关的数据有哪些", REPORT)
    assert found.nearest
    said = lookup_said(found, (), 0, "zh", {}).text
    assert said.startswith("没有写明“能源”方面的数字；意思最近的")


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Which years does it cover?", REPORT, "岚州市2031年统计公报"),
        (
            "Which years does it cover?",
            "岚州市渡运规划（2031—2035年）\n一、目标\n到2033年，建成渡口三座。\n",
            "岚州市渡运规划（2031—2035年）",
        ),
        (
            "谁负责解释",
            "岚州市渡运办法\n一、附则\n本办法由水务局会同财政局负责解释。\n"
            + "二、表\n每年检查。\n" * 8,
            "本办法由水务局会同财政局负责解释。",
        ),
    ],
)
def test_what_a_paper_says_of_itself_is_found_where_it_says_it(
    question: str, text: str, words: str
) -> None:
    held = index(text)
    lookup = Lookup(held)
    request = read_request(read_query(question), contents_of(held, lookup.holds))
    found = lookup.reply(request, lambda: pytest.fail("nothing is searched for"))
    assert found is not None
    assert found.answered
    assert found.passages[0].clause.text == words
