"""`yinju eval`: parse, call, print, exit code."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from eval.dataset.benchmarks import is_benchmark, read_benchmark
from eval.dataset.read import read_what_can_be
from eval.measures.calibrate import Calibration, calibrate
from eval.measures.compare import compare_runs
from eval.report.plots import calibration_picture, svg
from eval.report.report import REPORT, render_comparison, save_with_report
from eval.report.terminal import print_calibration, print_comparison, print_run
from eval.run.folder import check_place, figures_json, load_run
from eval.run.run import DEFAULT_DEPTH, DEFAULT_K, RunOptions, run_benchmark, run_sets
from eval.run.settings import parse_settings
from index.errors import InputError, YinjuError
from index.location import Location, location
from qa.open import open_pipeline
from qa.passages import build_engine
from qa.result import Language
from qa.settings import save_threshold

_path = click.Path(path_type=Path)
_CORPUS = click.option(
    "--corpus",
    "--store",
    "corpus",
    type=location,
    metavar="DIR|URL",
    help="Corpus folder, or postgresql:// URL; the shipped plan without it.",
)
_SETTINGS = click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="Change a setting of the engine."
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")
_K = click.option("--k", "-k", type=click.IntRange(1, 100), default=DEFAULT_K, show_default=True)
_LENIENT = click.option(
    "--lenient", is_flag=True, help="Set items aside whose gold is not in the corpus."
)


class _Group(click.Group):
    """`yinju eval SET` runs; `yinju eval compare …` and `calibrate …` are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 -- click's own signature
        try:
            return super().invoke(ctx)
        except YinjuError as error:
            click.echo(f"yinju: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Group, no_args_is_help=True)
def evaluate() -> None:
    """Run question sets (`yinju eval SET…`), compare runs, calibrate the refusal threshold.

    A SET is a .jsonl, .csv or .xlsx question set; a SQuAD-style .json file (XQuAD, CMRC, DRCD);
    or a BEIR folder (corpus.jsonl, queries.jsonl, qrels). docs/evaluation.md has the formats.
    """


@evaluate.command("run")
@click.argument("sets", nargs=-1, required=True, type=_path)
@click.option("--out", type=_path, help="Run folder  [default: yinju-eval/<date and time>]")
@_CORPUS
@_SETTINGS
@_K
@click.option("--depth", type=click.IntRange(1, 1000), default=DEFAULT_DEPTH, show_default=True)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the report."
)
@click.option("--questions-from", type=_path, help="SQuAD-style: ask this file's wording by id.")
@click.option("--split", default="test", show_default=True, help="BEIR: which qrels.")
@click.option("--rank-only", is_flag=True, help="Measure the ranking alone.")
@click.option("--against", type=_path, help="Earlier run folder to compare with in the report.")
@_LENIENT
@_JSON
def run_command(
    sets: tuple[Path, ...],
    out: Path | None,
    corpus: Location | None,
    settings: tuple[str, ...],
    k: int,
    depth: int,
    lang: str,
    questions_from: Path | None,
    split: str,
    rank_only: bool,
    against: Path | None,
    lenient: bool,
    as_json: bool,
) -> None:
    """Run question sets or one public benchmark and write the report."""
    now = datetime.now().astimezone()
    out = out or Path("yinju-eval") / now.strftime("%Y%m%d-%H%M%S")
    check_place(out)
    previous = load_run(against) if against else None
    variant = parse_settings(settings)
    with _progress() as bar:
        options = RunOptions(
            k=k,
            depth=depth,
            rank_only=rank_only,
            lenient=lenient,
            command=_command_line(),
            on_progress=bar,
        )
        if any(is_benchmark(path) for path in sets):
            if len(sets) > 1:
                raise InputError("a public benchmark brings its own corpus; run it alone")
            benchmark = read_benchmark(sets[0], questions_from=questions_from, split=split)
            run = run_benchmark(benchmark, lambda given: build_engine(given, variant), options)
        else:
            question_sets = read_what_can_be(sets)
            run = run_sets(question_sets, open_pipeline(corpus, variant), options)
    save_with_report(run, out, lang=cast(Language, lang), previous=previous)
    for line in run.manifest.skipped:
        click.echo(f"set aside: {line}", err=True)
    click.echo(f"{out / REPORT}", err=True)
    if as_json:
        click.echo(figures_json(run))
    else:
        print_run(run, Console())


@evaluate.command("compare")
@click.argument("first", type=_path)
@click.argument("second", type=_path)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write HTML here.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of the HTML.")
@_JSON
def compare_command(first: Path, second: Path, out: Path | None, lang: str, as_json: bool) -> None:
    """Compare two run folders, paired by question: what got better, what worse, and by chance?"""
    comparison = compare_runs(load_run(first), load_run(second))
    if out is not None:
        try:
            page = render_comparison(comparison, lang=cast(Language, lang))
            out.write_text(page, encoding="utf-8", errors="replace")
        except OSError as error:
            raise InputError(f"{out} cannot be written: {error.strerror or error}") from error
    if as_json:
        content = {
            "changes": [asdict(change) for change in comparison.changes],
            "better": [pair.first.task.key for pair in comparison.better],
            "worse": [pair.first.task.key for pair in comparison.worse],
            "mixed": [pair.first.task.key for pair in comparison.mixed],
            "settings": {name: list(values) for name, values in comparison.settings.items()},
            "only_first": comparison.only_first,
            "only_second": comparison.only_second,
        }
        click.echo(json.dumps(content, ensure_ascii=False))
    else:
        print_comparison(comparison, Console())


@evaluate.command("calibrate")
@click.argument("sets", nargs=-1, required=True, type=_path)
@_CORPUS
@_SETTINGS
@_K
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), help="Write the curve as SVG."
)
@click.option("--yes", is_flag=True, help="Save without asking.")
@click.option("--dry-run", is_flag=True, help="Show the curve and save nothing.")
@_LENIENT
@_JSON
def calibrate_command(
    sets: tuple[Path, ...],
    corpus: Location | None,
    settings: tuple[str, ...],
    k: int,
    plot: Path | None,
    yes: bool,
    dry_run: bool,
    lenient: bool,
    as_json: bool,
) -> None:
    """Fit the refusal threshold of a corpus to question sets; show the curve, then save it."""
    question_sets = read_what_can_be(sets)
    engine = open_pipeline(corpus, parse_settings(settings))
    with _progress() as bar:
        options = RunOptions(k=k, lenient=lenient, on_progress=bar)
        fitted = calibrate(run_sets(question_sets, engine, options).outcomes)
    print_calibration(fitted, Console(stderr=as_json))
    if plot is not None:
        plot.write_bytes(svg(calibration_picture(fitted)))
    saved = None
    if not dry_run and (yes or click.confirm("Save this threshold for the corpus?", err=True)):
        saved = save_threshold(corpus, fitted.threshold)
        click.echo(f"saved: {saved}", err=True)
    if as_json:
        click.echo(json.dumps(_calibration_json(fitted, saved), ensure_ascii=False))


def _calibration_json(fitted: Calibration, saved: str | None) -> dict[str, object]:
    return {**asdict(fitted), "saved": None if saved is None else str(saved)}


def _command_line() -> str:
    return shlex.join(["yinju", *sys.argv[1:]])


class _Bar:
    """Shows progress on standard error; the total is known only when the first task is done."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("eval", total=None)

    def __call__(self, done: int, total: int) -> None:
        self._progress.update(self._task, completed=done, total=total)


@contextmanager
def _progress() -> Iterator[_Bar]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        yield _Bar(progress)
