"""Web pages: the text that a page is about."""

from __future__ import annotations

import pytest

from index.document.reading import Reading
from index.errors import DocumentError
from index.read.source import Source
from index.read.web.page import read_page, read_saved_page

ARTICLES = "".join(
    f"<p>　　第{n}条 供水企业应当每月公布一次水质检测结果，接受用户监督，管网漏损率不高于百分之九。</p>"
    for n in "一二三四五六"
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="{{charset}}"><title>办法_政府网站</title>
<style>p {{{{ color: red }}}}</style></head><body>
<div class="header"><a href="/">首页</a> <a href="/a">机构</a> <a href="/b">公开</a> 岚山区人民政府</div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/z">政策</a></div>
<h1>供水管理办法</h1>
<div id="share">分享到：微博</div>
<div class="article"><div class="text">{ARTICLES}
<p>附件：<a href="1.doc">1.检测指标</a></p><p style="display:none">隐藏</p>
<p>岚山区人民政府<br>2026年3月1日</p></div></div>
<div class="sidebar"><ul><li><a href="1">其他文件一</a></li><li><a href="2">其他文件二</a></li></ul></div>
<ul><li><a href="1">相关链接甲</a></li><li><a href="2">相关链接乙</a></li><li><a href="3">丙</a></li></ul>
<div class="footer">主办单位：岚山区人民政府 版权所有</div><script>var a = 1;</script></body></html>"""


def read(body: str) -> Source:
    return read_page(f"<html><body>{body}</body></html>".encode(), "a.html")


def lines(source: Source) -> list[str]:
    text = Reading(source.text, source.layout.skips, source.layout.spaces).text
    return [line.strip() for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("big5", "gb18030"),
        ("gbk", "utf-8"),
        ("x", "gbk"),
    ],
)
def test_a_page_without_what_surrounds_it(charset: str, encoding: str) -> None:
    source = read_page(PAGE.format(charset=charset).encode(encoding), "a.html")
    found = lines(source)
    assert found[0] == "供水管理办法"
    assert found[1].startswith("第一条 供水企业")
    assert len(found) == 1 + 6 + 3
    assert found[-3:] == ["附件：1.检测指标", "岚山区人民政府", "2026年3月1日"]
    assert [mark.level for mark in source.layout.headings] == [1]


def test_traditional_characters_in_big5() -> None:
    page = PAGE.format(charset="big5").replace("供水企业应当", "供水企業應當").replace("岚", "嵐")
    page = page.translate(
        str.maketrans("办区机构开监测结质应户当发检标务策", "辦區機構開監測結質應戶當發檢標務策")
    )
    data = page.encode("big5", "ignore")
    assert "供水企業應當" in read_page(data, "a.html").text


def test_a_table_as_the_frame_of_a_page_is_no_table() -> None:
    frame = (
        f"<table><tr><td>左</td><td>{ARTICLES * 2}</td></tr><tr><td>下</td><td>脚</td></tr></table>"
    )
    assert read(frame).layout.tables == ()


def test_a_title_outside_of_the_main_part_is_kept() -> None:
    menu = "<td><a href=1>政府工作规则</a></td><td>居民办事指南</td><td>网站公告</td>"
    rows = f"<tr>{menu}</tr><tr><td><b>岚山区城市供水管理办法</b></td></tr>"
    page = f"<table>{rows}<tr><td>{ARTICLES}</td></tr></table><p>岚山区供水应急预案办法</p>"
    assert lines(read(page))[:2] == ["岚山区城市供水管理办法", ARTICLES[5:].partition("</p>")[0]]
    named = page.replace("岚山区城市供水管理办法", "岚山区城市供水水价")
    titled = (
        f"<html><head><title>岚山区城市供水水价_政府网站</title></head><body>{named}</body></html>"
    )
    assert lines(read_page(titled.encode(), "a.html"))[0] == "岚山区城市供水水价"


def test_a_page_that_was_saved_before_its_script_showed_it() -> None:
    hidden = f'<h1>供水管理办法</h1><div style="visibility: hidden; opacity: 0">{ARTICLES}</div>'
    assert len(lines(read(f'{hidden}<p style="display:none">隐藏</p>'))) == 7


def test_heads_and_feet_of_a_paper_saved_as_a_page_are_no_text() -> None:
    page = f'<div title="header"><p>岚山区规章</p></div>{ARTICLES}<div title="footer"><p>— 2 —</p></div>'
    assert len(lines(read(page))) == 6


def test_a_table_with_cells_over_rows_and_columns() -> None:
    source = read(
        "<p>标准如下。</p><table><caption>表1 标准</caption>"
        "<tr><th rowspan=2>对象</th><th colspan=2>每月</th></tr><tr><th>城镇</th><th>农村</th></tr>"
        "<tr><td>低保</td><td>860</td><td><p>640</p><p>（试行）</p></td></tr></table>"
    )
    (table,) = source.layout.tables
    assert table.title is not None
    assert table.title.of(source.text) == "表1 标准"
    assert table.header_rows == 2
    cells = {(c.row, c.column): c.span.of(source.text) for c in table.cells}
    assert cells[1, 2] == "农村"
    assert cells[2, 2] == "640\n（试行）"
    assert lines(source)[-1] == "低保\t860\t640 （试行）"


def test_lines_that_the_page_breaks() -> None:
    source = read(
        "<div>　　第一条 供水企业应当每月公布一次水质检测结果，接受<br>用户监督。<br>　　第二条 罚款一百元。"
        "<br>联系人：张三<br>电话：12345</div>"
    )
    assert lines(source) == [
        "第一条 供水企业应当每月公布一次水质检测结果，接受用户监督。",
        "第二条 罚款一百元。",
        "联系人：张三",
        "电话：12345",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<p>处<del>三十元</del><b>一百</b>元</p>", "处一百元"),
        ("<p>处<span style='text-decoration:line-through'>三十元</span>一百元</p>", "处一百元"),
        ("<p>机构38<sup>1</sup>家，120m<sup>2</sup></p>", "机构38家，120m²"),
        ("<p>国务院\n  办公厅 and\n others</p>", "国务院办公厅 and others"),
        ("<ol start=3><li>甲<li>乙</ol>", "3. 甲|4. 乙"),
        ("<ol><li>一、甲<li>二、乙</ol>", "一、甲|二、乙"),
        ("<ruby>摘<rt>zhāi</rt></ruby>要", "摘要"),
        ("<p>a&lt;b&nbsp;&nbsp;c<!-- d --></p>", "a<b c"),
    ],
)
def test_words(body: str, words: str) -> None:
    assert "|".join(lines(read(body))) == words


def test_a_page_saved_in_one_file() -> None:
    data = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        b'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: quoted-printable\n\n'
        + "".join(f"={byte:02X}" for byte in "<p>每月八元。</p>".encode("gbk")).encode()
        + b"\n--b--\n"
    )
    assert lines(read_saved_page(data, "a.mht")) == ["每月八元。"]
    with pytest.raises(DocumentError, match="no web page"):
        read_saved_page(b"MIME-Version: 1.0\n\nx", "a.mht")


def test_a_page_that_nests_too_deep_is_refused_and_never_half_read() -> None:
    deep = "<div>" * 10_000 + "深" + "</div>" * 10_000
    with pytest.raises(DocumentError, match="deep"):
        read(deep)
    assert lines(read("<div>" * 500 + "深")) == ["深"]


def test_a_table_of_what_a_page_says_of_its_document_is_lines() -> None:
    rows = (
        ("索引号", "015", "主题分类", "交通"),
        ("发布机构", "丙县交通局", "文号", "丙交〔2026〕4号"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    source = read(f"<table>{cells}</table><h1>渡口公告</h1><p>渡口自三月一日起停航，请绕行。</p>")
    assert source.layout.tables == ()
    assert lines(source)[:4] == [
        "索引号 015", "主题分类 交通", "发布机构 丙县交通局", "文号 丙交〔2026〕4号",
    ]  # fmt: skip
