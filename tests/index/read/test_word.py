"""Word files as Word shows them with all changes accepted."""

from __future__ import annotations

import pytest

from index.document.reading import Reading
from index.errors import DocumentError
from index.read.source import Source
from index.read.word.document import read_word
from index.read.word.numerals import numeral
from tests.index.read.word_files import (
    archive,
    cell,
    level,
    numbered,
    paragraph,
    part,
    row,
    run,
    table,
    word,
)


def read(body: str, **parts: str) -> Source:
    return read_word(word(body, **parts), "a.docx")


def lines(source: Source) -> list[str]:
    text = Reading(source.text, source.layout.skips, source.layout.spaces).text
    return [line for line in text.split("\n") if line.strip()]


def test_changes_are_accepted() -> None:
    source = read(
        paragraph(
            "项目单位",
            f"<w:ins>{run('不得')}</w:ins>",
            "将资金用于",
            "<w:del><w:r><w:delText>购置设备</w:delText></w:r></w:del>",
            "发放津贴。",
        )
        + paragraph(f"<w:moveFrom>{run('许可期限一年。')}</w:moveFrom>")
        + paragraph(f"<w:moveTo>{run('许可期限一年。')}</w:moveTo>")
    )
    assert lines(source) == ["项目单位不得将资金用于发放津贴。", "许可期限一年。"]
    (remark,) = source.remarks
    assert "插入1处（如“不得”）" in remark.zh
    assert "删除1处（如“购置设备”）" in remark.zh
    assert "移动1处" in remark.zh
    assert "1 inserted" in remark.en


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    source = read(
        paragraph("第一条 每户补助", properties="<w:rPr><w:del/></w:rPr>")
        + paragraph("五千元。")
        + paragraph("第二条 另行规定。")
    )
    assert lines(source) == ["第一条 每户补助五千元。", "第二条 另行规定。"]


def test_a_deleted_row_and_a_deleted_cell() -> None:
    source = read(
        table(
            row("项目", "金额"),
            row("甲", "1万元", properties="<w:del/>"),
            row("乙", "2万元", cell("旧", properties="<w:cellDel/>")),
        )
    )
    assert lines(source) == ["项目\t金额", "乙\t2万元"]


@pytest.mark.parametrize("switch", ["<w:strike/>", '<w:dstrike w:val="true"/>', "<w:vanish/>"])
def test_what_is_struck_out_or_hidden_is_left_out_and_told(switch: str) -> None:
    source = read(paragraph("处", run("五十元", switch), "二百元罚款。"))
    assert lines(source) == ["处二百元罚款。"]
    assert "五十元" in source.remarks[0].zh


def test_a_style_strikes_out_and_words_take_it_back() -> None:
    styles = '<w:style w:type="character" w:styleId="s"><w:rPr><w:strike/></w:rPr></w:style>'
    source = read(
        paragraph(
            run("甲", '<w:rStyle w:val="s"/>'),
            run("乙", '<w:rStyle w:val="s"/><w:strike w:val="0"/>'),
        ),
        styles=styles,
    )
    assert lines(source) == ["乙"]


def test_raised_marks_are_no_words_and_powers_are() -> None:
    up = '<w:vertAlign w:val="superscript"/>'
    source = read(paragraph("机构38", run("1", up), "家，面积120m", run("2", up), "。"))
    assert lines(source) == ["机构38家，面积120m²。"]


def test_notes_stand_apart() -> None:
    source = read(
        paragraph("常住人口", '<w:r><w:footnoteReference w:id="2"/></w:r>', "为38.6万人。"),
        footnotes=f'<w:footnote w:id="2">{paragraph("指居住半年以上的人口。")}</w:footnote>',
    )
    assert lines(source) == ["常住人口为38.6万人。", "指居住半年以上的人口。"]
    assert [note.of(source.text) for note in source.layout.notes] == ["指居住半年以上的人口。"]


def sized(words: str, size: int, **more: str) -> str:
    return paragraph(run(words, f'<w:sz w:val="{size}"/>'), **more)


def test_lines_in_large_characters_are_headings_where_no_style_names_one() -> None:
    text = "停车场应当公示收费标准，接受社会监督。"
    body = [
        sized("停车收费办法", 44),
        sized("适用范围", 32),
        paragraph(text),
        sized("收费标准", 32),
        paragraph(text, run("（字号较大的一句）", '<w:sz w:val="32"/>')),
        sized("大字写成的一句话不是标题。", 32),
        paragraph(text),
    ]
    source = read("".join(body))
    marks = [(mark.span.of(source.text), mark.level) for mark in source.layout.headings]
    assert marks == [("停车收费办法", 1), ("适用范围", 2), ("收费标准", 2)]
    styled = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>'
    body.insert(1, paragraph("总则", properties='<w:pStyle w:val="h"/>'))
    named = read("".join(body), styles=styled).layout.headings
    assert [mark.span.of(read("".join(body), styles=styled).text) for mark in named] == ["总则"]


