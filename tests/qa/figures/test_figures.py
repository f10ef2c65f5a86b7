"""Figures of sentences: what each number is of, which are targets, which year holds."""

from __future__ import annotations

import pytest

from index.document.corpus import Clause, Document, Section, Span, TableRow
from index.restore.document import restore
from qa.figures.collect import FoundFigure, figures_of
from qa.figures.due import days_of
from qa.figures.rows import row_figures
from qa.figures.sentence import quantities
from qa.figures.targets import is_target
from qa.figures.years import YearScope, year_of
from qa.lookup.quantities.named_rows import in_rows_of


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "每万人口发明专利拥有量超过100件，研发经费占地区生产总值比例达到4.5%。",
            [("每万人口发明专利拥有量", 100, "件"), ("研发经费占地区生产总值比例", 4.5, "%")],
        ),
        (
            "花生种植、收获机械化率分别达到65%和55%。",
            [("花生种植机械化率", 65, "%"), ("花生收获机械化率", 55, "%")],
        ),
        (
            "推出100项体育精品赛事，打造50个品牌。",
            [("体育精品赛事", 100, "项"), ("品牌", 50, "个")],
        ),
        ("农机总动力稳定在11亿千瓦左右。", [("农机总动力", 11, "亿千瓦")]),
        # The number of an item is none, whatever unit the word behind it begins as, and no part of a name.
        ("3.1 周一至周四照常开放12小时。", [("周一至周四照常开放", 12, "小时")]),
        ("2.1 家庭年收入不超过12万元。", [("家庭年收入", 12, "万元")]),
        ("6.2元旦放假3天。", [("元旦放假", 3, "天")]),
        ("一、建筑面积12000平方米。", [("建筑面积", 12000, "平方米")]),
        ("3.从业人员培训率达到90%。", [("从业人员培训率", 90, "%")]),
        ("（三）绿地率：35%。", [("绿地率", 35, "%")]),
        # A word is not cut where it begins as one that leads elsewhere.
        ("从业人员培训率达到90%。", [("从业人员培训率", 90, "%")]),
        ("应急物资储备率达到85%。", [("应急物资储备率", 85, "%")]),
        ("保证金比例不超过3%。", [("保证金比例", 3, "%")]),
        # The nearest that a sum is for, not what it is part of.
        (
            "县财政安排专项资金800万元，其中建设补助420万元、运营补助380万元。",
            [
                ("县财政安排专项资金", 800, "万元"),
                ("建设补助", 420, "万元"),
                ("运营补助", 380, "万元"),
            ],
        ),
        ("县财政安排专项资金，用于建设补助420万元。", [("建设补助", 420, "万元")]),
        ("立即上报有关情况（最迟不超过4个小时）。", [("立即上报有关情况", 4, "个小时")]),
        ("指挥部办公室必须24小时值班。", [("值班", 24, "小时")]),
        (
            "建成50所高水平学校和150个骨干专业。",
            [("高水平学校", 50, "所"), ("骨干专业", 150, "个")],
        ),
        (
            "培育龙头企业30家、专精特新企业300家。",
            [("培育龙头企业", 30, "家"), ("专精特新企业", 300, "家")],
        ),
        (
            "垃圾回收利用率2027年达到38%、2030年达到42%。",
            [("垃圾回收利用率", 38, "%"), ("垃圾回收利用率", 42, "%")],
        ),
        (
            "绿色建筑占比，2028年达到90%，2030年达到100%。",
            [("绿色建筑占比", 90, "%"), ("绿色建筑占比", 100, "%")],
        ),
        (
            "地区生产总值突破5000亿元，年均增长6%左右。",
            [("地区生产总值", 5000, "亿元"), ("地区生产总值年均增长", 6, "%")],
        ),
        (
            "光网覆盖率和乡村通达率分别达到100%和98%。",
            [("光网覆盖率", 100, "%"), ("乡村通达率", 98, "%")],
        ),
        ("企业数量由1200家增加到1800家。", [("企业数量", 1200, "家"), ("企业数量", 1800, "家")]),
        ("PM2.5浓度控制在25微克/立方米以内。", [("PM2.5浓度", 25, "微克/立方米")]),
        ("亩均税收不低于30万元/亩。", [("亩均税收", 30, "万元/亩")]),
        ("应当符合《渠道设计标准》（SL 30188），保证水质。", []),
        ("第四至六年减半征收。", []),
        ("收益二八分成，另行核对上一年度账目。", []),
        ("（二）减按15%税率征收。", [("税率征收", 15, "%")]),
        ("未备案的，处一万元以下的罚款。", [("罚款", 10000, "元")]),
        ("由海事机构处三百元以上九百元以下罚款。", [("罚款", None, "元")]),
        ("由港航部门处每吨50元罚款。", [("罚款", 50, "元")]),
        ("按每株80元处以罚款。", [("罚款", 80, "元")]),
        ("并处船价百分之五以上百分之十以下罚款。", [("罚款", None, "%")]),
        ("处运费一倍以上三倍以下罚款。", [("罚款", None, "倍")]),
        ("可以处罚款400元并没收船只。", [("罚款", 400, "元")]),
        ("应当在十五日内缴纳罚款。", [("缴纳罚款", 15, "日")]),
        ("符合条件的可申请最高不超过20万元的担保贷款。", [("担保贷款", 20, "万元")]),
        ("渡口应当自建成之日起15日内，向水务局备案。", [("向水务局备案", 15, "日")]),
        ("返还标准可按6个月确定。", [("返还标准", 6, "个月")]),
        ("自本办法实施起三年内，免收渡口费。", [("免收渡口费", 3, "年")]),
        ("并与其签订1年以上劳动合同的，可补助。", [("劳动合同", 1, "年")]),
        ("试用半年。", [("试用", 0.5, "年")]),
        ("头奖的金额超过三万元。", [("头奖的金额", 30000, "元")]),
        (
            "全年港口吞吐量82万吨，比上年增长4%，占全省的比重为9%。",
            [
                ("港口吞吐量", 82, "万吨"),
                ("港口吞吐量比上年增长", 4, "%"),
                ("港口吞吐量占全省的比重", 9, "%"),
            ],
        ),
        (
            "发生火灾40起，受伤20人，分别下降8%和5%。",
            [
                ("发生火灾", 40, "起"),
                ("受伤", 20, "人"),
                ("发生火灾下降", 8, "%"),
                ("受伤下降", 5, "%"),
            ],
        ),
        ("技工学校9所，在校学生3万人。", [("技工学校", 9, "所"), ("在校学生", 3, "万人")]),
        ("从下单到送达不超过30分钟。", [("下单到送达", 30, "分钟")]),
        ("停泊费首年每艘80元，次年起不变。", [("停泊费首年每艘", 80, "元")]),
        (
            "新建的渔港，一次性补助50万元；新建的渡口，一次性补助9万元。",
            [("新建的渔港一次性补助", 50, "万元"), ("新建的渡口一次性补助", 9, "万元")],
        ),
        ("港航部门应当在七日内答复申请人。", [("答复申请人", 7, "日")]),
    ],
)
def test_what_a_number_is_of(sentence: str, found: list[tuple[str, float, str]]) -> None:
    assert [(q.what, q.number, q.unit) for q in quantities(sentence)] == found


