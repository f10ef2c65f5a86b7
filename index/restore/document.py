"""From a raw text to its clauses in reading order, each with the headings above it.

A text that is whole is read as it stands: as an official document with chapters, articles, annexes
and tables. One that holds copies of itself, or from which headings were lost or run into sentences,
is rebuilt first. Whatever was decided is kept in ``Restoration.explanation``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from index.compose.ordered import make_ordered
from index.document.corpus import NO_FACTS, Clause, Document, Facts, Heading, Section
from index.document.reading import Reading, reading_of
from index.outline.facts import read_glued_facts, structure_facts
from index.outline.headings.contents import entry_key, find_contents
from index.outline.headings.glued import Headline, Outline
from index.outline.numbering.lines import read_lines
from index.outline.numbering.marks import read_mark
from index.outline.numbering.numerals import fold
from index.outline.structure import Structure, read_structure
from index.restore.likeness import Embed
from index.restore.rebuild import Sentences, read_sentences, rebuild
from index.restore.sections import Ranks
from index.runtime.patterns import regex

__all__ = ["Embed", "Restoration", "restore"]

# Headings that run into the sentence behind them, of all headings: more than this and nothing but
# other copies or a table of contents can tell where they end.
_MOST_GLUED = 0.2
# Headings that a table of contents lists and the text does not have.
_MOST_LOST = 0.1
_LINE_END = regex(r"[\r\n\u2028\u2029\f]")


@dataclass(frozen=True, slots=True)
class Restoration:
    """A restored document.

    Attributes:
        clauses: In reading order; every sentence of the document is in exactly one.
        headings: In reading order.
        contents: The places of the table of contents, or of the headings where there is none.
        explanation: What was found and decided, a line each, in plain English.
        facts: What the document says of itself.
    """

    clauses: tuple[Clause, ...]
    headings: tuple[Heading, ...]
    contents: tuple[Section, ...]
    explanation: tuple[str, ...]
    facts: Facts = NO_FACTS


def restore(document: Document, embed: Embed | None = None, first_position: int = 0) -> Restoration:
    """Restore ``document``.

    Args:
        document: The text as decoded.
        embed: Encoder of passages, asked only when copies or lost headings leave something open;
            None decides by structure alone.
        first_position: Reading position of the first clause within the corpus.
    """
    reading = reading_of(document)
    running = _running_text(document, reading)
    sentences = read_sentences(running.text)
    whole = sentences if running is reading else read_sentences(reading.text)
    if not sentences.are_copies and not _is_glued(whole, reading):
        structure = read_structure(reading, document.layout)
        if not _is_disordered(whole.outline) and not _has_lost(structure):
            return _as_it_stands(document, reading, structure, sentences, first_position)
    rebuilt = rebuild(document, reading, whole, embed, first_position)
    return Restoration(*rebuilt, read_glued_facts(reading.text))


def _running_text(document: Document, reading: Reading) -> Reading:
    """Return the text without what recurs in it as sentences do not: cells, and lists of headings."""
    layout = document.layout
    lines = read_lines(reading, layout)
    listed = [reading.outer(lines[number].span) for number in sorted(find_contents(lines).lines)]
    if not layout.tables and not listed:
        return reading
    apart = (*layout.skips, *layout.notes, *(table.span for table in layout.tables), *listed)
    return Reading(document.text, sorted(apart, key=lambda span: span.start))


def _as_it_stands(
    document: Document,
    reading: Reading,
    structure: Structure,
    sentences: Sentences,
    first_position: int,
) -> Restoration:
    ordered = make_ordered(document, reading, structure, first_position)
    sections = dict.fromkeys(c.section for c in ordered.clauses if c.section.chapter)
    return Restoration(
        ordered.clauses,
        ordered.headings,
        tuple(sections),
        tuple(_explain(document.source, structure, sentences)),
        structure_facts(reading.text, structure),
    )


def _explain(name: str, structure: Structure, sentences: Sentences) -> Iterator[str]:
    yield (
        f"{name}: {len(sentences.words)} sentences stand in the text; "
        f"{sentences.evidence.repeated:.0%} belong to a sentence that recurs."
    )
    yield f"{name}: no interleaved copies; the text keeps its own order."
    headings = sum(node.kind == "heading" for node in structure.nodes)
    articles = sum(node.kind == "article" for node in structure.nodes)
    yield f"{name}: {headings} headings, {articles} articles."
    if structure.contents.entries:
        yield f"{name}: a table of contents lists {len(structure.contents.entries)} headings."


def _is_glued(sentences: Sentences, reading: Reading) -> bool:
    """Tell whether many headings run into the sentence behind them."""
    if reading.text == "" or not sentences.outline.headings:
        return False
    chapters = [h for _, h in sentences.outline.headings if h.level != "article"]
    glued = sum(_runs_on(reading.text, heading) for heading in chapters)
    return bool(chapters) and glued > _MOST_GLUED * len(chapters)


def _runs_on(text: str, heading: Headline) -> bool:
    """Tell whether words that are no heading follow a heading of chapters on its own line."""
    mark = read_mark(fold(text[heading.span.start : heading.span.start + 20].lstrip()))
    if mark is None or mark.family not in {"chapter", "section"}:
        return False
    match = _LINE_END.search(text, heading.span.end)
    rest = fold(text[heading.span.end : match.start() if match else len(text)]).strip()
    following = read_mark(rest)
    return bool(rest) and following is None


def _is_disordered(outline: Outline) -> bool:
    """Tell whether chapters stand in another order than the table of contents lists them in."""
    table = Ranks(outline.contents)
    ranks = [table.of(heading) for _, heading in outline.headings]
    known = [rank for rank in ranks if rank is not None]
    once = len(set(known)) == len(known)
    return once and any(after < before for before, after in itertools.pairwise(known))


def _has_lost(structure: Structure) -> bool:
    """Tell whether the text lacks many of the headings that its table of contents lists."""
    entries = [entry for entry in structure.contents.entries if entry.mark is not None]
    if not entries:
        return False
    keys = {
        "".join(c for c in node.label + node.title if c.isalnum())
        for node in structure.nodes
        if node.kind == "heading"
    }
    lost = sum(entry_key(entry.mark, entry.title) not in keys for entry in entries)
    return lost > _MOST_LOST * len(entries)
