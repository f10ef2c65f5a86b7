"""Public benchmarks: SQuAD-style files and BEIR/TREC folders, as passages with tasks.

SQuAD-style: ``data[].paragraphs[].{context, qas[]}`` (SQuAD, XQuAD, DRCD, CMRC in SQuAD form), or
CMRC 2018's own list of ``{context_id, context_text, qas[].{query_id, query_text}}``.
BEIR: ``corpus.jsonl``, ``queries.jsonl`` and ``qrels/<split>.tsv``; TREC qrels of four columns
work too (Thakur et al. 2021, arXiv:2104.08663; trec_eval's README).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.dataset.gold import FoundGold, Task, squeeze
from eval.dataset.read import MAX_BYTES
from eval.errors import DatasetError, Problem

# Corpora of millions of passages are outside what two cores index in a coffee break.
MAX_CORPUS_BYTES = 4_000_000_000


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages to build an engine over, and the questions that are asked of them."""

    name: str
    passages: tuple[tuple[str, str], ...]
    tasks: tuple[Task, ...]
    sha256: str


def is_benchmark(path: Path) -> bool:
    """Say whether ``path`` is a public benchmark rather than a question set."""
    return path.suffix.lower() == ".json" or (path / "corpus.jsonl").is_file()


def read_benchmark(
    path: Path, *, questions_from: Path | None = None, split: str = "test"
) -> Benchmark:
    """Read a SQuAD-style file or a BEIR/TREC folder.

    Args:
        path: The file or folder.
        questions_from: Another SQuAD-style file with the same question ids, whose wording is
            asked instead: XQuAD's English questions over its Chinese passages.
        split: Which of a BEIR folder's qrels files to use.

    Raises:
        DatasetError: the files are missing or are not of such a form.
    """
    try:
        if path.is_dir():
            return _read_beir(path, split)
        benchmark = _read_squad(path)
        if questions_from is None:
            return benchmark
        wording = {task.key: task for task in _read_squad(questions_from).tasks}
    except OSError as error:
        name = Path(error.filename).name if error.filename else path.name
        message = f"cannot be read: {error.strerror or error}"
        raise DatasetError([Problem(name, 0, "", message)]) from error
    return _reworded(benchmark, wording, questions_from.name)


def _reworded(benchmark: Benchmark, wording: Mapping[str, Task], file: str) -> Benchmark:
    tasks = []
    for task in benchmark.tasks:
        other = wording.get(task.key)
        if other is None:
            message = f"has no question {task.key!r}, which {benchmark.name} has"
            raise DatasetError([Problem(file, 0, "id", message)])
        asked = {name: getattr(task, name) for name in task.__slots__}
        tasks.append(Task(**{**asked, "text": other.text, "lang": other.lang}))
    return Benchmark(benchmark.name, benchmark.passages, tuple(tasks), benchmark.sha256)


def _language(text: str) -> str:
    return "zh" if any("\u3400" <= character <= "\u9fff" for character in text) else "en"


def _read_squad(path: Path) -> Benchmark:
    data = path.read_bytes()
    if len(data) > MAX_BYTES:
        message = f"larger than {MAX_BYTES // 1_000_000} MB"
        raise DatasetError([Problem(path.name, 0, "", message)])
    passages: dict[str, str] = {}
    tasks: dict[str, Task] = {}
    try:
        for context, questions in _paragraphs(json.loads(data.decode("utf-8-sig"))):
            passage_id = hashlib.sha256(context.encode()).hexdigest()[:12]
            passages[passage_id] = context
            for question in questions:
                task = _squad_task(question, passage_id, path.stem)
                tasks.setdefault(task.key, task)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"not a SQuAD-style file (data[].paragraphs[].qas[]): {error!r:.200}"
        raise DatasetError([Problem(path.name, 0, "", message)]) from error
    if not tasks:
        raise DatasetError([Problem(path.name, 0, "qas", "holds no question")])
    digest = hashlib.sha256(data).hexdigest()
    return Benchmark(path.stem, tuple(passages.items()), tuple(tasks.values()), digest)


