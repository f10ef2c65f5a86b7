"""A PDF file to text: pages in order, lines joined to paragraphs, tables, what is no text skipped."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from index.document.corpus import Remark
from index.errors import DocumentError
from index.read.builder import LARGE, heading_levels
from index.read.furniture import find_furniture
from index.read.garble import find_garble
from index.read.limits import MAX_PAGES, check_length
from index.read.pdf.flow import BodyText, PlacedLine, body_of, edges_of
from index.read.pdf.lines import PageLine
from index.read.pdf.page import PageWords, TableBlock, read_page
from index.read.pdf.write import NOTE_MARK, Writer
from index.read.process.pulse import pulse
from index.read.source import Source

# Reads a page off its picture: its words, and how sure they are, 0 to 1.
ReadPicture = Callable[[Any], tuple[PageWords, float]]

# A page with fewer characters than this, most of it a picture, is a scan.
_FEWEST_CHARACTERS = 12
_MOST_PICTURE = 0.4
# A page on which more than this share of characters is unknown is read off its picture.
_MOST_UNKNOWN = 0.3
_PASSWORD = 4  # FPDF_ERR_PASSWORD
# A note at the foot of a page is set this much smaller, and takes at most this share of the lines.
_SMALL_NOTE = 0.92
_MOST_NOTES = 0.5
# What stands for a table where running heads are looked for.
_TABLE = "\1"


@dataclass(slots=True)
class _Read:
    """The pages of a file, and which of them were read otherwise, from 0."""

    pages: list[PageWords] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    # Confidence and number of characters of each page that was read off its picture.
    confidences: list[tuple[float, int]] = field(default_factory=list)

    @property
    def ocr(self) -> float | None:
        """Mean confidence over the characters that were read off pictures."""
        size = sum(weight for _, weight in self.confidences)
        return sum(c * weight for c, weight in self.confidences) / size if size else None


def read_pdf(
    data: bytes,
    name: str,
    *,
    read_picture: ReadPicture | None = None,
) -> Source:
    """Return the text of a PDF file.

    Args:
        data: The file.
        name: What it is called in messages.
        read_picture: Reads pages that are pictures; None where nothing can.

    Raises:
        DocumentError: It is damaged, encrypted, too long, or pictures that nothing can read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            message = f"{name} is encrypted; save a copy without a password."
            raise DocumentError(message) from error
        raise DocumentError(f"{name} is not a whole PDF file.") from error
    try:
        read = _read_pages(document, name, read_picture)
    finally:
        document.close()
    if read.scans and read_picture is None and not any(page.columns for page in read.pages):
        message = f"{name} is a scan; to read it, install the extra: pip install 'yinju[ocr]'."
        raise DocumentError(message)
    builder = _write(read.pages, name, measured=not read.confidences).finish()
    text = builder.text()
    remarks = [*_remarks(read, can_read=read_picture is not None), *find_garble(text)]
    return Source("pdf", text, builder.layout(read.ocr), tuple(remarks))


def _read_pages(
    document: Any,  # noqa: ANN401  # pypdfium2 has no types
    name: str,
    read_picture: ReadPicture | None,
) -> _Read:
    import pypdfium2

    count = len(document)
    if count > MAX_PAGES:
        raise DocumentError(
            f"{name} has {count:,} pages; at most {MAX_PAGES:,} are read. Split it."
        )
    read = _Read()
    for number in range(count):
        words = PageWords(())
        try:
            page = document[number]
            words = read_page(page, read.pages[-1] if read.pages else None)
            if is_picture(words):
                read.scans.append(number)
                if read_picture is not None:
                    words, confidence = read_picture(page)
                    size = sum(len(line.words) for line in words.lines)
                    read.confidences.append((confidence, size))
            page.close()
        except pypdfium2.PdfiumError:
            read.broken.append(number)
        read.pages.append(words)
        pulse.beat()
    if len(read.broken) == count:
        raise DocumentError(f"{name} is not a whole PDF file.")
    return read


def is_picture(words: PageWords) -> bool:
    """Tell whether a page has no words but those of a picture."""
    if words.unknown > _MOST_UNKNOWN:
        return True
    blocks = [block for column in words.columns for block in column.blocks]
    characters = sum(len(block.words) for block in blocks if isinstance(block, PageLine))
    tables = any(isinstance(block, TableBlock) for block in blocks)
    return not tables and characters < _FEWEST_CHARACTERS and words.pictures > _MOST_PICTURE


