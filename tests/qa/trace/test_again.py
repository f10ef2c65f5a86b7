"""A matrix checked again when the plan has changed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from qa.check.draft import check_draft
from qa.show.trace.again import again_lines, again_record
from qa.show.trace.columns import decision_of
from qa.show.trace.matrix import write_again, write_report
from qa.show.trace.read import read_matrix
from qa.trace.again import Again, check_again
from qa.trace.row import TraceMatrix
from tests.qa.trace.plans import HandMade

_PLAN = [
    "到2025年，全市建成城市书房不少于60家。",
    "市文化和旅游局应当每年公布阅读推广情况。",
    "公共图书馆每周开放时间不少于56小时。",
]
_DRAFT = [*_PLAN, "本市将建设三座机场并开通五条航线。"]


@pytest.fixture
def matrix_file(tmp_path: Path) -> Path:
    (tmp_path / "draft.txt").write_text("\n".join(_DRAFT), encoding="utf-8")
    path = tmp_path / "m.xlsx"
    write_report(check_draft(HandMade(_PLAN), tmp_path / "draft.txt"), path, "zh")
    return path


def _decide(path: Path, decisions: dict[int, str]) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("人工判断") + 1
    for row, words in decisions.items():
        sheet.cell(row, column).value = words
    book.save(path)


def _again(path: Path, plan: list[str], name: str = "plan.txt") -> tuple[TraceMatrix, list[Again]]:
    matrix = read_matrix(path)
    return matrix, check_again(matrix, HandMade(plan, name), decision_of)


def test_the_same_plan_changes_nothing(matrix_file: Path) -> None:
    _, found = _again(matrix_file, _PLAN)
    assert [one.outcome for one in found] == ["same"] * 4
    assert not any(one.broken for one in found)


def test_a_plan_numbered_anew_under_another_name_changes_nothing(matrix_file: Path) -> None:
    _, found = _again(matrix_file, ["新增的第一条与阅读没有关系。", *_PLAN], "plan_2026.txt")
    assert [one.outcome for one in found] == ["same"] * 4
    assert {fate.kind for one in found for fate in one.fates} == {"kept"}


def test_what_lost_its_support_names_the_clause_that_changed(matrix_file: Path) -> None:
    plan = [_PLAN[0].replace("60", "80"), *_PLAN[1:2], "机场由省里另行规划建设。"]
    _, found = _again(matrix_file, plan)
    assert [one.outcome for one in found] == ["lost", "same", "lost", "same"]
    reworded, removed = found[0].fates[0], found[2].fates[0]
    assert (reworded.kind, removed.kind) == ("reworded", "removed")
    (words,) = reworded.words
    assert reworded.now is not None
    assert (words.kind, words.new.of(reworded.now.text)) == ("number", "不少于80家")
    assert [one.broken for one in found] == [True, False, True, False]
    record = again_record(found[0])
    assert record["before"] == "supported"
    assert record["verdict"] == "contradicted"
    lines = "\n".join(again_lines(found, "zh"))
    assert "不少于60家 → 不少于80家" in lines
    assert "条文已删除" in lines


def test_a_gap_that_is_closed(matrix_file: Path) -> None:
    _, found = _again(matrix_file, [*_PLAN, _DRAFT[3]])
    assert [one.outcome for one in found][3] == "gained"
    assert found[3].closed
    assert not found[3].broken


def test_what_a_person_decided_counts(matrix_file: Path) -> None:
    _decide(matrix_file, {2: "不接受", 4: "accepted", 5: "合理缺口"})
    plan = [_PLAN[0].replace("60", "80"), _PLAN[1]]
    _, found = _again(matrix_file, plan)
    assert [one.decision for one in found] == ["rejected", "", "accepted", "gap"]
    # The first was rejected: that it lost its support is nobody's loss.
    assert [one.broken for one in found] == [False, False, True, False]


def test_the_matrix_is_written_with_what_people_wrote(matrix_file: Path, tmp_path: Path) -> None:
    _decide(matrix_file, {2: "接受", 5: "合理缺口"})
    plan = HandMade([_PLAN[0].replace("60", "80"), *_PLAN[1:]])
    matrix = read_matrix(matrix_file)
    found = check_again(matrix, plan, decision_of)
    for suffix in ("html", "csv", "json", "docx"):
        write_again(tmp_path / f"n.{suffix}", matrix, found, plan.clause_index, "zh")
    written = write_again(tmp_path / "n.xlsx", matrix, found, plan.clause_index, "zh")
    assert [row.person.decision for row in written.rows] == ["接受", "", "", "合理缺口"]
    assert "条文已修改" in written.rows[0].hint
    again = read_matrix(tmp_path / "n.xlsx")
    assert [row.person.decision for row in again.rows] == ["接受", "", "", "合理缺口"]
    assert again.rows[0].verdict == "contradicted"


def test_statements_that_a_person_added_are_checked_or_left(matrix_file: Path) -> None:
    book = openpyxl.load_workbook(matrix_file)
    sheet = book.worksheets[0]
    column = [cell.value for cell in sheet[1]].index("陈述") + 1
    sheet.cell(7, column).value = _PLAN[2]
    sheet.cell(8, column).value = "？"
    book.save(matrix_file)
    _, found = _again(matrix_file, _PLAN)
    assert [one.row.statement for one in found] == [*_DRAFT, _PLAN[2]]
