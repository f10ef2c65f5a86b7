from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document.corpus import Clause, Document, Span
from index.document.layout import Cell, HeadingMark, Layout, Table
from index.restore.document import Restoration, restore
from tests.generated import numeral


def read(text: str, layout: Layout | None = None) -> Restoration:
    return restore(Document("d", "d.txt", text, layout=layout or Layout()))


def clause_with(result: Restoration, words: str) -> Clause:
    (found,) = [clause for clause in result.clauses if words in clause.text]
    return found


def path(clause: Clause) -> list[str]:
    return [heading.label + heading.title for heading in clause.path]


def tree(result: Restoration) -> list[tuple[str, str, int]]:
    return [(h.level, h.label + h.title, h.depth) for h in result.headings]


LAW = """甲市河道管理条例
（2024年3月1日甲市人民代表大会常务委员会通过）
目　录
第一编　总则
第一章　一般规定
第二编　保护
第一章　规划
第一编　总则
第一章　一般规定
第一条　为了保护河道，制定本条例。
第二条　河道管理应当坚持下列原则：
（一）统一规划；
（二）分级负责。
市人民政府对前款第二项负责。
第二条之一　村民可以举报。
第二编　保护
第一章　规划
第四条　规划由市水务局编制。违反本条例第一章规定的，依照
第二条第一款处理。
附　则
第五条　本条例自2024年5月1日起施行。
"""


def test_a_law_is_read_article_by_article() -> None:
    result = read(LAW)
    articles = [(c.article, c.inserted) for c in result.clauses if c.article]
    assert articles == [(1, None), (2, None), (2, 1), (4, None), (5, None)]
    second = clause_with(result, "分级负责")
    assert second.text == (
        "河道管理应当坚持下列原则：\n（一）统一规划；\n（二）分级负责。\n市人民政府对前款第二项负责。"
    )
    assert [(u.paragraph, u.item) for u in second.units] == [(1, None), (1, 1), (1, 2), (2, None)]
    assert (second.paragraph, second.item, second.ref) == (None, None, "第二条")


def test_chapters_begin_again_in_each_division_and_a_reference_is_no_article() -> None:
    result = read(LAW)
    fourth = clause_with(result, "水务局编制")
    assert path(fourth) == ["第二编保护", "第一章规划", "第四条"]
    assert "第二条第一款处理" in fourth.text
    assert (fourth.section.chapter, fourth.section.chapter_title) == (1, "规划")
    assert path(clause_with(result, "为了保护")) == ["第一编总则", "第一章一般规定", "第一条"]
    assert path(clause_with(result, "村民")) == ["第一编总则", "第一章一般规定", "第二条之一"]
    assert clause_with(result, "5月1日").path[-2].title == "附则"


def test_title_and_table_of_contents_are_never_quoted() -> None:
    result = read(LAW)
    words = "".join(clause.text for clause in result.clauses)
    assert "河道管理条例" not in words
    assert "目" not in words
    assert "第一编" not in words
    (adopted,) = [clause for clause in result.clauses if clause.role == "head"]
    assert adopted.text == "（2024年3月1日甲市人民代表大会常务委员会通过）"


def test_headings_are_where_they_say() -> None:
    for heading in read(LAW).headings:
        words = "".join(LAW[heading.start : heading.end].split())
        assert words == heading.label + heading.title


def test_a_long_article_is_cut_at_its_paragraphs_and_items_under_their_lead_in() -> None:
    items = "".join(f"（{numeral(n)}）{'建设' * 40}第{n}项；\n" for n in range(1, 6))
    first = "为了发展，" * 30
    text = f"办法\n第一条　{first}制定。\n有下列情形之一的，予以处罚：\n{items}第二条　短。\n"
    clauses = [clause for clause in read(text).clauses if clause.article == 1]
    assert [clause.ref for clause in clauses] == [
        "第一条第一款",
        "第一条第二款第（一）项",
        *(f"第一条第二款第（{numeral(n)}）项至第（{numeral(n + 1)}）项" for n in (2, 4)),
    ]
    assert clauses[0].topic is None
    assert [c.topic for c in clauses[2:]] == ["有下列情形之一的，予以处罚："] * 2
    assert all(len(clause.text) <= 200 for clause in clauses)


def test_items_in_one_line_are_items() -> None:
    text = "办法\n第九条　不得申请：（一）故意侵权的；（二）拒不履行第（一）项的。\n第十条　完。\n"
    clause = clause_with(read(text), "故意侵权")
    assert [(u.item, u.span.of(clause.text)) for u in clause.units] == [
        (None, "不得申请："),
        (1, "（一）故意侵权的；"),
        (2, "（二）拒不履行第（一）项的。"),
    ]


