"""A Word file as Word shows it with all changes accepted.

Paragraphs, content controls and tables in order; the numbers that Word counts by itself; text boxes
once, after the paragraph that they hang on; footnotes and endnotes at the end. Headers and footers
stand on every page and are no part of the text; nothing outside of the file is followed.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from index.document.corpus import Remark
from index.document.span import Span
from index.read.builder import TextBuilder, heading_levels
from index.read.garble import find_garble
from index.read.limits import check_length
from index.read.packed.archive import BROKEN, Archive
from index.read.packed.xml import Element, attribute, child, forget, iterate, parse, short, value
from index.read.pieces import Piece, has_words, words_of, write_pieces
from index.read.plain.lines import end_of
from index.read.process.pulse import pulse
from index.read.source import Source
from index.read.tables.cells import CellContent, write_table
from index.read.tables.tables import is_caption
from index.read.word.numbering import Numbering
from index.read.word.remarks import remarks_on
from index.read.word.styles import Styles, as_int
from index.read.word.tables import table_content
from index.read.word.words import Met, WordReader

KIND = "Word file (.docx)"
_BLOCKS = frozenset({"w:p", "w:tbl", "w:sdt", "w:customXml", "w:altChunk", "w:ins", "w:moveTo"})
_HOLDERS = frozenset({"w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"})
# A paragraph with the outline level of a heading that is longer than this, or two sentences, is text.
_LONGEST_HEADING = 80
_NOTE_KINDS = {"footnote": "footnotes", "endnote": "endnotes"}


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph: its pieces, the level of heading from 0, what hangs on it, how large it is set."""

    pieces: tuple[Piece, ...]
    outline: int | None = None
    boxes: tuple[Element, ...] = ()
    size: int = 0

    def __bool__(self) -> bool:
        return has_words(self.pieces)


