from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.compose.merged import PlacedSentence, make_clauses
from index.compose.pack import MAX_CLAUSE
from index.compose.topic import is_topic
from index.document.corpus import Clause, Document, Section, Span, make_clause_id
from index.document.split import split_sentences

SECTION = Section(1, "甲", 1, "子")


def clauses(text: str, section: Section = SECTION) -> list[Clause]:
    placed = [PlacedSentence(section, "stated", (span,)) for span in split_sentences(text)]
    return make_clauses(Document("d", "d.txt", text), placed)


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("知识创造新高地。", True),
        ("四组团：", True),
        ("到2035年，知识城全面建成。", False),
        ("知识城", False),
        ("知" * 30 + "。", False),
    ],
)
def test_topic_lines(sentence: str, topic: bool) -> None:
    assert is_topic(sentence) is topic


def test_a_topic_stays_with_what_it_introduces() -> None:
    text = (
        "前面的话，说完。知识创造新高地。把握脉动，建设体系。国际人才自由港。引进人才，完善机制。"
    )
    assert [c.text for c in clauses(text)] == [
        "前面的话，说完。",
        "知识创造新高地。把握脉动，建设体系。",
        "国际人才自由港。引进人才，完善机制。",
    ]


def test_a_long_paragraph_is_cut_into_similar_parts_under_its_topic() -> None:
    body = "".join(f"第{n}，" + "建设" * 28 + "。" for n in range(6))
    found = clauses("知识创造新高地。" + body)
    assert all(len(c.text) <= MAX_CLAUSE for c in found)
    assert "".join(c.text for c in found) == "知识创造新高地。" + body
    assert found[0].topic is None
    assert all(c.topic == "知识创造新高地。" for c in found[1:])


def test_one_sentence_may_be_longer() -> None:
    text = "建设" * 150 + "。"
    (clause,) = clauses(text)
    assert clause.text == text


def test_sections_and_gaps_are_not_crossed() -> None:
    text = "甲，乙。丙，丁。戊，己。"
    spans = split_sentences(text)
    other = Section(1, "甲", 2, "丑")
    placed = [
        PlacedSentence(SECTION, "stated", (spans[0],)),
        PlacedSentence(other, "inferred", (spans[1],)),
        PlacedSentence(other, "inferred", (spans[0],)),
    ]
    found = make_clauses(Document("d", "d.txt", text), placed[:2])
    assert [(c.text, c.section, c.place) for c in found] == [
        ("甲，乙。", SECTION, "stated"),
        ("丙，丁。", other, "inferred"),
    ]


def test_the_same_words_later_are_one_clause_with_both_places() -> None:
    text = "各部门，负责。\n甲\n各部门，负责。"
    found = clauses(text)
    assert found[0].spans == (Span(0, 7), Span(10, 17))
    assert [c.text for c in found] == ["各部门，负责。", "甲"]
    assert found[0].clause_id == make_clause_id("d", "各部门，负责。")


def test_positions_go_on_from_the_first() -> None:
    document = Document("d", "d.txt", "甲，乙。")
    placed = [PlacedSentence(SECTION, "stated", (Span(0, 4),))]
    assert make_clauses(document, placed, first_position=7)[0].position == 7


@given(st.lists(st.sampled_from(["知识新高地。", "建设，完善。", "推" * 90 + "，进。", "说明\n"])))
def test_sentences_tile_their_clauses(parts: list[str]) -> None:
    text = "".join(f"{part[:-1]}{n}{part[-1]}" for n, part in enumerate(parts))
    found = clauses(text)
    for clause in found:
        assert all(span.of(text) == clause.text for span in clause.spans)
        assert "".join(s.of(clause.text) for s in clause.sentences).replace(
            "\n", ""
        ) == clause.text.replace("\n", "")
    assert sum(len(c.sentences) for c in found) == len(split_sentences(text))