LETTER = """甲市人民政府关于印发
节水行动方案的通知
甲政发〔2025〕3号
各县人民政府，市政府各部门：
现将《甲市节水行动方案》印发给你们，请认真执行。
甲市人民政府
2025年2月1日
（此件公开发布）
甲市节水行动方案
为了节约用水，制定本方案。
一、总体要求
（一）指导思想。坚持节水优先。推进全社会节水。
（二）主要目标。到2027年，用水总量下降百分之五。
二、重点任务
（三）农业节水。推广滴灌。
1.新建滴灌面积三万亩。
2.改造渠道五十公里。
（四）工业节水。建设节水园区。
附件：1.指标表
　　　2.分工表
附件1
节水指标表
一、农业指标
灌溉水利用系数达到0.6。
抄送：市委各部门。
"""


def test_a_letter_and_what_it_brings() -> None:
    result = read(LETTER)
    roles = [(clause.role, clause.text[:4]) for clause in result.clauses]
    assert roles == [
        ("head", "甲政发〔"),
        ("addressee", "各县人民"),
        ("notice", "现将《甲"),
        ("signature", "甲市人民"),
        ("release", "（此件公"),
        ("preface", "为了节约"),
        ("body", "坚持节水"),
        ("body", "到202"),
        ("body", "推广滴灌"),
        ("body", "1.新建"),
        ("body", "建设节水"),
        ("annexes", "附件：1"),
        ("annex", "灌溉水利"),
        ("copies", "抄送：市"),
    ]
    assert clause_with(result, "2025年2月").text == "甲市人民政府\n2025年2月1日"


def test_headings_that_run_into_their_paragraph_are_its_topic() -> None:
    result = read(LETTER)
    aim = clause_with(result, "百分之五")
    assert aim.topic == "（二）主要目标。"
    assert path(aim) == ["甲市节水行动方案", "一、总体要求", "（二）主要目标"]
    assert (aim.section.chapter, aim.section.section) == (1, 2)
    assert aim.ref == "一、（二）第1句"
    listed = clause_with(result, "滴灌面积")
    assert listed.text == "1.新建滴灌面积三万亩。\n2.改造渠道五十公里。"
    assert (listed.section.chapter, listed.section.section) == (2, 3)


def test_an_annex_counts_on_its_own() -> None:
    clause = clause_with(read(LETTER), "利用系数")
    assert path(clause)[1:] == ["附件1节水指标表", "一、农业指标"]
    assert (clause.section.chapter, clause.section.chapter_title) == (1, "农业指标")
    assert clause.ref == "附件1·一、第1句"


def test_numbered_rules_are_no_headings_where_their_neighbours_are_none() -> None:
    rules = [
        "一、本会由下列人员组成：会长、副会长、秘书长。",
        "二、会长主持全体会议。会议每半年召开一次，讨论决定重大事项。",
        "三、副会长按照分工负责处理分管工作，受会长委托负责专项任务。",
        "四、秘书长在会长领导下，负责处理日常工作。",
    ]
    result = read("甲会工作规则\n第一章　组成\n" + "\n".join(rules) + "\n")
    assert [clause.text for clause in result.clauses] == rules
    assert [clause.ref for clause in result.clauses] == [f"第一章{n}、" for n in "一二三四"]
    assert tree(result) == [("chapter", "第一章组成", 0)]


STANDARD = """社区食堂服务规范
1 范围
本文件适用于社区食堂。
2 术语
2.1
食堂 canteen
提供膳食的场所。
3 要求
3.1 场所
3.1.1 服务半径宜不大于1000 m。
3.1.2 面积应不小于30 m2，通道净宽应不小于1.2 m。
"""


def test_a_numbered_standard() -> None:
    result = read(STANDARD)
    assert tree(result) == [
        ("chapter", "1范围", 0),
        ("chapter", "2术语", 0),
        ("section", "2.1食堂 canteen", 1),
        ("chapter", "3要求", 0),
        ("section", "3.1场所", 1),
    ]
    radius = clause_with(result, "1000 m")
    assert (radius.ref, radius.section.chapter, radius.section.section) == ("3.1.1", 3, 1)


