"""Coverage of the plan by statements, and the files that show it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest

from qa.check.draft import check_draft
from qa.result import Part, Verdict
from qa.show.trace.cells import row_cells, tree_sheet
from qa.show.trace.matrix import report_matrix, write_report
from qa.trace.coverage import STATES, branches, gaps_first, is_gap, state_of
from qa.trace.links import links_of
from qa.trace.row import row_of
from tests.qa.trace.plans import HandMade, cite

_PLAN = [
    "为了推进全民阅读，制定本规划。",
    "到2025年，全市建成城市书房不少于60家。",
    "市文化和旅游局应当每年公布阅读推广情况。",
    "公共图书馆每周开放时间不少于56小时。",
    "本规划自公布之日起施行。",
]
_HOSTILE = "<script>alert(1)</script>“&”本市将建设三座机场。"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    lines = [_PLAN[3], _PLAN[1].replace("60", "80"), _HOSTILE, "标题"]
    (tmp_path / "draft.txt").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "draft.txt"


def test_counts_add_up_and_gaps_come_first(draft: Path) -> None:
    matrix, _ = report_matrix(check_draft(HandMade(_PLAN), draft), "zh")
    by_words = {row.text: row for row in matrix.cover}
    assert state_of(by_words[_PLAN[3]]) == "supported"
    assert state_of(by_words[_PLAN[1]]) == "contradicted"
    assert by_words[_PLAN[1]].links == {"clashes": (2,)}
    assert by_words[_PLAN[1]].states == ("target",)
    assert [row.text for row in matrix.cover if is_gap(row)] == [_PLAN[2]]
    ordered = gaps_first(matrix.cover)
    assert ordered[0].text == _PLAN[2]
    assert sorted(row.clause_id for row in ordered) == sorted(row.clause_id for row in matrix.cover)
    found = branches(matrix.cover)
    assert sum(branch.clauses for branch in found) == len(matrix.cover)
    assert all(sum(branch.counts[s] for s in STATES) == branch.clauses for branch in found)
    assert sum(branch.gaps for branch in found) == 1


def test_each_part_of_a_statement_links_its_own_clauses() -> None:
    clauses = HandMade(_PLAN).clause_index.clauses
    cited = tuple(cite(clause, n) for n, clause in enumerate(clauses[:4], start=1))
    parts = (
        Part("甲", 0, 1, "supported", (1, 2)),
        Part("乙", 1, 2, "contradicted", (2,)),
        Part("丙", 2, 3, "not_mentioned", (1, 3)),
    )
    verdict = Verdict("甲乙丙", "zh", "contradicted", 0.9, cited, ("理由",), parts=parts)
    assert [link.kind for link in links_of(verdict)] == ["supports", "clashes", "near", "near"]
    assert [link.kind for link in links_of(replace(verdict, parts=()))] == ["clashes"] + [
        "near"
    ] * 3
    row = row_of(1, "第1行", "甲乙丙", verdict, [""] * 4)
    assert [part.verdict for part in row.parts] == [part.verdict for part in parts]
    assert "有依据：甲" in str(row_cells(row, "zh")["parts"])
    assert row_of(1, "", "甲", replace(verdict, parts=parts[:1]), [""] * 4).parts == ()


def test_the_workbook_is_one_to_work_with(draft: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.xlsx"
    write_report(check_draft(HandMade(_PLAN), draft), out, "zh")
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["逐句核对", "规划覆盖", "分章统计", "未核对", "yinju"]
    assert book["yinju"].sheet_state == "veryHidden"
    for title in ("逐句核对", "规划覆盖"):
        sheet = book[title]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        names = [cell.value for cell in sheet[1]]
        assert names[-3:] == ["人工判断", "备注", "负责人"]
        (offered,) = sheet.data_validations.dataValidation
        assert offered.formula1 == '"接受,不接受,合理缺口"'
    tree = [[cell.value for cell in row] for row in book["分章统计"].iter_rows(min_row=2)]
    for column in range(1, len(tree[0])):
        assert tree[-1][column] == sum(row[column] for row in tree[:-1])


def test_a_document_without_chapters_is_named_so(draft: Path) -> None:
    matrix, _ = report_matrix(check_draft(HandMade(_PLAN), draft), "zh")
    flat = replace(matrix, cover=tuple(replace(row, place="") for row in matrix.cover))
    assert [row[0] for row in tree_sheet(flat, "zh", "统计").rows] == ["（不分章）", "合计"]


def test_the_page_is_well_formed_and_runs_nothing_of_the_draft(draft: Path, tmp_path: Path) -> None:
    write_report(check_draft(HandMade(_PLAN), draft), tmp_path / "m.html", "zh")
    page = (tmp_path / "m.html").read_text("utf-8")
    assert page.count("<script>") == 1  # its own, which sorts and filters
    assert "http" not in page
    parser = _Balanced()
    parser.feed(page)
    assert parser.open == []
    assert _PLAN[2] in page


def test_the_word_document_holds_the_statements(draft: Path, tmp_path: Path) -> None:
    write_report(check_draft(HandMade(_PLAN), draft), tmp_path / "m.docx", "en")
    table, tree = docx.Document(str(tmp_path / "m.docx")).tables
    assert table.rows[1].cells[1].text == _PLAN[3]
    assert tree.rows[-1].cells[1].text == str(len(HandMade(_PLAN).clause_index.clauses))


def test_the_workbook_is_whole_xml(draft: Path, tmp_path: Path) -> None:
    write_report(check_draft(HandMade(_PLAN), draft), tmp_path / "m.xlsx", "zh")
    with zipfile.ZipFile(tmp_path / "m.xlsx") as archive:
        assert archive.testzip() is None
        assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


class _Balanced(HTMLParser):
    """Every tag that is opened is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
