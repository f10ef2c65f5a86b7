"""Questions about a document as a whole: read, asked of the plan, and judged by their kind."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset.kinds import Expected
from eval.dataset.read import read_sets
from eval.errors import DatasetError
from eval.run.kinds import intent_right, kind_right
from eval.run.run import run_sets
from qa.pipeline import Pipeline

LINES: list[dict[str, object]] = [
    {"id": "o", "kind": "outline", "question": "规划一共几章", "count": 9},
    {"id": "m", "kind": "mention", "question": "规划提到区块链了吗", "term": "区块链", "present": False},
    {"id": "s", "kind": "section", "question": "第四章讲什么", "chapter": 4},
    {
        "id": "f", "kind": "followup", "then": "section", "history": ["第四章讲什么"],
        "question": "那第五章呢？", "chapter": 5,
    },
    {"id": "n", "kind": "figures", "question": "到2035年的具体数字有哪些", "none": True},
]  # fmt: skip


def write(folder: Path, *lines: dict[str, object]) -> Path:
    path = folder / "kinds.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return path


def test_a_set_of_kinds_is_run_and_reported(tmp_path: Path, pipeline: Pipeline) -> None:
    run = run_sets(read_sets([write(tmp_path, *LINES)]), pipeline)
    assert [outcome.scores["kind_right"] for outcome in run.outcomes] == [1.0] * 5
    assert [outcome.scores["intent_right"] for outcome in run.outcomes] == [1.0] * 5
    figure = run.figure("kind_right", "kind", "mention")
    assert figure is not None
    assert (figure.n, figure.value) == (1, 1.0)
    # They are neither answerable nor unanswerable questions: nothing is said about refusing.
    assert run.figure("refusal_f1") is None


def test_a_wrong_answer_is_told(tmp_path: Path, pipeline: Pipeline) -> None:
    wrong = {**LINES[0], "count": 19}
    run = run_sets(read_sets([write(tmp_path, wrong)]), pipeline)
    assert run.outcomes[0].reasons == ("kind",)


def test_every_quote_has_to_hold_the_term(pipeline: Pipeline) -> None:
    answer = pipeline.ask("规划提到众创空间了吗？", k=50)
    expected = Expected("mention", terms=("众创空间",))
    assert kind_right(expected, answer)
    assert intent_right(expected, answer)
    stray = replace(answer.citations[0], quote="别的话。")
    assert not kind_right(expected, replace(answer, citations=(*answer.citations, stray)))
    assert not kind_right(replace(expected, present=False), answer)


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "followup", "question": "那第五章呢？", "keys": []},
        {"kind": "mention", "question": "提到了吗", "present": True},
        {"kind": "riddle", "question": "谜语", "keys": ["谜"]},
    ],
)
def test_a_line_that_says_too_little_is_named(tmp_path: Path, line: dict[str, object]) -> None:
    with pytest.raises(DatasetError):
        read_sets([write(tmp_path, line)])
