"""Question sets: what is read, what is refused, and in which words."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eval.dataset.gold import make_tasks
from eval.dataset.items import DialogItem, QuestionItem
from eval.dataset.read import QuestionSet, read_sets
from eval.errors import MAX_PROBLEMS_SHOWN, DatasetError
from eval.run.tables import set_table, write_set
from qa.tables import csv_bytes, guard, read_rows, unguard, xlsx_bytes
from tests.eval_fake import SET, make_clauses


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(tmp_path: Path, text: str | bytes, name: str = "set.jsonl") -> QuestionSet:
    return read_sets([write(tmp_path / name, text)])[0]


def refused(tmp_path: Path, text: str | bytes, name: str = "set.jsonl") -> DatasetError:
    with pytest.raises(DatasetError) as caught:
        read(tmp_path, text, name)
    return caught.value


def test_all_four_types_in_one_file(tmp_path: Path) -> None:
    assert read(tmp_path, SET).counts == {
        "question": 3,
        "unanswerable": 2,
        "claim": 2,
        "dialog": 1,
    }


def test_id_and_language_come_from_the_words(tmp_path: Path) -> None:
    found = read(tmp_path, '{"question": "为何？"}\n{"question": "Why?"}\n')
    turned = read(tmp_path, '{"question": "Why?"}\n{"question": "为何？"}\n')
    assert [item.lang for item in found.items] == ["zh", "en"]
    assert [item.id for item in found.items] == [item.id for item in turned.items][::-1]


@pytest.mark.parametrize(
    ("line", "field", "words"),
    [
        ("{", "", "not JSON"),
        ("[1]", "", "expected a JSON object, got list"),
        ('{"id": "a"}', "type", "expected a question, a claim or turns"),
        ('{"type": "poem", "question": "x"}', "type", "is not one of question"),
        ('{"question": "x", "gold": []}', "gold", "at least 1 item"),
        ('{"question": "x", "need": "all"}', "gold", "missing"),
        ('{"question": "x", "answer": "y"}', "answer", "unknown field"),
        ('{"question": "x", "gold": [{"key": "a", "clause_id": "b"}]}', "gold.0", "either"),
        ('{"question": "x", "gold": [{}]}', "gold.0", "either"),
        ('{"question": " "}', "question", "match"),
        ('{"question": "x", "lang": "fr"}', "lang", "'zh' or 'en'"),
        ('{"question": "x", "id": "a b"}', "id", "match"),
        ('{"claim": "x", "label": "true"}', "label", "'supported'"),
        ('{"question": "x", "question": "y"}', "", "given twice"),
        ('{"turns": []}', "turns", "at least 1 item"),
        ('{"question": "\\ud800"}', "question", "unicode"),
        ("[" * 5_000, "", "n"),
    ],
)
def test_a_mistake_names_file_line_and_field(
    tmp_path: Path, line: str, field: str, words: str
) -> None:
    error = refused(tmp_path, f'{{"question": "fine"}}\n\n{line}\n')
    problem = error.problems[0]
    assert (problem.file, problem.line, problem.field) == ("set.jsonl", 3, field)
    assert words in problem.message
    assert str(error).startswith("set.jsonl:3: ")


def test_not_utf8_is_named(tmp_path: Path) -> None:
    assert "UTF-8" in str(refused(tmp_path, '{"question": "为何"}'.encode("gb18030")))


def test_empty_missing_and_folder(tmp_path: Path) -> None:
    assert "empty" in str(refused(tmp_path, "\n"))
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(DatasetError, match="cannot be read"):
            read_sets([path])


def test_a_repeated_id_names_both_lines(tmp_path: Path) -> None:
    text = '{"id": "a", "question": "x"}\n{"id": "a", "question": "y"}\n'
    assert "line 1" in str(refused(tmp_path, text))


def test_ten_thousand_wrong_lines_give_one_report_in_five_seconds(tmp_path: Path) -> None:
    lines = ["{", '{"question": 1, "gold": 2, "x": 3}', '{"claim": "c", "label": "?"}', "null"]
    path = write(tmp_path / "bad.jsonl", "\n".join(lines[i % 4] for i in range(10_000)))
    started = time.process_time()
    with pytest.raises(DatasetError) as caught:
        read_sets([path])
    assert time.process_time() - started < 5
    # 2,500 of each: 1 + 3 + 1 + 1 problems.
    assert len(caught.value.problems) == 2_500 * 6
    report = str(caught.value).splitlines()
    assert report[0] == "15,000 problems in the question set:"
    assert len(report) == 1 + MAX_PROBLEMS_SHOWN + 1
    assert f"and {15_000 - MAX_PROBLEMS_SHOWN:,} more" in report[-1]


def test_problems_of_all_files_are_reported_together(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, "{") for name in ("a.jsonl", "b.jsonl")]
    with pytest.raises(DatasetError) as caught:
        read_sets(paths)
    assert [problem.file for problem in caught.value.problems] == ["a.jsonl", "b.jsonl"]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_set_survives_csv_and_xlsx(tmp_path: Path, suffix: str) -> None:
    items = read(tmp_path, SET).items
    path = tmp_path / f"set{suffix}"
    write_set(items, path)
    assert read_sets([path])[0].items == items


def test_chinese_headers_and_gb18030(tmp_path: Path) -> None:
    text = "问题,依据,章\n多少分钟？,15分钟||投融资,2\n"
    (item,) = read(tmp_path, text.encode("gb18030"), "set.csv").items
    assert isinstance(item, QuestionItem)
    assert [gold.key for gold in item.gold] == ["15分钟", "投融资"]
    assert item.chapter == 2


def test_rows_of_one_dialog_become_one(tmp_path: Path) -> None:
    text = "dialog,question,gold\nd1,一？,甲\nd1,二？,乙\nd2,三？,丙\n"
    items = read(tmp_path, text, "set.csv").items
    assert [len(item.turns) for item in items if isinstance(item, DialogItem)] == [2, 1]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("question,chapter\nx,two\n", 2, "whole number"),
        ("question,question\nx,y\n", 1, "twice"),
        ("question\nx,y\n", 2, "2 cells"),
        ('question\n"x\ny"\n\'"\n', 2, ""),
        ("", 1, "first row"),
        ("question,colour\nx,red\n", 2, "unknown field"),
    ],
)
def test_a_mistake_in_a_table(tmp_path: Path, text: str, line: int, words: str) -> None:
    if words:
        error = refused(tmp_path, text, "set.csv")
        assert error.problems[0].line == line
        assert words in str(error)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"question\nx"])
def test_an_xlsx_that_is_none(tmp_path: Path, data: bytes) -> None:
    assert "not an XLSX file" in str(refused(tmp_path, data, "set.xlsx"))


@given(st.text())
def test_guard_is_undone_and_never_a_formula(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
            min_size=1,
            max_size=20,
        ).filter(str.strip),
        min_size=1,
        max_size=5,
    )
)
def test_cells_survive_both_formats(cells: list[str]) -> None:
    header = [f"c{number}" for number in range(len(cells))]
    expected = dict(zip(header, cells, strict=True))
    for suffix, data in (
        (".csv", csv_bytes(header, [cells])),
        (".xlsx", xlsx_bytes(header, [cells])),
    ):
        assert [found for _, found in read_rows(data, suffix)] == [expected]


def test_a_formula_is_text_in_xlsx() -> None:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(["a"], [["=1+1"]])))
    cell = book.worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_gold_is_found_by_words_and_by_id(tmp_path: Path) -> None:
    clauses = make_clauses()
    line = {"question": "x", "gold": [{"key": "全面"}, {"clause_id": clauses[2].clause_id}]}
    (task,), problems = make_tasks([read(tmp_path, json.dumps(line))], clauses)
    # 全面 stands in the first two clauses.
    assert task.gold[0].units == (clauses[0].clause_id, clauses[1].clause_id)
    assert task.gold[1].units == (clauses[2].clause_id,)
    assert not problems
    # The set names no chapter; that of the first gold's clause is taken.
    assert task.chapter == clauses[0].section.chapter


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        ({"key": "没有这句"}, "stand nowhere"),
        ({"key": "成效。全面打造"}, "more than one clause"),
        ({"clause_id": "0000"}, "no clause"),
    ],
)
def test_gold_that_is_not_found_is_a_problem(
    tmp_path: Path, gold: dict[str, str], words: str
) -> None:
    question_set = read(tmp_path, json.dumps({"question": "x", "gold": [gold]}))
    tasks, (problem,) = make_tasks([question_set], make_clauses())
    assert not tasks
    assert (problem.line, problem.field) == (1, "gold.0")
    assert words in problem.message


def test_ids_that_two_sets_share_carry_the_set(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}.jsonl", '{"id": "a", "question": "x"}') for n in "st"]
    tasks, _ = make_tasks(read_sets(paths), make_clauses())
    assert [task.key for task in tasks] == ["s:a", "t:a"]


def test_set_table_names_every_column(tmp_path: Path) -> None:
    header, rows = set_table(read(tmp_path, SET).items)
    # 3 questions + 2 unanswerable + 2 claims + 2 turns.
    assert len(rows) == 9
    assert all(len(row) == len(header) for row in rows)
