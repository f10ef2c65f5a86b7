"""What of a quote is marked as the answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.document.corpus import Clause, Section, Span, Unit
from qa.ask.quoting.marks import answering
from qa.ask.retrieval.query import read_query
from qa.lookup.structure.listing import listed
from qa.pipeline import Pipeline


def clause(text: str) -> Clause:
    return Clause(
        clause_id="c", doc_id="d", position=0, section=Section(), place="stated", text=text,
        spans=(Span(0, len(text)),), sentences=(Span(0, len(text)),),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "question", "marked"),
    [
        ("绿地率不低于35%，停车位不少于200个。", "绿地率要达到多少？", ["35%"]),
        ("绿地率不低于35%，停车位不少于200个。", "停车位至少要有多少个？", ["200个"]),
        ("到2030年，绿地率达到40%。", "2030年绿地率是多少？", ["40%"]),
        ("自2026年5月1日起施行。", "什么时候开始施行？", ["2026年5月1日"]),
        ("罚款五百元以上二千元以下。", "为什么要罚款？", []),
        ("应当及时公布。", "什么时候公布？", []),
    ],
)
def test_what_is_asked_for_is_picked_out(text: str, question: str, marked: list[str]) -> None:
    held = clause(text)
    found = answering(held, 0, read_query(question))
    assert [span.of(text) for span in found] == marked


def of(*sentences: str) -> Clause:
    starts = [sum(map(len, sentences[:n])) for n in range(len(sentences))]
    spans = tuple(Span(at, at + len(s)) for at, s in zip(starts, sentences, strict=True))
    return replace(clause("".join(sentences)), sentences=spans)


def test_the_sentence_beside_the_closest_one_may_tell_it() -> None:
    held = of("摸清渡口底数，列出清单。", "该项工作于2027年4月底前完成。")
    found = answering(held, 0, read_query("渡口底数什么时候摸清？"))
    assert [span.of(held.text) for span in found] == ["2027年4月底"]
    twice = of("列出清单。", "甲县于2027年4月底前完成。", "乙县于2027年9月底前完成。")
    assert answering(twice, 0, read_query("清单什么时候列出？")) == ()


def test_members_of_a_list_are_marked() -> None:
    text = "渡口应当配备下列器材：（一）救生衣；（二）灭火器。"
    units = (Unit(Span(0, 11), 1), Unit(Span(11, 18), 1, 1), Unit(Span(18, 25), 1, 2))
    held = replace(clause(text), units=units)
    assert [span.of(text) for span in listed(held, 0)] == ["救生衣；", "灭火器。"]
    named = clause("成员由民政局、财政局、水务局负责人组成。")
    assert [span.of(named.text) for span in listed(named, 0)] == [
        "成员由民政局、财政局、水务局负责人组成"
    ]


def test_of_many_none_is_taken_for_the_one() -> None:
    held = clause("甲占10%、乙占20%、丙占30%、丁占40%。")
    assert answering(held, 0, read_query("戊的比例是多少？")) == ()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("供电可靠率要达到多少？", "99.999%"),
        ("雨水年径流总量控制率不低于多少？", "82%"),
        ("How reliable must the power supply be in percent?", "99.999%"),
        ("How reliable must the power supply be?", "99.999%"),
    ],
)
def test_marks_stand_in_the_source(pipeline: Pipeline, question: str, words: str) -> None:
    first = pipeline.ask(question).citations[0]
    text = pipeline.clause_index.document_by_id[first.doc_id].text
    assert words in [mark.of(text) for mark in first.marks]


def test_a_refusal_marks_nothing(pipeline: Pipeline) -> None:
    refused = pipeline.ask("知识城房价多少钱一平？")
    assert not refused.answered
    assert not any(citation.marks for citation in refused.citations)


def test_a_verdict_marks_what_clashes_and_what_agrees(pipeline: Pipeline) -> None:
    for claim, words in (
        ("雨水年径流总量控制率不低于90%。", "82%"),
        ("雨水年径流总量控制率不低于82%。", "82%"),
    ):
        first = pipeline.check(claim).citations[0]
        text = pipeline.clause_index.document_by_id[first.doc_id].text
        assert any(words in mark.of(text) for mark in first.marks)


def test_a_follow_up_asks_for_what_the_question_before_it_did(pipeline: Pipeline) -> None:
    history = ["雨水年径流总量控制率不低于多少？"]
    answer = pipeline.ask("那供电可靠率呢？", history=history)
    source = pipeline.documents[0].text
    assert [mark.of(source) for mark in answer.citations[0].marks] == ["99.999%"]