@pytest.mark.parametrize(
    ("sentence", "titles", "target"),
    [
        ("森林覆盖率达到35%。", "发展目标", True),
        ("打造100个品牌。", "", True),
        ("森林覆盖率已达到35%，比上年提高了1%。", "", False),
        ("森林覆盖率为35%。", "发展基础", False),
        ("落实三年行动计划。", "", False),
        ("北京、天津、上海、重庆4个直辖市先行。", "", False),
        ("建立两级管控。", "", False),
        ("计算方法：死亡例数/出院人数×100%。", "", False),
        ("两个以上省出现应急状态。", "", True),
        ("服务3岁以下婴幼儿。", "", False),
        ("人均预期寿命达到81岁。", "", True),
        ("经过5年左右时间，体系基本建立。", "", False),
    ],
)
def test_targets(sentence: str, titles: str, target: bool) -> None:
    judged = [is_target(q, sentence, titles, q.amount.year, 2020) for q in quantities(sentence)]
    assert any(judged) is target


def test_a_year_before_the_document_is_what_was_reached() -> None:
    (quantity,) = quantities("森林覆盖率达到35%。")
    assert not is_target(quantity, "森林覆盖率达到35%。", "", 2018, 2020)
    assert is_target(quantity, "森林覆盖率达到35%。", "", 2025, 2020)


def test_what_is_counted_from_is_no_target() -> None:
    sentence = "城镇化率由58%提高到63%。"
    judged = [(q.number, is_target(q, sentence, "", None, 2020)) for q in quantities(sentence)]
    assert judged == [(58, False), (63, True)]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("到2035年，产值在2025年基础上翻一番。", 2035),
        ("到2030年，产值比2025年增长30%。", 2030),
        ("产值较2025年增长30%。", None),
        ("2027年达到38%。", 2027),
    ],
)
def test_a_year_that_is_compared_with_is_not_the_one_aimed_at(
    sentence: str, year: int | None
) -> None:
    assert year_of(sentence, len(sentence)) == year


