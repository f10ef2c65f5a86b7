"""The shipped plan asked as somebody would who meets it for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.result import to_json


def test_a_mention_quotes_the_asked_words_and_counts_them(pipeline: Pipeline) -> None:
    answer = pipeline.ask("规划提到众创空间了吗？", k=1)
    assert (answer.intent, answer.answered) == ("mention", True)
    assert answer.total > len(answer.citations) == 1
    texts = {document.doc_id: document.text for document in pipeline.clause_index.documents}
    for citation in answer.citations:
        assert "众创空间" in citation.quote
        assert {texts[citation.doc_id][mark.start : mark.end] for mark in citation.marks} == {
            "众创空间"
        }


def test_the_next_places_follow_the_first(pipeline: Pipeline) -> None:
    first = pipeline.ask("规划提到众创空间了吗？", k=1)
    after = pipeline.ask("还有别的吗？", history=["规划提到众创空间了吗？"], k=1)
    assert after.total == first.total
    assert not {c.clause_id for c in first.citations} & {c.clause_id for c in after.citations}


def test_what_is_not_mentioned_is_said_in_a_sentence(pipeline: Pipeline) -> None:
    for question in ("规划提到区块链了吗？", "Does the plan mention nuclear power?"):
        answer = pipeline.ask(question)
        assert (answer.intent, answer.answered, answer.correction) == ("mention", False, False)
        assert answer.total == len(answer.citations)
    assert pipeline.ask("规划提到区块链了吗？").answer.startswith("全文没有提到“区块链”。")


def test_figures_have_all_they_are_made_of(pipeline: Pipeline) -> None:
    answer = pipeline.ask("有哪些量化指标？", k=50)
    assert answer.intent == "figures"
    patents = next(figure for figure in answer.figures if "发明专利" in figure.what)
    assert (patents.number, patents.unit, patents.bound, patents.year) == (
        100,
        "件",
        "at_least",
        2022,
    )
    cited = {citation.n: citation.quote for citation in answer.citations}
    assert all(figure.value in cited[figure.n or 0] for figure in answer.figures)


def test_no_figure_is_claimed_for_a_year_that_has_none(pipeline: Pipeline) -> None:
    answer = pipeline.ask("到2035年的具体数字有哪些？")
    assert (answer.intent, answer.answered, answer.figures) == ("figures", False, ())


def test_a_place_that_does_not_exist_is_refused(pipeline: Pipeline) -> None:
    answer = pipeline.ask("第二十章讲什么？")
    assert (answer.intent, answer.answered, answer.citations) == ("section", False, ())
    assert "第二十章" in answer.answer


def test_every_quote_of_a_section_is_from_it_in_reading_order(pipeline: Pipeline) -> None:
    answer = pipeline.ask("第七章第二节讲什么？", k=50)
    assert answer.intent == "section"
    assert {(c.chapter, c.section) for c in answer.citations} == {(7, 2)}
    order = [pipeline.clause_index.clause_by_id[c.clause_id].position for c in answer.citations]
    assert order == sorted(order)


def test_the_json_has_the_fields_of_every_kind(pipeline: Pipeline) -> None:
    record = to_json(pipeline.ask("水价是多少？"))
    assert record["intent"] == "content"
    assert {"total", "unsure", "figures", "outline"} <= record.keys()


def test_what_the_document_is(pipeline: Pipeline) -> None:
    answer = pipeline.ask("文号是多少？")
    assert (answer.intent, answer.answered) == ("about", True)
    assert "粤府函〔2020〕272号" in answer.lead
    assert any("粤府函〔2020〕272号" in citation.quote for citation in answer.citations)
    issued = pipeline.ask("Who issued this?")
    assert issued.lead.startswith("Issued by: 广东省人民政府")


def test_of_percentages_only_shares_are_listed(pipeline: Pipeline) -> None:
    answer = pipeline.ask("所有带百分号的比例都列出来", k=50)
    assert answer.intent == "figures"
    assert {figure.unit for figure in answer.figures} == {"%"}


def test_what_is_not_covered_by_name_is_searched_for(pipeline: Pipeline) -> None:
    named = pipeline.ask("Does the plan cover arbitration?")
    assert named.intent == "mention"
    assert all("仲裁" in citation.quote for citation in named.citations)
    assert pipeline.ask("Does the plan cover nuclear power?").intent == "content"


def test_how_a_law_is_divided_and_who_issued_it(tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    articles = [f"第{n}条 区水务局应当公布第{n}类用水的价格。" for n in "一二三四五"]
    chapters = ["第一章 总则", *articles[:2], "第二章 用水", *articles[2:]]
    law.write_text("\n".join(["用水办法", *chapters]), "utf-8")
    update_corpus(tmp_path / "corpus", [law])
    asked = open_pipeline(tmp_path / "corpus")
    assert asked.ask("一共几章几条？").answer.startswith("共 2 章、5 条")
    # The body that an article gives something to do has not issued the law.
    unsaid = asked.ask("这是谁发布的？")
    assert (unsaid.intent, unsaid.answered, unsaid.citations) == ("about", False, ())
    assert unsaid.answer.strip() == "文件没有写明由谁发布。"
    assert "who issued it" in asked.ask("Who issued it?").answer


def test_points_are_counted_below_their_part_where_numbers_run_on(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    titles = ["（一）修建水库", "（二）疏浚河道", "（三）保护水源", "（四）节约用水"]
    points = [f"{title}。有关部门应当按照职责做好{title[3:]}的各项工作。" for title in titles]
    lines = ["关于水利工作的意见", "一、加强建设", *points[:2], "二、加强管理", *points[2:]]
    paper.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    asked = open_pipeline(tmp_path / "corpus")
    second = asked.ask("第二部分第一点讲什么？")
    assert second.answered
    assert "保护水源" in second.citations[0].quote + str(second.citations[0].path)
    assert asked.ask("Part two, second point please").answered
    assert not asked.ask("第二部分第五点讲什么？").answered
    # People call them articles; the second of them is not the second part.
    assert "疏浚河道" in asked.ask("第二条讲什么？").citations[0].quote
    assert not asked.ask("第五条讲什么？").answered


def test_each_text_of_a_file_has_points_that_run_on(tmp_path: Path) -> None:
    names = ("供水规定", "排水规定")
    texts = [
        [
            name,
            f"一、{name}的对象",
            f"（一）{name}适用于水厂。",
            "二、管理",
            f"（二）按{name}缴费。",
        ]
        for name in names
    ]
    paper = tmp_path / "paper.txt"
    paper.write_text("\n".join(line for text in texts for line in text), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    asked = open_pipeline(tmp_path / "corpus")
    quotes = " ".join(citation.quote for citation in asked.ask("第二条讲什么？").citations)
    assert "规定缴费" in quotes
    assert not asked.ask("第三条讲什么？").answered


def test_the_place_that_was_named_last_is_pointed_back_to(pipeline: Pipeline) -> None:
    below = pipeline.ask("这章有几节？", history=["第三章讲什么？"])
    named = pipeline.ask("第三章有几节？")
    assert (below.intent, below.outline) == ("outline", named.outline)


def test_a_term_is_asked_for_in_two_sentences(pipeline: Pipeline) -> None:
    answer = pipeline.ask("I'm looking for prefabricated construction. Is it in there?")
    assert answer.answered
    assert all("装配式" in citation.quote for citation in answer.citations)


def test_who_and_when_are_told_without_quotes_of_other_things(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    points = [f"（{n}）修建水库。县级以上人民政府应当于当年印发第{n}号名录。" for n in "一二三四"]
    head = ["国务院关于水利工作的意见", "国发〔2021〕7号", "各省、自治区人民政府，国务院各部委："]
    lines = [*head, "一、加强建设", *points, "国务院", "2021年3月9日"]
    paper.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    asked = open_pipeline(tmp_path / "corpus")
    answer = asked.ask("谁印发的，文号是多少，哪天发的？")
    assert answer.intent == "about"
    for said in ("国务院", "国发〔2021〕7号", "2021-03-09"):
        assert said in answer.lead
    roles = [asked.clause_index.clause_by_id[c.clause_id].role for c in answer.citations]
    assert {"head", "signature"} <= set(roles)
    assert not any("名录" in citation.quote for citation in answer.citations)
    partly = asked.ask("Who issued it, and until when is it valid?")
    assert partly.answered
    assert "does not say until when" in partly.lead


def test_a_paper_of_one_level_is_asked_by_whatever_people_call_its_points(tmp_path: Path) -> None:
    paper = tmp_path / "reply.txt"
    first = "一、原则同意《临河市节水规划（2020—2030年）》（以下简称《规划》）。《规划》要坚持节水优先。"
    titles = ["推进节水建设", "严格用水管理", "加强组织领导"]
    points = [
        f"{n}、{title}。有关部门要按照职责做好{title}的各项工作。"
        for n, title in zip("二三四", titles, strict=True)
    ]
    paper.write_text("\n".join(["关于临河市节水规划的批复", first, *points]), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    asked = open_pipeline(tmp_path / "corpus")
    for question in ("一共几部分", "总共多少条", "分几点", "都讲了哪些方面"):
        assert asked.ask(question).answer.startswith("共 4 "), question
    for question in ("第三条讲什么", "第三点说的什么", "第三节讲什么"):
        assert "严格用水管理" in asked.ask(question).citations[0].quote, question
    assert not asked.ask("第三章第三节讲什么").answered
    assert not asked.ask("第五条讲什么").answered


def test_below_what_is_called_a_part_its_points_are_listed(tmp_path: Path) -> None:
    paper = tmp_path / "report.txt"
    lines = [
        "临河市工作报告",
        "一、工作回顾",
        "去年各项工作进展顺利，全市经济平稳运行。",
        "二、今年安排",
    ]
    lines += [
        f"（{n}）{title}。全市要扎实做好{title}的各项重点工作。"
        for n, title in zip("一二三", ["扩大内需", "改善民生", "保护生态"], strict=True)
    ]
    paper.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    answer = open_pipeline(tmp_path / "corpus").ask("第二部分分成哪三个方面")
    assert [heading.title for heading in answer.outline] == ["扩大内需", "改善民生", "保护生态"]


def test_what_a_law_replaces(tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    lines = ["节水条例", "第一条 为了节约用水，根据《中华人民共和国水法》，制定本条例。"]
    lines += [f"第{n}条 用水单位应当建立第{n}类用水的台账。" for n in "二三四"]
    lines += ["第五条 本条例自2024年5月1日起施行。2011年发布的《城市节水规定》同时废止。"]
    law.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [law])
    asked = open_pipeline(tmp_path / "corpus")
    assert "同时废止" in asked.ask("它取代了以前哪个规定").citations[0].quote
    assert "水法" in asked.ask("What law is it based on?").citations[0].quote


def test_what_a_law_is_about(tmp_path: Path) -> None:
    law = tmp_path / "law.txt"
    lines = ["养犬管理条例", "第一条 为了规范养犬行为，维护公共秩序，制定本条例。"]
    lines += ["第二条 养犬人有下列行为之一，未制定防护措施的，予以警告。"]
    lines += [f"第{n}条 养犬人应当按照职责分工，配合制定第{n}类登记的办法。" for n in "三四五"]
    law.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [law])
    asked = open_pipeline(tmp_path / "corpus")
    for question in ("这个条例是管什么的？", "What is the law about, in a nutshell?"):
        answer = asked.ask(question)
        assert "养犬管理条例" in answer.answer.splitlines()[0]
        assert "公共秩序" in answer.citations[0].quote
        assert {citation.quote for citation in answer.citations[1:]} <= {"养犬管理条例"}


def test_a_cell_that_is_named_is_the_one_answer(tmp_path: Path) -> None:
    paper = tmp_path / "plan.md"
    lines = ["# 临河市绿色发展规划", "", "## 一、发展目标", "", "主要指标见下表。", ""]
    lines += [
        "| 年份 | 公园数量 | 步道长度 |",
        "| --- | --- | --- |",
        "| 2025年 | 85 | 12 |",
        "| 2030年 | 120 | 14 |",
    ]
    paper.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    asked = open_pipeline(tmp_path / "corpus")
    (quote,) = asked.ask("2030年公园数量是多少？").citations
    source = asked.documents[0].text
    assert [source[mark.start : mark.end] for mark in quote.marks] == ["120"]
    # Where a row is a year, its figures are of that year and of what the columns count.
    figures = asked.ask("2030年的指标有哪些").figures
    assert [(one.what, one.value, one.year) for one in figures] == [
        ("公园数量", "120", 2030),
        ("步道长度", "14", 2030),
    ]


def test_a_list_is_what_a_document_names_one_by_one(tmp_path: Path) -> None:
    law = tmp_path / "stalls.txt"
    lines = [
        "摊位管理办法",
        "第一条 申请摊位，应当提交下列材料：\n（一）身份证明；\n（二）健康证明；\n（三）食品安全承诺书。",
        "第二条 摊位分为固定摊位、临时摊位和流动摊位，由市场管理所划定。",
        "第三条 市场管理所每年公布一次摊位的租金标准。",
    ]
    law.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [law])
    asked = open_pipeline(tmp_path / "corpus")
    items = asked.ask("申请摊位要交哪些材料？")
    assert (items.intent, items.answered) == ("list", True)
    assert items.answer.startswith("共 3 项：")
    assert all(item in items.answer for item in ("身份证明", "健康证明", "食品安全承诺书"))
    named = asked.ask("Into which kinds are the stalls divided?")
    assert (named.intent, named.citations[0].article) == ("list", 2)
    # Nothing is named one by one where the question has its answer.
    assert asked.ask("哪些标准由市场管理所公布？").intent == "content"


def test_what_stands_there_under_another_name_or_within_the_text(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    lines = [
        "临河区公共卫生行动方案（2026—2030年）",
        "一、重点任务",
        "（一）预防接种。为适龄女孩接种人乳头瘤病毒疫苗。",
        "（二）大气治理。细颗粒物浓度逐年下降。",
        "二、实施范围",
        "本方案在全区八个镇实施，由区卫生健康局牵头，沼气站和加气站一并纳入检查。",
    ]
    paper.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [paper])
    asked = open_pipeline(tmp_path / "corpus")
    for question, words in (
        ("HPV疫苗提到了吗", "人乳头瘤病毒疫苗"),
        ("提到PM2.5了吗", "细颗粒物"),
        ("方案里有沼气站吗", "沼气站"),
        ("沼气站和加气站这两样，方案里都有吗", "加气站"),
    ):
        answer = asked.ask(question)
        assert (answer.intent, answer.answered) == ("mention", True), question
        assert all(words in citation.quote for citation in answer.citations), question
    assert not asked.ask("HPV筛查提到了吗").answered
    period = asked.ask("what period does the plan cover")
    assert (period.intent, period.answered) == ("about", True)
    scope = asked.ask("实施范围怎么说的")
    assert (scope.intent, "八个镇" in scope.citations[0].quote) == ("section", True)
    parts = asked.ask("重点任务有哪几块")
    assert [heading.title for heading in parts.outline] == ["预防接种", "大气治理"]


def test_amounts_of_each_are_figures_of_the_quote(tmp_path: Path) -> None:
    law = tmp_path / "fees.txt"
    lines = [
        "摊位收费办法",
        "第一条 固定摊位每月收费300元，临时摊位每天收费10元，流动摊位每天收费5元。",
        "第二条 市场管理所负责收费，收费票据由市财政局统一印制。",
    ]
    law.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [law])
    answer = open_pipeline(tmp_path / "corpus").ask("各类摊位收费都是多少？")
    assert (answer.intent, answer.answered) == ("figures", True)
    assert {"300元", "10元", "5元"} <= {figure.value for figure in answer.figures}
    assert {figure.n for figure in answer.figures} == {1}


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("有哪些补贴，分别多少钱？", ["8000元", "200元"]),
        ("Which subsidies are there and how much is each?", ["8000元", "200元"]),
        ("建设补助和运营补贴各是多少？", ["8000元", "200元"]),
        ("用平方米的数据有哪些？", ["不低于3000平方米"]),
    ],
)
def test_figures_of_a_kind_a_unit_and_of_several_things(
    question: str, wanted: list[str], tmp_path: Path
) -> None:
    law = tmp_path / "homes.txt"
    lines = [
        "养老机构扶持办法",
        "第一条 新建养老机构每张床位给予建设补助8000元。",
        "第二条 运营补贴按入住人数每人每月200元发放。",
        "第三条 养老机构占地面积不低于3000平方米，绿地率不低于35%。",
        "第四条 床位费每月不超过1800元，押金不超过5000元。",
        "第五条 骗取补贴的，处1万元以上3万元以下罚款。",
    ]
    law.write_text("\n".join(lines), "utf-8")
    update_corpus(tmp_path / "corpus", [law])
    answer = open_pipeline(tmp_path / "corpus").ask(question)
    assert answer.intent == "figures"
    assert [figure.value for figure in answer.figures] == wanted


_YEARBOOK = """# 海州县2031年统计公报

