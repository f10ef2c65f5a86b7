"""Claims against the real plan, with the real encoder."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from index.errors import DocumentError
from qa.check.draft import CheckedStatement, check_draft
from qa.check.model import LABELS
from qa.check.parts import between_semicolons, joined_by_and, sentences
from qa.check.statements import Statement
from qa.errors import DraftError, QuestionError
from qa.pipeline import Pipeline
from qa.show.page.check import verdict_table
from qa.show.trace.coverage import coverage
from qa.show.trace.matrix import report_rows, write_report
from yinju.cli import cli

GRID = "加快建设全国首个花瓣式智能电网，实现供电可靠率达到99.999%。"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (GRID, "supported"),
        (GRID.replace("99.999%", "95%"), "contradicted"),
        ("知识城供电可靠率要达到99.999%。", "supported"),
        ("公共交通以地铁为骨干，有轨电车为辅助。", "contradicted"),
        ("The lead of the inter-ministry mechanism is the Ministry of Education.", "contradicted"),
        ("Taxis are the backbone of public transport.", "contradicted"),
        ("到2035年，知识城供电可靠率达到95%。", "contradicted"),
        ("The unemployment rate will be published monthly.", "not_mentioned"),
    ],
)
def test_verdicts(pipeline: Pipeline, claim: str, verdict: str) -> None:
    found = pipeline.check(claim)
    assert found.verdict == verdict
    assert found.reasons
    for citation in found.citations:
        source = pipeline.clause_index.document_by_id[citation.doc_id].text
        assert source[citation.start : citation.end] == citation.quote
        assert all(0 <= s.start < s.end <= len(citation.quote) for s in citation.focus)


def test_a_reason_names_both_sides(pipeline: Pipeline) -> None:
    reasons = " ".join(pipeline.check(GRID.replace("99.999%", "95%")).reasons)
    assert "95%" in reasons
    assert "99.999%" in reasons


def test_the_words_that_clash_are_marked_in_the_claim(pipeline: Pipeline) -> None:
    claim = GRID.replace("99.999%", "95%")
    found = pipeline.check(claim)
    assert any("95%" in claim[span.start : span.end] for span in found.focus)
    assert "<mark>" in verdict_table([CheckedStatement(Statement(claim, "line", 1), found)], "zh")
    assert pipeline.check("地铁票价统一为三元一张。").focus == ()


def test_the_first_citation_is_what_the_verdict_rests_on(pipeline: Pipeline) -> None:
    found = pipeline.check("到2035年，知识城供电可靠率达到95%。")
    assert found.verdict == "contradicted"
    assert "供电可靠率达到99.999%" in found.citations[0].quote


def test_reasons_speak_the_language_asked_for(pipeline: Pipeline) -> None:
    claim = GRID.replace("99.999%", "95%")
    chinese, english = (pipeline.check(claim, lang=lang).reasons[0] for lang in ("zh", "en"))
    assert "原文" in chinese
    assert "where the document says" in english


def test_claims_checked_together_are_those_checked_alone(pipeline: Pipeline) -> None:
    claims = [GRID, GRID.replace("99.999%", "95%"), "地铁票价统一为三元一张。"] * 12
    together = list(pipeline.check_each(claims))
    assert [v.claim for v in together] == claims
    for verdict, claim in zip(together[:3], claims[:3], strict=True):
        alone = pipeline.check(claim)
        assert (alone.verdict, alone.confidence) == (verdict.verdict, verdict.confidence)
    assert list(pipeline.check_each([])) == []


def test_answers_in_a_batch_are_those_asked_alone(pipeline: Pipeline) -> None:
    questions = ["供电可靠率要达到多少？", "And how reliable?", "Who wrote Hamlet?"]
    asked: list[tuple[str, tuple[str, ...]]] = [(q, ()) for q in questions]
    asked[1] = (questions[1], (questions[0],))
    for answer, (question, history) in zip(pipeline.ask_each(asked), asked, strict=True):
        alone = pipeline.ask(question, history=history)
        assert (alone.answer, alone.confidence) == (answer.answer, answer.confidence)


def test_one_wrong_part_decides(pipeline: Pipeline) -> None:
    assert pipeline.check(GRID + GRID.replace("99.999%", "95%")).verdict == "contradicted"
    assert pipeline.check(GRID + "全面打造15分钟基层医疗服务圈。").verdict == "supported"


def test_parts() -> None:
    assert sentences("甲乙丙丁戊己。短。甲乙丙丁戊辛。") == ["甲乙丙丁戊己。", "甲乙丙丁戊辛。"]
    assert sentences("短") == ["短"]
    assert between_semicolons("甲乙丙丁戊己；————————") == ["甲乙丙丁戊己"]
    assert between_semicolons("甲乙丙丁戊己庚；甲乙丙丁戊己辛。") == [
        "甲乙丙丁戊己庚",
        "甲乙丙丁戊己辛。",
    ]
    assert between_semicolons("短；短") == ["短；短"]
    assert joined_by_and("要建设公共图书馆，并且晚上免费对外开放。") == [
        "要建设公共图书馆",
        "晚上免费对外开放。",
    ]
    assert joined_by_and("要建馆，并开放。") == []
    assert joined_by_and("Taxis, trams and bicycles are used.") == []


def test_a_sentence_of_parts_that_repeats_the_plan_is_whole(pipeline: Pipeline) -> None:
    clusters = next(
        v.text for v in pipeline.clause_index.views if v.text.startswith("Four clusters")
    )
    assert ";" in clusters
    assert pipeline.check(clusters).verdict == "supported"


def test_a_false_premise_is_set_right(pipeline: Pipeline) -> None:
    answer = pipeline.ask("规划为何禁止企业去新加坡上市？")
    assert not answer.answered
    assert answer.correction
    assert "新加坡证券交易所直接上市" in answer.citations[0].quote


def test_no_claim(pipeline: Pipeline) -> None:
    with pytest.raises(QuestionError):
        pipeline.check("  ")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(
        f"尊敬的领导：\n智能电网\n{GRID}\n这样行吗？\n=1+1，这里要建三十条地铁线路。\n", "utf-8"
    )
    return path


def test_a_draft_statement_by_statement(pipeline: Pipeline, draft: Path) -> None:
    steps: list[tuple[int, int]] = []
    report = check_draft(pipeline, draft, progress=lambda done, total: steps.append((done, total)))
    assert next(item.statement.text for item in report.checked) == GRID
    assert [item.statement.where() for item in report.checked] == ["line 3", "line 5"]
    assert {statement.text for statement in report.set_aside} >= {"智能电网", "这样行吗？"}
    assert steps == [(1, 2), (2, 2)]
    assert sum(whole for _, _, whole in coverage(report)) == len(pipeline.clauses)
    assert report.checked[0].verdict.citations[0].clause_id in report.touched


def test_reports(pipeline: Pipeline, draft: Path, tmp_path: Path) -> None:
    report = check_draft(pipeline, draft)
    for kind in ("xlsx", "html", "docx", "csv", "json"):
        write_report(report, tmp_path / f"out.{kind}")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[1][2] == GRID
    assert rows[2][2].startswith("'=")  # no cell starts a formula
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert book.sheetnames == ["逐句核对", "规划覆盖", "分章统计", "未核对", "yinju"]
    *branches, whole = book["分章统计"].iter_rows(min_row=2, values_only=True)
    assert whole[1] == sum(row[1] for row in branches) == len(report.clauses)
    cover = book["规划覆盖"]
    column = [cell.value for cell in cover[1]].index("条文编号")
    listed = [row[column] for row in cover.iter_rows(min_row=2, values_only=True)]
    assert sorted(listed) == sorted(clause.clause_id for clause in report.clauses)
    sheet = book.worksheets[0]
    assert sheet["C2"].value == GRID
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    page = (tmp_path / "out.html").read_text("utf-8")
    assert "http" not in page.replace("http-equiv", "")
    assert GRID in page
    record = json.loads((tmp_path / "out.json").read_text("utf-8"))
    verdicts = json.loads(json.dumps(report_rows(report)))
    assert all(v.items() <= r.items() for r, v in zip(record["statements"], verdicts, strict=True))
    assert {row["verdict"] for row in record["statements"]} <= set(LABELS)
    with pytest.raises(DraftError, match="ends in"):
        write_report(report, tmp_path / "out.doc")


def test_a_report_of_no_known_kind_is_refused_before_the_work(draft: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["check", "--file", str(draft), "--out", str(tmp_path / "a.doc")])
    assert isinstance(run.exception, DraftError)
    assert run.stdout == ""


def test_what_is_too_long_for_a_statement_is_set_aside(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("长" * 3000 + "。\n" + GRID, "utf-8")
    report = check_draft(pipeline, tmp_path / "long.txt")
    assert [item.statement.text for item in report.checked] == [GRID]
    assert len(report.set_aside) == 1


def test_tables_as_drafts(pipeline: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"编号,陈述\n1,{GRID}\n", "utf-8-sig")
    assert check_draft(pipeline, tmp_path / "a.csv").checked[0].statement.where("zh") == "第2行"
    book = openpyxl.Workbook()
    book.active.append([GRID])
    book.save(tmp_path / "a.xlsx")
    assert check_draft(pipeline, tmp_path / "a.xlsx").checked[0].statement.text == GRID
    (tmp_path / "bad.xlsx").write_bytes(b"PK no")
    with pytest.raises(DocumentError, match="not a whole Excel file"):
        check_draft(pipeline, tmp_path / "bad.xlsx")
    with pytest.raises(DraftError, match="expected"):
        check_draft(pipeline, tmp_path / "a.exe")


def test_the_command(draft: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["check", "--json", GRID])
    assert run.exit_code == 0
    assert json.loads(run.stdout)["verdict"] == "supported"
    out = tmp_path / "report.html"
    run = CliRunner().invoke(cli, ["check", "--file", str(draft), "--out", str(out)])
    assert run.exit_code == 0
    assert out.exists()
