"""One regulation in every format: the same clauses, the same refs, quote by quote."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from index.document.corpus import Document
from index.read.load import read_document
from index.read.plain.lines import width_of
from index.restore.document import restore
from tests.index.read.pdf_files import FONT, LEFT, grid, pdf, set_text, write
from tests.index.read.word_files import level, paragraph, row, run, table, word

TITLE = "岚山区城市供水管理办法"
# Chapters: a title and articles; an article is its paragraphs and items.
CHAPTERS: list[tuple[str, list[list[str]]]] = [
    (
        "总则",
        [
            [
                "为了加强城市供水管理，保障生活、生产用水和其他各项建设用水，根据有关法律、法规，结合本区实际，制定本办法。"
            ],
            [
                "在本区行政区域内从事城市供水工作和使用城市供水，应当遵守本办法。",
                "用水量超过每月3000立方米的单位，由区水务局另行核定用水计划，并于每年十二月底前公布。",
            ],
        ],
    ),
    (
        "供水管理",
        [
            [
                "供水企业应当履行下列职责：",
                "（一）每月公布一次水质检测结果，水质达标率不低于百分之九十八；",
                "（二）到2028年，管网漏损率控制在9.5%以内。",
            ],
            [
                "用户不得在供水管道上直接装泵抽水；违反规定的，由区水务局责令改正，处二百元以上二千元以下罚款。"
            ],
        ],
    ),
]
TABLE = [["用水类别", "价格（元/吨）"], ["居民生活", "2.4"], ["工业", "3.8"]]
NUMERALS = "一二三四五六七八九"


def blocks() -> list[str]:
    """Return the paragraphs of the regulation as they stand in print."""
    found, article = [TITLE], 0
    for number, (title, articles) in enumerate(CHAPTERS):
        found.append(f"第{NUMERALS[number]}章 {title}")
        for parts in articles:
            found.append(f"第{NUMERALS[article]}条 {parts[0]}")
            found.extend(parts[1:])
            article += 1
    return found


def as_text(folder: Path) -> Path:
    rows = ["\t".join(cells) for cells in TABLE]
    path = folder / "a.txt"
    path.write_text("\n".join([*blocks(), *rows, ""]), encoding="utf-8")
    return path


def as_cut_text(folder: Path) -> Path:
    lines: list[str] = []
    for block in blocks():
        line = "" if block == TITLE or "章" in block[:4] else "　　"
        for character in block:
            if width_of(line + character) > 60:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    rows = ["\t".join(cells) for cells in TABLE]
    path = folder / "a.txt"
    path.write_text("\n".join([*lines, *rows, ""]), encoding="gb18030")
    return path


def as_markdown(folder: Path) -> Path:
    marks = {TITLE: "# "} | {block: "## " for block in blocks() if "章" in block[:4]}
    rows = [f"| {' | '.join(cells)} |" for cells in TABLE]
    rows.insert(1, "| --- | ---: |")
    text = "\n\n".join(marks.get(block, "") + block for block in blocks())
    path = folder / "a.md"
    path.write_text(f"{text}\n\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def as_web_page(folder: Path) -> Path:
    inner = "".join(
        f"<h1>{b}</h1>" if b == TITLE else f"<h2>{b}</h2>" if "章" in b[:4] else f"<p>　　{b}</p>"
        for b in blocks()
    )
    rows = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in cells)}</tr>" for cells in TABLE)
    page = (
        f"<html><meta charset=gbk><body><nav><a href=x>首页</a></nav>{inner}<table>{rows}</table>"
    )
    path = folder / "a.html"
    path.write_bytes(page.encode("gbk"))
    return path


def as_word(folder: Path) -> Path:
    """Chapters and articles numbered by Word, one article with tracked changes."""
    numbers = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "第%1章")
        + level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    heading = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbered = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    inner = [paragraph(TITLE)]
    for title, articles in CHAPTERS:
        inner.append(paragraph(title, properties='<w:pStyle w:val="h"/>'))
        for parts in articles:
            half = len(parts[0]) // 2
            gone = "<w:del><w:r><w:delText>原文</w:delText></w:r></w:del>"
            pieces = (parts[0][:half], gone, f"<w:ins>{run(parts[0][half:])}</w:ins>")
            inner.append(paragraph(*pieces, properties=numbered))
            inner.extend(map(paragraph, parts[1:]))
    inner.append(table(*(row(*cells) for cells in TABLE)))
    path = folder / "a.docx"
    path.write_bytes(word("".join(inner), numbering=numbers, styles=heading))
    return path


def as_pdf(folder: Path) -> Path:
    def draw(canvas: object) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfgen.canvas import Canvas

        assert isinstance(canvas, Canvas)
        y = 760.0
        for block in blocks():
            if block == TITLE or "章" in block[:4]:
                size = 18 if block == TITLE else 14
                wide = pdfmetrics.stringWidth(block, FONT, size)
                write(canvas, LEFT + (420 - wide) / 2, y, block, size)
                y -= 30
            else:
                y = set_text(canvas, [block], top=y)
        grid(canvas, TABLE, top=y)

    path = folder / "a.pdf"
    path.write_bytes(pdf(draw))
    return path


def as_styled_word(folder: Path) -> Path:
    """Headings by their style, all numbers typed, some words tracked as moved and deleted."""
    heading = '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style>'
    inner: list[str] = []
    for block in blocks():
        if "章" in block[:4]:
            inner.append(paragraph(block, properties='<w:pStyle w:val="h"/>'))
            continue
        cut = len(block) // 3
        gone = f"<w:moveFrom>{run('移走的字')}</w:moveFrom>"
        inner.append(paragraph(block[:cut], gone, f"<w:moveTo>{run(block[cut:])}</w:moveTo>"))
    inner.append(table(*(row(*cells) for cells in TABLE)))
    path = folder / "a.docx"
    path.write_bytes(word("".join(inner), styles=heading))
    return path


def as_printed_pdf(folder: Path) -> Path:
    """The web page as Chromium prints it."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("No browser: install Debian's chromium and fonts-noto-cjk.")
    rule = "<style>table, td { border: 1px solid; border-collapse: collapse }</style>"
    words = as_web_page(folder).read_bytes().decode("gbk")
    path = folder / "a.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(f"{rule}{words.partition('</nav>')[2]}")
        page.pdf(path=path, format="A4", margin={"left": "30mm", "right": "30mm", "top": "25mm"})
        browser.close()
    return path


