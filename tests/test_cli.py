"""The command as people start it: in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index.shipped import SHIPPED_PLAN
from qa.pipeline import Pipeline
from qa.tables import read_rows

YINJU = str(Path(sys.executable).parent / "yinju")
QUESTION = "供电可靠率要达到多少？"

pytestmark = pytest.mark.usefixtures("pipeline")  # builds the index once, where it is not


def run(
    *arguments: str | bytes, given: bytes = b"", command: Sequence[str] = (YINJU,), **environ: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*command, *arguments],
        input=given,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environ},
    )


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]


def refused(done: subprocess.CompletedProcess[bytes], *words: str, code: int = 2) -> None:
    """One sentence on standard error, nothing on standard output."""
    message = done.stderr.decode("utf-8")
    assert done.returncode == code, message
    assert done.stdout == b""
    assert "Traceback" not in message
    assert message.startswith("yinju: ")
    assert message.count("\n") == 1
    assert all(word in message for word in words), message


CITATION = {
    "n": int,
    "clause_id": str,
    "doc_id": str,
    "source": str,
    "quote": str,
    "start": int,
    "end": int,
    "also_at": list,
    "chapter": int | None,
    "chapter_title": str | None,
    "section": int | None,
    "section_title": str | None,
    "place": str,
    "score": float,
    "english": str | None,
}


def test_an_answer_has_every_field() -> None:
    (answer,) = objects(run("ask", QUESTION, "--json"))
    assert answer["question"] == QUESTION
    assert answer["lang"] == "zh"
    assert answer["answered"] is True
    assert answer["correction"] is False
    assert 0 <= answer["confidence"] <= 1
    assert answer["timings_ms"]["total"] > 0
    assert "id" not in answer
    source = SHIPPED_PLAN.read_bytes().decode("utf-8")
    for n, citation in enumerate(answer["citations"], start=1):
        for name, kind in CITATION.items():
            assert isinstance(citation[name], kind), name
        assert citation["n"] == n
        for start, end in [(citation["start"], citation["end"]), *citation["also_at"]]:
            assert source[start:end] == citation["quote"]
        assert f"[{n}]" in answer["answer"]
    assert "99.999%" in answer["citations"][0]["quote"]


def test_an_answer_for_a_person() -> None:
    done = run("ask", QUESTION)
    assert done.returncode == 0
    assert done.stderr == b""
    text = done.stdout.decode("utf-8")
    assert text.startswith("[1] “")
    assert "—— 第七章 建设绿色智慧城市 · 第二节" in text
    # Not a terminal: no colours.
    assert "\x1b" not in text


def test_a_refusal_is_an_answer() -> None:
    (answer,) = objects(run("ask", "What is the capital of France?", "--json"))
    assert answer["answered"] is False
    assert answer["answer"].startswith("The document does not answer this question.")
    assert run("ask", "What is the capital of France?").returncode == 0


def test_as_a_module_it_is_the_same() -> None:
    command = [sys.executable, "-m", "yinju"]
    one, other = run("ask", QUESTION), run("ask", QUESTION, command=command)
    assert (one.returncode, one.stdout) == (other.returncode, other.stdout)
    assert run("clauses", command=command).stdout == run("clauses").stdout


def test_k_and_lang_and_history() -> None:
    listed = "知识城要建哪些平台？"
    assert len(objects(run("ask", listed, "--json", "-k", "2"))[0]["citations"]) <= 2
    assert len(objects(run("ask", listed, "--json", "-k", "1"))[0]["citations"]) == 1
    (english,) = objects(run("ask", QUESTION, "--json", "--lang", "en"))
    assert english["lang"] == "en"
    assert "Chapter 7" in english["answer"]
    (chinese,) = objects(run("ask", "Who wrote Hamlet?", "--json", "--lang", "zh"))
    assert chinese["answer"].startswith("文件没有回答这个问题。")
    history = ["--history", "知识城的北面是哪里？"]
    (follow_up,) = objects(run("ask", "那西面呢？", "--json", *history))
    assert any("帽峰山" in citation["quote"] for citation in follow_up["citations"])


BATCH: list[dict[str, Any]] = [
    {"id": "b", "question": QUESTION},
    {"question": "Who wrote Hamlet?"},
    {"id": 7, "question": "那西面呢？", "history": ["知识城的北面是哪里？"], "note": "left alone"},
    {"id": "\ud800", "question": "水"},
]


def test_a_batch_keeps_order_and_ids(tmp_path: Path) -> None:
    lines = "\n\n".join(json.dumps(row) for row in BATCH).encode()
    path = tmp_path / "批.jsonl"
    path.write_bytes(lines)
    from_file = objects(run("ask", "--batch", str(path), "--json"))
    assert [row["question"] for row in from_file] == [row["question"] for row in BATCH]
    assert [row.get("id") for row in from_file] == ["b", None, 7, "\ud800"]
    assert any("帽峰山" in citation["quote"] for citation in from_file[2]["citations"])
    given = objects(run("ask", "--batch", "-", "--json", given=lines))
    for one, other in zip(from_file, given, strict=True):
        assert {**one, "timings_ms": 0} == {**other, "timings_ms": 0}
    assert objects(run("ask", "--batch", "-", "--json")) == []


@pytest.mark.parametrize("line", [b"{", b'{"id": 1}', b'{"question": " "}', b"\xff", b"[" * 9999])
def test_a_bad_line_is_named_before_any_answer(line: bytes) -> None:
    given = json.dumps(BATCH[0]).encode() + b"\n" + line + b"\n"
    refused(run("ask", "--batch", "-", "--json", given=given), "Line 2")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], ["QUESTION or --batch FILE"]),
        (["ask", "水", "--batch", "-", "--json"], ["QUESTION or --batch FILE"]),
        (["ask", "--batch", "-"], ["add --json"]),
        (["ask", "--batch", "-", "--json", "--history", "水"], ["its own history"]),
        (["ask", "--batch", "/nowhere/x.jsonl", "--json"], ["No such file"]),
        (["ask", ""], ["is empty"]),
        (["ask", "水" * 2001], ["2,001 characters"]),
        (["ask", "水", "--history", "？"], ["is empty"]),
        (["ask", "水", "-k", "0"], ["0 is not in the range"]),
        (["ask", "水", "-k", "many"], ["many"]),
        (["ask", "水", "--lang", "fr"], ["fr"]),
        (["ask", "水", "--corpus", "/nowhere"], ["No corpus at /nowhere"]),
        (["ask", "水", "--corpus", __file__], ["is a file"]),
        (["ask", "水", "--frobnicate"], ["--frobnicate"]),
        (["frobnicate"], ["frobnicate"]),
        (["check"], ["CLAIM or --batch FILE"]),
        (["check", "水", "--out", "x.html"], ["--out goes with --file"]),
        (["check", "水", "--file", "x.txt"], ["not several of them"]),
        (["clauses", "--corpus", "/nowhere"], ["No corpus at /nowhere"]),
        (["documents", "--corpus", str(Path(__file__).parent)], ["is no corpus", "yinju index"]),
        (["clauses", "--html", "/nowhere/page.html"], ["Cannot write /nowhere/page.html"]),
        (["index", "/nowhere"], ["--corpus DIR"]),
        (["index", "--replace"], ["--replace goes with"]),
        (["index", "/nowhere", "--corpus", "/nowhere/c"], ["No file or folder at /nowhere"]),
        (["index", "--encoder", "/nowhere/model"], ["/nowhere/model"]),
        (["eval", "/nowhere.jsonl"], ["cannot be read"]),
        (["ui", "--port", "0"], ["0 is not in the range"]),
    ],
)
def test_a_mistake_is_one_sentence(arguments: list[str], words: list[str]) -> None:
    done = run(*arguments)
    if arguments[0] == "eval":  # which has begun to show how far it is
        assert done.returncode == 2
        assert words[0] in done.stderr.decode()
        return
    refused(done, *words)


def test_bytes_that_are_no_text() -> None:
    refused(run("ask", b"\xff\xfe water"), "broken character")


def test_nothing_and_help_and_version() -> None:
    assert run().returncode == 2
    assert b"Usage: yinju" in run().stderr
    assert b"Traceback" not in run().stderr
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"yinju" in done.stdout


def test_clauses_obey_the_contract() -> None:
    source = SHIPPED_PLAN.read_bytes().decode("utf-8")
    rows = objects(run("clauses", "--json"))
    assert [row["position"] for row in rows] == list(range(len(rows)))
    assert len({row["clause_id"] for row in rows}) == len(rows)
    sentences: list[str] = []
    for row in rows:
        assert row["place"] in {"stated", "inferred"}
        assert isinstance(row["chapter"], int)
        assert isinstance(row["section"], int)
        assert row["spans"]
        assert all(source[start:end] == row["text"] for start, end in row["spans"])
        found = [row["text"][start:end] for start, end in row["sentences"]]
        assert "".join("".join(found).split()) == "".join(row["text"].split())
        assert len(row["text"]) <= 200 or len(found) == 1
        sentences += found
    # Every different sentence of the plan, each in one clause.
    gold = (Path(__file__).parent / "data" / "plan_gold.jsonl").read_text("utf-8").splitlines()
    assert len(sentences) == len(set(sentences)) == len(gold)


def test_figures_of_the_plan(tmp_path: Path) -> None:
    figures = objects(run("figures", "--json"))
    power = next(figure for figure in figures if figure["what"] == "供电可靠率")
    assert (power["value"], power["number"], power["unit"]) == ("99.999%", 99.999, "%")
    assert (power["bound"], power["year"], power["body"], power["n"]) == ("exact", None, None, None)
    for suffix in (".csv", ".xlsx"):
        file = tmp_path / f"figures{suffix}"
        done = run("figures", "--out", str(file), "--lang", "en")
        assert (done.returncode, done.stdout) == (0, b"")
        rows = [cells for _, cells in read_rows(file.read_bytes(), suffix)]
        assert [row["what"] for row in rows] == [figure["what"] for figure in figures]
        assert all(row["value"] in row["quote"] for row in rows)
    refused(run("figures", "--out", "figures.pdf"), "figures.pdf", ".xlsx")


def test_clauses_for_a_person_and_as_a_page(tmp_path: Path, pipeline: Pipeline) -> None:
    text = run("clauses").stdout.decode()
    assert "第七章 建设绿色智慧城市 · 第二节 创新绿色低碳发展模式" in text
    assert (
        "Chapter 7 Build a green and smart city" in run("clauses", "--lang", "en").stdout.decode()
    )
    page = tmp_path / "plan.html"
    done = run("clauses", "--html", str(page))
    assert (done.returncode, done.stdout) == (0, b"")
    html = page.read_text("utf-8")
    assert all(f'id="{clause.clause_id}"' in html for clause in pipeline.clauses)


def test_a_reader_that_has_enough() -> None:
    with subprocess.Popen(
        [YINJU, "clauses", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        assert json.loads(started.stdout.readline())["position"] == 0
        started.stdout.close()
        assert started.stderr.read() == b""


def test_a_corpus_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    text = "泳池水温不低于二十六摄氏度。\r\n[\x1b[31m重要] 儿童须有成人陪同。\r\n"
    (tmp_path / "in" / "pools.md").write_bytes(text.encode())
    corpus = str(tmp_path / "corpus")
    built = run("index", str(tmp_path / "in"), "--corpus", corpus, "--explain")
    assert built.returncode == 0
    # Progress and what was made are for people; what was explained is the result.
    assert "Embedding" in built.stderr.decode()
    assert "1 document," in built.stderr.decode()
    assert "Embedding" not in built.stdout.decode()
    rows = objects(run("clauses", "--json", "--corpus", corpus))
    assert all(text[start:end] == row["text"] for row in rows for start, end in row["spans"])
    (answer,) = objects(run("ask", "儿童能自己来吗？", "--json", "--corpus", corpus))
    assert answer["citations"][0]["doc_id"] == "pools.md"
    shown = run("ask", "儿童能自己来吗？", "--corpus", corpus)
    assert shown.returncode == 0
    # An escape sequence in a document is not handed to a terminal.
    assert b"\x1b" not in shown.stdout


def test_progress_of_a_first_question_is_no_part_of_the_answer(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("水温不低于二十六度。", encoding="utf-8")
    corpus = tmp_path / "corpus"
    assert run("index", str(tmp_path / "in"), "--corpus", str(corpus)).returncode == 0
    (next(corpus.glob("segment-*")) / "views.txt").write_bytes(b"damaged")
    done = run("ask", "水温", "--json", "--corpus", str(corpus))
    assert len(objects(done)) == 1
    assert "is damaged: segment-" in done.stderr.decode()
    assert "views.txt was altered" in done.stderr.decode()
    # The source lost, there is nothing to build from: 1, for it is no mistake in what was given.
    for source in corpus.glob("segment-*/sources.txt"):
        source.unlink()
    lost = run("ask", "水温", "--json", "--corpus", str(corpus))
    assert lost.returncode == 1
    assert lost.stdout == b""
    assert "Traceback" not in lost.stderr.decode()
