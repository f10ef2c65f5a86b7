"""Boxes, rows of a table and kinds that a sentence names, as places and lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_PLAN = """榆树市体育设施规划（2024—2030年）

第一章 总体要求

第一节 目标

到2030年，人均体育场地面积达到3平方米。

第二章 主要任务

第一节 建设场馆

新建体育公园12个，各部门按照职责落实。

专栏1 场馆建设工程
1.榆树体育中心。新建主体育场1座，投资8.5亿元。
2.东湖游泳馆。改造泳池2个，投资6000万元。

第二节 建设步道

新建健身步道200公里。

专栏2 步道建设工程
1.环城绿道。建设绿道80公里，投资3.2亿元。
2.沿江步道。建设步道45公里，投资1.1亿元。

第三章 保障措施

第一节 监督

对场馆的评价分为合格、基本合格、不合格三类。场馆不合格的，限期整改。

附表1 任务表

| 序号 | 街道 | 数量 | 牵头部门 |
| --- | --- | --- | --- |
| 1 | 城东街道 | 8 | 区民政局 |
| 2 | 城西街道 | 10 | 区民政局 |
| 3 | 河口街道 | 6 | 区商务局 |
"""
_OTHER = "第一条 公园六点开门。\n第二条 公园十点关门。\n第三条 公园内禁止吸烟。\n"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("plan"), {"plan.md": _PLAN})


def _opened(folder: Path, texts: dict[str, str]) -> Pipeline:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    update_corpus(folder / "corpus", [folder / name for name in texts])
    return open_pipeline(folder / "corpus")


@pytest.mark.parametrize(
    "question",
    [
        "第二个专栏讲什么？",
        "最后一个专栏讲什么？",
        "专栏2里各项目投资多少？",
        "How much money goes to each project in Box 2?",
    ],
)
def test_a_box_is_a_place(plan: Pipeline, question: str) -> None:
    answer = plan.ask(question)
    assert answer.answered
    assert [("3.2亿元" in c.quote, "专栏2" in c.ref) for c in answer.citations] == [(True, True)]


@pytest.mark.parametrize(
    ("question", "said"),
    [("有几个专栏？", "共 2 个专栏"), ("How many boxes are there?", "2 boxes")],
)
def test_boxes_are_counted(plan: Pipeline, question: str, said: str) -> None:
    answer = plan.ask(question)
    assert (answer.intent, [heading.label for heading in answer.outline]) == (
        "outline",
        ["专栏1", "专栏2"],
    )
    assert said in answer.answer


@pytest.mark.parametrize(
    "question", ["评价有几种？", "评价分为哪几类？", "How many kinds of ratings are there?"]
)
def test_kinds_are_a_list(plan: Pipeline, question: str) -> None:
    answer = plan.ask(question)
    assert answer.intent == "list"
    assert "合格、基本合格、不合格三类" in answer.citations[0].quote


def test_rows_are_counted_and_a_column_is_a_list(plan: Pipeline) -> None:
    assert "共 3 项" in plan.ask("附表1有几行？").answer
    answer = plan.ask("Which departments are named in Annex 1?")
    assert answer.total == len({"区民政局", "区商务局"})


def test_what_goes_on_keeps_the_document(tmp_path: Path) -> None:
    texts = {
        "公园管理规定.txt": f"公园管理规定\n{_OTHER}",
        "泳池管理规定.txt": f"泳池管理规定\n{_OTHER.replace('公园', '泳池')}",
    }
    library = _opened(tmp_path, texts)
    answer = library.ask("那第二条呢？", history=["泳池管理规定第一条讲什么？"])
    assert [citation.source for citation in answer.citations] == ["泳池管理规定.txt"]
    assert len(
        library.ask("第二条讲什么？", history=["泳池管理规定第一条讲什么？"]).citations
    ) == len(texts)


def test_the_next_one_by_its_number_alone(plan: Pipeline) -> None:
    for question, last in (
        ("那第二个呢？", "专栏1讲什么？"),
        ("And the second one?", "What is in Box 1?"),
    ):
        answer = plan.ask(question, history=[last])
        assert [("专栏2" in c.ref, answer.intent) for c in answer.citations] == [(True, "section")]


def test_a_column_by_its_words_in_another_order(plan: Pipeline) -> None:
    answer = plan.ask("哪些部门牵头？")
    assert answer.total == len({"区民政局", "区商务局"})


def test_bodies_of_one_sentence_are_a_list(tmp_path: Path) -> None:
    text = "食堂方案\n一、布点\n由民政局牵头，会同财政局、审计局编制布点规划。\n二、检查\n每季度检查一次。\n"
    answer = _opened(tmp_path, {"plan.txt": text}).ask("哪些部门编制布点规划？")
    assert answer.intent == "list"
    source = answer.citations[0]
    marked = [text[mark.start : mark.end] for mark in source.marks]
    assert marked == ["民政局", "财政局", "审计局"]


def test_a_box_that_is_not_there_is_refused(plan: Pipeline) -> None:
    answer = plan.ask("专栏8里有什么工程？")
    assert (answer.answered, answer.citations) == (False, ())
