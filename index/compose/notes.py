"""Footnotes, endnotes and comments as clauses."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Clause, Document, Section
from index.document.reading import Reading
from index.document.span import Span
from index.document.split import split_sentences
from index.runtime.patterns import regex

# What is skipped before a note and where it is called: [1], [^1]: .
_MARK = regex(r"\s*\[\^?([0-9]{1,3}|[^\]]{1,20})\]\s*[：:]?\s*")


def with_notes(clauses: Sequence[Clause], document: Document) -> list[Clause]:
    """Put footnotes, endnotes and comments behind the clauses that they stand beside."""
    layout = document.layout
    if not layout.notes:
        return list(clauses)
    text = document.text
    found = list(clauses)
    called = _called_at(document)
    for note in layout.notes:
        inner = Reading(text[note.start : note.end], _skips_within(layout.skips, note))
        for sentence in split_sentences(inner.text):
            pieces = tuple(
                Span(note.start + piece.start, note.start + piece.end)
                for piece in inner.pieces(sentence)
            )
            place = called.get(note.start, note.start)
            before = [c for c in clauses if c.spans[0].start <= place]
            beside = before[-1] if before else None
            words = "".join(piece.of(text) for piece in pieces)
            found.append(
                Clause(
                    clause_id="",
                    doc_id=document.doc_id,
                    position=0,
                    section=beside.section if beside else Section(),
                    place="stated",
                    text=words,
                    spans=(Span(pieces[0].start, pieces[-1].end),),
                    sentences=(Span(0, len(words)),),
                    path=beside.path if beside else (),
                    ref=f"{beside.ref}·注" if beside else "注",
                    page=layout.page_of(note.start),
                    pieces=pieces if len(pieces) > 1 else (),
                    role="note",
                )
            )
    return sorted(found, key=lambda clause: clause.spans[0].start)


def _called_at(document: Document) -> dict[int, int]:
    """Return by the place of each note where the text calls it by its mark, if it does: [1]."""
    marks: dict[str, list[Span]] = {}
    for skip in document.layout.skips:
        if mark := _MARK.fullmatch(skip.of(document.text)):
            marks.setdefault(mark[1], []).append(skip)
    called: dict[int, int] = {}
    for note in document.layout.notes:
        for own in marks.values():
            if own[-1].end == note.start and len(own) > 1:
                called[note.start] = own[0].start
    return called


def _skips_within(skips: Sequence[Span], note: Span) -> list[Span]:
    return [
        Span(max(skip.start, note.start) - note.start, min(skip.end, note.end) - note.start)
        for skip in skips
        if skip.overlaps(note)
    ]
