"""How an official would cite a place: 第二十三条第二款第（三）项."""

from __future__ import annotations

from dataclasses import replace

from index.document.corpus import Clause, Span, Unit
from index.outline.numbering.numerals import chinese_numeral


def article_label(number: int, inserted: int | None = None) -> str:
    """Return 第十二条, or 第十二条之一 where ``inserted`` is 1."""
    label = f"第{chinese_numeral(number)}条"
    return label if inserted is None else f"{label}之{chinese_numeral(inserted)}"


def unit_ref(label: str, unit: Unit, *, several: bool) -> str:
    """Return the reference to a 款, 项 or 目.

    Args:
        label: Of its article.
        unit: What is cited.
        several: Whether the article has several 款; of a single one the number is not said.
    """
    ref = label
    if several:
        ref += f"第{chinese_numeral(unit.paragraph)}款"
    if unit.item is not None:
        ref += f"第（{chinese_numeral(unit.item)}）项"
    if unit.point is not None:
        ref += f"第{unit.point}目"
    return ref


def narrow(clause: Clause, part: Span) -> Clause:
    """Return ``clause`` cut down to a range of its text: what a citation of one 款 or 项 quotes.

    The id stays; article, paragraph, item and reference are those of the range.
    """
    if part == Span(0, len(clause.text)):
        return clause
    pieces: list[Span] = []
    at = 0
    for piece in clause.pieces or clause.spans[:1]:
        start = piece.start + max(0, part.start - at)
        end = piece.start + min(piece.end - piece.start, part.end - at)
        if start < end:
            pieces.append(Span(start, end))
        at += piece.end - piece.start
    units = tuple(
        replace(unit, span=Span(unit.span.start - part.start, unit.span.end - part.start))
        for unit in clause.units
        if part.start <= unit.span.start and unit.span.end <= part.end
    )
    paragraphs = {unit.paragraph for unit in units}
    items = {unit.item for unit in units}
    paragraph = units[0].paragraph if len(paragraphs) == 1 else None
    item = units[0].item if len(paragraphs) == len(items) == 1 else None
    ref = clause.ref
    if units and clause.article is not None and paragraph is not None:
        label = article_label(clause.article, clause.inserted)
        several = clause.paragraph is None or "款" in clause.ref
        points = {unit.point for unit in units}
        cited = Unit(part, paragraph, item, units[0].point if len(points) == 1 else None)
        ref = unit_ref(label, cited, several=several)
    return replace(
        clause,
        text=part.of(clause.text),
        spans=(Span(pieces[0].start, pieces[-1].end),),
        pieces=tuple(pieces),
        sentences=tuple(
            Span(max(s.start, part.start) - part.start, min(s.end, part.end) - part.start)
            for s in clause.sentences
            if s.overlaps(part)
        ),
        units=units,
        paragraph=paragraph,
        item=item,
        ref=ref,
    )
