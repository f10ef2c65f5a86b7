"""The blocks of a web page: paragraphs, headings, items and tables, written in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from index.document.corpus import Remark
from index.document.span import Span
from index.read.builder import TextBuilder
from index.read.packed.xml import Element
from index.read.pieces import Piece, has_words, raised, trimmed, words_of
from index.read.plain.join import join_lines
from index.read.plain.lines import begins_anew, split_lines
from index.read.source import Source
from index.read.spans import is_within, merged
from index.read.tables.cells import CellContent, write_table
from index.read.tables.grid import GridBuilder, PlacedCell
from index.read.tables.tables import is_caption
from index.read.web.choose import NO_WORDS, is_hidden
from index.read.web.tables import is_data, labels_of, rows_of, span_of
from index.read.word.numerals import numeral
from index.runtime.patterns import regex

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div",
     "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
     "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_STRUCK = frozenset({"del", "s", "strike"})
_STRUCK_STYLE = regex(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RAISED_STYLE = regex(r"vertical-align\s*:\s*super", re.IGNORECASE)
_LONGEST_HEADING = 80
_SPACE = regex("[ \t\n\r\f\xa0]+")
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2014\u2026"
# A line break of the page's source between two ideographs is no space.
_NO_SPACE = regex(rf"(?<=[{_CJK}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_CJK}])")
_LIST_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
# Words of the site, not of the text: short lines with one of these.
_CHROME = regex(
    r"当前位置|您的位置|打印本页|关闭窗口|关闭本页|分享到|【?字[体号][：:]|ICP备|公网安备|网站标识码|版权所有|网站地图|"
    r"扫一扫|^打印$|^关闭$|^上一[篇页]|^下一[篇页]|^返回顶部$"
)
_LONGEST_CHROME = 60

Pieces = tuple[Piece, ...]


class Blocks:
    """Writes the blocks of the elements that it reads."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        # Where line breaks stand that the page put into a paragraph.
        self._breaks: set[int] = set()
        self._struck: list[str] = []
        self._pictures = 0
        self._last: Span | None = None

    def read(self, element: Element) -> None:
        """Write an element and all within it."""
        pieces: list[Piece] = []
        walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
        for event, one in walk:
            if event == "start":
                if self._start(one, pieces):
                    continue
                walk.skip_subtree()
            elif event == "end" and one.tag in _BLOCKS:
                self._flush(pieces, one.tag)
            if event != "start" and one is not element and one.tail:
                self._add(pieces, one.tail, one.getparent())
        self._flush(pieces, None)

    def source(self) -> Source:
        """Return what was written; lines that were broken within a sentence are joined."""
        text = self._builder.text()
        layout = self._builder.layout()
        lines = split_lines(text)
        joints = join_lines(text, lines, breaks=self._breaks)
        skips = merged([*layout.skips, *joints.skips])
        starts = [span.start for span in skips]
        spaces = {at for at in (*layout.spaces, *joints.spaces) if not is_within(skips, starts, at)}
        remarks = []
        if self._struck:
            count, sample = len(self._struck), "”“".join(self._struck[:3])
            remarks.append(
                Remark(
                    f"有{count}处文字划有删除线，没有读入（如“{sample}”）。",
                    f"{count} struck-through pieces were left out.",
                )
            )
        if self._pictures:
            remarks.append(
                Remark(
                    f"有{self._pictures}张图片，图片里的文字没有读入。",
                    f"{self._pictures} pictures were left out, with any words in them.",
                )
            )
        layout = replace(layout, skips=tuple(skips), spaces=tuple(sorted(spaces)))
        return Source("html", text, layout, tuple(remarks))

    def _start(self, one: Element, pieces: list[Piece]) -> bool:
        """Begin an element; tell whether to go on within it."""
        tag = one.tag
        if tag in NO_WORDS or is_hidden(one):
            return False
        if tag in _STRUCK or _STRUCK_STYLE.search(one.get("style") or ""):
            self._strike(one)
            return False
        if tag == "sup" or _RAISED_STYLE.search(one.get("style") or ""):
            words = "".join(one.itertext())
            if (words.strip() and len(one) == 0) or tag == "sup":
                pieces.append(raised(words, words_of(pieces)[-8:]))
                return False
        if tag == "br":
            pieces.append(Piece("break", "\n"))
        elif tag == "img":
            self._pictures += 1
        elif tag in _BLOCKS:
            self._flush(pieces, None)
            if tag == "table" and (is_data(one) or labels_of(one)):
                self._table(one)
                return False
            if tag == "li":
                pieces.extend(_label(one))
        self._add(pieces, one.text, one)
        return True

    def _add(self, pieces: list[Piece], text: str | None, holder: Element | None) -> None:
        if not text:
            return
        if holder is not None and holder.tag == "pre":
            for number, line in enumerate(text.split("\n")):
                if number:
                    pieces.append(Piece("break", "\n"))
                pieces.append(Piece("text", line))
            return
        pieces.append(Piece("text", text))

    def _flush(self, pieces: list[Piece], tag: str | None) -> None:
        """Write the paragraph that was gathered, and begin another."""
        gathered = _collapsed(pieces)
        pieces.clear()
        words = words_of(gathered).strip()
        if not words or (len(words) <= _LONGEST_CHROME and _CHROME.search(words)):
            return
        self._builder.end_line()
        span = self._write(gathered)
        self._last = span
        if tag and re.fullmatch("h[1-6]", tag) and len(words) <= _LONGEST_HEADING:
            self._builder.heading(span, int(tag[1]))
        self._builder.end_line()

    def _write(self, pieces: Pieces) -> Span:
        start = self._builder.length
        for piece in pieces:
            if piece.kind == "break":
                self._breaks.add(self._builder.write("\n").start)
            elif piece.kind == "skip":
                self._builder.skip(piece.text)
            else:
                self._builder.write(piece.text)
        return Span(start, self._builder.length)

    def _strike(self, one: Element) -> None:
        words = "".join(one.itertext()).strip()
        if words:
            self._struck.append(words[:20])

    def _table(self, table: Element) -> None:
        if lines := labels_of(table):
            for line in lines:
                self._flush([Piece("text", line)], None)
            return
        title = None
        caption = table.find("caption")
        if caption is not None:
            inner: list[Piece] = [Piece("text", "".join(caption.itertext()))]
            self._flush(inner, None)
            title = self._last
        elif self._last is not None and self._last.end + 1 >= self._builder.length:
            words = self._builder.since(self._last.start).strip()
            title = self._last if words and is_caption(words) else None
        write_table(self._builder, self._content(table), self._write_in_cell, title)

    def _write_in_cell(self, pieces: Pieces) -> Span:
        start = self._builder.length
        for piece in trimmed(pieces):
            if piece.kind == "break":
                self._builder.line_break(as_space=True)
            elif piece.kind == "skip":
                self._builder.skip(piece.text)
            else:
                self._builder.write(piece.text)
        return Span(start, self._builder.length)

    def _content(self, table: Element) -> CellContent[Pieces]:
        grid = GridBuilder[tuple[Pieces | CellContent[Pieces], ...]]()
        header_rows = 0
        for number, row in enumerate(rows_of(table)):
            cells = [one for one in row if one.tag in {"td", "th"} and not is_hidden(one)]
            named = bool(cells) and all(one.tag == "th" for one in cells)
            if header_rows == number and (named or row.getparent().tag == "thead"):
                header_rows = number + 1
            for cell in cells:
                rows, columns = span_of(cell, "rowspan"), span_of(cell, "colspan")
                grid.put(number, tuple(self._cell(cell)), rows, columns)
        placed: tuple[PlacedCell[tuple[Pieces | CellContent[Pieces], ...]], ...] = tuple(
            grid.cells()
        )
        return CellContent(placed, header_rows or None)

    def _cell(self, cell: Element) -> Iterator[Pieces | CellContent[Pieces]]:
        """Yield the paragraphs and tables of a cell."""
        pieces: list[Piece] = []
        walk = etree.iterwalk(cell, events=("start", "end", "comment", "pi"))
        for event, one in walk:
            if event == "start" and one.tag == "table" and one is not cell and is_data(one):
                yield from _taken(pieces)
                yield self._content(one)
                walk.skip_subtree()
                continue
            if event == "start":
                if one.tag in _BLOCKS and one is not cell:
                    yield from _taken(pieces)
                kept = one.tag in _BLOCKS or self._start(one, pieces)
                if one.tag in _BLOCKS and not is_hidden(one):
                    pieces.extend(_label(one) if one.tag == "li" else ())
                    self._add(pieces, one.text, one)
                elif not kept or is_hidden(one):
                    walk.skip_subtree()
                continue
            if event == "end" and one.tag in _BLOCKS:
                yield from _taken(pieces)
            if one is not cell and one.tail:
                self._add(pieces, one.tail, one.getparent())
        yield from _taken(pieces)


