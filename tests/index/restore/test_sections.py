from __future__ import annotations

import numpy as np

from index.document.corpus import Section, Span
from index.outline.headings.glued import Headline
from index.restore.likeness import Likeness, measure_likeness
from index.restore.sections import (
    FRONT_MATTER,
    AlignedLine,
    Ranks,
    articles_of,
    place_by_contents,
    place_by_headings,
    reorder_by_contents,
)

CONTENTS = (
    Section(1, "甲", 0, None),
    Section(1, "甲", 1, "子"),
    Section(1, "甲", 2, "丑"),
    Section(2, "乙", 0, None),
)


def heading(level: str, number: int, title: str) -> Headline:
    assert level in {"chapter", "section", "article"}
    return Headline(level, number, title, Span(0, 1))  # type: ignore[arg-type]  # checked above


def line(place: int, *headings: Headline, seam: bool = False) -> AlignedLine:
    return AlignedLine(place, headings, seam)


def test_nearest_heading_above() -> None:
    lines = [
        line(0),
        line(1, heading("chapter", 1, "甲"), heading("section", 1, "子")),
        line(2),
        line(3, heading("chapter", 2, "乙")),
    ]
    assert [section for section, _ in place_by_headings(lines)] == [
        FRONT_MATTER,
        Section(1, "甲", 1, "子"),
        Section(1, "甲", 1, "子"),
        Section(2, "乙", 0, None),
    ]


def test_without_headings_there_is_no_place() -> None:
    assert place_by_headings([line(0)]) == [(Section(), "stated")]


def test_articles_are_no_sections_and_end_with_their_chapter() -> None:
    first = line(0, heading("chapter", 1, "甲"), heading("article", 7, "第七条"))
    lines = [first, line(1), line(2, heading("chapter", 2, "乙"))]
    assert [section.section for section, _ in place_by_headings(lines)] == [0, 0, 0]
    assert articles_of(lines) == [(7, None), (7, None), None]


def test_ranks() -> None:
    table = Ranks(CONTENTS)
    assert table.of(heading("section", 2, "丑")) == 2
    assert table.of(heading("section", 2, "别")) is None
    assert table.of(heading("chapter", 2, "乙")) == 3


def likeness(*nearest: int) -> Likeness:
    """Sentences that mean exactly one title each."""
    titles = np.eye(len(CONTENTS), dtype=np.float32)
    return Likeness(titles[list(nearest)], titles, (20,) * len(nearest), (False,) * len(nearest))


def test_a_lost_heading_is_inferred_by_meaning_and_order() -> None:
    lines = [
        line(0, heading("chapter", 1, "甲"), heading("section", 1, "子")),
        line(1),
        line(2, seam=True),
        line(3, heading("chapter", 2, "乙")),
    ]
    assert place_by_contents(lines, CONTENTS, likeness(1, 1, 2, 3)) == [
        (CONTENTS[1], "stated"),
        (CONTENTS[1], "stated"),
        (CONTENTS[2], "inferred"),
        (CONTENTS[3], "stated"),
    ]


def test_without_meaning_the_nearest_heading_stays() -> None:
    lines = [line(0, heading("section", 1, "子")), line(1, seam=True)]
    assert [s for s, _ in place_by_contents(lines, CONTENTS, None)] == [CONTENTS[1]] * 2


def test_blocks_move_only_where_every_heading_stands_once() -> None:
    swapped = [line(0, heading("chapter", 2, "乙")), line(1), line(2, heading("chapter", 1, "甲"))]
    lines, moved = reorder_by_contents(swapped, CONTENTS)
    assert [item.place for item in lines] == [2, 0, 1]
    assert len(moved) == 1
    twice = [*swapped, line(3, heading("chapter", 2, "乙"))]
    assert reorder_by_contents(twice, CONTENTS) == (twice, [])


def test_measuring_centres_and_normalises() -> None:
    def embed(texts: object) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        assert isinstance(texts, list)
        return np.asarray([[1.0, float(len(t))] for t in texts], dtype=np.float32)

    found = measure_likeness(["知识。", "教育发展。", "知识。"], CONTENTS, embed)
    assert found.sentences.shape == (3, 2)
    assert found.between(0, 2) == 1.0
    assert found.between(0, 1) == -1.0
    assert found.titles.shape == (4, 2)
