"""Where the words of a clause stand on the picture of a page."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from index.document.corpus import Clause, Document, Section, Span
from index.document.layout import Layout
from qa.show.page.leaf import Box, boxes_on, pages_of

TEXT = "公园六点开门，\n十点关门。池水\n每天更换。"
# Two lines on the first page, and from 16 one on the second.


@dataclass(frozen=True)
class Line:
    words: str
    box: Box
    way: str = "right"


FIRST = [Line("公园六点开门，", (0, 0, 700, 10)), Line("十点关门。池水", (0, 20, 700, 30))]
SECOND = [Line("每天更换。", (0, 0, 500, 10))]
DOCUMENT = Document("d", "d.pdf", TEXT, "pdf", Layout(pages=(0, 16)))


def clause(*pieces: tuple[int, int]) -> Clause:
    spans = tuple(Span(*piece) for piece in pieces)
    text = "".join(span.of(TEXT) for span in spans)
    return Clause(
        clause_id="c", doc_id="d", position=0, section=Section(), place="stated", text=text,
        spans=(Span(spans[0].start, spans[-1].end),), sentences=(Span(0, len(text)),), pieces=spans,
    )  # fmt: skip


def test_words_over_two_lines() -> None:
    opening = clause((0, 7), (8, 13))
    assert opening.text == "公园六点开门，十点关门。"
    assert pages_of(opening, DOCUMENT) == [1]
    # Seven ideographs of 100 each; of the second line the first five.
    assert boxes_on(1, FIRST, opening, DOCUMENT) == [(0, 0, 700, 10), (0, 20, 500, 30)]


def test_words_over_two_pages() -> None:
    water = clause((13, 15), (16, 21))
    assert water.text == "池水每天更换。"
    assert pages_of(water, DOCUMENT) == [1, 2]
    assert boxes_on(1, FIRST, water, DOCUMENT) == [(500, 20, 700, 30)]
    assert boxes_on(2, SECOND, water, DOCUMENT) == [(0, 0, 500, 10)]


def test_what_is_read_otherwise_is_found_by_its_ends() -> None:
    lines = [FIRST[0], Line("（注1）", (800, 0, 900, 5)), FIRST[1]]
    found = boxes_on(1, lines, clause((0, 7), (8, 13)), DOCUMENT)
    assert found[0] == (0, 0, 700, 10)
    assert found[-1] == (0, 20, 500, 30)


def test_of_equal_words_those_that_are_meant() -> None:
    text = "应当公布。应当公布。"
    document = Document("d", "d.pdf", text, "pdf", Layout(pages=(0,)))
    second = Clause(
        clause_id="c", doc_id="d", position=1, section=Section(), place="stated", text=text[5:],
        spans=(Span(5, 10),), sentences=(Span(0, 5),),
    )  # fmt: skip
    assert boxes_on(1, [Line(text, (0, 0, 1000, 10))], second, document) == [(500, 0, 1000, 10)]


@pytest.mark.parametrize(
    ("way", "box"),
    [
        ("right", (0, 0, 40, 80)),
        ("left", (60, 0, 100, 80)),
        ("down", (0, 0, 100, 32)),
        ("up", (0, 48, 100, 80)),
    ],
)
def test_lines_of_other_ways(way: str, box: Box) -> None:
    document = Document("d", "d.pdf", "公园六点。", "pdf", Layout(pages=(0,)))
    begin = Clause(
        clause_id="c", doc_id="d", position=0, section=Section(), place="stated", text="公园",
        spans=(Span(0, 2),), sentences=(Span(0, 2),),
    )  # fmt: skip
    assert boxes_on(1, [Line("公园六点。", (0, 0, 100, 80), way)], begin, document) == [box]


def test_what_is_not_there_is_nowhere() -> None:
    opening = clause((0, 7), (8, 13))
    assert boxes_on(1, SECOND, opening, DOCUMENT) == []
    assert boxes_on(1, [], opening, DOCUMENT) == []
    assert pages_of(opening, Document("d", "d.txt", TEXT)) == []


def test_a_space_before_the_words_takes_room() -> None:
    # Two ideographs of 100 each, a space of 50, and seven ideographs more.
    lines = [Line("章一 公园六点开门，", (0, 0, 950, 10)), FIRST[1]]
    assert boxes_on(1, lines, clause((0, 7)), DOCUMENT) == [(250, 0, 950, 10)]