PLAN = """# 甲市五年规划纲要

引言

本纲要是行动指南。

## 第一篇 发展

### 第一章 目标

到2030年，主要目标是：

经济实力增强。生产总值达到一千亿元。

创新能力提升。研发投入强度达到百分之三。

展望2035年，基本实现现代化，人民生活更加幸福。

#### 保障机制

加强领导，落实责任。
"""


def test_a_plan_with_parts_and_headings_that_only_the_format_tells() -> None:
    result = read(PLAN)
    assert tree(result) == [
        ("heading", "引言", 0),
        ("part", "第一篇发展", 0),
        ("chapter", "第一章目标", 1),
        ("heading", "保障机制", 2),
    ]
    assert clause_with(result, "行动指南").role == "preface"


def test_a_lead_in_belongs_to_the_parallel_paragraphs_behind_it_and_no_further() -> None:
    result = read(PLAN)
    assert clause_with(result, "一千亿").topic == "到2030年，主要目标是："
    assert clause_with(result, "百分之三").topic == "到2030年，主要目标是："
    assert clause_with(result, "2035").topic is None


def test_a_topic_line_ends_with_its_paragraph() -> None:
    long = "坚持创新驱动。" + "".join(f"第{n}，推进体系建设和制度完善。" for n in range(20))
    result = read(f"方案\n一、原则\n{long}\n各部门要加强领导，落实责任。\n")
    topics = [clause.topic for clause in result.clauses]
    assert topics[0] is None
    assert set(topics[1:-1]) == {"坚持创新驱动。"}
    assert topics[-1] is None


def test_a_box_ends_with_its_items() -> None:
    items = "1.水库。新建三座。\n2.泵站。改造五座。\n"
    text = f"规划\n第一章 任务\n推进建设。\n专栏1 重点工程\n{items}各区要落实。\n"
    result = read(text)
    assert path(clause_with(result, "新建三座")) == ["第一章任务", "专栏1重点工程"]
    assert path(clause_with(result, "各区")) == ["第一章任务"]


def table_text() -> tuple[str, Layout]:
    """A table with two header rows, a cell over two rows, and a row that names a group."""
    rows = [
        ["区域", "高度", "", "属性"],
        ["", "2025年", "2030年", ""],
        ["一、城区"],
        ["核心区", "24", "20", "约束性"],
        ["35", "30", "预期性"],
    ]
    text = "第一章 控制\n按下表执行。\n表1 限高（米）\n"
    spans: list[list[Span]] = []
    for row in rows:
        line: list[Span] = []
        for cell in row:
            line.append(Span(len(text), len(text) + len(cell)))
            text += cell + "\t"
        text = text[:-1] + "\n"
        spans.append(line)
    top, years, group, first, second = spans
    cells = (
        Cell(top[0], 0, 0, rows=2), Cell(top[1], 0, 1, columns=2), Cell(top[3], 0, 3, rows=2),
        Cell(years[1], 1, 1), Cell(years[2], 1, 2),
        Cell(group[0], 2, 0, columns=4),
        Cell(first[0], 3, 0, rows=2), Cell(first[1], 3, 1), Cell(first[2], 3, 2), Cell(first[3], 3, 3),
        Cell(second[0], 4, 1), Cell(second[1], 4, 2), Cell(second[2], 4, 3),
    )  # fmt: skip
    table = Table(Span(top[0].start, second[2].end), cells, header_rows=2)
    return text + "表后的话，说完。\n", Layout(tables=(table,), pages=(0, top[0].start))


def test_rows_have_header_and_shared_cells_at_hand() -> None:
    text, layout = table_text()
    result = read(text, layout)
    rows = [clause for clause in result.clauses if clause.role == "row"]
    assert [row.text for row in rows] == ["核心区\t24\t20\t约束性", "35\t30\t预期性"]
    for row in rows:
        assert row.table is not None
        assert row.table.title == "表1 限高（米） · 一、城区"
        assert row.table.header == ("区域", "高度 2025年", "高度 2030年", "属性")
    assert rows[1].table is not None
    assert rows[1].table.row == ("核心区", "35", "30", "预期性")
    assert [clause.text for clause in result.clauses if clause.role == "caption"] == [
        "表1 限高（米）",
        "一、城区",
    ]
    assert path(rows[1]) == path(clause_with(result, "表后的话")) == ["第一章控制"]
    assert [clause.page for clause in result.clauses] == [1, 1, 2, 2, 2, 2]


