"""Documents of visitors' own: indexed apart, seen by one, gone when the visitor is."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import Any

import pytest

from qa.errors import QuestionError
from serve.documents.library import UnknownDocumentError, merged, strongest
from serve.documents.visitors import GRACE_SECONDS, IDLE_SECONDS, Visitors, safe_name
from tests.index.read.word_files import archive, paragraph, part, run
from tests.serve.conftest import Server, lines

PARKS = "公园章程\n\n第一条 公园每天早上六点开门，晚上十点关门。\n第二条 园内禁止吸烟。\n"
POOLS = "泳池规定\n\n第一条 泳池水温不低于二十六摄氏度。\n第二条 儿童须有成人陪同。\n"
POWER = "供电可靠率要达到多少？"


def add(client: object, name: str, text: str) -> list[dict[str, object]]:
    files = {"file": (name, text.encode(), "text/plain")}
    response = client.post("/page/shelf/add", files=files)  # type: ignore[attr-defined]
    assert response.status_code == 200, response.text
    return lines(response)


@pytest.mark.slow
def test_a_visitor_s_document_is_asked_by_that_visitor_alone(server: Server) -> None:
    mine, other = server.visitor(), server.visitor()
    told = add(mine, "parks.txt", PARKS)
    assert {line.get("step") for line in told[:-1]} <= {"wait", "read", "restore", "embed"}
    doc = told[-1]["doc"]
    assert doc == "parks.txt"
    ask = {"question": "公园几点开门？", "docs": [doc]}
    found = mine.post("/page/ask", json=ask).json()
    assert "六点" in found["answer"]["citations"][0]["quote"]
    clause = found["answer"]["citations"][0]["clause_id"]
    # Nobody else can ask it, read it, find its clauses, check against it, or remove it.
    assert other.post("/page/ask", json=ask).status_code == 422
    assert other.get("/page/document", params={"doc": doc}).status_code == 404
    assert other.get("/page/clause", params={"id": clause}).status_code == 404
    assert other.post("/page/shelf/remove", json={"doc": doc}).status_code == 404
    [verdict] = lines(other.post("/page/check", data={"text": "公园六点开门。", "docs": [doc]}))
    assert "error" in verdict
    assert doc not in other.get("/page/shelf").text
    assert mine.get("/page/clause", params={"id": clause}).json() == {"doc": doc}
    assert "六点" in mine.get("/page/document", params={"doc": doc}).json()["text"]
    # Both at once: the plan still answers, and each says which document it is.
    plan = server.service.library.public.clause_index.documents[0].doc_id
    both = mine.post("/page/ask", json={"question": POWER, "docs": [doc, plan]}).json()
    assert both["answer"]["citations"][0]["doc_id"] == plan
    assert mine.post("/page/shelf/remove", json={"doc": doc}).status_code == 200
    assert mine.post("/page/ask", json=ask).status_code == 422
    assert not list((server.service.workspace / "visitors").glob("*/*/file/*"))


@pytest.mark.slow
def test_the_cookie_is_a_secret_and_scripts_cannot_read_it(server: Server) -> None:
    client = server.visitor()
    files = {"file": ("pools.txt", POOLS.encode(), "text/plain")}
    response = client.post("/page/shelf/add", files=files)
    cookie = response.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    token = client.cookies["yinju"]
    assert len(token) >= 30
    assert token not in "".join(map(str, (server.service.workspace).rglob("*")))


def test_what_a_file_points_at_is_not_fetched(server: Server) -> None:
    client = server.visitor()
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.5)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        html = (
            f'<html><head><base href="{url}"><link rel=stylesheet href="{url}a.css"><script src="{url}b.js">'
            f'</script><meta http-equiv=refresh content="0;url={url}"></head><body><img src="{url}c.png">'
            f'<iframe src="{url}d"></iframe><object data="{url}e"></object><p>泊位应当划线。</p></body>'
        )
        entity = (
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "{url}x">]><html><body><p>&x;泊位。</p></body></html>'
        )
        picture = f"![a]({url}m.png)\n\n[b]: {url}n\n\n供电可靠率达到90%。\n"
        template = archive(
            {
                "word/document.xml": part(
                    "document", f"<w:body>{paragraph(run('泊位应当划线。'))}</w:body>"
                ),
                "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                '2006/relationships"><Relationship Id="r1" TargetMode="External" Type="http://schemas.'
                'openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
                f'Target="{url}t.dotx"/></Relationships>',
            }
        )
        given = {
            "a.html": html.encode(),
            "b.xhtml": entity.encode(),
            "c.md": picture.encode(),
            "d.docx": template,
        }
        told: list[dict[str, Any]] = []
        for name, data in given.items():
            files = {"old": (name, data), "new": (name, data)}
            told = lines(client.post("/page/compare", data={"lang": "zh"}, files=files))
            assert "html" in told[-1] or "error" in told[-1], name
        assert "划线" in told[-1]["html"]["zh"]
        with pytest.raises(TimeoutError):
            trap.accept()


def test_a_file_that_cannot_be_read_leaves_nothing(server: Server) -> None:
    client = server.visitor()
    told = add(client, "empty.txt", " \n")
    assert "error" in told[-1]
    assert not list((server.service.workspace / "visitors").glob("*/*/*"))
    for name in ("virus.exe", "x", ""):
        files = {"file": (name, b"MZ", "application/octet-stream")}
        assert client.post("/page/shelf/add", files=files).status_code in {400, 415}


def test_a_server_that_takes_none(make_server: object) -> None:
    client = make_server(own=False).visitor()  # type: ignore[operator]
    files = {"file": ("a.txt", b"text", "text/plain")}
    assert client.post("/page/shelf/add", files=files).status_code == 403
    assert client.get("/page/start").json()["own"] is False


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b\\c.txt", "a_b_c.txt"),
        ("  .hidden.txt", "hidden.txt"),
        ("x\x00y\n.md", "x_y_.md"),
        ("evil\u202etxt.exe", "evil_txt.exe"),
        ("", "document"),
        (".txt", "txt"),
        ("长" * 300 + ".txt", "长" * 116 + ".txt"),
    ],
)
def test_names_of_files_mean_no_other_place(given: str, safe: str) -> None:
    assert safe_name(given).strip("_") == safe.strip("_")
    assert len(safe_name(given)) <= 120


def test_two_of_one_name_are_told_apart(tmp_path: Path) -> None:
    visitors = Visitors(tmp_path)
    token = visitors.new_token()
    first = visitors.prepare(token, "a.txt", set())
    visitors.finish(first)
    assert visitors.prepare(token, "a.txt", set()).doc_id == "a (2).txt"
    assert visitors.prepare(token, "plan.txt", {"plan.txt"}).doc_id == "plan (2).txt"
    assert [d.doc_id for d in visitors.documents(token)] == ["a.txt"]


@pytest.mark.parametrize("token", [None, "", "../..", "a" * 10, "x" * 100, "é" * 30, "a/b" * 10])
def test_what_is_no_token_has_nothing(tmp_path: Path, token: str | None) -> None:
    visitors = Visitors(tmp_path / "visitors")
    (tmp_path / "secret").mkdir()
    assert visitors.documents(token) == []
    assert not visitors.remove(token, "a.txt")
    visitors.seen(token)
    visitors.leave(token)
    assert not (tmp_path / "visitors").exists()


def test_who_is_gone_leaves_nothing_and_who_comes_back_keeps_all(tmp_path: Path) -> None:
    visitors = Visitors(tmp_path)
    token = visitors.new_token()
    visitors.finish(visitors.prepare(token, "a.txt", set()))
    now = time.time()
    assert visitors.sweep(now) == 0
    visitors.leave(token)
    assert visitors.sweep(now + GRACE_SECONDS - 5) == 0
    visitors.seen(token)
    assert visitors.sweep(now + GRACE_SECONDS + 5) == 0
    assert visitors.sweep(now + IDLE_SECONDS + 5) == 1
    assert visitors.documents(token) == []
    kept = Visitors(tmp_path / "kept", keep=True)
    kept.finish(kept.prepare(token, "a.txt", set()))
    assert kept.sweep(now + 10**9) == 0


def test_a_folder_nobody_was_seen_in_goes_as_well(tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    os.utime(tmp_path / "left", (0, 0))
    assert Visitors(tmp_path).sweep() == 1


def test_what_answers_goes_before_what_does_not(server: Server) -> None:
    pipeline = server.service.library.public
    yes, no = pipeline.ask(POWER), pipeline.ask("明天上海会下雨吗？")
    assert merged([no, yes], 5).citations == yes.citations
    both = merged([yes, pipeline.ask("雨水年径流总量控制率是多少？")], 5)
    assert [c.n for c in both.citations] == list(range(1, len(both.citations) + 1))
    assert len(merged([no, no], 2).citations) == 2
    assert not merged([no, no], 2).answered
    said, silent = pipeline.check("供电可靠率达到99.999%"), pipeline.check("地铁票价统一为三元。")
    assert strongest([silent, said]) is said


def test_unknown_documents_and_bad_questions_are_told(server: Server) -> None:
    library = server.service.library
    with pytest.raises(UnknownDocumentError):
        library.ask(POWER, docs=["nothing.txt"])
    with pytest.raises(QuestionError):
        library.ask(" ")
