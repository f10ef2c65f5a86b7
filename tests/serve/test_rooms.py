"""The rooms of the server: talks kept, documents read, feedback, figures for whoever watches."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from eval.dataset.read import read_sets
from qa.show.trace.columns import heading
from serve.feedback import Feedback, line_of
from tests.serve.conftest import Server, lines

POWER = "供电可靠率要达到多少？"
FORMULA = '=HYPERLINK("http://evil","x")供电可靠率达到90%'


def test_a_kept_answer_is_shown_again_or_called_stale(server: Server) -> None:
    client = server.visitor()
    turn = client.post("/page/ask", json={"question": POWER}).json()
    body = {
        "turns": [{"answer": turn["answer"], "better": []}, None, {"answer": {"question": "x"}}]
    }
    shown = client.post("/page/turns", json=body).json()["turns"]
    assert shown[0]["html"] == turn["html"]
    assert shown[1:] == [{"stale": True}] * 2
    altered = json.loads(json.dumps(turn["answer"]))
    altered["citations"][0]["pieces"] = [[0, 10**9]]
    for change in (
        {"pieces": [[0, 10**9]]},
        {"pieces": [["a", "b"]]},
        {"quote": "<b>"},
        {"doc_id": "x"},
    ):
        altered["citations"][0] = {**turn["answer"]["citations"][0], **change}
        body = {"turns": [{"answer": altered}]}
        assert client.post("/page/turns", json=body).json()["turns"] == [{"stale": True}]


def test_markup_that_was_kept_stays_text(server: Server) -> None:
    client = server.visitor()
    turn = client.post("/page/ask", json={"question": "明天上海会下雨吗？"}).json()
    body = {"turns": [{"answer": turn["answer"], "better": ["<img src=x onerror=alert(1)>"]}]}
    shown = client.post("/page/turns", json=body).json()["turns"][0]
    assert "<img" not in shown["html"]["zh"]
    assert "&lt;img" in shown["html"]["zh"]


def test_a_document_is_sent_once(server: Server) -> None:
    client = server.visitor()
    doc = server.service.library.public.clause_index.documents[0].doc_id
    first = client.get("/page/document", params={"doc": doc, "lang": "en"})
    assert first.json()["title"]
    assert len(first.content) > 50_000
    tag = {"if-none-match": first.headers["etag"]}
    again = client.get("/page/document", params={"doc": doc, "lang": "en"}, headers=tag)
    assert again.status_code == 304
    plain = client.get("/page/document", params={"doc": doc}, headers={"accept-encoding": ""})
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_a_formula_in_a_draft_is_text_in_the_matrix(server: Server, form: str) -> None:
    client = server.visitor()
    told = lines(client.post("/page/check", data={"text": FORMULA + "。", "lang": "zh"}))
    path = told[-1]["files"][form]
    data = client.get(f"/page/{path}").content
    if form == "html":
        assert b"<a " not in data
        return
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_what_people_wrote_in_a_matrix_is_kept(server: Server) -> None:
    client = server.visitor()
    draft = "供电可靠率达到99.999%。\n供电可靠率达到90%。\n"
    first = lines(client.post("/page/check", data={"text": draft, "lang": "zh"}))[-1]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/page/{first['files']['xlsx']}").content))
    sheet = book.worksheets[0]
    head, at = next(
        (cell, row[0].row)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == heading("note", "zh")
    )
    for row in (at + 1, at + 2):
        sheet.cell(row, head.column, f"意见{row - at}")
    written = io.BytesIO()
    book.save(written)
    told = lines(
        client.post(
            "/page/check",
            data={"text": "供电可靠率达到99.999%。\n", "lang": "zh"},
            files={"keep": ("old.xlsx", written.getvalue())},
        )
    )[-1]
    assert "共1行" in told["html"]["zh"]
    # The statement is gone, what was written about it is not.
    assert "意见2" in told["html"]["zh"]
    again = client.get(f"/page/{told['files']['xlsx']}").content
    kept = [c.value for s in openpyxl.load_workbook(io.BytesIO(again)) for r in s for c in r]
    assert {"意见1", "意见2"} <= set(kept)


def test_what_is_no_matrix_is_told_and_another_type_is_not_taken(server: Server) -> None:
    client = server.visitor()
    text = {"text": POWER, "lang": "zh"}
    broken = client.post("/page/check", data=text, files={"keep": ("a.xlsx", b"PK nothing")})
    assert "error" in lines(broken)[-1]
    other = client.post("/page/check", data=text, files={"keep": ("a.exe", b"MZ")})
    assert other.status_code == 415


def test_a_draft_says_which_targets_it_leaves_out(server: Server) -> None:
    client = server.visitor()
    told = lines(client.post("/page/check", data={"text": "供电可靠率达到99.999%。"}))[-1]
    gaps = told["html"]["zh"].split('class="yj-more yj-gaps"')[1].split("</details>")[0]
    assert "雨水年径流总量控制率不低于82%" in gaps
    assert "供电可靠率达到99.999%" not in gaps


def test_two_editions_are_compared(server: Server) -> None:
    client = server.visitor()
    old = "停车办法\n第一条 停车费每小时不超过5元。\n第二条 泊位应当<b>划线</b>。\n"
    new = old.replace("5元", "8元")
    files = {"old": ("a.txt", old.encode()), "new": ("a.txt", new.encode())}
    told = lines(client.post("/page/compare", data={"lang": "zh"}, files=files))[-1]
    html = told["html"]["zh"]
    assert re.search(r"<del[^>]*>[^<]*5元</del>", html)
    assert re.search(r"<ins[^>]*>[^<]*8元</ins>", html)
    assert "<b>" not in html
    for name, magic in (("html", b"<!doctype"), ("xlsx", b"PK")):
        assert client.get(f"/page/{told['files'][name]}").content.startswith(magic)


def test_a_document_that_is_here_is_the_old_edition(server: Server) -> None:
    client = server.visitor()
    document = server.service.library.public.clause_index.documents[0]
    told = lines(
        client.post(
            "/page/compare",
            data={"doc": document.doc_id},
            files={"new": ("new.txt", document.text.encode())},
        )
    )[-1]
    assert 'class="yj-kept"' in told["html"]["zh"]
    assert client.post("/page/compare", data={"doc": "x"}).status_code == 400
    gone = client.post(
        "/page/compare", data={"doc": "x"}, files={"new": ("n.txt", b"\xe6\x9d\xa1")}
    )
    assert lines(gone)[-1]["error"]["zh"] == "没有这份文件。"


def test_formulas_in_figures_are_text(server: Server) -> None:
    client = server.visitor()
    answer = client.post("/page/ask", json={"question": "有哪些量化指标？"}).json()["answer"]
    for sign in "=+-@":
        answer["figures"][0]["what"] = f"{sign}1+1"
        body = {"turns": [{"question": "q", "answer": answer}], "form": "csv", "lang": "zh"}
        text = client.post("/page/export", json=body).content.decode("utf-8-sig")
        assert next(iter(list(csv.reader(io.StringIO(text)))[1])) == f"'{sign}1+1"


def test_feedback_is_off_unless_it_is_wanted(server: Server) -> None:
    client = server.visitor()
    assert client.get("/page/start").json()["feedback"] is False
    said = {"question": POWER, "lang": "zh", "judgement": "right"}
    assert client.post("/page/feedback", json=said).status_code == 404


def test_feedback_is_a_question_set(make_server: Any, tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    server = make_server(feedback=path)
    client = server.visitor()
    known = server.service.library.public.clauses[0].clause_id
    for said, status in (
        ({"judgement": "right", "cited": [known]}, 200),
        ({"judgement": "wrong", "cited": [known], "pointed": known}, 200),
        ({"judgement": "refuse"}, 200),
        ({"judgement": "missing", "cited": [known]}, 200),
        ({"judgement": "right", "cited": ["0" * 12]}, 404),
        ({"judgement": "right", "cited": ["<script>"]}, 400),
        ({"judgement": "perfect"}, 400),
        ({"judgement": "right", "question": " "}, 400),
    ):
        body = {"question": "=1+1 <b>\n{}", "lang": "zh", **said}
        assert client.post("/page/feedback", json=body).status_code == status, said
    assert len(path.read_text("utf-8").splitlines()) == 3
    [questions] = read_sets([path])
    assert [item.type for item in questions.items] == ["question", "question", "unanswerable"]
    notes = path.with_name("feedback.notes.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(note)["note"] for note in notes] == ["missing"]


def test_a_refusal_that_was_wrong_names_its_gold() -> None:
    said = Feedback(question="q", lang="zh", judgement="answerable", pointed="a" * 12)
    line, item = line_of(said, "f1")
    assert item
    assert line["gold"] == [{"clause_id": "a" * 12}]


def test_health_and_figures(make_server: Any) -> None:
    client = make_server().visitor()
    assert client.get("/health").json()["status"] == "ok"

    def count() -> float:
        text = client.get("/metrics").text
        found = [line for line in text.splitlines() if line.startswith("yinju_questions_total{")]
        return sum(float(line.split()[-1]) for line in found)

    before = count()
    client.post("/page/ask", json={"question": POWER})
    client.post("/page/ask", json={"question": " "})
    assert count() == before + 2
    assert POWER not in client.get("/metrics").text


def test_a_log_has_no_words_unless_they_are_asked_for(
    make_server: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "yinju.serve")
    make_server(log=True).visitor().post("/page/ask", json={"question": POWER})
    assert json.loads(caplog.messages[-1])["outcome"] == "answered"
    assert "供电" not in caplog.text
    make_server(log_questions=True).visitor().post("/page/ask", json={"question": POWER})
    assert json.loads(caplog.messages[-1])["question"] == POWER