def _taken(pieces: list[Piece]) -> Iterator[Pieces]:
    gathered = _collapsed(pieces)
    pieces.clear()
    if has_words(gathered):
        yield gathered


def _label(item: Element) -> list[Piece]:
    """Return the number that a browser writes before an item of a numbered list."""
    holder = item.getparent()
    if holder is None or holder.tag != "ol" or "none" in (holder.get("style") or ""):
        return []
    items = [one for one in holder if one.tag == "li"]
    start = holder.get("start") or "1"
    number = int(start) if start.lstrip("-").isdigit() else 1
    for one in items:
        own = one.get("value") or ""
        number = int(own) if own.isdigit() else number
        if one is item:
            break
        number += 1
    if begins_anew("".join(item.itertext()).strip()):
        return []
    style = _LIST_STYLES.get(holder.get("type") or "1", "decimal")
    return [Piece("text", f"{numeral(number, style)}. ")]


def _collapsed(pieces: list[Piece]) -> Pieces:
    """Return pieces with the white space of the page's source made into single spaces."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.kind != "text":
            if piece.kind == "break" and found and found[-1].kind == "text":
                found[-1] = Piece("text", found[-1].text.rstrip(" "))
            found.append(piece)
            continue
        before = found.pop().text if found and found[-1].kind == "text" else ""
        found.append(Piece("text", before + piece.text))
    clean: list[Piece] = []
    for piece in found:
        if piece.kind == "text":
            text = _SPACE.sub(" ", _NO_SPACE.sub("", piece.text))
            opens = not clean or clean[-1].kind == "break"
            text = text.lstrip(" ") if opens else text
            if text:
                clean.append(Piece("text", text))
        else:
            clean.append(piece)
    kept = list(trimmed(clean))
    if kept and kept[-1].kind == "text":
        kept[-1] = Piece("text", kept[-1].text.rstrip())
    return tuple(kept)
