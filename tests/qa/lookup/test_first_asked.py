"""Questions that people ask first, as they put them, of a plan with tables and annexes and of a law."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_PLAN = """榆树市湿地保护工作方案
各区人民政府：
为保护湿地，制定本方案。
一、总体要求
（一）主要目标
到2028年，湿地保护格局基本形成。到2030年，湿地面积达到90公顷，湿地保护率达到60%。

表1 主要指标

| 指标 | 单位 | 2026年 | 2028年 | 2030年 |
| --- | --- | --- | --- | --- |
| 湿地面积 | 公顷 | 70 | 80 | 90 |
| 湿地保护率 | % | 50 | 55 | 60 |

二、工作任务
1.退塘还湿。2027年汛期前退塘30公顷，不得新挖鱼塘。
2.补水调度。市水务局每年向湿地补水2次。
三、扶持政策
（一）补助标准
退塘每亩补助800元，单户最高不超过5万元。苗木按实际支出的40%补助。
（二）鼓励参与
鼓励志愿者认养湿地。鼓励学校开展观鸟活动。中小学生免费参观湿地馆。
四、保障
市林业局应当建立湿地名录制度。市林业局每季度公布监测结果。市林业局应当编制应急预案。

附件1 重点工程安排表

| 序号 | 工程名称 | 牵头单位 | 投资（万元） | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 退塘工程 | 市农业局 | 300 | 2027年6月30日 |
| 2 | 补水工程 | 市水务局 | 500 | 2028年10月31日 |
| 3 | 观鸟工程 | 市林业局 | 120 | 2029年5月1日 |

附件2 名词解释

1.湿地保护率，是指受保护湿地占全部湿地的比例。
2.退塘还湿，是指把鱼塘恢复为湿地。
"""
_LAW = """榆树市渡口条例
第一章 总则
第一条 为了加强渡口管理，制定本条例。
第二条 渡口应当设置下列设施：
（一）候船亭；
（二）救生圈。
第二章 罚则
第三条 无证摆渡的，处1000元以上5000元以下罚款。
第四条 超载的，处5万元以上20万元以下罚款。
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("plan"), _PLAN)


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("law"), _LAW)


def _opened(folder: Path, text: str) -> Pipeline:
    # In Markdown lines are paragraphs where an empty line stands between them.
    text = re.sub(r"(?<!\|)\n(?!\|)", "\n\n", text)
    (folder / "text.md").write_text(text, "utf-8")
    update_corpus(folder / "corpus", [folder / "text.md"])
    return open_pipeline(folder / "corpus")


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("请把三、（二）原样抄一遍", "鼓励志愿者"),
        ("第二部分第一条是怎么讲的", "退塘30公顷"),
        ("I need the wording of section 2.2", "每年向湿地补水2次"),
        ("what is in section 3, subsection 2", "鼓励志愿者"),
        ("补水调度那段，发我一下", "每年向湿地补水2次"),
        ("“退塘还湿”下面是怎么要求的", "退塘30公顷"),
    ],
)
def test_places(plan: Pipeline, question: str, words: str) -> None:
    answer = plan.ask(question)
    assert (answer.intent, answer.answered) == ("section", True)
    assert len(answer.citations) == 1
    assert words in answer.citations[0].quote


@pytest.mark.parametrize("question", ["三（四）那段是怎么写的", "二、工作任务 里的第4条讲什么"])
def test_places_that_are_not_there(plan: Pipeline, question: str) -> None:
    answer = plan.ask(question)
    assert (answer.intent, answer.answered) == ("section", False)


def test_an_item_of_a_paragraph_of_an_article(law: Pipeline) -> None:
    answer = law.ask("2条1款（二）项说的啥")
    assert [citation.item for citation in answer.citations] == [2]


def test_the_next_part(plan: Pipeline) -> None:
    answer = plan.ask("那接下来的一部分呢？", history=["第一部分讲了什么"])
    assert answer.intent == "section"
    assert {citation.chapter for citation in answer.citations} == {2}


