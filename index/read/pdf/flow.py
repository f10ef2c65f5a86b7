"""Lines of pages to paragraphs: which line goes on with the one before, by where both stand."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from index.read.builder import LARGE
from index.read.pdf.lines import PageLine
from index.read.pdf.page import PageColumn, PageWords
from index.read.plain.lines import REFERENCE, begins_anew, end_of
from index.runtime.patterns import regex

# In heights of a character: what a line may lack to be full, what an indentation has at least.
_LACKS = 1.6
_INDENT = 1.2
# No paragraph begins so far in; what is set to the right edge is a line for itself: a signature.
_FAR = 10.0
# A line whose characters are this much larger or smaller begins something else.
_OTHER_SIZE = 0.12
# A gap between lines this much wider than usual parts paragraphs.
_WIDE_GAP = 1.45
# Lines further apart than this many heights are not those of one paragraph.
_MOST_PITCH = 3.0
_ASCII = regex(r"[!-~]+")
_LONGEST_WORD = 12


@dataclass(frozen=True, slots=True)
class BodyText:
    """How the text of a document is set: height of its characters, distance of its lines."""

    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the column that it stands in."""

    line: PageLine
    left: float
    right: float

    @property
    def indent(self) -> float:
        """How far it is indented, in heights of a character."""
        return (self.line.left - self.left) / self.line.size

    @property
    def lacks(self) -> float:
        """How much it lacks to the right edge, in heights of a character."""
        return (self.right - self.line.right) / self.line.size

    @property
    def is_centred(self) -> bool:
        """Whether it stands in the middle, away from both edges."""
        return self.indent > 1 and self.lacks > 1 and abs(self.indent - self.lacks) <= 2  # noqa: PLR2004


def body_of(pages: Sequence[PageWords], furniture: Sequence[Container[int]]) -> BodyText:
    """Return how most of the text is set.

    Args:
        pages: The pages.
        furniture: By page, the ids of the lines that are no text.
    """
    sizes: Counter[float] = Counter()
    gaps: list[float] = []
    for page, skipped in zip(pages, furniture, strict=True):
        for column in page.columns:
            lines = [line for line in _lines(column) if id(line) not in skipped]
            for line in lines:
                sizes[round(line.size * 2) / 2] += len(line.words)
            steps = ((a.middle - b.middle) / a.size for a, b in itertools.pairwise(lines))
            gaps.extend(step for step in steps if 0 < step <= _MOST_PITCH)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    return BodyText(size, statistics.median(gaps) if gaps else _MOST_PITCH)


def _lines(column: PageColumn) -> Iterator[PageLine]:
    return (block for block in column.blocks if isinstance(block, PageLine))


def edges_of(
    pages: Sequence[PageWords], furniture: Sequence[Container[int]]
) -> list[list[tuple[float, float]]]:
    """Return by page and column the edges of the text: those that most lines keep to.

    A page of a few short lines has the edges of the others that have as many columns.
    """
    lefts: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    rights: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for page, skipped in zip(pages, furniture, strict=True):
        for order, column in enumerate(page.columns):
            for line in _lines(column):
                if id(line) not in skipped:
                    lefts[len(page.columns), order][round(line.left)] += 1
                    rights[len(page.columns), order][round(line.right)] += 1
    found: list[list[tuple[float, float]]] = []
    for page, skipped in zip(pages, furniture, strict=True):
        found.append([])
        for order, column in enumerate(page.columns):
            key = (len(page.columns), order)
            held = [line for line in _lines(column) if id(line) not in skipped]
            left = min((line.left for line in held), default=column.left)
            right = max((line.right for line in held), default=column.right)
            if key in lefts:
                common = _edge(lefts[key], lowest=True), _edge(rights[key], lowest=False)
                if abs(common[0] - left) <= _edge_slack(column) or left > common[0]:
                    left, right = common[0], max(common[1], right)
            found[-1].append((left, right))
    return found


def _edge_slack(column: PageColumn) -> float:
    return 3 * max((line.size for line in _lines(column)), default=1.0)


def _edge(counts: Counter[int], *, lowest: bool) -> float:
    """Return the outermost place that enough lines keep to."""
    enough = max(2.0, 0.04 * sum(counts.values()))
    places = sorted(counts, reverse=not lowest)
    for place in places:
        near = sum(counts[other] for other in range(place - 2, place + 3))
        if near >= enough:
            return float(place)
    return float(places[0])


def goes_on(before: PlacedLine, after: PlacedLine, body: BodyText, *, over_page: bool) -> bool:
    """Tell whether a line belongs to the paragraph of the line before it."""
    one, other = before.line, after.line
    following = other.words.strip()
    end = end_of(one.words.strip())
    if end != "stop" and REFERENCE.match(following) and before.lacks < _LACKS + 1:
        return True
    unlike = abs(one.size - other.size) > _OTHER_SIZE * max(one.size, other.size)
    if begins_anew(following) or unlike or ("\t" in one.words and "\t" in following):
        return False  # the last: rows of pieces side by side
    if end == "comma" or before.indent >= _FAR:
        return end == "comma"
    gap = (one.middle - other.middle) / one.size
    is_apart = not over_page and not 0 <= gap <= _WIDE_GAP * body.pitch
    if before.is_centred and after.is_centred and one.size >= LARGE * body.size:
        return end != "stop" and not over_page and not is_apart
    is_full = before.lacks < _LACKS + _first_word(following, other)
    if after.indent >= _INDENT:
        # An item that hangs goes on indented; a new paragraph begins so behind a full stop.
        hangs = after.indent >= before.indent - _INDENT / 2
        is_full = is_full and end == "open" and hangs and not after.is_centred
    elif over_page and end == "open" and before.indent < _INDENT:
        return True  # nothing but a sentence breaks off at the end of a page
    return is_full and not is_apart


def _first_word(words: str, line: PageLine) -> float:
    """Return the width of an English word that could not be parted, in heights of a character."""
    found = _ASCII.match(words)
    if not found or found.end() < 2:  # noqa: PLR2004  # a sign is no word
        return 0.0
    share = min(found.end(), _LONGEST_WORD) / max(len(words), 1)
    return max(0.0, share * (line.right - line.left) / line.size - 1)