def test_comments_are_told_and_not_read() -> None:
    source = read(
        paragraph("正文。", '<w:r><w:commentReference w:id="0"/></w:r>'),
        comments=f'<w:comment w:id="0">{paragraph("建议改为五十万。")}</w:comment>',
    )
    assert lines(source) == ["正文。"]
    assert "1条批注" in source.remarks[0].zh


def test_text_boxes_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('每250平方米配备一名救生员。')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    source = read(paragraph("应当公示", drawn, "水质。") + paragraph("儿童应当由成人陪同。"))
    assert lines(source) == [
        "应当公示水质。",
        "每250平方米配备一名救生员。",
        "儿童应当由成人陪同。",
    ]


def test_content_controls_fields_and_ruby() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("五日")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('五个')}</w:sdtContent></w:sdt>"
    empty = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>"
    )
    ruby = f"<w:ruby><w:rt>{run('zhāi')}</w:rt><w:rubyBase>{run('摘')}</w:rubyBase></w:ruby>"
    block = f"<w:sdt><w:sdtContent>{paragraph('第二段。')}{paragraph('第三段。')}</w:sdtContent></w:sdt>"
    source = read(
        paragraph("自", field, "起", control, "工作日", empty, f"<w:r>{ruby}</w:r>", "要。") + block
    )
    assert lines(source) == ["自五日起五个工作日摘要。", "第二段。", "第三段。"]


def test_soft_breaks_within_and_between_sentences() -> None:
    broken = "<w:r><w:br/></w:r>"
    source = read(
        paragraph(
            "每两年至少", broken, "免费检查一次。", broken, "用户应当配合。", broken, "二、其他"
        )
    )
    assert lines(source) == ["每两年至少免费检查一次。", "用户应当配合。", "二、其他"]


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "第%1章", '<w:suff w:val="space"/><w:pStyle w:val="1"/>')
    + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
    + level(2, "chineseCountingThousand", "（%3）", '<w:suff w:val="nothing"/>')
    + level(3, "decimal", "%1.%4.", "<w:isLgl/>")
    + '</w:abstractNum><w:abstractNum w:abstractNumId="1">'
    + level(0, "decimalEnclosedCircle", "%1")
    + level(1, "none", "")
    + level(2, "bullet", "")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)


def test_numbers_are_counted_as_word_counts() -> None:
    source = read(
        numbered("总则")
        + numbered("甲。", level=1)
        + numbered("乙：", level=1)
        + numbered("其一；", level=2)
        + numbered("其二。", level=2)
        + numbered("职责")
        + numbered("丙：", level=1)
        + numbered("其一。", level=2)
        + numbered("细目。", level=3)
        + numbered("子", 2)
        + numbered("丑", 2)
        + numbered("寅", 3)
        + numbered("卯", 3)
        + numbered("无", 2, 1)
        + numbered("点", 2, 2)
        + numbered("不编号", 0),
        numbering=NUMBERING,
    )
    assert lines(source) == [
        "第一章 总则",
        "第一条 甲。",
        "第二条 乙：",
        "（一）其一；",
        "（二）其二。",
        "第二章 职责",
        "第三条 丙：",
        "（一）其一。",
        "2.1. 细目。",
        "① 子",
        "② 丑",
        "⑦ 寅",
        "⑧ 卯",
        "无",
        "点",
        "不编号",
    ]


def test_styles_number_and_head() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="own"/><w:basedOn w:val="1"/>'
        "</w:style>"
    )
    source = read(
        paragraph("总则", properties='<w:pStyle w:val="1"/>')
        + paragraph("正文。")
        + paragraph("职责", properties='<w:pStyle w:val="x"/>'),
        styles=styles,
        numbering=NUMBERING,
    )
    assert lines(source) == ["第一章 总则", "正文。", "第二章 职责"]
    headings = [(mark.level, mark.span.of(source.text)) for mark in source.layout.headings]
    assert headings == [(1, "第一章 总则"), (1, "第二章 职责")]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("japaneseCounting", 10, "十"),
        ("ideographDigital", 105, "一〇五"),
        ("chineseLegalSimplified", 25, "贰拾伍"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 4, "卯"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 51, "51"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("ordinal", 22, "22nd"),
        ("none", 5, ""),
        ("unknown", 5, "5"),
    ],
)
def test_numerals(style: str, number: int, shown: str) -> None:
    assert numeral(number, style) == shown


