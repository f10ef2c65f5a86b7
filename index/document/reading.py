"""A document's text as it is read: without what its layout says to skip, and the way back.

Sentences, headings and clauses are found in the reading text. ``pieces`` gives where its words stand
in the source, so that a quote is the source's own characters even where a page number or a line
break stood between two halves of a sentence.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from index.document.corpus import Document
from index.document.span import Span


class Reading:
    """The reading text of a source text."""

    def __init__(self, source: str, skips: Sequence[Span] = (), spaces: Sequence[int] = ()) -> None:
        """Take ``skips``, in order and apart from each other, out of ``source``.

        The characters at ``spaces`` are read as spaces; in a quote they are what they are.
        """
        self.source = source
        kept: list[Span] = []
        at = 0
        for skip in skips:
            if skip.start > at:
                kept.append(Span(at, skip.start))
            at = max(at, skip.end)
        if at < len(source):
            kept.append(Span(at, len(source)))
        self._kept = kept
        self._begins = [span.start for span in kept]
        self._own = "".join(span.of(source) for span in kept)
        # Where each kept piece begins in the reading text.
        self._starts = [0]
        for span in kept[:-1]:
            self._starts.append(self._starts[-1] + span.end - span.start)
        self.text = self._own
        if spaces:
            read_as = list(self._own)
            for place in spaces:
                read_as[self.at(place)] = " "
            self.text = "".join(read_as)

    def pieces(self, span: Span) -> tuple[Span, ...]:
        """Return where the words of a span of the reading text stand in the source, in order.

        The pieces joined are the words; more than one where something is skipped between.
        """
        found: list[Span] = []
        number = bisect.bisect_right(self._starts, span.start) - 1
        while number < len(self._kept) and self._starts[number] < span.end:
            kept, begins = self._kept[number], self._starts[number]
            start = max(span.start, begins) - begins + kept.start
            end = min(span.end - begins + kept.start, kept.end)
            if start < end:
                found.append(Span(start, end))
            number += 1
        return tuple(found)

    def outer(self, span: Span) -> Span:
        """Return the range of the source from the first to the last character of ``span``."""
        pieces = self.pieces(span)
        return Span(pieces[0].start, pieces[-1].end)

    def words(self, span: Span) -> str:
        """Return the source's own words of a span of it, without what is skipped in it."""
        return self._own[self.at(span.start) : self.at(span.end)]

    def at(self, place: int) -> int:
        """Return where a character of the source stands in the reading text.

        Of a character that is skipped, where the next one that is kept stands.
        """
        number = bisect.bisect_right(self._begins, place) - 1
        if number < 0:
            return 0
        kept = self._kept[number]
        return self._starts[number] + min(place, kept.end) - kept.start


def reading_of(document: Document) -> Reading:
    """Return the text of ``document`` as it is read; notes are read apart from it."""
    layout = document.layout
    skips = sorted((*layout.skips, *layout.notes), key=lambda span: span.start)
    return Reading(document.text, skips, layout.spaces)
