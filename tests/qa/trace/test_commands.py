"""The commands over the shipped plan, as people and CI call them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from qa.errors import DraftError
from qa.pipeline import Pipeline
from yinju.cli import cli

RATE = "规划城市建设区雨水年径流总量控制率不低于82%。"
pytestmark = pytest.mark.usefixtures("pipeline")


def run(*arguments: object) -> tuple[int, list[dict[str, object]], str]:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    return result.exit_code, lines, result.stderr


def test_a_matrix_is_kept_and_checked_again(tmp_path: Path) -> None:
    draft, matrix = tmp_path / "draft.txt", tmp_path / "m.xlsx"
    draft.write_text(f"{RATE}\n知识城将建设三座机场。\n", "utf-8")
    assert run("check", "--file", draft, "--out", matrix)[0] == 0
    book = openpyxl.load_workbook(matrix)
    names = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(3, names.index("备注") + 1).value = "省里的事"
    book.save(matrix)
    draft.write_text(f"{RATE}\n", "utf-8")
    code, _, told = run("check", "--file", draft, "--out", matrix, "--keep", matrix)
    assert code == 0
    assert "省里的事" in told
    code, found, _ = run("check", "--again", matrix, "--json")
    assert code == 0
    assert [one["outcome"] for one in found] == ["same"]


def test_a_plan_that_lost_a_clause_fails_the_check(tmp_path: Path, pipeline: Pipeline) -> None:
    draft, matrix, corpus = tmp_path / "draft.txt", tmp_path / "m.xlsx", tmp_path / "corpus"
    draft.write_text(f"{RATE}\n", "utf-8")
    run("check", "--file", draft, "--out", matrix)
    new = tmp_path / "new.txt"
    new.write_text("第一条　本市建设海绵城市。\n第二条　本办法自公布之日起施行。\n", "utf-8")
    assert run("index", new, "--corpus", corpus)[0] == 0
    code, found, _ = run("check", "--again", matrix, "--corpus", corpus, "--json")
    assert code == 1
    assert found[0]["outcome"] == "lost"
    assert [fate["kind"] for fate in found[0]["because"]] == ["removed"]  # type: ignore[attr-defined]


def test_an_answer_is_verified(tmp_path: Path) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text(f"规划写道：“{RATE[:-1]}”[1]。\n", "utf-8")
    code, found, _ = run("verify", answer, "--json")
    assert (found[0]["kind"], found[0]["ok"]) == ("quote", True)
    assert found[0]["found"]
    assert code in {0, 1}  # as the statement around it may say more than the plan
    answer.write_text("> 规划城市建设区雨水年径流总量控制率不低于92%。\n", "utf-8")
    code, found, _ = run("verify", answer, "--json")
    assert code == 1
    assert [c["kind"] for c in found[0]["differs"]] == ["number"]  # type: ignore[attr-defined]


def test_two_files_are_compared(tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.txt"
    old.write_text("第一条　处1000元罚款。\n\n第二条　本办法自公布之日起施行。\n", "utf-8")
    new.write_text("第一条　处2000元罚款。\n\n第二条　本办法自公布之日起施行。\n", "utf-8")
    code, found, _ = run("diff", old, new, "--json")
    assert code == 0
    assert [change["kind"] for change in found] == ["reworded", "kept"]
    assert found[0]["changes"] == [{"kind": "number", "old": "1000元", "new": "2000元"}]
    for suffix in ("html", "xlsx", "json"):
        assert run("diff", old, new, "--out", tmp_path / f"d.{suffix}")[0] == 0
    assert "<del" in (tmp_path / "d.html").read_text("utf-8")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0]
    assert sheet.auto_filter.ref == sheet.dimensions
    assert json.loads((tmp_path / "d.json").read_text("utf-8")) == found


def test_duties_are_listed_and_written(tmp_path: Path) -> None:
    code, found, _ = run("duties", "--json")
    assert code == 0
    assert {"body", "modality", "action", "deadline", "quote", "start", "end"} <= set(found[0])
    for suffix in ("xlsx", "csv", "json"):
        assert run("duties", "--out", tmp_path / f"d.{suffix}")[0] == 0
    assert openpyxl.load_workbook(tmp_path / "d.xlsx").worksheets[0].max_row == len(found) + 1
    bodies = [one["body"] for one in found if one["body"]]
    some, other = run("duties", "--json", "--body", bodies[0])[1], found
    assert 0 < len(some) <= len(other)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", RATE, "--again", "m.xlsx"], "Give one of"),
        (["check", RATE, "--out", "m.xlsx"], "--out goes with"),
        (["check", "--file", "d.txt", "--keep", "m.xlsx"], "--keep goes with"),
        (["diff", "a.txt", "b.txt", "--out", "c.pdf"], "cannot be written"),
        (["duties", "--out", "c.pdf"], "cannot be written"),
    ],
)
def test_mistakes_are_told_before_the_work(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert said in f"{result.output}{result.exception}"
    assert result.exit_code != 0


def test_a_file_that_is_no_matrix_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m.xlsx").write_bytes(b"no")
    with pytest.raises(DraftError, match="not a whole Excel file"):
        run("check", "--again", tmp_path / "m.xlsx")
