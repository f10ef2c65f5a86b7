"""A run as a folder: everything to look at, to compare, and to check with trec_eval.

run.json            manifest: settings, versions, command, date, sets
per_question.jsonl  outcomes           per_question.csv, per_question.xlsx   the same, flat
figures.json        figures            figures.csv                           the same, flat
run.trec            rankings           qrels.trec                            what is relevant
clauses.jsonl       the corpus, so that the report can be made again
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from eval.dataset.gold import qrels_of
from eval.errors import RunError
from eval.measures.outcome import Measured, Outcome, Run, RunManifest
from eval.run.tables import figures_table, outcomes_table
from index.document.corpus import Clause
from index.runtime.patterns import regex
from qa.tables import csv_bytes, xlsx_bytes

MANIFEST = "run.json"
OUTCOMES = "per_question.jsonl"
FIGURES = "figures.json"
CLAUSES = "clauses.jsonl"
RUN_TREC = "run.trec"
QRELS_TREC = "qrels.trec"
RUN_TAG = "yinju"

_manifest: TypeAdapter[RunManifest] = TypeAdapter(RunManifest)
_outcome: TypeAdapter[Outcome] = TypeAdapter(Outcome)
_figures: TypeAdapter[tuple[Measured, ...]] = TypeAdapter(tuple[Measured, ...])
_clause: TypeAdapter[Clause] = TypeAdapter(Clause)
_SPACE = regex(r"\s+")
_T = TypeVar("_T")


def save_run(run: Run, folder: Path, extra: Mapping[str, bytes] | None = None) -> Path:
    """Write a run; an earlier run in the same place is replaced as a whole.

    Args:
        run: The run.
        folder: Where to write it.
        extra: More files by name: the report.

    Raises:
        RunError: the place holds something that is not a run, or cannot be written.
    """
    check_place(folder)
    files: dict[str, bytes] = {
        MANIFEST: _manifest.dump_json(run.manifest, indent=2) + b"\n",
        OUTCOMES: _lines(_outcome, run.outcomes),
        FIGURES: _figures.dump_json(run.figures, indent=2) + b"\n",
        CLAUSES: _lines(_clause, run.clauses),
        RUN_TREC: run_trec(run.rankings).encode(),
        QRELS_TREC: qrels_trec(qrels_of([o.task for o in run.outcomes])).encode(),
        "figures.csv": csv_bytes(*figures_table(run.figures)),
        "per_question.csv": csv_bytes(*outcomes_table(run.outcomes)),
        "per_question.xlsx": xlsx_bytes(*outcomes_table(run.outcomes)),
        **(extra or {}),
    }
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, data in files.items():
            (beside / name).write_bytes(data)
        if folder.exists():
            shutil.rmtree(folder)
        beside.rename(folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise RunError(f"{folder} cannot be written: {error.strerror or error}") from error
    return folder


def check_place(folder: Path) -> None:
    """Refuse a place that holds something else, before an evaluation spends its time.

    Raises:
        RunError: the place is a file, or a folder that is neither empty nor a run.
    """
    if folder.is_dir():
        if any(folder.iterdir()) and not (folder / MANIFEST).is_file():
            raise RunError(f"{folder} holds something that is no run; give a new folder to --out")
    elif folder.exists():
        raise RunError(f"{folder} is a file; give a folder to --out")


def load_run(folder: Path) -> Run:
    """Read a run.

    Raises:
        RunError: the folder is missing, incomplete or altered.
    """
    name = MANIFEST
    try:
        manifest = _manifest.validate_json((folder / MANIFEST).read_bytes())
        name = OUTCOMES
        outcomes = _read_lines(_outcome, folder / OUTCOMES)
        name = FIGURES
        figures = _figures.validate_json((folder / FIGURES).read_bytes())
        name = CLAUSES
        clauses = _read_lines(_clause, folder / CLAUSES)
        name = RUN_TREC
        rankings = read_run_trec((folder / RUN_TREC).read_text())
    except OSError as error:
        raise RunError(f"{folder} is not a run: {name} is missing or cannot be read") from error
    except (ValidationError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise RunError(f"{folder} is damaged or of another version: {name}: {first}") from error
    return Run(manifest, outcomes, figures, rankings, clauses)


def _lines(adapter: TypeAdapter[Any], values: tuple[object, ...]) -> bytes:
    return b"".join(adapter.dump_json(value) + b"\n" for value in values)


def _read_lines(adapter: TypeAdapter[_T], path: Path) -> tuple[_T, ...]:
    return tuple(adapter.validate_json(line) for line in path.read_bytes().split(b"\n") if line)


def run_trec(rankings: Mapping[str, Mapping[str, float]]) -> str:
    """Return rankings as trec_eval reads them: query Q0 unit rank score tag."""
    lines = []
    for query, scores in rankings.items():
        ordered = sorted(scores.items(), key=lambda pair: -pair[1])
        for rank, (unit, score) in enumerate(ordered, start=1):
            # repr keeps every digit, so that what is read back scores the same.
            lines.append(f"{_column(query)} Q0 {_column(unit)} {rank} {score!r} {RUN_TAG}\n")
    return "".join(lines)


def qrels_trec(qrels: Mapping[str, Mapping[str, int]]) -> str:
    """Return relevance as trec_eval reads it: query 0 unit grade."""
    return "".join(
        f"{_column(query)} 0 {_column(unit)} {grade}\n"
        for query, grades in qrels.items()
        for unit, grade in grades.items()
    )


def read_run_trec(text: str) -> dict[str, dict[str, float]]:
    """Return the rankings of a TREC run.

    Raises:
        ValueError: a line has other than six columns, or a score that is no number.
    """
    rankings: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        query, _, unit, _, score, _ = line.split()
        rankings.setdefault(query, {})[unit] = float(score)
    return rankings


def _column(text: str) -> str:
    return _SPACE.sub("_", text)


def figures_json(run: Run) -> str:
    """Return the manifest and figures of a run as one line of JSON, for machines."""
    content = {
        "manifest": _manifest.dump_python(run.manifest, mode="json"),
        "figures": _figures.dump_python(run.figures, mode="json"),
        "tasks": len(run.outcomes),
        "failures": len(run.failures),
    }
    return json.dumps(content, ensure_ascii=False)
