"""Lists of everything of a kind, wherever a document has it."""

from __future__ import annotations

import pytest

from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_RULES = """榆树市骑楼街管理办法
第一条 为了管理骑楼街，根据《中华人民共和国文物保护法》，制定本办法。
第二条 市文化局负责骑楼街的保护工作。市消防救援机构负责骑楼街的消防检查。
第三条 修缮骑楼的，市文化局给予每栋五千元补助。骗取补助的，予以追回。
第四条 商铺应当每日清扫门前。
第五条 骑楼内不得堆放易燃物品。
第六条 商铺按月缴纳保洁费，老人经营的免费。
第七条 擅自改变骑楼外立面的，由市文化局处一千元以上五千元以下罚款。
第八条 违反第五条规定，堆放易燃物品的，由市消防救援机构给予警告。
第九条 违反本办法规定的行为，法律、法规已有规定的，从其规定。
第十条 商铺依照《榆树市市容条例》设置招牌。
第十一条 设立骑楼保护小组，成员由市规划局、市财政局、市旅游局等部门的负责人担任。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("rules")
    (folder / "rules.txt").write_text(_RULES, "utf-8")
    update_corpus(folder / "corpus", [folder / "rules.txt"])
    return open_pipeline(folder / "corpus")


@pytest.mark.parametrize(
    ("question", "refs"),
    [
        ("哪些行为会被罚款？", ["第七条"]),
        ("What can I get fined for?", ["第七条"]),
        ("做了什么会被处罚", ["第七条", "第八条"]),
        ("What penalties are there?", ["第七条", "第八条"]),
        ("What can't I do?", ["第五条"]),
        ("What mustn't people do?", ["第五条"]),
        ("涉及哪些部门？", ["第二条", "第十一条"]),
        ("Which departments are involved?", ["第二条", "第十一条"]),
        ("引用了哪些法律", ["第一条", "第十条"]),
        ("Which other laws are named?", ["第一条", "第十条"]),
        ("有哪些补贴和奖励？", ["第三条"]),
        ("What subsidies are available?", ["第三条"]),
        ("有哪些收费", ["第六条"]),
        ("哪些行为是禁止的", ["第五条"]),
        ("What is not allowed?", ["第五条"]),
    ],
)
def test_everything_of_a_kind(rules: Pipeline, question: str, refs: list[str]) -> None:
    answer = rules.ask(question)
    assert (answer.intent, answer.answered) == ("list", True)
    assert [citation.ref for citation in answer.citations] == refs


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("罚款都是多少", "figures"),
        ("文件提到罚款了吗", "mention"),
        ("违反第七条会被罚款吗", "content"),
    ],
)
def test_what_only_sounds_like_it(rules: Pipeline, question: str, intent: str) -> None:
    assert rules.ask(question).intent == intent


def test_deeds_are_marked(rules: Pipeline) -> None:
    answer = rules.ask("哪些行为会被罚款？")
    citation = answer.citations[0]
    marked = {_RULES[mark.start : mark.end] for mark in citation.marks}
    assert marked == {"擅自改变骑楼外立面"}
