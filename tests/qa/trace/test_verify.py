"""Answers that something else wrote, held against a corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.document.corpus import Document, Span
from index.document.layout import Layout
from qa.errors import DraftError
from qa.show.trace.verified import verified_lines, verified_record
from qa.trace.answer import AnswerPiece, read_answer
from qa.trace.verify import QuoteFinder, verify
from tests.qa.trace.plans import HandMade, over

_PLAN = [
    "到2025年，全市建成城市书房不少于60家。",
    "推进“放管服”改革，公共图书馆每周开放时间不少于56小时。",
]


def _pieces(tmp_path: Path, text: str, name: str = "a.txt") -> list[AnswerPiece]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_answer(tmp_path / name)


def test_text_with_quotes_and_marks(tmp_path: Path) -> None:
    pieces = _pieces(
        tmp_path,
        "根据规划，全市要建设城市书房：\n\n"
        "> 到2025年，全市建成城市书房不少于60家。[1]\n\n"
        "规划提出“推进“放管服”改革，公共图书馆每周开放时间不少于56小时”[2]，力度很大。\n"
        "“全市”一词出现多次，“机场”[3]没有出现。\n",
    )
    assert [piece.text for piece in pieces if piece.kind == "quote"] == [
        "到2025年，全市建成城市书房不少于60家。",
        "推进“放管服”改革，公共图书馆每周开放时间不少于56小时",
        "机场",
    ]
    statements = [piece.text for piece in pieces if piece.kind == "statement"]
    assert statements[0] == "根据规划，全市要建设城市书房："
    assert not any("[" in text for text in statements)


def test_our_own_answer(tmp_path: Path) -> None:
    answer = {
        "answer": f"[1] “{_PLAN[0]}”\n    —— 第一章 总则 · 第1句",
        "citations": [{"quote": _PLAN[0], "doc_id": "plan.txt", "start": 3, "end": 9}],
    }
    pieces = _pieces(tmp_path, json.dumps(answer, ensure_ascii=False), "a.json")
    assert pieces == [
        AnswerPiece("quote", _PLAN[0], "plan.txt", 3, 9),
        AnswerPiece("quote", _PLAN[0]),
    ]
    lines = "\n".join(json.dumps({"quotes": [q], "text": ""}, ensure_ascii=False) for q in _PLAN)
    assert [p.text for p in _pieces(tmp_path, lines, "b.jsonl")] == _PLAN


@pytest.mark.parametrize("text", ["", " \n", "{}", '{"citations": []}', "“”"])
def test_nothing_to_check_is_told(text: str, tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="no quote and no statement"):
        _pieces(tmp_path, text)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="Cannot read"):
        read_answer(tmp_path / "none.txt")
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(DraftError, match="not text"):
        read_answer(tmp_path / "b.txt")


def test_quotes_are_compared_letter_by_letter() -> None:
    plan = HandMade(_PLAN)
    text = plan.clause_index.documents[0].text
    finder = QuoteFinder(plan.clause_index)
    whole = finder.verify(AnswerPiece("quote", _PLAN[0]))
    (place,) = whole.found
    assert whole.ok
    assert place.span.of(text) == _PLAN[0]
    assert place.clause is not None
    assert place.clause.text == _PLAN[0]
    assert finder.verify(AnswerPiece("quote", "到2025年……不少于60家")).ok
    assert finder.verify(AnswerPiece("quote", "到2025年，\n 全市建成")).ok
    assert finder.verify(
        AnswerPiece("quote", "推进‘放管服’改革")
    ).ok  # quotation within a quotation
    for wrong in (
        "到2025年，全市建成城市书房不少于80家。",
        "不少于60家……到2025年",
        "到2025年,全市建成",
    ):
        assert not finder.verify(AnswerPiece("quote", wrong)).ok
    near = finder.verify(AnswerPiece("quote", _PLAN[0].replace("60", "80")))
    assert near.near is not None
    assert near.near.text == _PLAN[0]
    assert [w.kind for w in near.words] == ["number"]


def test_a_quote_named_at_the_wrong_place_is_there_all_the_same() -> None:
    plan = HandMade(_PLAN)
    at = plan.clause_index.documents[0].text.index(_PLAN[1])
    finder = QuoteFinder(plan.clause_index)
    right = finder.verify(AnswerPiece("quote", _PLAN[1], "plan.txt", at, at + len(_PLAN[1])))
    wrong = finder.verify(AnswerPiece("quote", _PLAN[1], "plan.txt", 0, len(_PLAN[1])))
    assert (right.ok, right.misplaced) == (True, False)
    assert (wrong.ok, wrong.misplaced) == (True, True)


def test_what_a_format_skips_parts_no_quote() -> None:
    text = "到2025年，全市建成\n— 3 —\n城市书房不少于60家。"
    start = text.index("\n—")
    document = Document("d", "d.pdf", text, "pdf", Layout(skips=(Span(start, start + 7),)))
    (place,) = QuoteFinder(over(document)).verify(AnswerPiece("quote", _PLAN[0])).found
    assert (place.span.start, place.span.end) == (0, len(text))


def test_statements_are_checked_as_claims() -> None:
    pieces = [
        AnswerPiece("statement", _PLAN[0]),
        AnswerPiece("statement", "本市将建设三座机场并开通航线。"),
        AnswerPiece("statement", "好的："),
        AnswerPiece("quote", "本市将建设三座机场"),
    ]
    steps: list[tuple[int, int]] = []
    found = verify(
        pieces, HandMade(_PLAN), progress=lambda done, whole: steps.append((done, whole))
    )
    assert [(one.piece.text[:4], one.ok) for one in found] == [
        ("到202", True), ("本市将建", False), ("本市将建", False),
    ]  # fmt: skip
    assert steps == [(1, 3), (2, 3), (3, 3)]
    record = verified_record(found[0])
    assert {"text", "kind", "ok", "found", "verdict", "citations"} <= set(record)
    assert (record["kind"], record["verdict"]) == ("statement", "supported")
    json.dumps([verified_record(one) for one in found])
    for lang in ("zh", "en"):
        assert len(list(verified_lines(found, lang))) >= len(found) + 1
