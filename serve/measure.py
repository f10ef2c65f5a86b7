"""Question sets run for the page; loaded when somebody evaluates, with what the extra ``eval`` brings."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.dataset.read import read_sets
from eval.measures.compare import compare_runs
from eval.measures.outcome import Run
from eval.report.page import run_result
from eval.report.report import save_with_report
from eval.run.folder import load_run
from eval.run.run import RunOptions, run_sets
from index.errors import YinjuError
from qa.pipeline import Pipeline
from qa.result import Language
from qa.show.page.markup import notice
from qa.show.strings import word

FILES = ("report.html", "per_question.xlsx")
_RUN = "run"


@dataclass(frozen=True, slots=True)
class MeasuredRun:
    """What a run gave.

    Attributes:
        html: The result, by language.
        done: Whether it ran; a set that cannot be used has its faults in ``html``.
    """

    html: Mapping[Language, str]
    done: bool


def measure(
    pipeline: Pipeline,
    sets: Sequence[Path],
    folder: Path,
    lang: Language,
    *,
    lenient: bool,
    before: Path | None,
    progress: Callable[[int, int], None],
) -> MeasuredRun:
    """Run question sets; leave the run, its report and its table in ``folder``.

    Args:
        pipeline: Who is asked.
        sets: The files.
        folder: Where what was found is kept.
        lang: Language of the report.
        lenient: Set items aside whose gold is not in the documents.
        before: Folder of an earlier run to compare with.
        progress: Told how many questions are done, and of how many.
    """
    options = RunOptions(lenient=lenient, command="yinju ui", on_progress=progress)
    sources = {document.doc_id: document.text for document in pipeline.clause_index.documents}
    try:
        run = run_sets(read_sets(list(sets)), pipeline, options, sources)
    except YinjuError as error:
        found = str(error)
        return MeasuredRun(
            _both(lambda lang: notice(word("error.set", lang), lang, found)), done=False
        )
    previous = None if before is None else _earlier(before)
    comparable = previous if previous is not None and _comparable(previous, run) else None
    save_with_report(run, folder / _RUN, lang=lang, previous=comparable)
    for name in FILES:
        shutil.copyfile(folder / _RUN / name, folder / name)
    return MeasuredRun(_both(lambda lang: run_result(run, previous, lang)), done=True)


def _both(make: Callable[[Language], str]) -> dict[Language, str]:
    return {"zh": make("zh"), "en": make("en")}


def _earlier(folder: Path) -> Run | None:
    try:
        return load_run(folder / _RUN)
    except YinjuError:
        return None


def _comparable(before: Run, run: Run) -> bool:
    try:
        compare_runs(before, run)
    except YinjuError:
        return False
    return True
