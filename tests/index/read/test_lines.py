"""Line ends that are no sentence ends."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document.reading import Reading
from index.read.plain.lines import width_of
from index.read.plain.text import lay_out

PARAGRAPHS = [
    "岚山区城市供水管理办法",
    "第一章 总则",
    "第一条 为了加强城市供水管理，保障生活、生产用水和其他各项建设用水，根据有关法律、法规，"
    "结合本区实际，制定本办法。",
    "第二条 在本区行政区域内从事城市供水工作和使用城市供水，应当遵守本办法。本办法第五条规定的"
    "单位另有规定的，从其规定，但用水量超过每月3000立方米的除外。",
    "第三条 城市供水工作实行开发水源和计划用水、节约用水相结合的原则，管网漏损率到2028年控制在"
    "9.5%以内，水质达标率稳定在百分之九十八以上。",
    "（一）建设单位应当按照批准的设计施工，未经批准不得改变管线位置，也不得在供水管道上装泵抽水；",
    "（二）供水企业应当每月公布一次水质检测结果，接受用户监督，发现水质不合格的，应当立即停止供水"
    "并报告区水务局。",
    "区水务局负责全区城市供水工作，其他有关部门按照各自职责做好相关工作，并且每年向区人民政府报告"
    "一次。",
]


def read(text: str) -> str:
    layout, _ = lay_out(text)
    return Reading(text, layout.skips, layout.spaces).text


def lines_of(text: str) -> list[str]:
    return ["".join(line.split()) for line in text.splitlines() if line.strip()]


def wrap(paragraph: str, width: int, *, counted: bool, indent: str) -> list[str]:
    lines, line = [], indent
    for character in paragraph:
        size = len(line + character) if counted else width_of(line + character)
        if size > width:
            lines.append(line)
            line = ""
        line += character
    return [*lines, line]


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize(("indent", "blank"), [("　　", False), ("", True), ("", False)])
@pytest.mark.parametrize("width", [40, 60, 76])
def test_a_text_cut_at_a_width_reads_as_it_did(
    width: int, indent: str, *, blank: bool, counted: bool
) -> None:
    lines: list[str] = []
    for number, paragraph in enumerate(PARAGRAPHS):
        size = width // 2 if counted else width
        lines += wrap(paragraph, size, counted=counted, indent=indent if number > 1 else "")
        lines += [""] if blank else []
    assert lines_of(read("\n".join(lines))) == lines_of("\n".join(PARAGRAPHS))


def test_a_text_that_was_not_cut_is_left_alone() -> None:
    text = "\n".join(PARAGRAPHS)
    assert lay_out(text)[0].skips == ()


def test_lists_of_names_are_not_joined() -> None:
    text = "参加单位\n区水务局\n区财政局\n区住建局\n区教育局\n区民政局\n区卫健委\n区公安局\n"
    assert read(text) == text


def test_a_line_that_begins_with_a_reference_is_no_heading() -> None:
    text = "第六条 有下列情形的，应当驳回：不符合本办法\n第五条规定的条件的，或者隐瞒真实情况的。"
    assert lines_of(read(text)) == [text.replace("\n", "").replace(" ", "")]
    articles = "第五条 申请人应当有固定住所。\n第六条 对驳回不服的，可以申请复议。"
    assert read(articles) == articles


def test_pages_of_a_text_file() -> None:
    head = "岚山区人民政府公报"
    text = (
        f"{head}\n供水管理办法\n第一条 供水企业应当每月公布一次水质检测结果，接受\n— 1 —\n\f"
        f"{head}\n用户监督。\n第二条 区水务局负责全区供水工作，管网漏损率控制在\n— 2 —\n\f"
        f"{head}\n百分之九以内。\n— 3 —\n"
    )
    assert lines_of(read(text)) == [
        "供水管理办法",
        "第一条供水企业应当每月公布一次水质检测结果，接受用户监督。",
        "第二条区水务局负责全区供水工作，管网漏损率控制在百分之九以内。",
    ]


def test_numbers_alone_that_count_on_are_those_of_pages() -> None:
    articles = [f"第{n}条 供水企业应当每月公布一次水质检测结果。" for n in "一二三四五六七"]
    text = "\n".join(f"{chr(10).join(articles)}\n{page}" for page in (1, 2, 3))
    assert [line for line in lines_of(read(text)) if line.isdigit()] == []
    # A list whose rows are numbers is none.
    rows = "\n".join(f"{n}\n甲乙丙" for n in (1, 2, 3, 4))
    assert [line for line in lines_of(read(rows)) if line.isdigit()] == ["1", "2", "3", "4"]


def test_a_tab_behind_the_number_of_an_article_makes_no_table() -> None:
    text = "第一条\t本办法适用于本市。\n第二条\t下列行为应当报告：\n（一）\t停水；\n（二）\t抢修。"
    assert lay_out(text)[0].tables == ()


def test_a_form_feed_within_a_line() -> None:
    assert (
        read("利用率不低于91%，离田\f利用率达到35%以上。")
        == "利用率不低于91%，离田利用率达到35%以上。"
    )


def test_english_is_joined_with_a_space_that_is_the_line_break_itself() -> None:
    text = textwrap.fill(
        "The district shall keep the leakage rate of its water mains below nine percent by the "
        "year 2028, and report on it to the people's government every year. " * 3,
        60,
    )
    layout, _ = lay_out(text)
    assert "\n" not in Reading(text, layout.skips, layout.spaces).text
    assert {text[place] for place in layout.spaces} == {"\n"}


def test_one_character_a_line_is_joined_and_told() -> None:
    text = "\n".join("供水企业应当每月公布水质检测结果。")
    layout, remarks = lay_out(text)
    assert Reading(text, layout.skips).text == "供水企业应当每月公布水质检测结果。"
    assert "竖排" in remarks[0].zh


def test_doubled_characters_are_told() -> None:
    text = "".join(
        2 * c for c in "社区食堂老年人助餐价格不高于市场价的七成，每个街道至少建设两处示范食堂。"
    )
    assert "重复" in lay_out(text)[1][0].zh


@given(st.text(alphabet="　 \n\r\f\t，。：第一条（）ab1①—", max_size=80))
def test_what_is_skipped_is_in_order_apart_and_no_word_is_lost(text: str) -> None:
    layout, _ = lay_out(text)
    ends = [0]
    for span in layout.skips:
        assert ends[-1] <= span.start < span.end <= len(text)
        ends.append(span.end)
    skipped = {at for span in layout.skips for at in range(span.start, span.end)}
    assert not skipped & set(layout.spaces)
    assert all(text[place].isspace() for place in layout.spaces)


def test_tabs_make_a_table() -> None:
    text = (
        "表1 救助标准\n对象\t城镇（元/月）\t农村（元/月）\n低保\t860\t640\n特困\t1180\t980\n"
        "以上标准每年调整一次。\n"
    )
    (table,) = lay_out(text)[0].tables
    assert table.title is not None
    assert table.title.of(text) == "表1 救助标准"
    assert table.header_rows == 1
    rows = {(cell.row, cell.column): cell.span.of(text) for cell in table.cells}
    assert rows[2, 1] == "1180"
    assert len(rows) == 3 * 3


def test_a_table_of_contents_is_no_table() -> None:
    assert lay_out("目录\n第一章 总则\t1\n第二章 供水\t3\n第三章 附则\t7\n")[0].tables == ()


def test_bars_make_a_table_of_a_text_file() -> None:
    text = (
        "表1 渡口指标\n\n指标|单位|2030年|属性\n渡船总数|艘|40|约束性\n码头数量|个|12|预期性\n"
        "渡工人数|人|90|预期性\n以上指标每年检查。\n"
    )
    layout = lay_out(text)[0]
    (table,) = layout.tables
    assert table.title is not None
    assert (table.title.of(text), table.header_rows) == ("表1 渡口指标", 1)
    rows = {(cell.row, cell.column): cell.span.of(text) for cell in table.cells}
    assert (rows[1, 2], len(rows)) == ("40", 4 * 4)
    assert {text[place] for place in layout.spaces} == {"|"}


def test_bars_drawn_beside_tabs_make_no_second_table() -> None:
    text = "船名\t|吨位|\t年份\n甲号\t|30|\t2020\n乙号\t|45|\t2021\n每年检验一次。\n"
    (table,) = lay_out(text)[0].tables
    assert len(table.cells) == 3 * 3


def test_a_bar_in_a_line_is_no_table() -> None:
    assert lay_out("岚州渡口|快讯\n渡船今日停航。\n")[0].tables == ()
