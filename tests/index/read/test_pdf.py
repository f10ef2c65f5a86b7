"""PDF files: lines to paragraphs, what is no text skipped, pages, columns and tables."""

from __future__ import annotations

import io

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from index.document.layout import Table
from index.document.reading import Reading
from index.errors import DocumentError
from index.read.pdf.document import read_pdf
from index.read.pdf.glyphs import clean
from index.read.source import Source
from tests.index.read.pdf_files import HEIGHT, LEFT, RIGHT, WIDTH, Draw, grid, pdf, set_text, write

ONE = (
    "第一条 城市公园应当免费向公众开放，公园内经营性用房的建筑面积不得超过陆地总面积的百分之二，"
    "且不得用于开设会所、私人俱乐部等与公园功能无关的场所。"
)
TWO = "第二条 公园主管部门应当每年向社会公布公园名录，并接受社会监督。"


def read(*pages: Draw) -> Source:
    return read_pdf(pdf(*pages), "a.pdf")


def text_of(*paragraphs: str) -> Draw:
    def draw(canvas: Canvas) -> None:
        set_text(canvas, paragraphs)

    return draw


def lines(source: Source) -> list[str]:
    text = Reading(source.text, source.layout.skips, source.layout.spaces).text
    return [line for line in text.split("\n") if line.strip()]


def cells(source: Source, table: Table) -> dict[tuple[int, int], str]:
    return {(c.row, c.column): c.span.of(source.text) for c in table.cells}


def test_lines_of_a_paragraph_are_one() -> None:
    source = read(text_of(ONE, TWO))
    assert lines(source) == [ONE, TWO]
    assert source.layout.skips == ()


def test_a_sentence_over_the_page() -> None:
    halves = ONE[:40], ONE[40:]

    def page(number: int, words: str, top: float, *, indented: bool) -> Draw:
        def draw(canvas: Canvas) -> None:
            write(canvas, 220, 800, "岚山区人民政府公报", 10)
            y = top
            size = 28
            x = LEFT + 28 if indented else LEFT
            for start in range(0, len(words), size):
                write(canvas, x, y, words[start : start + size])
                x, y = LEFT, y - 24
            if not indented:
                set_text(canvas, [TWO], top=y)
            write(canvas, 280, 40, f"— {number} —", 10)

        return draw

    source = read(page(1, halves[0], 120, indented=True), page(2, halves[1], 760, indented=False))
    assert lines(source) == [ONE, TWO]
    assert len(source.layout.pages) == 2
    skipped = "".join(span.of(source.text) for span in source.layout.skips)
    assert "公报" in skipped
    assert "— 1 —" in skipped
    assert source.text[source.layout.pages[1] :].lstrip().startswith("岚山区人民政府公报")


def test_a_title_that_is_repeated_as_the_running_head_is_kept() -> None:
    def draw(number: int) -> Draw:
        def page(canvas: Canvas) -> None:
            write(canvas, 220, 810, "公园管理办法", 10)
            if number == 1:
                write(canvas, 220, 770, "公园管理办法", 22)
            set_text(canvas, [f"{number}号{ONE}"], top=720)
            write(canvas, 290, 40, str(number), 10)

        return page

    source = read(*map(draw, (1, 2, 3)))
    assert lines(source) == ["公园管理办法", *(f"{n}号{ONE}" for n in (1, 2, 3))]
    assert [mark.span.of(source.text) for mark in source.layout.headings] == ["公园管理办法"]


def test_two_columns() -> None:
    left = [f"左{n}：供水企业应当每月公布一次水质检测结果，接受用户监督。" for n in range(6)]
    right = [f"右{n}：排水企业应当每年公布一次管网检测结果，接受公众监督。" for n in range(6)]

    def draw(canvas: Canvas) -> None:
        set_text(canvas, left, left=60, right=280, size=11, leading=16)
        set_text(canvas, right, left=310, right=530, size=11, leading=16)

    assert lines(read(draw)) == [*left, *right]


