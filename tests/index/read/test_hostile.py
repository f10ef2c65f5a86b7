"""Broken, hostile and odd files: one sentence each, nothing hangs, nothing else is lost."""

from __future__ import annotations

import io
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from index.errors import DocumentError
from index.read.load import load, read_document
from tests.index.read.word_files import (
    archive,
    cell,
    numbered,
    paragraph,
    part,
    row,
    table,
    word,
)

# Seconds that no file may take, on a machine that has other work too (the guard itself ends at fewer).
LONGEST = 60
WORD = word(paragraph("每月八元。"))
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def body(inner: str) -> str:
    return part("document", f"<w:body>{inner}</w:body>")


def bomb(name: str, megabytes: int) -> bytes:
    """Return an archive whose part unpacks to many times its size."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed, packed.open(name, "w") as out:
        for _ in range(megabytes):
            out.write(b" " * 1_000_000)
    return data.getvalue()


def claims(size: int) -> bytes:
    """Return an archive whose directory says that a part has ``size`` bytes."""
    data = bytearray(archive({"word/document.xml": body(paragraph("甲"))}))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = size.to_bytes(4, "little")
    return bytes(data)


def circle_of_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )


def pdf_with(stream: bytes, more: str = "") -> bytes:
    """Return a PDF file of one page that is drawn by ``stream``."""
    head = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length {len(stream)}{more}>>stream\n"
    )
    return head.encode() + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>\n"


def packed_stream(size: int) -> bytes:
    """Return a PDF file whose page unpacks to ``size`` bytes."""
    return pdf_with(zlib.compress(b"q " * (size // 2)), "/Filter/FlateDecode")


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)


def workbook(sheet: str, **parts: str) -> bytes:
    return archive(
        {
            "xl/workbook.xml": (
                '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
                '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{RELS}"><Relationship Id="r1" Type="x/worksheet" '
                'Target="worksheets/sheet1.xml"/></Relationships>'
            ),
            "xl/worksheets/sheet1.xml": SHEET.format(sheet),
            **{name.replace("__", "/"): text for name, text in parts.items()},
        }
    )


def cell_of(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


MACROS: dict[str, str | bytes] = {
    "word/document.xml": body(paragraph("每月八元。")),
    "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
}
BAD_STYLES: dict[str, str | bytes] = {
    "word/document.xml": body(paragraph("甲")),
    "word/styles.xml": "<w:styles",
}
SPANS = "<table><tr><td colspan=99999999>宽<td>甲<tr><td rowspan=99999999>高<td>乙</table>"
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = (
    "<!DOCTYPE a ["
    '<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
EMPTY_ZIP = b"PK\x05\x06" + bytes(18)

# Those that are refused: name, and what the sentence says.
REFUSED: list[tuple[str, bytes, str]] = [
    ("empty.txt", b"", "no text"),
    ("blank.docx", word(paragraph(" ")), "no text"),
    ("zero.txt", bytes(1000), "zero bytes"),
    ("random.txt", bytes(range(128, 256)) * 9, "not text"),
    ("half16.txt", "\ufeff甲乙".encode("utf-16-le")[:-1], "UTF-16"),
    ("no.docx", b"PK\x03\x04 no", "not a whole Word file"),
    ("cut.docx", WORD[: len(WORD) // 2], "not a whole Word file"),
    ("flipped.docx", WORD[:60] + bytes([WORD[60] ^ 255]) + WORD[61:], "not a whole Word file"),
    ("emptyzip.docx", EMPTY_ZIP, "not a whole Word file"),
    ("pdf.docx", b"%PDF-1.7", "not a whole Word file"),
    (
        "old.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "encrypted or in an older format",
    ),
    ("noxml.docx", archive({"word/document.xml": "<w:document"}), "not a whole Word file"),
    ("nobody.docx", archive({"word/document.xml": part("document", "")}), "not a whole Word file"),
    (
        "deep.docx",
        archive({"word/document.xml": body("<w:sdt>" * 10_000)}),
        "not a whole Word file",
    ),
    (
        "laughs.docx",
        archive({"word/document.xml": LAUGHS + "<a>&a11;</a>"}),
        "not a whole Word file",
    ),
    ("outside.docx", archive({"word/document.xml": OUTSIDE}), "not a whole Word file"),
    (
        "badstyles.docx",
        archive(BAD_STYLES),
        "not a whole Word file",
    ),
    ("bomb.docx", bomb("word/document.xml", 600), "unpacks to"),
    ("bombstyles.docx", bomb("word/styles.xml", 600), "unpacks to"),
    ("claims.docx", claims(1 << 30), "unpacks to"),
    ("no.pdf", b"%PDF-1.7 no", "not a whole PDF"),
    ("empty.pdf", b"%PDF-1.7\n", "not a whole PDF"),
    ("circle.pdf", circle_of_pages(), ""),
    ("blank.pdf", pdf_with(b""), "no text"),
    ("graphics.pdf", pdf_with(b"q " * 100_000), "no text"),
    ("unpacked.pdf", packed_stream(100_000_000), ""),
    ("text.pdf", "这不是PDF。".encode(), "not a whole PDF"),
    ("no.xlsx", b"no", "not a whole Excel file"),
    ("word.xlsx", WORD, "not a whole Excel file"),
    ("blank.xlsx", workbook("<sheetData/>"), "no text"),
    ("cut.xlsx", workbook("<sheetData><row>")[:-30], "not a whole Excel file"),
    ("bad.xlsx", archive({"xl/workbook.xml": "<workbook"}), "not a whole Excel file"),
    ("deep.xlsx", workbook("<x>" * 10_000), "not a whole Excel file"),
    ("bomb.xlsx", bomb("xl/workbook.xml", 600), "unpacks to"),
    ("deep.html", b"<div>" * 10_000 + "深".encode() + b"</div>" * 10_000, "deep"),
    ("empty.html", b"<html><body><script>x</script></body></html>", "no text"),
    ("nothing.mht", b"MIME-Version: 1.0\n\nx", "no web page"),
    ("blank.md", b"\n\n---\n\n<!-- a -->", "no text"),
    ("blank.csv", b",,\n,,\n", "no text"),
    ("old.doc", b"x", "save it as .docx"),
    ("old.wps", b"x", "save it as .docx"),
    ("old.xls", b"x", "save it as .xlsx"),
    ("slides.pptx", b"x", "save it as .pdf"),
    ("form.ofd", b"x", "save it as .pdf"),
    ("photo.jpg", b"x", "a picture"),
    ("program.exe", b"x", "expected"),
]

# Those that are read all the same: name, and words that are in them.
READ: list[tuple[str, bytes, str]] = [
    (
        "macros.docm",
        archive(
            {
                "word/document.xml": body(paragraph("每月八元。")),
                "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
            }
        ),
        "每月八元",
    ),
    (
        "nested.docx",
        word("<w:tbl><w:tr><w:tc>" * 40 + paragraph("深处。") + "</w:tc></w:tr></w:tbl>" * 40),
        "深处",
    ),
    (
        "wide.docx",
        word(table(row(cell("宽。", properties="<w:gridSpan w:val='99999999'/>")))),
        "宽",
    ),
    (
        "circle.docx",
        word(
            paragraph("圈。", properties='<w:pStyle w:val="a"/>'),
            styles='<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>',
        ),
        "圈",
    ),
    (
        "numbers.docx",
        word(
            numbered("号。", 9),
            numbering='<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>',
        ),
        "号",
    ),
    (
        "merged.xlsx",
        workbook(
            f'<sheetData><row r="1">{cell_of("A1", "甲。")}</row></sheetData>'
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
        "甲",
    ),
    (
        "far.xlsx",
        workbook(
            '<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
            f"{cell_of('XFD1048576', '远。')}</row></sheetData>"
        ),
        "远",
    ),
    (
        "strings.xlsx",
        workbook(
            '<sheetData><row r="1"><c r="A1" t="s"><v>99</v></c>'
            f"{cell_of('B1', '乙。')}</row></sheetData>"
        ),
        "乙",
    ),
    (
        "spans.html",
        SPANS.encode(),
        "高",
    ),
    ("tags.html", ("<b" * 50_000 + ">粗。").encode(), ""),
    ("marks.md", ("*" * 20_000 + "甲。" + "[" * 20_000 + "<s>" * 5_000).encode(), "甲"),
    ("fences.md", ("```\n" * 20_001 + "乙。").encode(), "乙"),
    ("line.txt", ("长" * 2_000_000 + "。").encode(), "长"),
    ("lines.txt", ("短\n" * 200_000).encode(), "短"),
    ("feeds.txt", ("页。\f" * 50_000).encode(), "页"),
    ("quotes.csv", ('"' * 99_999 + ",丙").encode(), "丙"),
]


def timed(path: Path) -> tuple[str, float]:
    began = time.monotonic()
    try:
        return read_document(path).text, time.monotonic() - began
    except DocumentError as error:
        return f"!{error}", time.monotonic() - began


def test_there_are_fifty() -> None:
    assert len(REFUSED) + len(READ) >= 50
    assert len({name for name, *_ in REFUSED + READ}) == len(REFUSED) + len(READ)


@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_one_sentence_that_names_the_file(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found, seconds = timed(path)
    assert found.startswith("!")
    assert str(path) in found
    assert said in found
    assert "\n" not in found
    assert seconds < LONGEST


@pytest.mark.parametrize(("name", "data", "words"), READ, ids=[name for name, *_ in READ])
def test_what_is_odd_is_read(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    found, seconds = timed(path)
    assert not found.startswith("!") or not words, found
    assert words in found
    assert seconds < LONGEST


def test_the_rest_of_a_folder_is_read(tmp_path: Path) -> None:
    small = [(name, data) for name, data, _ in REFUSED if len(data) < 100_000]
    for name, data in small:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.docx").write_bytes(WORD)
    loaded = load([tmp_path])
    assert [document.source for document in loaded.documents] == ["good.docx"]
    assert {file.path.name for file in loaded.unread} == {name for name, _ in small}
