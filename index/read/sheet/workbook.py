"""The cells of a workbook as it shows them, sheet by sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from lxml import etree

from index.errors import DocumentError
from index.read.limits import MAX_CELLS
from index.read.packed.archive import BROKEN, Archive
from index.read.packed.xml import Element, attribute, child, forget, is_on, iterate, parse, short
from index.read.process.pulse import pulse
from index.read.sheet.numbers import BUILT_IN, show_number
from index.runtime.patterns import regex

KIND = "Excel file (.xlsx)"
_REFERENCE = regex(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = regex(r"_x([0-9A-Fa-f]{4})_")
_HIDDEN = frozenset({"hidden", "veryHidden"})
_ON = frozenset({"1", "true"})
_MOST_COLUMNS = 16_384


@dataclass(slots=True)
class WorkbookSheet:
    """A sheet.

    Attributes:
        name: Its name.
        cells: The words of its cells by row and column, from 0; empty cells are left out.
        merged: Ranges of merged cells: first row, first column, last row, last column.
    """

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def hide(self, rows: Container[int], columns: Container[int]) -> tuple[int, int]:
        """Leave out the cells of rows and columns; return how many of either had words.

        A merged cell is shown as long as a part of it is.
        """
        for number, (top, left, bottom, right) in enumerate(self.merged):
            row = next((one for one in range(top, bottom + 1) if one not in rows), top)
            column = next((one for one in range(left, right + 1) if one not in columns), left)
            words = self.cells.get((top, left))
            if words is not None and (row, column) != (top, left):
                self.cells[row, column] = words
                self.merged[number] = (row, column, bottom, right)
        gone = [(row, column) for row, column in self.cells if row in rows or column in columns]
        for place in gone:
            del self.cells[place]
        return len({r for r, _ in gone if r in rows}), len({c for _, c in gone if c in columns})


class Workbook:
    """A workbook that is read sheet by sheet.

    Attributes:
        counts: What was left out, by what it is.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open a workbook.

        Raises:
            DocumentError: It is damaged, encrypted, too large, or no workbook.
        """
        self._archive = Archive(data, name, KIND)
        self.counts: Counter[str] = Counter()
        try:
            main = self._archive.main_part("xl/workbook.xml")
            self._parts = self._archive.targets(main)
            root = parse(self._archive.read(main))
            properties = child(root, "x:workbookPr")
            self._since_1904 = properties is not None and attribute(properties, "date1904") in _ON
            self._sheets = list(self._listed(child(root, "x:sheets")))
            kinds = dict(self._parts.values())
            self._formats, self._struck = self._styles(kinds.get("styles", "xl/styles.xml"))
            self._strings = self._shared(kinds.get("sharedStrings", "xl/sharedStrings.xml"))
        except (etree.XMLSyntaxError, *BROKEN, RuntimeError) as error:
            raise self._archive.damaged() from error

    def sheets(self) -> Iterator[WorkbookSheet]:
        """Yield the sheets that are shown, in order.

        Raises:
            DocumentError: One is damaged, or they have too many cells.
        """
        total = 0
        for name, target in self._sheets:
            sheet = WorkbookSheet(name)
            try:
                self._read(sheet, target)
            except (etree.XMLSyntaxError, *BROKEN, RuntimeError) as error:
                raise self._archive.damaged() from error
            total += len(sheet.cells)
            if total > MAX_CELLS:
                raise self._too_many()
            yield sheet

    def _too_many(self) -> DocumentError:
        return DocumentError(f"{self._archive.name} has more than {MAX_CELLS:,} cells. Split it.")

    def _listed(self, sheets: Element | None) -> Iterator[tuple[str, str]]:
        for one in sheets if sheets is not None else ():
            target = self._parts.get(_relation(one), ("", ""))
            if target[0] != "worksheet" or not self._archive.has(target[1]):
                self.counts["charts"] += 1
            elif attribute(one, "state") in _HIDDEN:
                self.counts["hidden"] += 1
            else:
                yield attribute(one, "name") or "", target[1]

    def _styles(self, part: str) -> tuple[list[str], list[bool]]:
        """Return by style the format of numbers, and whether words are struck out."""
        data = self._archive.read(part)
        if not data:
            return [], []
        root = parse(data)
        own: dict[int, str] = {}
        formats = child(root, "x:numFmts")
        for one in formats if formats is not None else ():
            number = _int(attribute(one, "numFmtId"))
            own[number] = attribute(one, "formatCode") or "General"
        fonts = child(root, "x:fonts")
        struck = [bool(is_on(one, "x:strike")) for one in fonts] if fonts is not None else []
        codes: list[str] = []
        crossed: list[bool] = []
        styles = child(root, "x:cellXfs")
        for one in styles if styles is not None else ():
            number = _int(attribute(one, "numFmtId"))
            codes.append(own.get(number) or BUILT_IN.get(number, "General"))
            font = _int(attribute(one, "fontId"))
            crossed.append(0 <= font < len(struck) and struck[font])
        return codes, crossed

    def _shared(self, part: str) -> list[str]:
        if not self._archive.has(part):
            return []
        strings: list[str] = []
        with self._archive.open(part) as stream:
            for one in iterate(stream, frozenset({"x:si"})):
                strings.append(self._rich(one))
                forget(one)
        return strings

    def _rich(self, element: Element) -> str:
        """Return the words of a cell that may have several fonts, without what is struck out."""
        words: list[str] = []
        for one in element:
            name = short(one.tag)
            if name == "x:t":
                words.append(one.text or "")
            elif name == "x:r":
                text = child(one, "x:t")
                if is_on(child(one, "x:rPr"), "x:strike"):
                    self.counts["struck"] += 1
                elif text is not None:
                    words.append(text.text or "")
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(words))

    def _read(self, sheet: WorkbookSheet, part: str) -> None:
        with self._archive.open(part) as stream:
            row = -1
            rows: set[int] = set()
            columns: set[int] = set()
            for one in iterate(stream, frozenset({"x:row", "x:mergeCell", "x:col"})):
                if short(one.tag) == "x:mergeCell":
                    self._merge(sheet, attribute(one, "ref") or "")
                    continue
                if short(one.tag) == "x:col":
                    if attribute(one, "hidden") in _ON:
                        ends = (_int(attribute(one, end)) for end in ("min", "max"))
                        first, last = (min(end, _MOST_COLUMNS) for end in ends)
                        columns.update(range(first - 1, last))
                    continue
                row = _int(attribute(one, "r"), row + 2) - 1
                if attribute(one, "hidden") in _ON:
                    rows.add(row)
                column = -1
                for cell in one:
                    if short(cell.tag) != "x:c":
                        continue
                    place = _REFERENCE.fullmatch(attribute(cell, "r") or "")
                    column = _column(place[1]) if place else column + 1
                    words = self._words(cell).strip()
                    if words:
                        sheet.cells[row, column] = words
                forget(one)
                pulse.beat()
                if len(sheet.cells) > MAX_CELLS:
                    raise self._too_many()
        hidden_rows, hidden_columns = sheet.hide(rows, columns)
        self.counts["rows"] += hidden_rows
        self.counts["columns"] += hidden_columns

    def _merge(self, sheet: WorkbookSheet, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(end) for end in reference.split(":")]
        if len(ends) == 2 and ends[0] and ends[1]:  # noqa: PLR2004  # from and to
            first, last = ends[0], ends[1]
            top, left = int(first[2]) - 1, _column(first[1])
            sheet.merged.append((top, left, int(last[2]) - 1, _column(last[1])))

    def _words(self, cell: Element) -> str:
        kind = attribute(cell, "t") or "n"
        style = _int(attribute(cell, "s"), 0)
        if kind == "inlineStr":
            inner = child(cell, "x:is")
            words = self._rich(inner) if inner is not None else ""
        else:
            found = child(cell, "x:v")
            value = (found.text or "") if found is not None else ""
            self.counts["uncounted"] += not value and child(cell, "x:f") is not None
            words = self._shown(value, kind, style)
        if words.strip() and 0 <= style < len(self._struck) and self._struck[style]:
            self.counts["struck"] += 1
            return ""
        return words

    def _shown(self, value: str, kind: str, style: int) -> str:
        if not value:
            return ""
        if kind == "s":
            number = _int(value)
            return self._strings[number] if 0 <= number < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind == "n":
            code = self._formats[style] if 0 <= style < len(self._formats) else "General"
            return show_number(value, code, since_1904=self._since_1904)
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)


def _relation(element: Element) -> str:
    """Return the id by which a sheet is referred to; its own number has the same name."""
    for key, found in element.attrib.items():
        if short(key) == "r:id":
            return str(found)
    return ""


def _int(text: str | None, otherwise: int = -1) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else otherwise


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
