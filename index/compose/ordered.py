"""Clauses of a text in its own order: its articles, paragraphs, lists and rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.compose.articles import article_drafts
from index.compose.captions import find_captions, is_title
from index.compose.citing import article_ref, place_name, sentence_ref
from index.compose.draft import Draft
from index.compose.notes import with_notes
from index.compose.prose import groups, prose_drafts
from index.compose.rows import MAX_ROW, read_rows
from index.document.corpus import Clause, Document, Heading, Unit, make_clause_id
from index.document.reading import Reading
from index.document.span import Span
from index.document.split import split_sentences
from index.outline.headings.sections import has_words, level_of
from index.outline.numbering.paragraph import Paragraph
from index.outline.numbering.refs import article_label
from index.outline.structure import Structure


@dataclass(frozen=True, slots=True)
class Ordered:
    """The clauses of a document and its headings, in order."""

    clauses: tuple[Clause, ...]
    headings: tuple[Heading, ...]


def make_ordered(
    document: Document, reading: Reading, structure: Structure, first_position: int = 0
) -> Ordered:
    """Return the clauses of a document that is in its own order."""
    return _Maker(document, reading, structure).make(first_position)


class _Maker:
    """Makes the clauses of one document."""

    def __init__(self, document: Document, reading: Reading, structure: Structure) -> None:
        self._document = document
        self._reading = reading
        self._structure = structure
        self._nodes = structure.nodes
        self._captions = find_captions(
            reading, document.layout, structure.paragraphs, structure.nodes
        )
        self._counts: Counter[tuple[object, ...]] = Counter()

    def make(self, first_position: int) -> Ordered:
        headings = self._headings()
        clauses: list[Clause] = []
        seen: dict[object, int] = {}
        for draft in self._drafts():
            clause = self._clause(draft, headings)
            key = self._key(clause)
            if key in seen:
                earlier = clauses[seen[key]]
                spans = tuple(dict.fromkeys((*earlier.spans, *clause.spans)))
                clauses[seen[key]] = replace(earlier, spans=spans)
                continue
            seen[key] = len(clauses)
            clauses.append(clause)
        clauses = _with_own_ids(with_notes(clauses, self._document))
        return _counted(
            [replace(c, position=first_position + n) for n, c in enumerate(clauses)],
            [headings[number] for number in sorted(headings)],
        )

    @staticmethod
    def _key(clause: Clause) -> object:
        """Return what makes two clauses one: their words, unless their place tells them apart."""
        apart = clause.article is not None or clause.table is not None
        return (clause.text, clause.ref if apart else "")

    # Headings

    def _headings(self) -> dict[int, Heading]:
        """Return the headings and articles as they stand in the source, by number of the node."""
        above = self._structure.above
        worded = has_words(self._nodes, above)
        found: dict[int, Heading] = {}
        for number, node in enumerate(self._nodes):
            if node.kind == "numbered":
                continue
            outer = self._reading.outer(node.span)
            found[number] = Heading(
                level=level_of(number, self._nodes, above, worded),
                number=node.number or None,
                label=node.label,
                title=node.title,
                doc_id=self._document.doc_id,
                start=outer.start,
                end=outer.end,
                depth=sum(held in found for held in above[number]),
                inserted=node.inserted,
            )
        return found

    # Drafts

    def _drafts(self) -> Iterator[Draft]:
        text = self._reading.text
        parts = list(groups(self._structure.paragraphs, self._article_of))
        times = Counter(number for kind, number, _ in parts if kind == "article")
        begun: dict[int, int] = {}  # by article that a table parts, how many 款 it has had
        for kind, number, held in parts:
            if kind == "table" and number is not None:
                yield from self._rows(number, held[0])
            elif kind == "article" and number is not None:
                parted = times[number] > 1
                for draft in article_drafts(text, held, begun.get(number, 0), parted=parted):
                    begun[number] = draft.units[-1].paragraph
                    yield draft
            else:
                yield from prose_drafts(text, self._without_captions(held), self._heading_words)

    def _article_of(self, paragraph: Paragraph) -> int | None:
        if paragraph.table is None and paragraph.span.start in self._captions.starts:
            return None
        for number in reversed(paragraph.stack):
            if self._nodes[number].kind == "article":
                return None if paragraph.role == "note" else number
        return None

    def _heading_words(self, number: int) -> str:
        return self._nodes[number].span.of(self._reading.text).strip()

    def _without_captions(self, held: Sequence[Paragraph]) -> list[Paragraph]:
        """Call the titles of tables captions."""
        text = self._reading.text
        return [
            replace(paragraph, role="caption")
            if paragraph.span.start in self._captions.starts
            or (paragraph.role in {"body", "annex"} and is_title(text, paragraph))
            else paragraph
            for paragraph in held
        ]

    def _rows(self, number: int, paragraph: Paragraph) -> Iterator[Draft]:
        table = self._document.layout.tables[number]
        said = self._captions
        title, unit = said.titles.get(number), said.units.get(number)
        for row in read_rows(self._reading, table, title, said.headings.get(number), unit):
            words = "".join(piece.of(self._reading.source) for piece in row.pieces)
            draft = Draft(
                span=Span(0, len(words)),
                sentences=(Span(0, len(words)),),
                paragraph=paragraph,
                pieces=row.pieces,
                table=row.table,
                name=row.name,
                place=row.place,
                role=row.role,
            )
            yield from _cut_row(draft, words) if len(words) > MAX_ROW else (draft,)

    # Clauses

    def _clause(self, draft: Draft, headings: dict[int, Heading]) -> Clause:
        paragraph = draft.paragraph
        pieces = draft.pieces or self._reading.pieces(draft.span)
        words = "".join(piece.of(self._reading.source) for piece in pieces)
        role = draft.role or paragraph.role
        article = self._article_of(paragraph) if draft.units else None
        node = None if article is None else self._nodes[article]
        units = tuple(
            Unit(_shift(piece.span, draft.span), piece.paragraph, piece.item, piece.point)
            for piece in draft.units
        )
        paragraphs = {unit.paragraph for unit in units}
        items = {unit.item for unit in units}
        if not draft.whole and len(items) > 1:
            items -= {None}  # its lead-in beside an item
        return Clause(
            clause_id="",
            doc_id=self._document.doc_id,
            position=0,
            section=paragraph.section,
            place="stated",
            text=words,
            spans=(Span(pieces[0].start, pieces[-1].end),),
            sentences=tuple(_shift(sentence, draft.span) for sentence in draft.sentences),
            topic=draft.topic,
            path=tuple(headings[held] for held in paragraph.stack if held in headings),
            article=node.number if node else None,
            inserted=node.inserted if node else None,
            paragraph=units[0].paragraph if len(paragraphs) == 1 else None,
            item=next(iter(items)) if len(items) == len(paragraphs) == 1 else None,
            ref=self._ref(draft, article),
            page=self._document.layout.page_of(pieces[0].start),
            table=draft.table,
            pieces=pieces if len(pieces) > 1 else (),
            role=role,
            units=units,
        )

    def _ref(self, draft: Draft, article: int | None) -> str:
        role = draft.role or draft.paragraph.role
        if article is not None:
            node = self._nodes[article]
            label = article_label(node.number, node.inserted)
            held = [Unit(p.span, p.paragraph, p.item, p.point) for p in draft.units]
            return article_ref(label, () if draft.whole else held, several=draft.several)
        stack = [self._nodes[number] for number in draft.paragraph.stack]
        place = place_name(stack, role)
        if role in {"row", "caption"}:
            holder = self._article_of(draft.paragraph)
            if draft.place:
                place = draft.place
            elif role == "caption":
                place = ""
            elif holder is not None:
                place = article_label(self._nodes[holder].number, self._nodes[holder].inserted)
            return "·".join(part for part in (place, draft.name or self._words(draft)) if part)
        key = (draft.paragraph.stack, draft.paragraph.section, role)
        number = self._counts[key] + 1
        self._counts[key] += len(draft.sentences)
        own = bool(stack) and stack[-1].kind == "numbered"
        if own and number == 1 and draft.last is not None and draft.last.stack:
            ends = self._nodes[draft.last.stack[-1]]
            if ends.kind == "numbered" and ends.family == stack[-1].family:
                return f"{place}至{ends.label.rstrip('.．')}"
        return sentence_ref(place, role, number, own=own)

    def _words(self, draft: Draft) -> str:
        if draft.pieces:
            return "".join(piece.of(self._document.text) for piece in draft.pieces)
        return draft.span.of(self._reading.text)


def _shift(span: Span, whole: Span) -> Span:
    return Span(span.start - whole.start, span.end - whole.start)


def _cut_row(draft: Draft, words: str) -> Iterator[Draft]:
    """Cut a long row between its sentences; every part keeps the whole row at hand."""
    from index.compose.pack import pack

    for span in pack(split_sentences(words)):
        pieces: list[Span] = []
        at = 0
        for piece in draft.pieces:
            size = piece.end - piece.start
            start, end = max(span.start, at), min(span.end, at + size)
            if start < end:
                pieces.append(Span(piece.start + start - at, piece.start + end - at))
            at += size
        held = tuple(s for s in split_sentences(words) if span.start <= s.start < span.end)
        yield replace(draft, span=span, sentences=held, pieces=tuple(pieces))


def _with_own_ids(clauses: Sequence[Clause]) -> list[Clause]:
    """Give every clause its id; of clauses with the same words the later ones by their reference."""
    taken: set[str] = set()
    result: list[Clause] = []
    for clause in clauses:
        clause_id = make_clause_id(clause.doc_id, clause.text)
        copy = 1
        while clause_id in taken:
            clause_id = make_clause_id(clause.doc_id, f"{clause.text}\n{clause.ref}\n{copy}")
            copy += 1
        taken.add(clause_id)
        result.append(replace(clause, clause_id=clause_id))
    return result


def _counted(clauses: Sequence[Clause], headings: Sequence[Heading]) -> Ordered:
    """Write into the headings how many clauses stand below each."""
    below = Counter(heading for clause in clauses for heading in clause.path)
    counted = {heading: replace(heading, clauses=below[heading]) for heading in headings}
    return Ordered(
        tuple(replace(c, path=tuple(counted[heading] for heading in c.path)) for c in clauses),
        tuple(counted.values()),
    )