def test_a_year_in_the_middle_of_a_paragraph_on_something_else_holds_for_its_sentence() -> None:
    scope = YearScope()
    scope.enter_section("现代农业")
    scope.read("推进高标准农田建设。")
    scope.read("到2030年，建成高标准农田50万亩。")
    assert scope.year() is None
    scope.enter_section("主要目标")
    scope.read("体系更加完善。")
    scope.read("具体指标：到2030年，覆盖率达到90%。")
    assert scope.year() == 2030


def test_a_year_governs_its_paragraph_and_a_lead_in_its_section() -> None:
    scope = YearScope()
    scope.enter_section("发展目标")
    scope.read("到2025年，体系基本建立。")
    assert scope.year() == 2025
    scope.enter_paragraph()
    assert scope.year() is None
    scope.read("2026年主要预期目标是：")
    scope.enter_paragraph()
    assert scope.year() == 2026
    scope.enter_section("2016—2020年回顾")
    assert scope.year() is None
    scope.enter_section("2027年重点工作")
    assert scope.year() == 2027


def test_a_row_of_a_table() -> None:
    header = ("序号", "指标名称", "2025年", "2030年", "属性")
    row = ("3", "粮食综合生产能力（万吨）", "152.6", "≥158", "约束性")
    text = " ".join(row)
    clause = Clause(
        "c", "d", 0, Section(), "stated", text, (Span(0, len(text)),), (Span(0, len(text)),),
        table=TableRow("主要指标", header, row),
    )  # fmt: skip
    figures = list(row_figures(clause))
    told = [(f.what, f.value, f.number, f.unit, f.bound, f.year) for f, _ in figures]
    assert told == [
        ("粮食综合生产能力", "152.6", 152.6, "万吨", "exact", 2025),
        ("粮食综合生产能力", "≥158", 158.0, "万吨", "at_least", 2030),
    ]
    assert [mark.of(text) for _, mark in figures] == ["152.6", "≥158"]


def row_of(title: str | None, header: tuple[str, ...], row: tuple[str, ...]) -> Clause:
    text = "\t".join(row)
    whole = Span(0, len(text))
    return Clause(
        "c",
        "d",
        0,
        Section(),
        "stated",
        text,
        (whole,),
        (whole,),
        table=TableRow(title, header, row),
    )


def test_a_row_is_called_by_its_name_and_not_by_what_is_built() -> None:
    header = ("序号", "项目名称", "建设内容", "总投资（亿元）")
    held = row_of(None, header, ("1", "北干渠", "渠道30公里", "5.2"))
    assert [(f.what, f.number, f.unit) for f, _ in row_figures(held)] == [
        ("北干渠·总投资", 5.2, "亿元")
    ]


def test_a_unit_above_the_table_is_that_of_its_figures() -> None:
    held = row_of("表3 收入 · 单位：万元", ("项目", "2025年"), ("车船税", "320"))
    assert [(f.what, f.number, f.unit) for f, _ in row_figures(held)] == [("车船税", 320.0, "万元")]


def test_the_row_that_is_named_comes_alone() -> None:
    header = ("序号", "项目名称", "总投资（亿元）")
    held = [row_of(None, header, ("1", name, n)) for name, n in (("北干渠", "5"), ("东水库", "9"))]
    figures = [
        FoundFigure(figure, clause, mark, 0, target=True)
        for clause in held
        for figure, mark in row_figures(clause)
    ]
    assert [one.figure.number for one in in_rows_of("东水库总投资", figures)] == [9.0]
    assert in_rows_of("水库总投资", figures) == []


def _figures(*sentences: str) -> list[FoundFigure]:
    text = "\n".join(["关于渡口管理的通知", "各县：", "一、任务", *sentences])
    document = Document("d", "d.txt", text)
    return figures_of([document], restore(document).clauses)


def test_where_no_amount_is_a_target_days_by_which_are() -> None:
    found = _figures("1.登记。对于已经建成的渡口，原则上于2027年6月底前完成。登记应当真实。")
    assert [(one.figure.what, one.figure.value, one.target) for one in found] == [
        ("已经建成的渡口", "2027年6月底前", True)
    ]
    both = _figures("1.登记。渡口登记率达到95%，2027年6月底前完成登记造册。登记应当真实。")
    assert [one.target for one in both if one.figure.value.startswith("2027")] == [False]