## 一、渔业和运输

全年鱼类产量18万吨，比上年增长6%。全年虾类产量9万吨，比上年下降25%。年末渔船保有量700艘，比上年增长2%。

全年旅客运输总量40万人次，比上年增长31%。全年货物吞吐量52万吨，比上年下降3%。码头泊位总数21个，比上年增长5%。

## 二、人口

年末常住人口12万人，比上年末减少1万人。全年出生人口800人，比上年下降4%。全年居民用盐3万吨，比上年增长7%。

| 产品 | 单位 | 产量 | 比上年增长（%） |
| --- | --- | --- | --- |
| 冰块 | 吨 | 310 | -12 |
| 渔网 | 张 | 45 | 33 |
"""


def _yearbook(folder: Path) -> Pipeline:
    paper = folder / "yearbook.md"
    paper.write_text(_YEARBOOK, "utf-8")
    update_corpus(folder / "corpus", [paper])
    return open_pipeline(folder / "corpus")


@pytest.mark.parametrize(
    ("question", "held", "left_out"),
    [
        ("增长超过20%的指标有哪些？", ["31%", "33"], ["25%", "6%", "-12"]),
        ("下降的指标有哪些？", ["25%", "3%", "1万人", "-12"], ["6%", "33"]),
        ("运输方面的数字有哪些？", ["40万人次", "31%"], ["18万吨"]),
        ("有哪些数字是关于人口的？", ["12万人", "1万人", "800人"], ["18万吨"]),
    ],
)
def test_figures_of_what_was_counted(
    tmp_path: Path, question: str, held: list[str], left_out: list[str]
) -> None:
    answer = _yearbook(tmp_path).ask(question, k=20)
    values = [figure.value for figure in answer.figures]
    assert answer.intent == "figures"
    assert set(held) <= set(values)
    assert not set(left_out) & set(values)


def test_what_no_figure_is_named_is_said_and_no_reason_is_a_figure(tmp_path: Path) -> None:
    pipeline = _yearbook(tmp_path)
    near = pipeline.ask("和天文有关的数据")
    assert near.answer.startswith("没有写明“天文”方面的数字；意思最近的")
    assert pipeline.ask("为什么要把渔船增长控制在2%以下？").intent != "figures"
    untold = pipeline.ask("有哪些约束性指标？")
    assert untold.answer.startswith("文件没有标明哪些是“约束性”的。")
