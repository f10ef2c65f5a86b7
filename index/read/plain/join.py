"""The line breaks of a text that are no ends: which are skipped, and which are read as a space."""

from __future__ import annotations

import itertools
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from index.document.span import Span
from index.read.plain.lines import (
    Shape,
    TextLine,
    begins_anew,
    continues,
    continues_over_page,
    end_of,
    goes_on_with_space,
)

# As many lines of one character each, one after the other, are words set from top to bottom.
UPRIGHT = 8


@dataclass(slots=True)
class Joints:
    """What joining lines leaves to skip and to read as a space."""

    skips: list[Span] = field(default_factory=list)
    spaces: list[int] = field(default_factory=list)
    upright: int = 0

    def join(self, text: str, before: Span, after: Span) -> None:
        """Join two pieces of a sentence over what stands between them."""
        between = Span(before.end, after.start)
        if goes_on_with_space(before.of(text), after.of(text)):
            place = next(
                (at for at in range(between.start, between.end) if text[at].isspace()), None
            )
            if place is not None:
                self.spaces.append(place)
                for part in (Span(between.start, place), Span(place + 1, between.end)):
                    if part.start < part.end:
                        self.skips.append(part)
                return
        if between.start < between.end:
            self.skips.append(between)


def join_lines(
    text: str,
    lines: Sequence[TextLine],
    *,
    furniture: Container[int] = (),
    apart: Container[int] = (),
    shape: Shape | None = None,
    breaks: Container[int] | None = None,
) -> Joints:
    """Return how the lines of a text are joined to sentences.

    Args:
        text: What the lines are of.
        lines: All of them, blank ones included.
        furniture: Numbers of the lines that are running heads, feet and page numbers.
        apart: Numbers of the lines that belong to nothing before or after them: rows of tables.
        shape: How the text was broken; found out where left out.
        breaks: Where the line breaks stand that may fall within a sentence; None for all.
    """
    joints = Joints()
    worded = [n for n, line in enumerate(lines) if line.words and n not in furniture]
    shape = shape or Shape.of([lines[n] for n in worded if n not in apart])
    upright = _upright(lines, worded)
    joints.upright = len(upright)
    skipped = {n for n in range(len(lines)) if n in furniture and lines[n].words}
    for one, other in itertools.pairwise(worded):
        line, following = lines[one], lines[other]
        between = Span(line.span.end, following.span.start)
        if one in apart or other in apart:
            continue
        if breaks is not None and not (other == one + 1 and line.whole.end in breaks):
            continue
        page_end = "\f" in between.of(text) or any(n in skipped for n in range(one + 1, other))
        blank = other - one - 1
        if one in upright and other in upright:
            joined = True
        elif page_end:
            joined = continues_over_page(line, following, shape)
        elif blank:
            joined = (
                blank == 1 and end_of(line.words) == "comma" and not begins_anew(following.words)
            )
        else:
            joined = continues(line, following, shape)
        if joined:
            joints.join(text, line.span, following.span)
            skipped -= set(range(one + 1, other))
    joints.skips.extend(lines[n].span for n in skipped)
    joints.skips.sort(key=lambda span: span.start)
    joints.spaces.sort()
    return joints


def _upright(lines: Sequence[TextLine], worded: Sequence[int]) -> set[int]:
    """Return the lines of one character each that stand below each other."""
    found: set[int] = set()
    for single, run in itertools.groupby(worded, lambda n: len(lines[n].words) == 1):
        numbers = list(run)
        if single and len(numbers) >= UPRIGHT:
            found.update(numbers)
    return found