def test_merged_cells_and_rows_that_name_the_columns() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    source = read(
        table(
            row(
                cell("地区", properties=down),
                cell("指标", properties=wide),
                properties="<w:tblHeader/>",
            ),
            row(cell("", properties=on), "2025年", "2030年", properties="<w:tblHeader/>"),
            row(cell("核心区", properties=down), "24米", "30米"),
            row(cell("不见", properties=on), "40%", "45%"),
        )
    )
    (found,) = source.layout.tables
    assert found.header_rows == 2
    cells = {(c.row, c.column): (c.span.of(source.text), c.rows, c.columns) for c in found.cells}
    assert cells[0, 0] == ("地区", 2, 1)
    assert cells[0, 1] == ("指标", 1, 2)
    assert cells[2, 0] == ("核心区", 2, 1)
    assert cells[3, 1] == ("40%", 1, 1)
    assert "不见" not in source.text


def test_a_table_within_a_cell_keeps_what_it_belongs_to() -> None:
    inner = table(row("首小时", "6元"), row("其后", "9元"))
    source = read(table(row("类别", "标准"), row("路内", cell(inner, "")), row("场内", "4元")))
    (found,) = source.layout.tables
    cells = {(c.row, c.column): (c.span.of(source.text), c.rows, c.columns) for c in found.cells}
    assert found.header_rows == 1
    assert cells[1, 0] == ("路内", 2, 1)
    assert cells[1, 1] == ("首小时", 1, 1)
    assert cells[2, 2] == ("9元", 1, 1)
    assert cells[3, 1] == ("4元", 1, 2)
    assert len(source.layout.tables) == 1


def test_a_merged_first_row_is_the_title() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    source = read(
        table(
            row(cell("附表：任务分工", properties=wide)), row("任务", "目标"), row("管网", "46公里")
        )
    )
    (found,) = source.layout.tables
    assert found.title is not None
    assert found.title.of(source.text) == "附表：任务分工"
    assert found.header_rows == 1
    assert [c.span.of(source.text) for c in found.cells if c.row == 0] == ["任务", "目标"]


def test_a_box_of_one_cell_is_paragraphs() -> None:
    source = read(table(row(cell("专栏1 重大工程", "建设三座水厂。"))))
    assert lines(source) == ["专栏1 重大工程", "建设三座水厂。"]
    assert source.layout.tables == ()


def test_paragraphs_of_a_cell_stay_in_their_row() -> None:
    source = read(table(row("任务", "要求"), row("管网", cell("改造46公里；", "2027年完成。"))))
    assert lines(source) == ["任务\t要求", "管网\t改造46公里； 2027年完成。"]


def test_what_is_embedded_or_outside_is_never_followed() -> None:
    body = paragraph("正文。") + '<w:altChunk r:id="r1"/>'
    source = read_word(
        archive(
            {
                "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
                "word/_rels/document.xml.rels": (
                    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                    'relationships"><Relationship Id="r1" TargetMode="External" '
                    'Type="http://x/aFChunk" Target="file:///etc/passwd"/></Relationships>'
                ),
            }
        ),
        "a.docx",
    )
    assert lines(source) == ["正文。"]
    assert "嵌入" in source.remarks[0].zh


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 no",
        archive({"word/other.xml": "<a/>"}),
        archive({"word/document.xml": "<w:document"}),
        archive({"word/document.xml": part("document", "")}),
        archive({"word/document.xml": part("document", "<w:body>" + "<w:sdt>" * 10_000)}),
        archive(
            {
                "word/document.xml": '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>'
                + part("document", "<w:body>&d;</w:body>").partition("?>")[2]
                + "<"
            }
        ),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    ],
)
def test_what_is_no_whole_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a\.docx is ") as caught:
        read_word(data, "a.docx")
    assert "\n" not in str(caught.value)


def test_what_was_done_to_rows_cells_and_ends_of_paragraphs_is_told() -> None:
    deleted = row("丙", "三", properties="<w:del/>")
    added = row("甲", "一", properties="<w:ins/>")
    gone = row(cell("旧", properties="<w:cellDel/>"), "乙", "二")
    ended = paragraph("经营者不得", properties="<w:rPr><w:del/></w:rPr>")
    source = read(table(row("名", "数"), added, gone, deleted) + ended + paragraph("涨价。"))
    (told,) = source.remarks
    assert "插入1处（如“甲一”）" in told.zh
    assert "删除3处（如“旧”“丙三”）" in told.zh


def test_a_raised_number_below_zero_is_a_power() -> None:
    raised = run("-6", '<w:vertAlign w:val="superscript"/>')
    assert read(paragraph("浓度不高于10", raised, "。")).text.strip() == "浓度不高于10⁻⁶。"


def test_a_number_that_word_counts_does_not_run_on_into_the_words() -> None:
    nothing = '<w:suff w:val="nothing"/>'
    levels = level(0, "decimal", "%1.", nothing), level(1, "chineseCounting", "第%2条", nothing)
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    body = (
        numbered("70岁以上的乘客；")
        + numbered("学生；")
        + numbered("规定的标准另行公布。", level=1)
    )
    assert lines(read(body, numbering=numbering)) == [
        "1. 70岁以上的乘客；",
        "2.学生；",
        "第一条 规定的标准另行公布。",
    ]
