"""A damaged text to its clauses in one reading order, each with its chapter and section.

Merges repeated and interleaved copies, works out the places of lost headings, and packs sentences
into clauses. Whatever was decided is explained.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.compose.merged import PlacedSentence, make_clauses
from index.compose.under import section_headings
from index.document.corpus import Clause, Document, Heading, Place, Section, Span
from index.document.reading import Reading
from index.document.split import comparison_key
from index.outline.headings.glued import Headline, Outline, read_outline
from index.restore.copies import CopyEvidence, Merged, find_copies, merge_copies
from index.restore.likeness import Embed, measure_likeness
from index.restore.near import MIN_LENGTH, near_copies
from index.restore.sections import (
    AlignedLine,
    Ranks,
    articles_of,
    place_by_contents,
    place_by_headings,
    reorder_by_contents,
)

# Fewer sentences than this recur in a text that is no copy of itself.
_MIN_RECURRING = 2


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a text, and what was found out about copies of them.

    Attributes:
        outline: The text as it stands.
        words: Of each sentence.
        keys: Equal numbers, equal sentences.
        evidence: Whether they are copies of one text, one through the other.
    """

    outline: Outline
    words: tuple[str, ...]
    keys: tuple[int, ...]
    evidence: CopyEvidence

    @property
    def are_copies(self) -> bool:
        """Whether the text holds copies: by its sentences, not by short lines that recur anywhere."""
        count = Counter(self.keys)
        recurring = {
            key
            for key, words in zip(self.keys, self.words, strict=True)
            if count[key] > 1 and len(comparison_key(words)) >= MIN_LENGTH
        }
        return self.evidence.interleaved and len(recurring) >= _MIN_RECURRING


def read_sentences(text: str) -> Sentences:
    """Return the sentences of ``text`` in source order."""
    outline = read_outline(text)
    words = [span.of(text) for span in outline.sentences]
    keys = _identities(words)
    return Sentences(outline, tuple(words), tuple(keys), find_copies(keys))


def rebuild(
    document: Document,
    reading: Reading,
    sentences: Sentences,
    embed: Embed | None = None,
    first_position: int = 0,
) -> tuple[tuple[Clause, ...], tuple[Heading, ...], tuple[Section, ...], tuple[str, ...]]:
    """Return the clauses of a damaged text, its headings, its contents, and how they were found."""
    text = reading.text
    outline, words, keys = sentences.outline, sentences.words, list(sentences.keys)
    evidence = sentences.evidence
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
    placed = [
        replace(
            _placed(outline.sentences, words, line.place, places[keys[line.place]], where),
            article=article,
        )
        for line, where, article in zip(lines, located, articles_of(lines), strict=True)
    ]
    read_as = replace(document, text=text)
    clauses = make_clauses(read_as, placed, first_position)
    found, under = section_headings(document, reading, outline, clauses)
    return (
        tuple(under),
        tuple(found),
        outline.contents or _contents_of(clauses),
        (
            *_explain_order(document.source, outline, evidence, merged, moved),
            *_explain_sentences(document.source, placed, copies=evidence.interleaved),
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
) -> list[AlignedLine]:
    """Describe the sentences in reading order; headings of any copy count for all."""
    lines: list[AlignedLine] = []
    previous: set[int] = set()
    for place in order:
        here = places[keys[place]]
        with_heading = [headings[p] for p in here if headings[p]]
        seam = not any(p - 1 in previous for p in here)
        lines.append(AlignedLine(place, max(with_heading, key=len, default=()), seam))
        previous = set(here)
    return lines


def _placed(
    spans: Sequence[Span],
    words: Sequence[str],
    chosen: int,
    places: Sequence[int],
    where: tuple[Section, Place],
) -> PlacedSentence:
    """Sort the places of one sentence into those with the very words and those with nearly them."""
    same = tuple(spans[p] for p in places if words[p] == words[chosen])
    near = tuple(spans[p] for p in places if words[p] != words[chosen])
    return PlacedSentence(*where, same, near)


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


def _explain_sentences(
    name: str, sentences: Sequence[PlacedSentence], *, copies: bool
) -> Iterator[str]:
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
