"""What a document says of itself, as somebody asks who met it a minute ago."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_ROWS = "\n".join(f"| {n} | 第{n}中队 | {n} |" for n in range(1, 12))
_RULES = f"""# 榆树区社区食堂管理办法

榆政规〔2025〕6号

一、开办

（一）食堂应当公示价格。

（二）食堂应当留样。

二、检查

（一）每季度检查一次。

（二）每年评价一次。

本办法自印发之日起实行，有效期至2028年12月31日。《榆树区助餐点管理办法》（榆政办发〔2020〕9号）停止执行。监督电话：5550123。

榆树区人民政府

2025年5月6日

附件1

检查任务表

| 序号 | 单位 | 次数 |
| --- | --- | --- |
{_ROWS}
"""
_NOTICE = """关于开展无烟食堂创建活动的通知

各科室：

一、活动内容

各食堂应当设置禁烟标识。

二、时间安排

活动自2026年4月1日起执行，试行一年。2018年4月10日印发的《食堂控烟办法》同时作废。

三、要求

各科室要认真落实，有意见的向后勤处反映。
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("rules"), _RULES)


@pytest.fixture(scope="module")
def notice(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("notice"), _NOTICE)


def _opened(folder: Path, text: str) -> Pipeline:
    (folder / "text.md").write_text(text, "utf-8")
    update_corpus(folder / "corpus", [folder / "text.md"])
    return open_pipeline(folder / "corpus")


@pytest.mark.parametrize(
    "question",
    [
        "什么时候开始实行？",
        "几号起用",
        "从哪天开始执行",
        "When do the rules take effect?",
        "From what date do these rules apply?",
    ],
)
def test_from_when_it_holds(rules: Pipeline, question: str) -> None:
    answer = rules.ask(question)
    assert (answer.intent, answer.answered) == ("about", True)
    assert "2025-05-06" in answer.lead
    assert "印发之日起实行" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "哪个文件作废了？",
        "这个办法替代了什么",
        "哪个办法停止执行了",
        "Which document is repealed?",
        "Which rules are no longer valid?",
    ],
)
def test_what_is_repealed_comes_first(rules: Pipeline, question: str) -> None:
    answer = rules.ask(question)
    assert answer.intent == "about"
    assert answer.lead.endswith("《榆树区助餐点管理办法》（榆政办发〔2020〕9号）")
    assert "停止执行" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question",
    [
        "举报电话是多少",
        "有举报电话吗？",
        "有问题找谁联系",
        "Whom should I contact?",
        "Which number do I call?",
    ],
)
def test_a_telephone_says_whom_to_contact(rules: Pipeline, question: str) -> None:
    answer = rules.ask(question)
    assert (answer.intent, answer.answered) == ("about", True)
    [quote] = answer.citations
    assert "5550123" in quote.quote
    assert "没有" not in answer.lead


def test_until_which_year_is_quoted(rules: Pipeline) -> None:
    for question in ("这个办法管到哪一年？", "有效期到什么时候", "How long is it valid?"):
        answer = rules.ask(question)
        assert answer.lead.endswith("2028-12-31")
        assert "有效期至2028年12月31日" in answer.citations[0].quote


def test_of_two_things_each_is_answered(rules: Pipeline, notice: Pipeline) -> None:
    answer = rules.ask("什么时候生效，有效期多久？")
    assert ("2025-05-06" in answer.lead, "2028-12-31" in answer.lead) == (True, True)
    answer = notice.ask("几号起执行，文号是多少？")
    assert answer.lead == "文件没有写明文号。"
    assert "2026年4月1日" in answer.citations[0].quote


def test_a_trial_has_an_end(notice: Pipeline) -> None:
    for question in ("试行到什么时候？", "试行多久", "How long is the trial?"):
        assert "试行一年" in notice.ask(question).citations[0].quote


def test_the_day_of_another_document_is_not_its_own(notice: Pipeline) -> None:
    answer = notice.ask("When was it issued?")
    assert not answer.answered
    assert answer.lead == "The document does not say when it was issued."


def test_whom_to_turn_to_without_a_telephone(notice: Pipeline) -> None:
    assert "向后勤处反映" in notice.ask("有问题跟谁联系？").citations[0].quote


def test_a_number_to_call_is_told_wherever_it_stands(tmp_path: Path) -> None:
    articles = "".join(f"第{n}条 摊位每日清扫，收摊后关灯。\n" for n in "三四五六七八九")
    text = (
        "榆树夜市管理办法\n第一条 为了管理夜市，制定本办法。\n"
        f"第二条 顾客可以拨打12399夜市服务热线。\n{articles}第十条 本办法自2026年1月1日起施行。\n"
    )
    (tmp_path / "night.txt").write_text(text, "utf-8")
    update_corpus(tmp_path / "corpus", [tmp_path / "night.txt"])
    asked = open_pipeline(tmp_path / "corpus")
    for question in ("有投诉电话吗", "Who can I call?"):
        answer = asked.ask(question)
        assert (answer.intent, answer.answered) == ("about", True)
        assert [citation.ref for citation in answer.citations] == ["第二条"]
    # Until when is not said; from when is.
    assert "2026-01-01" in asked.ask("这办法现在还有效吗").answer
