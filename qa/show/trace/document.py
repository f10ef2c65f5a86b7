"""A matrix as a Word document, for people who discuss it on paper: written as it is packed (ECMA-376).

A table of text needs four small parts, so that no library is asked for.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from qa.result import Language
from qa.show.trace.cells import person_cells, row_sheet, tree_sheet
from qa.show.trace.columns import PERSON, heading, sheet_title
from qa.trace.row import TraceMatrix

_COLUMNS = ("number", "statement", "verdict", "reasons", "refs", "quotes", *PERSON)
# A4 on its side, in twentieths of a point; a heading row that comes again on every page.
_PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="850" w:right="850" \
w:bottom="850" w:left="850" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
)
_HEADER = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType=\
"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" \
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
_RELATIONS = f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" \
Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
# What XML cannot hold: control characters, halves of characters, the last two of the plane.
_HALVES = range(0xD800, 0xE000)
_IMPOSSIBLE = dict.fromkeys(
    (*(code for code in range(32) if chr(code) not in "\t\n\r"), *_HALVES, 0xFFFE, 0xFFFF),
    "\ufffd",
)


def matrix_document(matrix: TraceMatrix, lang: Language) -> bytes:
    """Return a DOCX file: the statements, and how the chapters are covered."""
    cells, persons = row_sheet(matrix, lang)
    rows = [
        [{**row, **person_cells(person)}[column] for column in _COLUMNS]
        for row, person in zip(cells, persons, strict=True)
    ]
    tree = tree_sheet(matrix, lang, sheet_title("tree", lang))
    body = (
        _paragraph(matrix.source, bold=True)
        + _table([heading(column, lang) for column in _COLUMNS], rows)
        + _paragraph(tree.title, bold=True)
        + _table(tree.header, tree.rows)
        + _paragraph("")  # no document ends in a table
    )
    document = f'{_XML}<w:document xmlns:w="{_W}"><w:body>{body}{_PAGE}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    width = 14400 // max(1, len(header))
    columns = f'<w:gridCol w:w="{width}"/>' * len(header)
    grid = f"<w:tblGrid>{columns}</w:tblGrid>"
    head = f"<w:tr>{_HEADER}{''.join(_cell(name, bold=True) for name in header)}</w:tr>"
    body = "".join(f"<w:tr>{''.join(_cell(str(value)) for value in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{_TABLE}{grid}{head}{body}</w:tbl>"


def _cell(words: str, *, bold: bool = False) -> str:
    return f"<w:tc>{''.join(_paragraph(line, bold=bold) for line in words.splitlines() or [''])}</w:tc>"


def _paragraph(words: str, *, bold: bool = False) -> str:
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    text = escape(words.translate(_IMPOSSIBLE))
    return f'<w:p><w:r>{style}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