FORMATS: list[Callable[[Path], Path]] = [
    as_cut_text,
    as_markdown,
    as_web_page,
    as_word,
    as_styled_word,
    as_pdf,
]
PRINTED = pytest.param(as_printed_pdf, marks=pytest.mark.browser)


def clauses(document: Document) -> list[tuple[str, str, int | None, int | None]]:
    found = restore(document).clauses
    return [
        ("".join(c.text.split()), "".join(c.ref.split()), c.article, c.section.chapter)
        for c in found
    ]


@pytest.mark.parametrize("make", [*FORMATS, PRINTED])
def test_the_same_clauses_and_refs(make: Callable[[Path], Path], tmp_path: Path) -> None:
    wanted = clauses(read_document(as_text(tmp_path)))
    assert len(wanted) > len(blocks()) // 2
    assert {article for _, _, article, _ in wanted} >= {1, 2, 3, 4}
    folder = tmp_path / "other"
    folder.mkdir()
    assert clauses(read_document(make(folder))) == wanted


def test_a_table_is_the_same_in_a_workbook_and_in_csv(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in TABLE:
        sheet.append([float(c) if c.replace(".", "").isdigit() else c for c in cells])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_text("\n".join(map(",".join, TABLE)), encoding="utf-16")
    wanted = [c.table for c in restore(read_document(as_text(tmp_path))).clauses if c.table]
    assert [row.row for row in wanted] == [tuple(cells) for cells in TABLE[1:]]
    for name in ("a.xlsx", "a.csv"):
        found = [c.table for c in restore(read_document(tmp_path / name)).clauses if c.table]
        assert [(t.header, t.row) for t in found] == [(t.header, t.row) for t in wanted]