@pytest.mark.parametrize(
    ("question", "history", "titles"),
    [
        ("后面挂了几个附件，名称各是什么", (), ["重点工程安排表", "名词解释"]),
        ("讲扶持政策的那一部分底下有几个小标题", (), ["补助标准", "鼓励参与"]),
        ("分别叫什么", ("方案由几个部分组成？",), ["总体要求", "工作任务", "扶持政策", "保障"]),
        ("And how many are there?", ("What are the main parts called?",), None),
        ("How many top-level sections are there?", (), None),
    ],
)
def test_outlines(
    plan: Pipeline, question: str, history: tuple[str, ...], titles: list[str] | None
) -> None:
    answer = plan.ask(question, history=history)
    assert answer.intent == "outline"
    found = [heading.title for heading in answer.outline]
    assert found == (titles or ["总体要求", "工作任务", "扶持政策", "保障"])


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("查一下：志愿者，有还是没有？", "志愿者"),
        ("“观鸟”在不在里面", "观鸟"),
        ("鱼塘在文中出现了吗，出现在哪", "鱼塘"),
        ("请核实方案是否述及监测结果", "监测结果"),
        ("里头提过几次鱼塘？分别在什么地方？", "鱼塘"),
        ("volunteers — any word on them?", "志愿者"),
        ("Search the text for volunteers", "志愿者"),
    ],
)
def test_mentions(plan: Pipeline, question: str, held: str) -> None:
    answer = plan.ask(question)
    assert (answer.intent, answer.answered) == ("mention", True)
    assert all(held in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "游艇这回事，里边写了吗",
        "关于游艇，方案说了什么没有",
        "I sell boats. Are yachts covered?",
        "Fines — are there any in this paper?",
    ],
)
def test_what_is_not_mentioned(plan: Pipeline, question: str) -> None:
    assert not plan.ask(question).answered


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("凡是写了“鼓励”的事项全部摘出来", ["鼓励志愿者认养湿地"]),
        ("哪些东西是不要钱的", ["免费参观"]),
        ("把带“不得”的硬规定都找出来", ["不得新挖鱼塘"]),
        ('Which things are banned? I want every "must not".', ["不得新挖鱼塘"]),
        ("建立了哪些制度", ["名录制度"]),
    ],
)
def test_lists_of_what_is_worded_so(plan: Pipeline, question: str, words: list[str]) -> None:
    answer = plan.ask(question)
    assert (answer.intent, answer.answered) == ("list", True)
    quotes = [citation.quote for citation in answer.citations]
    assert len(quotes) == len(words)
    assert all(word in quote for word, quote in zip(words, quotes, strict=True))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("表里都有哪几项工程", ["退塘工程", "补水工程", "观鸟工程"]),
        ("重点工程分别叫什么名字", ["退塘工程", "补水工程", "观鸟工程"]),
        ("市水务局牵头的工程有哪些", ["补水工程"]),
        ("2027年完成的工程有哪些", ["退塘工程"]),
    ],
)
def test_rows_of_a_table(plan: Pipeline, question: str, rows: list[str]) -> None:
    answer = plan.ask(question, k=20)
    assert answer.intent == "list"
    first = [one for one in answer.citations if one.table is not None][: len(rows)]
    assert [one.table.row[1] for one in first if one.table] == rows


def test_the_amounts_of_all_rows(plan: Pipeline) -> None:
    answer = plan.ask("几个重点工程各投多少钱", k=20)
    assert answer.intent == "figures"
    assert {"300", "500", "120"} <= {figure.value for figure in answer.figures}


def _values(pipeline: Pipeline, question: str) -> list[str]:
    answer = pipeline.ask(question, k=20)
    assert answer.intent == "figures"
    return [figure.value for figure in answer.figures]


def test_the_column_of_the_year_that_is_asked_for(plan: Pipeline) -> None:
    assert {"80", "55"} <= set(_values(plan, "2028年各项指标要达到多少"))


def test_what_is_due_by_a_year(plan: Pipeline) -> None:
    by = _values(plan, "What must be done by 2028?")
    assert {"2027年汛期前", "2027年6月30日", "2028年10月31日"} <= set(by)
    assert "2029年5月1日" not in by
    assert "2029年5月1日" in _values(plan, "2029年要完成哪些任务")


def test_every_date(plan: Pipeline) -> None:
    dates = _values(plan, "文中出现的年月日有哪些")
    assert {"2027年6月30日", "2028年10月31日", "2029年5月1日"} <= set(dates)
    assert "60%" not in dates


def test_goals_without_a_number(plan: Pipeline) -> None:
    answer = plan.ask("What are the goals for 2029?", k=20)
    assert not any("60%" in figure.value for figure in answer.figures)


def test_how_much_at_most_and_which_share_belong_to_what_is_given(plan: Pipeline) -> None:
    values = _values(plan, "各类补助的标准都是多少钱？")
    assert values == ["800元", "最高不超过5万元", "40%"]


def test_of_fines_that_are_not_there_nothing_is_near(plan: Pipeline, law: Pipeline) -> None:
    answer = plan.ask("违反方案的罚款数额有哪些")
    assert (answer.answered, answer.figures) == (False, ())
    assert len(_values(law, "give me all fine ranges, none missing")) == len(["第三条", "第四条"])
