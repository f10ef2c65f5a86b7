"""Runs, comparisons and calibrations for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from eval.measures.calibrate import Calibration, CurvePoint
from eval.measures.compare import Comparison, Shift
from eval.measures.outcome import Measured, Run
from eval.report.report import number

# Lists longer than a screen are in the files.
MAX_LISTED = 20
_CURVE_ROWS = 15
_BAR = 30


def print_run(run: Run, console: Console) -> None:
    """Print the figures over all questions and the ids of what failed."""
    table = Table("measure", "n", "value", "95% interval")
    for figure in run.figures:
        if figure.group == "all":
            table.add_row(figure.measure, str(figure.n), number(figure.value), _interval(figure))
    console.print(table)
    console.print(f"{len(run.failures)} of {len(run.outcomes)} failed")


def print_comparison(comparison: Comparison, console: Console) -> None:
    """Print the changes and what got better or worse."""
    table = Table("measure", "n", "before", "after", "difference", "95% interval", "p", "McNemar p")
    for change in comparison.changes:
        table.add_row(
            change.measure,
            str(change.n),
            number(change.first),
            number(change.second),
            f"{change.difference:+.3f}",
            _interval(change),
            number(change.p_value),
            number(change.mcnemar_p),
        )
    console.print(table)
    for name, (before, after) in comparison.settings.items():
        console.print(escape(f"{name}: {before} -> {after}"))
    for name in ("better", "worse", "mixed"):
        pairs = getattr(comparison, name)
        console.print(f"{name}: {len(pairs)}")
        for pair in pairs[:MAX_LISTED]:
            moved = ", ".join(f"{m} {number(a)} -> {number(b)}" for m, a, b in pair.moved)
            console.print(escape(f"  {pair.first.task.key}  {pair.first.task.text}  {moved}"))
    alone = len(comparison.only_first), len(comparison.only_second)
    if any(alone):
        console.print(f"in one run only: {alone[0]} / {alone[1]}")


def print_calibration(fitted: Calibration, console: Console) -> None:
    """Print the curve, as bars of F1, and the threshold."""
    table = Table("threshold", "refused", "precision", "recall", "F1", "")
    for point in _thinned(fitted.curve, fitted.threshold):
        mark = " <-" if point.threshold == fitted.threshold else ""
        bar = "█" * round(point.f1 * _BAR)
        cells = (point.threshold, point.refused, point.precision, point.recall, point.f1)
        table.add_row(*(number(cell) for cell in cells), bar + mark)
    console.print(table)
    low, high = fitted.interval or (None, None)
    folds = ", ".join(number(threshold) for threshold in fitted.fold_thresholds)
    console.print(
        f"threshold {number(fitted.threshold)}: F1 {number(fitted.f1)} on these "
        f"{fitted.answerable} answerable and {fitted.unanswerable} unanswerable questions; "
        f"expect {number(fitted.held_out_f1)} ({number(low)} to {number(high)}) on others; "
        f"the folds chose {folds}"
    )


def _thinned(curve: Sequence[CurvePoint], chosen: float) -> list[CurvePoint]:
    step = max(1, len(curve) // _CURVE_ROWS)
    return [p for i, p in enumerate(curve) if i % step == 0 or p.threshold == chosen]


def _interval(figure: Measured | Shift) -> str:
    if figure.low is None or figure.high is None:
        return "–"
    return f"{number(figure.low)} – {number(figure.high)}"