def test_what_is_skipped_leaves_pieces_and_notes_stand_apart() -> None:
    text = "第一章 总则\n到2030年，覆盖率达到\n— 3 —\n九成（注：不含山区）以上。\n第二章 附则\n完成。\n"
    page = text.index("\n— 3")
    note = text.index("（注")
    layout = Layout(
        skips=(Span(page, page + len("\n— 3 —\n")),),
        notes=(Span(note, note + len("（注：不含山区）")),),
    )
    result = read(text, layout)
    clause = clause_with(result, "覆盖率")
    assert clause.text == "到2030年，覆盖率达到九成以上。"
    assert "".join(piece.of(text) for piece in clause.pieces) == clause.text
    assert len(clause.pieces) == 3
    assert clause.spans == (Span(clause.pieces[0].start, clause.pieces[-1].end),)
    (apart,) = [c for c in result.clauses if c.role == "note"]
    assert (apart.text, path(apart)) == ("（注：不含山区）", ["第一章总则"])


def test_a_format_may_say_what_is_a_heading() -> None:
    text = "任务\n目标任务\n建设三座水库。\n保障措施\n落实资金。\n"
    layout = Layout(
        headings=tuple(
            HeadingMark(Span(text.index(title), text.index(title) + 4), 1)
            for title in ("目标任务", "保障措施")
        )
    )
    assert tree(read(text, layout)) == [("heading", "目标任务", 0), ("heading", "保障措施", 0)]


@pytest.mark.parametrize(
    "text",
    ["江山如画\n一时多少豪杰\n", "今天开会。\n明天放假。\n", "GB 5749\nGB 14934\n"],
)
def test_lines_that_are_no_document_are_all_kept(text: str) -> None:
    words = "".join(clause.text for clause in read(text).clauses)
    assert "".join(words.split()) == "".join(text.split())


LINES = st.sampled_from(
    [
        "第{n}章 建设{n}",
        "第{n}条 应当推进第{n}项工作。",
        "（{m}）第{n}种情形；",
        "一般的话说了{n}次，说完。",
        "{m}、要做好第{n}件事。",
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=30))
def test_every_word_is_in_one_clause_or_in_a_heading(forms: list[str]) -> None:
    lines = [form.format(n=n, m=numeral(n)) for n, form in enumerate(forms, start=1)]
    text = "\n".join(lines) + "\n"
    result = read(text)
    taken = sorted(
        [span for clause in result.clauses for span in clause.spans]
        + [Span(heading.start, heading.end) for heading in result.headings],
        key=lambda span: span.start,
    )
    for before, after in itertools.pairwise(taken):
        assert before.end <= after.start
    kept = "".join(span.of(text) for span in taken)
    assert "".join(kept.split()) == "".join(text.split())


def test_the_title_of_a_table_is_not_that_of_the_document() -> None:
    text = "任务分工\n任务\t牵头单位\n改造管网\t住建局\n"
    cells = tuple(
        Cell(Span(text.index(words), text.index(words) + len(words)), row, column)
        for words, row, column in (
            ("任务\t", 0, 0),
            ("牵头单位", 0, 1),
            ("改造管网", 1, 0),
            ("住建局", 1, 1),
        )
    )
    table = Table(Span(5, len(text) - 1), cells, title=Span(0, 4))
    result = read(text, Layout(tables=(table,)))
    assert [(c.role, c.text) for c in result.clauses] == [
        ("caption", "任务分工"),
        ("row", "改造管网\t住建局"),
    ]


def table_in(text: str, *tables: str) -> Layout:
    """Return the layout of tables that stand in a text with tabs between their cells."""
    found: list[Table] = []
    for words in tables:
        at = text.index(words)
        cells: list[Cell] = []
        start = at
        for row, line in enumerate(words.split("\n")):
            for column, cell in enumerate(line.split("\t")):
                cells.append(Cell(Span(start, start + len(cell)), row, column))
                start += len(cell) + 1
        found.append(Table(Span(at, at + len(words)), tuple(cells), 1))
    return Layout(tables=tuple(found))


def test_a_table_within_an_article() -> None:
    rows = "项目\t标准\n停车\t5\n项目\t标准\n供水\t3.2"
    text = f"第一条 按下表收费：\n表1 标准\n（单位：元）\n{rows}\n前款标准每年调整。\n第二条 另行公布。\n"
    result = read(text, table_in(text, rows))
    found = [(c.ref, c.text, c.role) for c in result.clauses]
    assert found == [
        ("第一条", "按下表收费：", "body"),
        ("表1 标准", "表1 标准", "caption"),
        ("（单位：元）", "（单位：元）", "caption"),
        ("表1 标准·停车", "停车\t5", "row"),
        # The names of the columns, which come again, are no row.
        ("表1 标准·供水", "供水\t3.2", "row"),
        ("第一条第二款", "前款标准每年调整。", "body"),
        ("第二条", "另行公布。", "body"),
    ]
    table = clause_with(result, "停车").table
    assert table is not None
    assert (table.title, table.header) == ("表1 标准 · 单位：元", ("项目", "标准"))


