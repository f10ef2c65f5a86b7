"""Items below a heading that says what they are, as in an annex."""

from __future__ import annotations

import pytest

from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_NOTICE = """榆树区社区食堂建设方案
一、目标
到2026年底，建成社区食堂60家。
二、安全
区市场监管局应当每季度检查一次。
三、资金
所需资金列入区财政预算。
附件：1.社区食堂布点任务表
2.社区食堂申报条件

附件1

社区食堂布点任务表

| 街道 | 数量 |
| --- | --- |
| 城东街道 | 8 |
| 城西街道 | 10 |

附件2

社区食堂申报条件

1.具有独立法人资格；
2.有固定的经营场所；
3.取得食品经营许可证；
4.近三年内无食品安全事故。
"""


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("notice")
    (folder / "text.md").write_text(_NOTICE, "utf-8")
    update_corpus(folder / "corpus", [folder / "text.md"])
    return open_pipeline(folder / "corpus")


@pytest.mark.parametrize(
    "question",
    ["申报条件有哪些？", "社区食堂的申报条件是什么？", "What are the requirements to apply?"],
)
def test_an_annex_answers_with_all_its_items(notice: Pipeline, question: str) -> None:
    answer = notice.ask(question)
    assert answer.intent == "list"
    quoted = "".join(citation.quote for citation in answer.citations)
    for item in ("法人资格", "经营场所", "许可证", "食品安全事故"):
        assert item in quoted
    assert [c for c in answer.citations if c.role == "annexes"] == []
    assert answer.lead.startswith(("共 4 项", "4 in all")) or answer.answer.startswith(
        ("共 4 项", "4 in all")
    )


def test_which_annexes_there_are_is_told_by_the_list(notice: Pipeline) -> None:
    assert notice.ask("附件有哪些？").citations[0].role == "annexes"


def test_a_numbered_annex_is_asked_for_what_stands_in_it(notice: Pipeline) -> None:
    answer = notice.ask("附件2讲什么？")
    assert answer.intent == "section"
    assert answer.citations[0].ref.startswith("附件2")