def read_word(data: bytes, name: str) -> Source:
    """Return the text of a Word file.

    Raises:
        DocumentError: It is damaged, encrypted, too large, or no Word file.
    """
    archive = Archive(data, name, KIND)
    try:
        return _Reader(archive).read()
    except (etree.XMLSyntaxError, *BROKEN, RuntimeError) as error:
        raise archive.damaged() from error


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = archive.main_part("word/document.xml")
        self._parts = dict(archive.targets(self._main).values())
        self._styles = Styles(archive.read(self._parts.get("styles", "word/styles.xml")))
        numbering = self._parts.get("numbering", "word/numbering.xml")
        self._numbering = Numbering(archive.read(numbering))
        self._found = Met()
        self._words = WordReader(self._styles, self._found)
        self._builder = TextBuilder()
        # A paragraph whose end was deleted: what follows belongs to it.
        self._open: WordParagraph | None = None
        self._last: Span | None = None
        self._sized: list[tuple[Span, int]] = []

    def read(self) -> Source:
        seen = False
        with self._archive.open(self._main) as stream:
            for element in iterate(stream, _BLOCKS | {"w:body"}):
                if short(element.tag) == "w:body":
                    seen = True
                elif short(element.getparent().tag) == "w:body":
                    self._block(element)
                    forget(element)
                    pulse.beat()
                    check_length(self._archive.name, self._builder.length)
        if not seen:
            raise self._archive.damaged()
        self._flush()
        self._mark_large()
        self._notes()
        text = self._builder.text()
        remarks: list[Remark] = [*remarks_on(self._found), *find_garble(text)]
        return Source("docx", text, self._builder.layout(), tuple(remarks))

    def _block(self, element: Element) -> None:
        name = short(element.tag)
        if name == "w:p":
            paragraph, ended = self._paragraph(element, self._open)
            self._open = None if ended else paragraph
            if ended:
                self._write_paragraph(paragraph)
        elif name == "w:tbl":
            self._flush()
            self._write_table(element)
        elif name == "w:altChunk":
            self._found.counts["embedded"] += 1
        elif name in _HOLDERS:
            for one in element:
                self._block(one)

    def _flush(self) -> None:
        if self._open is not None:
            paragraph, self._open = self._open, None
            self._write_paragraph(paragraph)

    def _paragraph(
        self, element: Element, before: WordParagraph | None = None
    ) -> tuple[WordParagraph, bool]:
        """Return a paragraph, and whether its end stands once all changes are accepted.

        Args:
            element: A ``w:p``.
            before: The paragraph above whose end was deleted: its words are the first of this one.
        """
        properties = child(element, "w:pPr")
        name = value(properties, "w:pStyle") or self._styles.default
        style = self._styles.of(name)
        outline = as_int(value(properties, "w:outlineLvl"))
        read, hanging = self._words.read(element, style.look)
        pieces, boxes = tuple(read), tuple(hanging)
        if before is not None:
            pieces, boxes = (*before.pieces, *pieces), (*before.boxes, *boxes)
        level = style.outline if outline is None else outline
        paragraph = WordParagraph(pieces, level, boxes, self._words.size)
        mark = child(properties, "w:rPr")
        if child(mark, "w:del") is not None or child(mark, "w:moveFrom") is not None:
            if (
                paragraph
            ):  # its words stay, joined to what follows; what was deleted whole is counted
                self._found.counts["deleted"] += 1
            return paragraph, False
        label = self._label(child(properties, "w:numPr"), name)
        if label and paragraph:
            if _runs_on(label, words_of(pieces)):
                label += " "
            paragraph = replace(paragraph, pieces=(Piece("text", label), *pieces))
        return paragraph, True

    def _label(self, numbers: Element | None, style_name: str | None) -> str:
        """Count a paragraph and return what Word writes before it."""
        style = self._styles.of(style_name)
        number_id = value(numbers, "w:numId") or style.number_id
        if not number_id or number_id == "0":
            return ""
        level = as_int(value(numbers, "w:ilvl"))
        if level is None:
            level = self._numbering.level_of_style(number_id, style_name)
        return self._numbering.next(number_id, (style.level or 0) if level is None else level)

    def _write_paragraph(self, paragraph: WordParagraph) -> Span:
        """Write a paragraph on a line of its own, and the text boxes that hang on it below."""
        self._builder.end_line()
        span = self._write(paragraph)
        words = self._builder.since(span.start) if paragraph.outline is not None else ""
        if words.strip() and len(words) <= _LONGEST_HEADING and words.count("。") < 2:  # noqa: PLR2004
            self._builder.heading(span, (paragraph.outline or 0) + 1)
        if paragraph:
            self._last = span
            self._sized.append((span, paragraph.size))
        self._builder.end_line()
        for box in paragraph.boxes:
            for one in box:
                self._block(one)
            self._flush()
        return span

    def _mark_large(self) -> None:
        """Note lines in larger characters than the text as headings, where no style names one."""
        if self._builder.has_headings:
            return
        characters: Counter[float] = Counter()
        for span, size in self._sized:
            characters[size] += span.end - span.start
        if not characters:
            return
        levels = heading_levels(characters, characters.most_common(1)[0][0])
        for span, size in self._sized:
            words = self._builder.text()[span.start : span.end].strip()
            if size in levels and len(words) <= _LONGEST_HEADING and end_of(words) != "stop":
                self._builder.heading(span, levels[size])

    def _write(self, paragraph: WordParagraph) -> Span:
        """Write the words of a paragraph where the text ends."""
        return write_pieces(self._builder, paragraph.pieces)

    def _write_table(self, element: Element) -> None:
        content = table_content(element, self._cell, self._found.change)
        title = None
        if self._last is not None and self._last.end + 1 >= self._builder.length:
            words = self._builder.since(self._last.start).strip()
            title = self._last if words and is_caption(words) else None
        boxes: list[Element] = []

        def write(paragraph: WordParagraph) -> Span:
            boxes.extend(paragraph.boxes)
            return self._write(paragraph)

        write_table(self._builder, content, write, title)
        for box in boxes:
            for one in box:
                self._block(one)
            self._flush()

    def _cell(self, element: Element) -> Iterator[WordParagraph | CellContent[WordParagraph]]:
        """Yield what stands in a cell: paragraphs that have words, and tables."""
        before: WordParagraph | None = None
        for one in element:
            name = short(one.tag)
            if name == "w:p":
                paragraph, ended = self._paragraph(one, before)
                before = None if ended else paragraph
                if ended and (paragraph or paragraph.boxes):
                    yield paragraph
            elif name == "w:tbl":
                yield table_content(one, self._cell, self._found.change)
            elif name in _HOLDERS:
                yield from self._cell(one)
        if before:
            yield before

    def _notes(self) -> None:
        """Write the footnotes and endnotes that are referred to, below everything else."""
        bodies: dict[tuple[str, str], Element] = {}
        for kind, part in _NOTE_KINDS.items():
            data = self._archive.read(self._parts.get(part, f"word/{part}.xml"))
            for one in parse(data) if data else ():
                if short(one.tag) == f"w:{kind}":
                    bodies[kind, attribute(one, "id") or ""] = one
        for number in itertools.count():
            if number >= len(self._found.notes):
                break
            body = bodies.get(self._found.notes[number])
            if body is None:
                continue
            self._builder.end_line()
            start = self._builder.skip(f"[{number + 1}] ").end
            paragraphs = [one for one in self._cell(body) if isinstance(one, WordParagraph) and one]
            for place, paragraph in enumerate(paragraphs):
                if place:
                    self._builder.line_break(as_space=True)
                self._write(paragraph)
            if self._builder.length > start:
                self._builder.note(Span(start, self._builder.length))
            self._builder.end_line()


def _runs_on(label: str, words: str) -> bool:
    """Tell whether a number that Word counts would be read on into the words: 4. and 80周岁.

    Word shows the two apart by where it sets them, which text does not have.
    """
    before, after = label[-1:], words.lstrip()[:1]
    return before.isalnum() or (before in ".．" and after.isdigit())