def test_characters_drawn_twice_are_one() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0.0, 0.4):
            write(canvas, LEFT + shift, 700, "基本规定和主要目标")

    assert lines(read(draw)) == ["基本规定和主要目标"]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_turned_pages(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(angle)
        canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        set_text(canvas, [ONE, TWO], top=600)

    assert lines(read(draw)) == [ONE, TWO]
    turned = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(text_of(ONE, TWO))))
    turned.pages[0].rotate(angle)
    data = io.BytesIO()
    turned.write(data)
    assert lines(read_pdf(data.getvalue(), "a.pdf")) == [ONE, TWO]


def test_vertical_writing_is_read_and_told() -> None:
    def draw(canvas: Canvas) -> None:
        x, y = 500.0, 760.0
        for character in ONE.replace(" ", ""):
            write(canvas, x, y, character)
            y -= 16
            if y < 500:
                x, y = x - 28, 760.0

    source = read(draw)
    assert "".join(lines(source)).replace("\t", "") == ONE.replace(" ", "")
    assert "竖排" in source.remarks[0].zh


def test_raised_marks_and_notes_at_the_foot() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, LEFT, 700, "全县共有养老机构38")
        write(canvas, LEFT + 9 * 14 + 14 - 14, 706, "1", 7)
        write(canvas, LEFT + 9 * 14 + 6, 700, "家，床位五千张，全部纳入统一监管平台。")
        set_text(canvas, [ONE], top=660)
        write(canvas, LEFT, 90, "1 指登记在册的机构。", 10)

    source = read(draw)
    assert lines(source) == [
        "全县共有养老机构38家，床位五千张，全部纳入统一监管平台。",
        ONE,
        "指登记在册的机构。",
    ]
    assert [note.of(source.text) for note in source.layout.notes] == ["指登记在册的机构。"]


def test_a_table_over_two_pages() -> None:
    head = ["指标", "2025年", "2030年"]
    rows = [[f"指标{n}", f"{n}%", f"{n + 1}%"] for n in range(6)]

    def first(canvas: Canvas) -> None:
        write(canvas, LEFT, 270, "表1 主要指标", 12)
        grid(canvas, [head, *rows[:3]], top=240)
        write(canvas, 280, 40, "- 1 -", 10)

    def second(canvas: Canvas) -> None:
        grid(canvas, [head, *rows[3:]], top=760)
        set_text(canvas, [TWO], top=600)
        write(canvas, 280, 40, "- 2 -", 10)

    source = read(first, second)
    (table,) = source.layout.tables
    assert table.title is not None
    assert table.title.of(source.text) == "表1 主要指标"
    assert table.header_rows == 1
    found = cells(source, table)
    assert found[6, 2] == "6%"
    assert len(found) == 7 * 3
    assert lines(source)[-1] == TWO


def test_merged_cells() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [["地区", "指标", "要求"]], top=700)
        canvas.rect(LEFT, 700 - 72, 140, 48)
        write(canvas, LEFT + 4, 650, "核心区", 11)
        for row, words in enumerate((("高度", "24米"), ("绿地", "40%")), start=1):
            for column, word in enumerate(words, start=1):
                canvas.rect(LEFT + 140 * column, 700 - 24 * (row + 1), 140, 24)
                write(canvas, LEFT + 140 * column + 4, 700 - 24 * (row + 1) + 7, word, 11)

    source = read(draw)
    (table,) = source.layout.tables
    merged = next(c for c in table.cells if c.span.of(source.text) == "核心区")
    assert (merged.row, merged.rows) == (1, 2)
    assert cells(source, table)[2, 1] == "绿地"


@pytest.mark.parametrize(
    ("code", "character"),
    [
        (0x2F00, "一"),
        (0x2ED3, "长"),
        (0xF9DC, "隆"),
        (0xF0B7, "•"),
        (0x200B, ""),
        (0x07, ""),
        (0xA0, " "),
        (ord("文"), "文"),
    ],
)
def test_characters_that_stand_for_others(code: int, character: str) -> None:
    assert clean(code) == character