def test_a_table_without_a_title_is_named_by_what_holds_it() -> None:
    one, two = "项目\t标准\n停车\t5", "工程\t投资\n水库\t12"
    text = f"第一条 按下表收费。\n{one}\n第二条 另行公布。\n附件2\n重点工程表\n{two}\n"
    result = read(text, table_in(text, one, two))
    assert clause_with(result, "停车").ref == "第一条·停车"
    dam = clause_with(result, "水库")
    assert dam.ref == "附件2·水库"
    assert dam.table is not None
    assert dam.table.title == "重点工程表"


def test_what_stands_behind_the_last_division_is_as_high() -> None:
    text = (
        "第一编 总则\n第一章 基本规定\n第一条 主体平等。\n第二编 物权\n第一章 一般规定\n"
        "第二条 物权受保护。\n附　则\n第三条 本法自公布之日起施行。\n"
    )
    assert path(clause_with(read(text), "本法")) == ["附则", "第三条"]


def test_a_closing_paragraph_is_not_the_last_items() -> None:
    text = (
        "岚州市关于放假的通知\n各县：\n现将安排通知如下。\n一、元旦：1月1日放假，共1天。\n"
        "二、春节：2月4日至10日放假，共7天。\n三、清明节：4月5日放假，共1天。\n"
        "各县要安排好值班，遇有大事及时报告。\n岚州市人民政府\n2024年12月4日\n"
    )
    result = read(text)
    assert clause_with(result, "值班").ref == "第1句"
    assert clause_with(result, "4月5日").ref == "三、"


def test_a_closing_paragraph_is_not_of_the_last_heading_that_runs_in() -> None:
    points = "".join(
        f"（{number}）{task}。各县要在年底前{task}，做好有关工作。\n"
        for number, task in zip("一二三", ("检修渡口", "添置船只", "培训船员"), strict=True)
    )
    text = (
        f"岚州市关于渡口工作的意见\n各县：\n一、加强管理\n{points}"
        "从渡口专项资金中安排部分资金，由市财政局及时下达各县使用。\n岚州市人民政府\n2024年12月4日\n"
    )
    assert path(clause_with(read(text), "专项资金")) == ["一、加强管理"]
    assert path(clause_with(read(text), "各县要在年底前培训"))[-1] == "（三）培训船员"


def test_a_second_paragraph_of_an_item_is_its_own_where_others_have_one_too() -> None:
    text = (
        "岚州市关于放假的通知\n各县：\n现将安排通知如下。\n一、元旦：1月1日放假，共1天。\n"
        "学校另行通知，时间不变。\n二、春节：2月4日至10日放假，共7天。\n三、清明节：4月5日放假，共1天。\n"
        "各县要安排好值班，遇有大事及时报告。\n岚州市人民政府\n2024年12月4日\n"
    )
    assert clause_with(read(text), "值班").ref == "三、第2句"


def test_numbers_that_count_on_over_chapters_are_of_one_kind() -> None:
    text = (
        "岚州市扶持企业的规定\n一、关于股份\n（一）企业改制的，应当登记为有限责任公司，并按期公示。\n"
        "（二）重组的，由市国资委批准，并报市政府备案。\n二、关于收入\n"
        "（三）执行企业收入分配制度。工资总额由企业自定，每年报告。\n"
        "（四）负责人的薪酬由市国资委核定，并向社会公布。\n"
    )
    headings = [label for _, label, _ in tree(read(text))]
    assert headings == ["一、关于股份", "二、关于收入"]


def test_a_line_above_a_table_names_it_without_a_number() -> None:
    one, two = "项目\t投资\n水库\t12", "工程\t投资\n渡口\t3"
    text = f"一、任务\n1、修建水库；\n2、检修渡口。\n重点项目投资安排\n{one}\n二、保障\n按季调度。\n{two}\n"
    result = read(text, table_in(text, one, two))
    assert clause_with(result, "水库\t12").ref == "重点项目投资安排·水库"
    assert clause_with(result, "重点项目").role == "caption"
    assert clause_with(result, "渡口\t3").table is not None
