"""The workbooks in the office program that most people without Excel have."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest

from index.document.corpus import Document
from index.restore.document import restore
from qa.check.draft import check_draft
from qa.diff.change import EditionText, compare_editions
from qa.show.diff.sheet import diff_book
from qa.show.trace.matrix import write_report
from qa.show.trace.read import read_matrix
from qa.trace.row import Person
from tests.editions import as_text
from tests.qa.trace.plans import HandMade

_PLAN = ["到2025年，全市建成城市书房不少于60家。", "市文化和旅游局应当每年公布阅读推广情况。"]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def _convert(path: Path, kind: str) -> Path:
    out = path.parent / "converted"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        "--convert-to",
        kind,
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return out / path.with_suffix(f".{kind}").name


@pytest.fixture
def matrix_file(tmp_path: Path) -> Path:
    draft = tmp_path / "draft.txt"
    draft.write_text(f"{_PLAN[0]}\n=1+1，本市将建设三座机场。\n", encoding="utf-8")
    path = tmp_path / "m.xlsx"
    write_report(check_draft(HandMade(_PLAN), draft), path, "zh")
    return path


def test_it_opens_with_its_filters_and_runs_no_formula(matrix_file: Path) -> None:
    with zipfile.ZipFile(_convert(matrix_file, "ods")) as archive:
        content = archive.read("content.xml").decode()
    assert content.count('table:display-filter-buttons="true"') == 4  # every sheet but the record
    assert "table:formula" not in content
    assert "table:content-validation " in content


def test_what_it_saves_is_read_as_it_was(matrix_file: Path) -> None:
    book = openpyxl.load_workbook(matrix_file)
    names = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(3, names.index("备注") + 1).value = "省里的事"
    book.save(matrix_file)
    before, after = read_matrix(matrix_file), read_matrix(_convert(matrix_file, "xlsx"))
    assert after.rows == before.rows
    assert after.rows[1].person == Person(note="省里的事")
    assert after.cover == before.cover
    assert after.own == ()


def test_compared_editions_open_with_their_filters(tmp_path: Path) -> None:
    editions = []
    for articles in (_PLAN, [*_PLAN, "本规划自公布之日起施行。"]):
        document = Document("p", "p.txt", as_text("阅读规划", articles))
        editions.append(EditionText("p.txt", (document,), restore(document, None).clauses))
    path = tmp_path / "d.xlsx"
    path.write_bytes(diff_book(compare_editions(*editions), "zh"))
    with zipfile.ZipFile(_convert(path, "ods")) as archive:
        assert archive.read("content.xml").decode().count('display-filter-buttons="true"') == 2