def test_what_is_encrypted_broken_or_a_scan_is_refused() -> None:
    plain = pdf(text_of(ONE))
    locked = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    locked.encrypt("secret", algorithm="RC4-128")
    data = io.BytesIO()
    locked.write(data)
    with pytest.raises(DocumentError, match=r"a\.pdf is encrypted"):
        read_pdf(data.getvalue(), "a.pdf")
    with pytest.raises(DocumentError, match="not a whole PDF"):
        read_pdf(b"%PDF-1.7 no", "a.pdf")


CIRCLE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 9/Kids[3 0 R 2 0 R]>>endobj
3 0 obj<</Type/Pages/Count 9/Parent 2 0 R/Kids[2 0 R]>>endobj
trailer<</Root 1 0 R>>
"""


def test_a_page_tree_in_a_circle_ends() -> None:
    with pytest.raises(DocumentError, match="not a whole PDF"):
        read_pdf(CIRCLE, "a.pdf")


def test_a_watermark_is_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        set_text(canvas, [ONE, TWO], top=500)
        canvas.translate(150, 300)
        canvas.rotate(45)
        write(canvas, 0, 0, "内部资料", 60)

    assert lines(read(draw)) == [ONE, TWO]


def test_large_characters_that_text_stands_on_are_a_watermark() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (680, 420):  # one behind the text, one below it
            write(canvas, 130, y, "内部资料", 70)
        set_text(canvas, [ONE, TWO, ONE])
        write(canvas, 200, 780, "城市公园管理办法", 26)

    assert lines(read(draw)) == ["城市公园管理办法", ONE, TWO, ONE]


def test_a_day_that_is_mostly_figures_is_no_note_at_the_foot() -> None:
    def draw(canvas: Canvas) -> None:
        y = set_text(canvas, [ONE, TWO])
        write(canvas, 400, y, "2025年4月18日")

    source = read(draw)
    assert lines(source) == [ONE, TWO, "2025年4月18日"]
    assert source.layout.notes == ()


def test_a_mark_is_raised_whose_foot_is() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, LEFT, 700, "全县共有养老机构")
        write(canvas, LEFT + 8 * 14, 704.2, "1", 6)
        write(canvas, LEFT + 8 * 14 + 4, 700, "若干家。")

    assert lines(read(draw)) == ["全县共有养老机构若干家。"]


def columns(canvas: Canvas, rows: list[list[str]], lefts: list[float], top: float) -> None:
    for number, row in enumerate(rows):
        for left, words in zip(lefts, row, strict=True):
            write(canvas, left, top - 24 * number, words, 12)


HEAD = ["区域", "车型", "首小时（元）", "全天封顶（元）"]
FEES = [
    ["一类区", "小型车", "8", "60"],
    ["", "大型车", "12", "90"],
    ["二类区", "小型车", "5", "40"],
    ["", "大型车", "8", "65"],
]


def test_a_table_without_lines_between_its_cells() -> None:
    def draw(canvas: Canvas) -> None:
        set_text(canvas, [ONE])
        # The names of the columns stand nearer to each other than the figures below.
        columns(canvas, [HEAD], [90, 180, 260, 337], 600)
        columns(canvas, FEES, [90, 180, 290, 380], 576)
        set_text(canvas, [TWO], top=440)

    source = read(draw)
    (table,) = source.layout.tables
    found = cells(source, table)
    assert [found[0, column] for column in range(4)] == HEAD
    assert (found[2, 1], found[2, 2], found[2, 3]) == ("大型车", "12", "90")
    assert found[4, 3] == "65"
    shared = next(c for c in table.cells if c.span.of(source.text) == "一类区")
    assert (shared.row, shared.rows) == (1, 2)
    assert lines(source)[0] == ONE
    assert lines(source)[-1] == TWO


def test_a_cell_without_lines_goes_on_in_the_next_line() -> None:
    rows = [
        ["1", "新增泊位", "500个"],
        ["", "和充电桩", ""],
        ["2", "改造", "30处"],
        ["3", "撤销", "8处"],
    ]

    def draw(canvas: Canvas) -> None:
        columns(canvas, [["序号", "任务", "目标"], *rows], [90, 180, 320], 700)

    source = read(draw)
    (table,) = source.layout.tables
    found = cells(source, table)
    assert (found[1, 1], found[1, 2]) == ("新增泊位\n和充电桩", "500个")
    assert found[3, 2] == "8处"


@pytest.mark.parametrize(
    "rows",
    [
        [["张三", "李四", "王五"], ["赵六", "钱七", "孙八"], ["周九", "吴十", "郑一"]],
        [["1.1", "供水", "3"], ["1.2", "排水", "5"], ["1.3", "供热", "9"]],
    ],
    ids=["names", "contents"],
)
def test_what_stands_side_by_side_is_not_always_a_table(rows: list[list[str]]) -> None:
    source = read(lambda canvas: columns(canvas, rows, [90, 200, 320], 700))
    assert source.layout.tables == ()
    assert [line.split("\t") for line in lines(source)] == rows


def test_figures_far_apart_in_a_cell_do_not_run_together() -> None:
    def draw(canvas: Canvas) -> None:
        grid(canvas, [["指标", "合"], ["床位", "8"]], top=700)
        write(canvas, LEFT + 220, 700 - 24 + 7, "计", 11)
        write(canvas, LEFT + 220, 700 - 48 + 7, "90", 11)

    source = read(draw)
    found = cells(source, source.layout.tables[0])
    assert (found[0, 1], found[1, 1]) == ("合计", "8 90")


def test_narrow_letters_side_by_side_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (LEFT, LEFT + 0.4):  # drawn twice, to look bold
            canvas.setFont("Helvetica", 14)
            canvas.drawString(x, 700, "All units shall fill in the bill annually.")

    assert lines(read(draw)) == ["All units shall fill in the bill annually."]


def test_numbers_that_count_the_lines_of_a_draft_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        set_text(canvas, [ONE, TWO], leading=24)
        for row in range(9):
            write(canvas, 50, 760 - 24 * row, str(row + 1), 8)

    assert lines(read(draw)) == [ONE, TWO]


def test_two_short_columns_with_a_page_number_below() -> None:
    left = [
        "全市水资源总量为二十六点三亿立方米，比多年平均值偏少百分之八，其中地表水二十二亿立方米。"
    ]
    right = ["地下水开采量控制在三亿立方米以内，超采区面积只减不增，水位稳中有升，水质逐年好转。"]

    def draw(canvas: Canvas) -> None:
        set_text(canvas, left, top=700, left=60, right=280, size=11, leading=18)
        set_text(canvas, right, top=700, left=320, right=540, size=11, leading=18)
        write(canvas, 285, 40, "— 3 —", 10)

    assert lines(read(draw)) == [*left, *right]


def test_columns_that_one_character_parts() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 200, 790, "岚山区公园管理办法", 18)
        set_text(canvas, [ONE, TWO, ONE], left=60, right=290, size=12)
        set_text(canvas, [TWO, ONE, TWO], left=301, right=531, size=12)

    assert lines(read(draw)) == ["岚山区公园管理办法", ONE, TWO, ONE, TWO, ONE, TWO]


def test_a_few_lines_in_the_columns_of_the_page_before() -> None:
    def page(left: str, right: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            set_text(canvas, [left], left=60, right=285, size=12)
            set_text(canvas, [right], left=310, right=535, size=12)
            write(canvas, 290, 40, "— 1 —", 10)

        return draw

    source = read(page(ONE, ONE), page(TWO, TWO))
    assert lines(source) == [ONE, ONE, TWO, TWO]


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 30, 820, "2026/3/1 09:15", 8)
        write(canvas, 300, 820, "供水管理办法_政府网站", 8)
        set_text(canvas, [ONE, TWO])
        write(canvas, 30, 20, "https://example.gov/art/12.html", 8)
        write(canvas, 550, 20, "1/1", 8)

    assert lines(read(draw)) == [ONE, TWO]


def test_lines_set_to_the_right_edge_are_lines_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        y = set_text(canvas, [ONE, TWO])
        for words in ("岚山区城市管理局", "2026年3月1日"):
            write(canvas, RIGHT - 14 * len(words), y, words)
            y -= 24
        write(canvas, LEFT, y, "（此件公开发布）")

    found = lines(read(draw))
    assert found[2:] == ["岚山区城市管理局", "2026年3月1日", "（此件公开发布）"]
