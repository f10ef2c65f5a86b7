"""Nothing that a person wrote in a matrix is ever dropped."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from index.document.corpus import Document
from index.restore.document import restore
from qa.check.draft import CheckedStatement, DraftReport
from qa.check.statements import Statement
from qa.errors import DraftError
from qa.result import Language, Verdict, VerdictLabel
from qa.show.trace.book import matrix_book
from qa.show.trace.matrix import report_matrix, write_report
from qa.show.trace.read import read_matrix
from qa.trace.keep import take_over
from qa.trace.row import Person, TraceMatrix
from tests.editions import as_text, make_article, reword
from tests.qa.trace.plans import cite

_PLAN = [
    "到2025年，全市建成城市书房不少于60家。",
    "市文化和旅游局应当每年公布阅读推广情况。",
    "鼓励社会力量捐建书房，支持商场设置阅读角。",
    "公共图书馆每周开放时间不少于56小时。",
]


def report(
    statements: Sequence[str], plan: Sequence[str] = _PLAN, lang: Language = "zh"
) -> DraftReport:
    """A draft checked by hand: a statement that a clause holds is supported by it."""
    document = Document("plan.txt", "plan.txt", as_text("阅读规划", plan, chapters=2))
    clauses = restore(document, None).clauses
    checked = []
    for number, text in enumerate(statements, start=1):
        held = [clause for clause in clauses if clause.text[:8] == text[:8]]
        citations = tuple(cite(clause, n) for n, clause in enumerate(held, start=1))
        label: VerdictLabel = "supported" if held else "not_mentioned"
        verdict = Verdict(text, lang, label, 0.9, citations, ("理由",))
        checked.append(CheckedStatement(Statement(text, "line", number), verdict))
    return DraftReport("draft.txt", tuple(checked), (), clauses, {}, documents=(document,))


def written(matrix: TraceMatrix) -> list[Person]:
    persons = [row.person for row in matrix.rows]
    persons += [row.person for row in matrix.cover]
    persons += [row.person for row in matrix.unplaced]
    return [person for person in persons if person.wrote]


def _fill(path: Path, sheet: str, cells: dict[tuple[int, str], str]) -> None:
    """Write as a person does: by row and heading."""
    book = openpyxl.load_workbook(path)
    target = book[sheet]
    names = [cell.value for cell in target[1]]
    for (row, name), words in cells.items():
        if name not in names:
            names.append(name)
            target.cell(1, len(names), name)
        target.cell(row, names.index(name) + 1, words)
    book.save(path)


@pytest.fixture
def matrix_file(tmp_path: Path) -> Path:
    path = tmp_path / "m.xlsx"
    write_report(report([*_PLAN, "全市新建三座机场。"]), path)
    return path


def test_a_matrix_is_read_as_it_was_written(matrix_file: Path) -> None:
    matrix = read_matrix(matrix_file)
    assert [row.statement for row in matrix.rows] == [*_PLAN, "全市新建三座机场。"]
    assert [row.verdict for row in matrix.rows] == ["supported"] * 4 + ["not_mentioned"]
    assert matrix.rows[0].cited[0].quote == _PLAN[0]
    assert matrix.source == "draft.txt"
    assert written(matrix) == []


def test_what_a_person_wrote_goes_with_its_statement(matrix_file: Path, tmp_path: Path) -> None:
    said = {
        (2, "人工判断"): "接受",
        (3, "备注"): "请市局确认",
        (4, "负责人"): "李四",
        (3, "进度"): "50%",
    }
    _fill(matrix_file, "逐句核对", said)
    moved = [
        "新的一句话放在最前面，谁也没有写过。",
        _PLAN[2],
        _PLAN[1].replace("每年", "每季度"),
        _PLAN[0],
    ]
    matrix = write_report(report(moved), tmp_path / "n.xlsx", keep=read_matrix(matrix_file))
    by_words = {row.statement: row for row in matrix.rows}
    assert by_words[_PLAN[0]].person.decision == "接受"
    assert by_words[moved[2]].person == Person(note="请市局确认", more=(("进度", "50%"),))
    assert _PLAN[1] in by_words[moved[2]].hint
    assert by_words[_PLAN[2]].person.owner == "李四"
    assert matrix.unplaced == ()
    assert written(read_matrix(tmp_path / "n.xlsx")) == written(matrix)


def test_what_belongs_to_no_row_waits_on_a_sheet_of_its_own(
    matrix_file: Path, tmp_path: Path
) -> None:
    _fill(matrix_file, "逐句核对", {(6, "备注"): "机场由省里定", (6, "人工判断"): "合理缺口"})
    out = tmp_path / "n.xlsx"
    matrix = write_report(report(_PLAN), out, keep=read_matrix(matrix_file))
    (left,) = matrix.unplaced
    assert (left.words, left.person.note) == ("全市新建三座机场。", "机场由省里定")
    # Two runs later the statement is back, and so is what was written beside it.
    write_report(report(_PLAN[:2]), out, keep=read_matrix(out))
    matrix = write_report(report([*_PLAN, "全市新建三座机场。"]), out, keep=read_matrix(out))
    assert matrix.rows[4].person == Person("合理缺口", "机场由省里定")
    assert matrix.unplaced == ()


def test_clauses_keep_what_was_written_beside_them(matrix_file: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(matrix_file)
    row = next(r for r in book["规划覆盖"].iter_rows() if any(c.value == _PLAN[3] for c in r))[
        0
    ].row
    _fill(matrix_file, "规划覆盖", {(row, "人工判断"): "合理缺口", (row, "备注"): "图书馆另有方案"})
    plan = [_PLAN[0], "新增的一条规定与阅读没有关系。", *_PLAN[1:3], _PLAN[3].replace("56", "63")]
    matrix = write_report(
        report(_PLAN[:1], plan), tmp_path / "n.xlsx", keep=read_matrix(matrix_file)
    )
    (kept,) = [r for r in matrix.cover if r.person.wrote]
    assert kept.text == plan[4]
    assert kept.person == Person("合理缺口", "图书馆另有方案")
    assert _PLAN[3] in kept.hint


def test_comments_sheets_rows_and_rewritten_cells_are_kept(
    matrix_file: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(matrix_file)
    sheet = book["逐句核对"]
    names = [cell.value for cell in sheet[1]]
    sheet.cell(2, names.index("条款") + 1).comment = Comment("此条已废止？", "张三")
    sheet.cell(3, names.index("结论") + 1).value = "我看不支持"
    sheet.cell(9, names.index("陈述") + 1).value = "手工加的一行陈述，原稿里没有。"
    own = book.create_sheet("会议纪要")
    own["A1"], own["B2"] = "议题", "=1+1"
    book.save(matrix_file)
    out = tmp_path / "n.xlsx"
    write_report(report(_PLAN), out, keep=read_matrix(matrix_file))
    matrix = write_report(report(_PLAN), out, keep=read_matrix(out))  # and again, over several runs
    assert matrix.rows[0].person.comments == (("条款", "此条已废止？"),)
    assert matrix.rows[1].person.more == (("结论（人工改写）", "我看不支持"),)
    assert [one.words for one in matrix.unplaced] == ["手工加的一行陈述，原稿里没有。"]
    assert matrix.own[0].title == "会议纪要"
    book = openpyxl.load_workbook(out)
    assert book["会议纪要"]["B2"].value == "=1+1"
    assert book["会议纪要"]["B2"].data_type == "s"
    assert book["逐句核对"].cell(2, names.index("条款") + 1).comment.text == "此条已废止？"


def test_two_columns_of_one_name_are_both_kept(matrix_file: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(matrix_file)
    sheet = book["逐句核对"]
    note = [cell.value for cell in sheet[1]].index("备注") + 1
    last = sheet.max_column + 1
    sheet.cell(1, last).value = "备注"
    sheet.cell(2, note).value, sheet.cell(2, last).value = "甲", "乙"
    sheet.cell(3, last + 2).value = "没有标题"
    book.save(matrix_file)
    matrix = write_report(report(_PLAN), tmp_path / "n.xlsx", keep=read_matrix(matrix_file))
    assert matrix.rows[0].person == Person(note="甲", more=((f"备注 {last}", "乙"),))
    assert matrix.rows[1].person == Person(more=((f"第{last + 2}列", "没有标题"),))
    assert written(read_matrix(tmp_path / "n.xlsx")) == written(matrix)


def test_sorting_the_sheet_loses_nothing(matrix_file: Path, tmp_path: Path) -> None:
    _fill(matrix_file, "逐句核对", {(2, "备注"): "甲", (6, "备注"): "乙"})
    book = openpyxl.load_workbook(matrix_file)
    sheet = book["逐句核对"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for at, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(at, column).value = value
    book.save(matrix_file)
    statements = [*_PLAN, "全市新建三座机场。"]
    matrix = write_report(report(statements), tmp_path / "n.xlsx", keep=read_matrix(matrix_file))
    assert matrix.rows[0].person == Person(note="甲")
    assert matrix.rows[4].person == Person(note="乙")


def test_a_matrix_in_the_other_language_is_taken_over(matrix_file: Path, tmp_path: Path) -> None:
    _fill(matrix_file, "逐句核对", {(2, "人工判断"): "接受", (2, "备注"): "ok"})
    english = tmp_path / "en.xlsx"
    write_report(report(_PLAN), english, "en", keep=read_matrix(matrix_file))
    assert openpyxl.load_workbook(english).sheetnames[0] == "Matrix"
    assert written(read_matrix(english)) == [Person("接受", "ok")]


@pytest.mark.parametrize(
    "words", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "'quoted", "\tx"]
)
def test_no_word_is_run_as_a_formula(words: str, tmp_path: Path) -> None:
    out = tmp_path / "m.xlsx"
    write_report(report([f"{words}，这里要建三十条地铁线路。"]), out)
    _fill(out, "逐句核对", {(2, "备注"): words})
    matrix = write_report(
        report([f"{words}，这里要建三十条地铁线路。"]), out, keep=read_matrix(out)
    )
    assert matrix.rows[0].person.note == words
    book = openpyxl.load_workbook(out)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {
        "s",
        "n",
    }
    write_report(
        report([f"{words}，这里要建三十条地铁线路。"]), tmp_path / "m.csv", keep=read_matrix(out)
    )
    assert written(read_matrix(tmp_path / "m.csv")) == [Person(note=words)]


def test_what_is_no_matrix_is_told(tmp_path: Path) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"PK no")
    with pytest.raises(DraftError, match="not a whole Excel file"):
        read_matrix(tmp_path / "no.xlsx")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(DraftError, match="no matrix"):
        read_matrix(tmp_path / "empty.xlsx")
    with pytest.raises(DraftError, match="There is no file"):
        read_matrix(tmp_path / "missing.xlsx")


@pytest.mark.slow
def test_five_hundred_statements_through_fifty_random_edits(tmp_path: Path) -> None:
    rng = random.Random(20)  # noqa: S311  # no secret
    plan = [_Text(_statement(rng)) for _ in range(60)]
    draft = [_Text(_statement(rng)) for _ in range(440)]
    draft += [_Text(text.words) for text in rng.sample(plan, 60)]
    matrix = _matrix(draft, plan)
    said: dict[str, _Text] = {}
    for text, row in zip(draft, matrix.rows, strict=True):
        if rng.random() < 0.25:
            said[f"备注{row.number}"] = text
    notes = {id(text): note for note, text in said.items()}
    rows = tuple(
        replace(row, person=Person(note=notes.get(id(text), "")))
        for text, row in zip(draft, matrix.rows, strict=True)
    )
    matrix = replace(matrix, rows=rows)
    for turn in range(50):
        _edit(draft, rng)
        _edit(plan, rng)
        matrix = take_over(_matrix(draft, plan), matrix, "zh")
        if turn % 10 == 0:
            (tmp_path / "m.xlsx").write_bytes(matrix_book(matrix, "zh"))
            matrix = read_matrix(tmp_path / "m.xlsx")
        assert sorted(person.note for person in written(matrix)) == sorted(said)
        # Whatever is still there stands beside its statement, moved or reworded as it may be.
        for text, row in zip(draft, matrix.rows, strict=True):
            assert row.person.note == notes.get(id(text), "")
        there = {id(text) for text in draft}
        assert {one.person.note for one in matrix.unplaced} == {
            note for note, text in said.items() if id(text) not in there
        }


class _Text:
    """Words that may change and stay the same statement."""

    def __init__(self, words: str) -> None:
        self.words = words


def _matrix(draft: Sequence[_Text], plan: Sequence[_Text]) -> TraceMatrix:
    found = report([text.words for text in draft], [text.words for text in plan])
    return report_matrix(found, "zh")[0]


def _statement(rng: random.Random) -> str:
    """A statement long enough that no two are alike but for a word: else none can tell which is which."""
    while len(text := make_article(rng)) < 45:
        pass
    return text


def _edit(texts: list[_Text], rng: random.Random) -> None:
    """Remove, add, reword and move a few texts."""
    for _ in range(3):
        texts.remove(rng.choice(texts))
        texts.insert(rng.randrange(len(texts)), _Text(_statement(rng)))
        texts.insert(rng.randrange(len(texts)), texts.pop(rng.randrange(len(texts))))
        text = rng.choice(texts)
        changed = reword(text.words, rng)[0]
        if SequenceMatcher(None, changed, text.words, autojunk=False).ratio() > 0.8:
            text.words = changed
