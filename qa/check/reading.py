"""A sentence as a claim is held against it: below its lead-in, a row with the names of its columns."""

from __future__ import annotations

from dataclasses import dataclass

from index.corpus import Clause, Span
from index.normal import normal_of
from index.patterns import regex

# What numbers an item of a list: （一）, (2), 1.
_ITEM = regex(r"\s*(?:[（(][一二三四五六七八九十百0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9]))")
_LEADS_IN = "：:"
_UNIT_IN_NAME = regex(r"[（(]\s*(?:单位\s*[：:]\s*)?([^（）()]{1,8})\s*[）)]$")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence in the language of a claim.

    Attributes:
        position: ``Clause.position`` of its clause.
        sentence: Its number within the clause.
        original: The source's words.
        text: The words to compare: the source's in their normal form, or their English.
        aids: The same content in everyday words.
        row: The view of ``text`` in the index, or -1 where it has none.
        below: The source's words with what they stand under: a lead-in, the names of columns; in the
            normal form. Empty where they stand under nothing.
    """

    position: int
    sentence: int
    original: str
    text: str
    aids: tuple[str, ...]
    row: int = -1
    below: str = ""

    @property
    def words(self) -> str:
        """The text and its aids, a line each."""
        return "\n".join((self.text, *self.aids))

    @property
    def whole(self) -> str:
        """The source's words in their normal form, with what they stand under."""
        return self.below or normal_of(self.original).text

    def source(self, at: Span) -> Span | None:
        """Return where a place in ``text`` or ``whole`` stands in ``original``; None where it is English."""
        normal = normal_of(self.original)
        if self.below:
            words = at.of(self.below)
            # What stands in the lead-in alone, or was found in other words, is not in the original.
            start = normal.text.find(words) if words else -1
            return normal.source(Span(start, start + len(words))) if start >= 0 else None
        return normal.source(at) if normal.text == self.text else None


def below(clause: Clause, sentence: int) -> str:
    """Return a sentence of a clause with what it stands under, in its normal form; empty for nothing."""
    words = clause.sentences[sentence].of(clause.text)
    if clause.table is not None:
        header = clause.table.header
        pairs = zip(header or ("",) * len(clause.table.row), clause.table.row, strict=False)
        joined = "，".join(_cell(name, cell) for name, cell in pairs if cell)
        return normal_of(joined).text
    lead = clause.topic or ""
    if not lead and _ITEM.match(words):
        lead = _lead_in(clause, sentence)
    return normal_of(f"{lead}{words}").text if lead else ""


def _lead_in(clause: Clause, sentence: int) -> str:
    """Return the sentence before the items that one of them stands under."""
    for span in reversed(clause.sentences[:sentence]):
        words = span.of(clause.text).strip()
        if words and words[-1] in _LEADS_IN and not _ITEM.match(words):
            return words
    return ""


def _cell(name: str, cell: str) -> str:
    """Return a cell with the name of its column, and the unit that stands in it: 农村980元/月."""
    unit = _UNIT_IN_NAME.search(name)
    said = _UNIT_IN_NAME.sub("", name).strip()
    return f"{said}{cell}{unit[1] if unit and cell[-1:].isdigit() else ''}"
