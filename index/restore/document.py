"""From a raw text to its clauses in one reading order, each with its chapter and section.

Finds out whether a text holds repeated or interleaved copies, merges them, reads the headings,
works out the places of lost headings, and packs sentences into clauses. A clean text passes
through in its own order. Whatever was decided is kept in ``Restoration.explanation``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.compose.merged import Placed, make_clauses
from index.corpus import Clause, Document, Heading, Place, Section, Span
from index.outline.glued import Headline, Outline, read_outline
from index.restore.copies import CopyEvidence, Merged, find_copies, merge_copies
from index.restore.likeness import Embed, measure_likeness
from index.restore.near import MIN_LENGTH, near_copies
from index.restore.sections import (
    Line,
    Ranks,
    place_by_contents,
    place_by_headings,
    reorder_by_contents,
)
from index.split import comparison_key

__all__ = ["Embed", "Restoration", "restore"]


@dataclass(frozen=True, slots=True)
class Restoration:
    """A restored document.

    Attributes:
        clauses: In reading order; every sentence of the document is in exactly one.
        headings: In reading order.
        contents: The places of the table of contents, or of the headings where there is none.
        explanation: What was found and decided, a line each, in plain English.
    """

    clauses: tuple[Clause, ...]
    headings: tuple[Heading, ...]
    contents: tuple[Section, ...]
    explanation: tuple[str, ...]


def restore(document: Document, embed: Embed | None = None, first_position: int = 0) -> Restoration:
    """Restore ``document``.

    Args:
        document: The text as decoded.
        embed: Encoder of passages, asked only when copies or lost headings leave something open;
            None decides by structure alone.
        first_position: Reading position of the first clause within the corpus.
    """
    text = document.text
    outline = read_outline(text)
    words = [span.of(text) for span in outline.sentences]
    keys = _identities(words)
    evidence = find_copies(keys)
    likeness = None
    if embed is not None and words and (evidence.interleaved or _lost_headings(outline)):
        likeness = measure_likeness(words, outline.contents, embed)
    if not evidence.interleaved:
        keys = list(range(len(words)))  # a sentence may recur in a clean text; it stays where it is
    headings = _headings_by_place(outline, len(words))
    table = Ranks(outline.contents)
    ranks = [table.innermost(before) for before in headings]
    marks = _heading_identities(headings, len(words))
    merged = Merged(tuple(keys), ())
    if evidence.interleaved:
        merged = merge_copies(keys, ranks, marks, likeness)
    places = _places_of(keys)
    lines = _lines(merged.order, keys, places, headings)
    lines, moved = reorder_by_contents(lines, outline.contents)
    if outline.contents:
        located = place_by_contents(lines, outline.contents, likeness)
    else:
        located = place_by_headings(lines)
    sentences = [
        _placed(outline.sentences, words, line.place, places[keys[line.place]], where)
        for line, where in zip(lines, located, strict=True)
    ]
    clauses = tuple(make_clauses(document, sentences, first_position))
    return Restoration(
        clauses,
        (),
        outline.contents or _contents_of(clauses),
        (
            *_explain_order(document.source, outline, evidence, merged, moved),
            *_explain_sentences(document.source, sentences, copies=evidence.interleaved),
        ),
    )


def _identities(words: Sequence[str]) -> list[int]:
    """Number the sentences so that copies, near copies included, share a number."""
    numbers: dict[str, int] = {}
    keys = [numbers.setdefault(_identity(sentence), len(numbers)) for sentence in words]
    if find_copies(keys).interleaved:
        count = Counter(keys)
        once = [place for place, key in enumerate(keys) if count[key] == 1]
        for one, other in near_copies([words[place] for place in once]):
            keys[once[other]] = keys[once[one]]
    return keys


def _identity(sentence: str) -> str:
    """Return what copies of a sentence share; the short ones must agree to the letter."""
    key = comparison_key(sentence)
    return key if len(key) >= MIN_LENGTH else "".join(sentence.split())


def _places_of(keys: Sequence[int]) -> dict[int, list[int]]:
    places: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return places


def _headings_by_place(outline: Outline, size: int) -> list[tuple[Headline, ...]]:
    headings: list[tuple[Headline, ...]] = [()] * (size + 1)
    for place, heading in outline.headings:
        headings[place] = (*headings[place], heading)
    return headings[:size]


def _heading_identities(
    headings: Sequence[tuple[Headline, ...]], first: int
) -> list[tuple[int, ...]]:
    """Number the headings from ``first`` on so that equal ones share a number."""
    numbers: dict[tuple[str, int, str | None], int] = {}
    return [
        tuple(
            numbers.setdefault((h.level, h.number, h.title), first + len(numbers)) for h in before
        )
        for before in headings
    ]


def _lost_headings(outline: Outline) -> bool:
    """Tell whether the table of contents lists headings that do not stand in the text."""
    table = Ranks(outline.contents)
    found = {table.of(heading) for _, heading in outline.headings}
    return any(rank not in found for rank in range(len(outline.contents)))


def _lines(
    order: Sequence[int],
    keys: Sequence[int],
    places: dict[int, list[int]],
    headings: Sequence[tuple[Headline, ...]],
) -> list[Line]:
    """Describe the sentences in reading order; headings of any copy count for all."""
    lines: list[Line] = []
    previous: set[int] = set()
    for place in order:
        here = places[keys[place]]
        with_heading = [headings[p] for p in here if headings[p]]
        seam = not any(p - 1 in previous for p in here)
        lines.append(Line(place, max(with_heading, key=len, default=()), seam))
        previous = set(here)
    return lines


def _placed(
    spans: Sequence[Span],
    words: Sequence[str],
    chosen: int,
    places: Sequence[int],
    where: tuple[Section, Place],
) -> Placed:
    """Sort the places of one sentence into those with the very words and those with nearly them."""
    same = tuple(spans[p] for p in places if words[p] == words[chosen])
    near = tuple(spans[p] for p in places if words[p] != words[chosen])
    return Placed(*where, same, near)


def _contents_of(clauses: Sequence[Clause]) -> tuple[Section, ...]:
    return tuple(dict.fromkeys(clause.section for clause in clauses if clause.section.chapter))


def _explain_order(
    name: str, outline: Outline, evidence: CopyEvidence, merged: Merged, moved: Sequence[Section]
) -> Iterator[str]:
    """Say what was found about copies and order, with the figures it rests on."""
    yield (
        f"{name}: {len(outline.sentences)} sentences stand in the text, {len(merged.order)} are "
        f"different ones; {evidence.repeated:.0%} belong to a sentence that recurs."
    )
    if not evidence.interleaved:
        yield f"{name}: no interleaved copies; the text keeps its own order."
    else:
        yield (
            f"{name}: holds interleaved copies ({evidence.in_order:.0%} of the repeated sentences "
            "keep their order); they were merged into one reading order."
        )
    for separation in merged.separations:
        found = "one copy is whole" if separation.one_whole else "both copies lost sentences"
        yield (
            f"{name}: {found}; how sure: {separation.margin:+.0f} nats against the contrary, from "
            "the lengths of pieces and where sentences are missing."
        )
    for section in moved:
        yield (
            f"{name}: {_label(section)} stood out of the order of the table of contents and was "
            "moved."
        )


def _explain_sentences(name: str, sentences: Sequence[Placed], *, copies: bool) -> Iterator[str]:
    """Say what was decided about single sentences and lost headings."""
    if copies:
        alone = sum(len(sentence.spans) + len(sentence.near) == 1 for sentence in sentences)
        yield (
            f"{name}: {alone} sentences stand in one copy only; their neighbours and meaning "
            "decided where they belong."
        )
    near = sum(bool(sentence.near) for sentence in sentences)
    if near:
        yield f"{name}: {near} sentences differ slightly between copies; one form is kept."
    for section in dict.fromkeys(s.section for s in sentences if s.place == "inferred"):
        count = sum(s.section == section for s in sentences)
        yield (
            f"{name}: the heading of {_label(section)} does not stand in the text; {count} "
            "sentences were given to it by the order of the table of contents and their meaning."
        )


def _label(section: Section) -> str:
    title = section.section_title or section.chapter_title or ""
    return f"{section.chapter}.{section.section} {title}"
