"""Ranges of characters."""

from __future__ import annotations

import pytest

from index.document.span import Span


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (Span(2, 5), True),
        (Span(0, 3), True),
        (Span(4, 9), True),
        (Span(3, 4), True),
        (Span(0, 9), True),
        (Span(0, 2), False),
        (Span(5, 7), False),
        (Span(7, 9), False),
    ],
)
def test_spans_overlap_where_they_share_a_character(other: Span, *, shared: bool) -> None:
    assert Span(2, 5).overlaps(other) is shared
    assert other.overlaps(Span(2, 5)) is shared