def _paragraphs(content: object) -> Iterator[tuple[str, Sequence[Mapping[str, Any]]]]:
    if isinstance(content, list):
        for entry in content:
            yield entry["context_text"], entry["qas"]
    elif not isinstance(content, dict):
        raise TypeError(type(content).__name__)
    else:
        for article in content["data"]:
            for paragraph in article["paragraphs"]:
                yield paragraph["context"], paragraph["qas"]


def _squad_task(question: Mapping[str, Any], passage_id: str, set_name: str) -> Task:
    text = str(question["question"] if "question" in question else question["query_text"])
    key = squeeze(str(question["id"] if "id" in question else question["query_id"]))
    if question.get("is_impossible"):
        return Task(key, set_name, "unanswerable", _language(text), text)
    answers = [
        str(answer["text"] if isinstance(answer, Mapping) else answer)
        for answer in question.get("answers", ())
    ]
    keys = tuple(dict.fromkeys(squeeze(answer) for answer in answers if answer.strip()))
    gold = FoundGold(units=(passage_id,), keys=keys)
    return Task(key, set_name, "question", _language(text), text, gold=(gold,))


def _read_beir(folder: Path, split: str) -> Benchmark:
    corpus = folder / "corpus.jsonl"
    if corpus.stat().st_size > MAX_CORPUS_BYTES:
        message = f"larger than {MAX_CORPUS_BYTES // 1_000_000_000} GB"
        raise DatasetError([Problem(corpus.name, 0, "", message)])
    passages = []
    for line, entry in _entries(corpus):
        title, text = str(entry.get("title") or ""), _field(corpus, line, entry, "text")
        passages.append((_field(corpus, line, entry, "_id"), f"{title}\n{text}" if title else text))
    known = {passage_id for passage_id, _ in passages}
    qrels_file = _qrels_file(folder, split)
    qrels = _read_qrels(qrels_file, known)
    tasks = []
    queries = folder / "queries.jsonl"
    for line, entry in _entries(queries):
        key, text = _field(queries, line, entry, "_id"), _field(queries, line, entry, "text")
        grades = qrels.get(key)
        if grades:
            gold = tuple(FoundGold((unit,), relevance=grade) for unit, grade in grades.items())
            tasks.append(Task(key, folder.name, "question", _language(text), text, gold=gold))
    if not tasks:
        message = f"judges none of the queries of {queries.name}"
        raise DatasetError([Problem(qrels_file.name, 0, "", message)])
    digest = hashlib.sha256(qrels_file.read_bytes()).hexdigest()
    return Benchmark(folder.name, tuple(passages), tuple(tasks), digest)


def _entries(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, start=1):
            if not raw.strip():
                continue
            try:
                entry = json.loads(raw.decode("utf-8-sig"))
            except (ValueError, RecursionError) as error:
                message = f"not a line of JSON: {error}"
                raise DatasetError([Problem(path.name, number, "", message)]) from error
            if not isinstance(entry, dict):
                raise DatasetError([Problem(path.name, number, "", "expected a JSON object")])
            yield number, entry


def _field(path: Path, line: int, entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str | int):
        raise DatasetError([Problem(path.name, line, name, "missing, or not a text")])
    return str(value)


def _qrels_file(folder: Path, split: str) -> Path:
    names = [f"qrels/{split}.tsv", f"qrels/{split}.txt", "qrels.tsv", "qrels.txt", "qrels"]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    message = f"no qrels; looked for {', '.join(names)}"
    raise DatasetError([Problem(folder.name, 0, "qrels", message)])


def _read_qrels(path: Path, known: set[str]) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    for number, line in enumerate(path.read_text("utf-8-sig", "replace").splitlines(), start=1):
        cells = line.split()
        if not cells or (number == 1 and not cells[-1].lstrip("-").isdigit()):
            continue
        try:
            key, passage_id, grade = cells[0], cells[-2], int(cells[-1])
        except (ValueError, IndexError):
            message = "expected query-id corpus-id score, or TREC's four columns"
            raise DatasetError([Problem(path.name, number, "", message)]) from None
        if grade > 0:
            if passage_id not in known:
                message = f"no passage of the corpus has the id {passage_id!r}"
                raise DatasetError([Problem(path.name, number, "corpus-id", message)])
            qrels.setdefault(key, {})[passage_id] = grade
    return qrels