def test_what_holds_over_years_is_of_no_year_and_its_thing_no_body() -> None:
    found = _figures(
        "1.补贴。2027年1月1日至2028年12月31日，将补贴条件由企业在职职工参保3年以上放宽至1年以上。",
    )
    assert {(one.figure.year, one.figure.body) for one in found} == {(None, None)}
    past = _figures("1.返还。对不裁员的企业，可返还其上年度实际缴纳保险费的40%。渡口照办。")
    assert [(one.figure.value, one.target) for one in past] == [("40%", True)]


def test_the_line_below_a_title_has_no_figures() -> None:
    line = "（2019年3月31日国务院第45次常务会议通过　2019年4月5日国务院令第712号公布）"
    text = f"渡口管理条例\n{line}\n第一条 渡口每日检查。\n第二条 船只应当登记。\n"
    document = Document("d", "d.txt", text)
    values = [one.figure.value for one in figures_of([document], restore(document).clauses)]
    assert not any("次" in value or "号" in value for value in values)


def test_what_is_dialled_and_a_grade_count_nothing() -> None:
    found = _figures("1.投诉。可以拨打12345渡口服务热线，也可以通过119、120等号码求助，2日内答复。")
    assert [one.figure.value for one in found] == ["2日内"]
    graded = _figures("2.评级。渡口分为一星级至五星级，评为五星级的奖励5万元。")
    assert [one.figure.value for one in graded] == ["5万元"]


def test_a_name_in_quotation_marks_counts_nothing() -> None:
    document = Document("d", "d.txt", "关于学习的意见\n坚决做到“两个维护”。新建学校12所。\n")
    found = figures_of([document], restore(document).clauses)
    assert [one.figure.value for one in found] == ["12所"]


def test_a_fraction_is_one_number() -> None:
    found = quantities("有关专家占1/3，职工代表占2/3，24/7值班。")
    assert [(one.what, one.number) for one in found[:2]] == [
        ("有关专家", 1 / 3),
        ("职工代表", 2 / 3),
    ]
    assert [one.amount.words for one in found[:2]] == ["1/3", "2/3"]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("渡船应当于6月底前检修完毕。", [("6月底前", "检修完毕")]),
        ("最迟报名日期为2026年5月20日。", [("2026年5月20日", "最迟报名日期")]),
        ("报名截止时间：3月8日。", [("3月8日", "报名截止时间")]),
        ("材料应当不迟于2026年9月1日送达。", [("2026年9月1日", "送达")]),
        (
            "船主于2026年3月1日至5月31日到渡口管理所领取补贴。",
            [("2026年3月1日至5月31日", "到渡口管理所领取补贴")],
        ),
        ("受理时间为5月4日—6月4日。", [("5月4日—6月4日", "受理时间")]),
        ("到2030年，渡口全部建成标准码头。", [("2030年", "渡口全部建成标准码头")]),
        # A season, a forecast, what is compared with and what was counted are due on no day.
        ("每年3月1日至6月30日为禁渔期。", []),
        ("预计到2030年，旅客将达到9万人。", []),
        ("由2025年的30个增加到2030年的45个。", []),
        ("截止2025年底，全市共有渡口30个。", []),
        ("2025年全市检修渡口30个。", []),
    ],
)
def test_what_is_due_when(sentence: str, due: list[tuple[str, str]]) -> None:
    days = [day for day in days_of(sentence) if day.is_due]
    assert [(day.at.of(sentence), day.what) for day in days] == due


def _communique(sentences: list[str]) -> list[FoundFigure]:
    text = "".join(sentences)
    document = Document("d", "d.txt", text)
    return figures_of([document], restore(document).clauses)


def test_of_what_was_counted_every_amount_is_a_figure() -> None:
    names = ["货物", "旅客", "鱼类", "虾类", "贝类", "藻类", "盐类", "船舶"]
    told = [f"全年{name}总量{n}万吨，比上年增长{n}%。" for n, name in enumerate(names, start=11)]
    found = _communique(told)
    assert [one.figure.number for one in found if one.target] == [
        n for n in range(11, 19) for _ in range(2)
    ]
    # A work report sets aims beside what was: there what was is none.
    ahead = [f"到2040年，{name}总量达到{n}万吨。" for n, name in enumerate(names, start=31)]
    both = [one.figure.number for one in _communique([*told, *ahead]) if one.target]
    assert both == list(range(31, 39))