def _write(pages: Sequence[PageWords], name: str, *, measured: bool) -> Writer:
    furniture = _furniture(pages, measured=measured)
    body = body_of(pages, furniture)
    edges = edges_of(pages, furniture)
    writer = Writer(body, _heading_sizes(pages, body))
    for number, page in enumerate(pages):
        writer.page()
        skipped = furniture[number]
        notes = _notes_at_foot(page, skipped, body)
        for order, column in enumerate(page.columns):
            left, right = edges[number][order]
            for block in column.blocks:
                if isinstance(block, TableBlock):
                    writer.table(block)
                elif id(block) in skipped:
                    writer.furniture(block)
                elif id(block) in notes:
                    writer.note(block)
                else:
                    writer.line(PlacedLine(block, left, right))
        check_length(name, writer.builder.length)
    return writer


def _furniture(pages: Sequence[PageWords], *, measured: bool) -> list[set[int]]:
    """Return by page the ids of the lines that are running heads, feet and page numbers.

    Args:
        pages: The pages.
        measured: Whether the sizes of characters are given, and none was told off a picture.
    """
    sizes = [line.size for page in pages for line in page.lines]
    usual = statistics.median(sizes) if sizes else 1.0

    def look(line: PageLine) -> str:
        return f"{line.size:.0f}" if measured else str(line.size > LARGE * usual)

    rows = [sorted(_edges(page), key=lambda one: -one[0]) for page in pages]
    found = find_furniture(
        [[line.words if line else _TABLE for _, line in page] for page in rows],
        # A title in large characters is not the running head that repeats it.
        [[look(line) if line else _TABLE for _, line in page] for page in rows],
    )
    skipped: list[set[int]] = [set() for _ in pages]
    for page, row in found:
        skipped[page].add(id(rows[page][row][1]))
    return skipped


def _edges(page: PageWords) -> Iterator[tuple[float, PageLine | None]]:
    """Yield the upper edges of the lines of a page, with None for the line of a table."""
    for column in page.columns:
        for block in column.blocks:
            if isinstance(block, PageLine):
                yield block.top, block
            else:
                yield block.table.region.top, None


def _notes_at_foot(page: PageWords, skipped: set[int], body: BodyText) -> set[int]:
    """Return the ids of the lines of the notes at the foot of a page."""
    lines = [line for line in page.lines if id(line) not in skipped]
    foot: list[PageLine] = []
    for line in reversed(lines):
        if line.size > _SMALL_NOTE * body.size:
            break
        foot.append(line)
    while foot and not NOTE_MARK.match(foot[-1].words):
        foot.pop()
    return {id(line) for line in foot} if len(foot) <= _MOST_NOTES * len(lines) else set()


def _heading_sizes(pages: Sequence[PageWords], body: BodyText) -> dict[float, int]:
    """Return the level of heading by the height of characters, the largest first."""
    counts: Counter[float] = Counter()
    for page in pages:
        counts.update(round(line.size * 2) / 2 for line in page.lines)
    return heading_levels(counts, body.size)


def _remarks(read: _Read, *, can_read: bool) -> Iterator[Remark]:
    if any(page.upright for page in read.pages):
        yield Remark(
            "竖排文字，已按从右到左、从上到下的顺序读取；请核对。",
            "Vertical writing, read from right to left and from top to bottom. Check it.",
        )
    if read.ocr is not None:
        yield Remark(
            f"第{_listed(read.scans)}页是图片，由文字识别（OCR）读取，平均置信度{read.ocr:.0%}；引用前请核对原件。",
            f"Page {_listed(read.scans)} is a picture, read by OCR with a mean confidence of "
            f"{read.ocr:.0%}; compare with the original before quoting.",
        )
    elif read.scans and not can_read:
        yield Remark(
            f"第{_listed(read.scans)}页是图片，没有读入；安装yinju[ocr]后可以识别。",
            f"Page {_listed(read.scans)} is a picture and was left out; yinju[ocr] can read it.",
        )
    if read.broken:
        yield Remark(
            f"第{_listed(read.broken)}页已损坏，没有读入。",
            f"Page {_listed(read.broken)} is damaged and was left out.",
        )


def _listed(pages: Sequence[int]) -> str:
    """Return page numbers, from 1, runs as 3-7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(f"{a + 1}-{b + 1}" if b > a else str(a + 1) for a, b in runs)
