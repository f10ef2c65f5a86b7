"""Headings above the clauses of a damaged text, whose sections were read off or worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.compose.citing import sentence_ref
from index.document.corpus import Clause, Document, Heading, HeadingLevel, Section
from index.document.reading import Reading
from index.document.span import Span
from index.outline.headings.glued import Headline, Outline
from index.outline.numbering.marks import read_mark
from index.outline.numbering.numerals import chinese_numeral, fold
from index.outline.numbering.refs import article_label

_MARKS = {"chapter": "第{}章", "section": "第{}节"}


def section_headings(
    document: Document, reading: Reading, outline: Outline, clauses: Sequence[Clause]
) -> tuple[list[Heading], list[Clause]]:
    """Return the headings of a text in reading order, and its clauses with their places.

    Clauses come with spans of the reading text and go with spans of the source.
    """
    maker = _Headings(document, reading, outline)
    counts: Counter[tuple[Section, int | None, int | None]] = Counter()
    found: list[Clause] = []
    for clause in clauses:
        path = maker.path(clause)
        key = (clause.section, clause.article, clause.inserted)
        ref = clause.ref or sentence_ref(
            "".join(heading.label for heading in path) or _front(clause.section),
            "body",
            counts[key] + 1,
            own=False,
        )
        counts[key] += len(clause.sentences)
        pieces = reading.pieces(clause.spans[0])
        found.append(
            replace(
                clause,
                text="".join(piece.of(document.text) for piece in pieces),
                spans=tuple(reading.outer(span) for span in clause.spans),
                near=tuple(reading.outer(span) for span in clause.near),
                pieces=pieces if len(pieces) > 1 else (),
                path=path,
                ref=ref,
                role="preface" if clause.section.chapter == 0 else "body",
            )
        )
    below = Counter(heading for clause in found for heading in clause.path)
    counted = {heading: replace(heading, clauses=below[heading]) for heading in maker.found}
    return list(counted.values()), [
        replace(clause, path=tuple(counted[heading] for heading in clause.path)) for clause in found
    ]


def _front(section: Section) -> str:
    return "导言" if section.chapter == 0 else ""


class _Headings:
    """The headings of a text as its sections need them, each made once."""

    def __init__(self, document: Document, reading: Reading, outline: Outline) -> None:
        self._document = document
        self._reading = reading
        self._standing: dict[tuple[str, int, str | None], Headline] = {}
        for _, headline in outline.headings:
            self._standing.setdefault(_key(headline), headline)
        self._listed = {_key(headline): headline for headline in outline.listed}
        self._made: dict[tuple[object, ...], Heading] = {}

    @property
    def found(self) -> list[Heading]:
        """The headings in reading order."""
        return list(self._made.values())

    def path(self, clause: Clause) -> tuple[Heading, ...]:
        """Return the headings above a clause."""
        section = clause.section
        path: list[Heading] = []
        if section.chapter:
            path.append(self._heading("chapter", section.chapter, section.chapter_title, ()))
        if section.section:
            own = (section.chapter,)
            path.append(self._heading("section", section.section, section.section_title, own))
        if clause.article is not None:
            path.append(self._article(clause, tuple(path)))
        return tuple(path)

    def _heading(
        self, level: HeadingLevel, number: int, title: str | None, above: tuple[object, ...]
    ) -> Heading:
        key = (level, number, title, *above)
        if key not in self._made:
            stands = self._standing.get((level, number, title))
            if stands is None and level == "chapter":
                stands = next(
                    (
                        h
                        for (kind, n, _), h in self._standing.items()
                        if (kind, n) == (level, number)
                    ),
                    None,
                )
            listed = self._listed.get((level, number, title))
            headline = stands or listed
            span = self._source(headline.span) if headline else Span(0, 0)
            self._made[key] = Heading(
                level=level,
                number=number,
                label=self._label(headline, level, number),
                title=title or "",
                doc_id=self._document.doc_id,
                start=span.start,
                end=span.end,
                place="stated" if stands else "inferred",
                depth=len(above),
            )
        return self._made[key]

    def _article(self, clause: Clause, above: tuple[Heading, ...]) -> Heading:
        number = clause.article or 0
        key = ("article", number, clause.inserted, *above)
        if key not in self._made:
            start = self._reading.outer(clause.spans[0]).start
            before = self._reading.text[: clause.spans[0].start].rstrip()
            label = article_label(number, clause.inserted)
            end = self._reading.outer(Span(len(before) - 1, len(before))).end if before else start
            self._made[key] = Heading(
                level="article",
                number=number,
                label=label,
                title="",
                doc_id=self._document.doc_id,
                start=max(0, end - len(label)),
                end=end,
                depth=len(above),
                inserted=clause.inserted,
            )
        return self._made[key]

    def _label(self, headline: Headline | None, level: HeadingLevel, number: int) -> str:
        if headline is not None:
            words = headline.span.of(self._reading.text)
            mark = read_mark(fold(words.lstrip()))
            if mark is not None:
                return mark.label
        return _MARKS[level].format(chinese_numeral(number))

    def _source(self, span: Span) -> Span:
        if span.start == span.end:
            return Span(span.start, span.end)
        return self._reading.outer(span)


def _key(headline: Headline) -> tuple[str, int, str | None]:
    return headline.level, headline.number, headline.title
