"""Papers as offices send them: closings, notes, files, covers, and numbers that number nothing."""

from __future__ import annotations

import pytest

from index.document.corpus import Document, Facts
from index.document.layout import HeadingMark, Layout
from index.document.span import Span
from index.read.word.document import read_word
from index.restore.document import Restoration, restore
from tests.index.read.word_files import paragraph, word


def read(text: str, layout: Layout | None = None) -> Restoration:
    return restore(Document("d", "d.txt", text, layout=layout or Layout()))


def facts(text: str) -> Facts:
    return read(text).facts


def said(result: Restoration, role: str) -> list[str]:
    return [clause.text for clause in result.clauses if clause.role == role]


def titles(result: Restoration) -> list[str]:
    return [heading.label + heading.title for heading in result.headings]


ELDERLY = (
    "丙县渡口补贴方案\n一、对象\n下列人员免费乘船：\n1.残疾人；\n2.现役军人；\n3.低保户；\n"
    "{four}\n5.学生。\n二、标准\n每人每年补贴40元，由县财政局按季度拨付到渡口。\n"
)


@pytest.mark.parametrize(
    "four", ["4.70周岁以上的老年人；", "4.5年以上的船工；", "4.2万元以下的农户；"]
)
def test_an_amount_behind_the_number_of_an_item_makes_no_dotted_number(four: str) -> None:
    result = read(ELDERLY.format(four=four))
    assert titles(result) == ["一、对象", "二、标准"]
    (held,) = [clause for clause in result.clauses if four in clause.text]
    assert [heading.title for heading in held.path] == ["对象"]
    assert held.ref.startswith("一、")


def test_dotted_numbers_that_count_on_are_headings() -> None:
    text = (
        "1 设施\n1.1 水温\n水温应为40摄氏度。\n1.2年度检修\n每年检修两次，由村委会负责。\n"
        "2 服务\n2.1 时间\n每周开放三天。\n"
    )
    assert titles(read(text)) == ["1设施", "1.1水温", "1.2年度检修", "2服务", "2.1时间"]


CLOSED = (
    "丙县渡口整治方案\n一、目标\n到2027年底，渡口全部达标。\n二、保障\n（一）加强领导。县里成立专班，每月调度一次。\n"
    "（二）抓好宣传。各渡口要张贴告示。\n{closing}\n丙县人民政府\n2026年3月1日\n"
)


@pytest.mark.parametrize(
    "closing", ["本方案自印发之日起施行，有效期至2027年12月31日。", "特此通知。", "有效期三年。"]
)
def test_what_closes_a_document_is_below_no_part_of_it(closing: str) -> None:
    result = read(CLOSED.format(closing=closing))
    (last,) = [clause for clause in result.clauses if clause.role == "closing"]
    assert (last.text, last.ref, last.path) == (closing, "结尾", ())
    assert last.section.chapter is None


def test_a_part_that_is_about_validity_keeps_it() -> None:
    text = CLOSED.replace("二、保障", "二、附则").format(closing="本方案自印发之日起施行。")
    assert said(read(text), "closing") == []


def test_a_closing_line_makes_no_heading_of_the_point_before_it() -> None:
    text = (
        "丙县渡口通知\n一、要求\n（一）每天检查一次。\n（二）每月上报一次。\n"
        "本通知自印发之日起执行。\n丙县交通局\n2026年3月1日\n"
    )
    assert titles(read(text)) == ["一、要求"]


def test_numbered_notes_and_sources_at_the_end_are_notes() -> None:
    text = (
        "丙县公报\n一、渡口\n年末渡口12处，渡船30艘。\n二、旅客\n全年运送旅客8万人次。\n注：\n[1]数据为初步统计数。\n"
        "[2]渡口不含私人渡口。\n资料来源：渡口数据来自县交通局。\n"
    )
    assert said(read(text), "note") == [
        "注：", "[1]数据为初步统计数。", "[2]渡口不含私人渡口。", "资料来源：渡口数据来自县交通局。",
    ]  # fmt: skip


def test_a_footnote_is_beside_the_words_that_call_it() -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = "".join(
        paragraph(*runs)
        for runs in (
            ("丙县渡口方案",), ("一、收费",), ("每人每次一元", call, "，学生免费。"),
            ("二、时间",), ("每天六时开渡。",),
        )
    )  # fmt: skip
    source = read_word(
        word(body, footnotes=f'<w:footnote w:id="2">{paragraph("2025年为两元。")}</w:footnote>'),
        "a.docx",
    )
    (note,) = [c for c in read(source.text, source.layout).clauses if c.role == "note"]
    assert note.ref == "一、第1句·注"


