"""Public benchmarks on data of our own making in their forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from eval.dataset.benchmarks import is_benchmark, read_benchmark
from eval.errors import DatasetError
from eval.run.run import RunOptions, run_benchmark
from index.document.corpus import Clause
from tests.eval_fake import FakeEngine, make_clauses

SQUAD = {
    "data": [
        {
            "paragraphs": [
                {
                    "context": "珠江流经广州。广州塔高600米。",
                    "qas": [
                        {"id": "a", "question": "广州塔多高？", "answers": [{"text": "600米"}]},
                        {"id": "b", "question": "谁建的？", "answers": [], "is_impossible": True},
                    ],
                },
                {
                    "context": "长江流经武汉。",
                    "qas": [
                        {"id": "c", "question": "长江流经哪里？", "answers": [{"text": "武汉"}]}
                    ],
                },
            ]
        }
    ]
}


def build_whole(passages: Sequence[tuple[str, str]]) -> FakeEngine:
    """One clause a passage."""
    clauses = make_clauses([text for _, text in passages])
    named = [
        replace(clause, doc_id=passage_id)
        for clause, (passage_id, _) in zip(clauses, passages, strict=True)
    ]
    return FakeEngine(clauses=named)


def build_split(passages: Sequence[tuple[str, str]]) -> FakeEngine:
    """One clause a sentence."""
    clauses: list[Clause] = []
    for passage_id, text in passages:
        pieces = [f"{piece}。" for piece in text.split("。") if piece]
        clauses += make_clauses(pieces, passage_id)
    return FakeEngine(clauses=[replace(c, position=n) for n, c in enumerate(clauses)])


def write_squad(tmp_path: Path, content: object = SQUAD, name: str = "squad.json") -> Path:
    path = tmp_path / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_squad(tmp_path: Path) -> None:
    benchmark = read_benchmark(write_squad(tmp_path))
    assert len(benchmark.passages) == 2
    assert [task.type for task in benchmark.tasks] == ["question", "unanswerable", "question"]
    assert benchmark.tasks[0].gold[0].keys == ("600米",)


def test_cmrc_and_reworded_questions(tmp_path: Path) -> None:
    cmrc = [
        {
            "context_id": "P",
            "context_text": "长江流经武汉。",
            "qas": [{"query_id": "P_1", "query_text": "流经哪里？", "answers": ["武汉"]}],
        }
    ]
    path = write_squad(tmp_path, cmrc, "cmrc.json")
    english = [{**cmrc[0], "qas": [{"query_id": "P_1", "query_text": "Where?", "answers": []}]}]
    other = write_squad(tmp_path, english, "en.json")
    (task,) = read_benchmark(path, questions_from=other).tasks
    assert (task.text, task.lang, task.gold[0].keys) == ("Where?", "en", ("武汉",))
    with pytest.raises(DatasetError, match="has no question 'a'"):
        read_benchmark(write_squad(tmp_path), questions_from=other)


@pytest.mark.parametrize("build", [build_whole, build_split])
def test_a_benchmark_is_judged_by_passage(tmp_path: Path, build: object) -> None:
    benchmark = read_benchmark(write_squad(tmp_path))
    run = run_benchmark(benchmark, build)  # type: ignore[arg-type]
    figure = run.figure("hit@1")
    assert figure is not None
    assert (figure.n, figure.value) == (2, 1.0)
    assert all(len(ranking) == 2 for ranking in run.rankings.values())
    assert run.figure("sufficient") is not None


def test_rank_only_asks_nothing(tmp_path: Path) -> None:
    run = run_benchmark(
        read_benchmark(write_squad(tmp_path)), build_whole, RunOptions(rank_only=True)
    )
    measures = {figure.measure for figure in run.figures}
    assert "hit@1" in measures
    assert not measures & {"sufficient", "refusal_f1", "quotes"}


def write_beir(folder: Path, qrels: str, name: str = "qrels/test.tsv") -> Path:
    folder.mkdir(exist_ok=True)
    texts = {"d1": "广州塔高600米。", "d2": "长江流经武汉。"}
    lines = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in texts.items()]
    (folder / "corpus.jsonl").write_text("\n".join(lines))
    queries = {"q1": "广州塔多高？", "q2": "长江流经哪里？", "q3": "没有判断"}
    (folder / "queries.jsonl").write_text(
        "\n".join(json.dumps({"_id": key, "text": text}) for key, text in queries.items())
    )
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(qrels)
    return folder


@pytest.mark.parametrize(
    ("qrels", "name"),
    [
        ("query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td2\t1\nq3\td1\t0\n", "qrels/test.tsv"),
        ("q1 0 d1 2\nq2 0 d2 1\n", "qrels.txt"),
    ],
)
def test_beir_and_trec_qrels(tmp_path: Path, qrels: str, name: str) -> None:
    folder = write_beir(tmp_path / "beir", qrels, name)
    assert is_benchmark(folder)
    benchmark = read_benchmark(folder)
    assert [task.key for task in benchmark.tasks] == ["q1", "q2"]
    assert benchmark.tasks[0].gold[0].relevance == 2
    figure = run_benchmark(benchmark, build_whole, RunOptions(rank_only=True)).figure("ndcg@10")
    assert figure is not None
    assert figure.value == 1.0


@pytest.mark.parametrize(
    ("qrels", "words"),
    [
        ("q1\td9\t1\n", "no passage"),
        ("q1\td1\t1\nq1\td1\tx\n", "expected query-id"),
        ("q9\td1\t1\n", "judges none"),
    ],
)
def test_beir_mistakes(tmp_path: Path, qrels: str, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        read_benchmark(write_beir(tmp_path / "beir", qrels))


def test_beir_without_files(tmp_path: Path) -> None:
    folder = write_beir(tmp_path / "beir", "")
    with pytest.raises(DatasetError, match="no qrels"):
        read_benchmark(folder, split="dev")
    (folder / "queries.jsonl").unlink()
    (folder / "qrels/test.tsv").write_text("q1\td1\t1\n")
    with pytest.raises(DatasetError, match=r"queries\.jsonl: cannot be read"):
        read_benchmark(folder)


@pytest.mark.parametrize(
    "content", [3, [], {}, {"data": []}, {"data": [1]}, [{"context_text": 1}], {"data": None}]
)
def test_what_is_not_squad(tmp_path: Path, content: object) -> None:
    with pytest.raises(DatasetError, match=r"squad\.json"):
        read_benchmark(write_squad(tmp_path, content))