def test_an_annex_that_is_a_file_is_listed_and_not_opened() -> None:
    text = (
        "丙县渡口公告\n一、时间\n每天六时开渡。\n二、收费\n每次一元。\n丙县交通局\n2026年3月1日\n"
        "附件：渡口名单.xls\n相关附件：\n登记表.doc\n"
    )
    result = read(text)
    assert titles(result) == ["一、时间", "二、收费"]
    assert said(result, "annexes") == ["附件：渡口名单.xls\n相关附件：\n登记表.doc"]


def test_a_line_that_leads_in_addresses_nobody() -> None:
    text = (
        "丙县交通局关于渡口停航的公告\n根据市交通局部署，现就有关事项公告如下：\n一、时间\n3月1日起停航。\n"
        "二、范围\n县内渡口全部停航。\n丙县交通局\n2026年2月1日\n联系电话：0800-123\n"
    )
    result = read(text)
    assert said(result, "addressee") == []
    assert said(result, "release") == ["联系电话：0800-123"]


INNER = (
    "丙县交通局关于印发《丙县渡口管理规定（试行）》的通知\n各乡镇：\n现将《丙县渡口管理规定（试行）》印发给你们。\n"
    "丙县交通局\n2026年3月1日\n丙县渡口管理规定\n（试行）\n第一条 渡口每天检查一次。\n"
    "第二条 本规定自2026年4月1日起施行，试行期2年。\n"
)


def test_what_stands_in_brackets_below_the_title_of_a_document_within_is_part_of_it() -> None:
    result = read(INNER)
    assert titles(result)[0] == "丙县渡口管理规定（试行）"
    assert (result.facts.effective, result.facts.until) == ("2026-04-01", "2028-03-31")


def test_headings_without_numbers_are_no_front_matter() -> None:
    text = (
        "丙县渡口计划\n目标\n到2028年建成渡口12处。\n任务\n1、检修渡船，每年两次；\n2、培训船工。\n"
    )
    marks = tuple(
        HeadingMark(Span(text.index(name), text.index(name) + 2), 1) for name in ("目标", "任务")
    )
    result = read(text, Layout(headings=marks))
    assert {clause.role for clause in result.clauses} == {"body"}


BELOW = "一、目标\n到2028年建成渡口12处，渡船全部更新。\n二、任务\n每年检修渡船两次，由乡镇负责。\n"


@pytest.mark.parametrize(
    ("head", "body", "number", "date"),
    [
        ("丙县渡口计划\n丙数局〔2026〕2号　|　发布日期：2026年1月15日\n",
         None, "丙数局〔2026〕2号", "2026-01-15"),
        ("索引号 015\n发布机构 丙县交通局\n文号 丙交〔2026〕4号\n发文日期 2026-01-15\n丙县渡口计划\n",
         "丙县交通局", "丙交〔2026〕4号", "2026-01-15"),
        ("丙县人民政府会议纪要\n〔2026〕7号\n丙县人民政府办公室    2026年1月15日\n",
         "丙县人民政府办公室", "〔2026〕7号", "2026-01-15"),
        ("丙县2025年统计公报\n丙县统计局　国家统计局丙县调查队\n2026年1月15日\n",
         "丙县统计局 国家统计局丙县调查队", None, "2026-01-15"),
    ],
)  # fmt: skip
def test_what_a_head_says_beside_a_label_or_on_one_line(
    head: str, body: str | None, number: str | None, date: str
) -> None:
    found = facts(head + BELOW)
    assert (found.body, found.number, found.date) == (body, number, date)


def test_the_title_of_a_standard_is_not_what_its_cover_says_of_all_of_them() -> None:
    head = (
        "ICS 03.080\nDB32\n江 东 省 地 方 标 准\nDB32/T 23—2026\n农村渡口服务规范\n"
        "2026-03-01发布\n2026-06-01实施\n"
    )
    found = facts(
        head
        + "1 范围\n本文件规定了渡口的服务。\n2 要求\n2.1 每天开渡不少于十次。\n2.2 每周检查。\n"
    )
    assert (found.title, found.number) == ("农村渡口服务规范", "DB32/T 23—2026")


def test_validity_behind_a_title_that_says_of_what() -> None:
    text = (
        "关于调整丙县渡口收费的公告\n1.标准。每人每次一元。\n2.执行时间。自2026年7月1日开航起执行，有效期5年。\n"
        "丙县交通局\n2026年5月1日\n"
    )
    found = facts(text)
    assert (found.effective, found.until, found.area) == ("2026-07-01", "2031-06-30", "丙县")
