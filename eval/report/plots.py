"""Pictures of a run, as matplotlib figures and as SVG that needs nothing from outside.

Words in the pictures are measure names and numbers, the same in both languages, so that no font
with Chinese is needed; captions belong to the page. The colours are Okabe and Ito's, which stay
apart for the colour-blind, and shapes repeat what colours say.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from eval.measures.calibrate import Calibration
from eval.measures.figures import LATENCIES, curve_of, verdict_pairs
from eval.measures.metrics import VERDICTS, confusion
from eval.measures.outcome import Measured, Run
from index.runtime.extras import extra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
# Not shares between 0 and 1, so not on the axis of shares.
_OTHER_SCALE = ("quotes", *LATENCIES)
_CHAPTER_MEASURES = (("hit@5", BLUE, "o"), ("sufficient", RED, "s"))


def run_pictures(run: Run) -> dict[str, Picture]:
    """Return the pictures that the run has data for, by name."""
    pictures: dict[str, Picture] = {}
    shares = [
        figure
        for figure in run.figures
        if figure.group == "all" and figure.measure not in _OTHER_SCALE
    ]
    if shares:
        pictures["figures"] = figures_picture(shares)
    curve = curve_of(run.outcomes)
    if curve and any(outcome.would_suffice is not None for outcome in run.outcomes):
        pictures["coverage"] = curve_picture(curve)
    if verdict_pairs(run.outcomes):
        pictures["confusion"] = confusion_picture(verdict_pairs(run.outcomes))
    chapters = [figure for figure in run.figures if figure.group == "chapter"]
    if chapters:
        pictures["chapters"] = chapters_picture(chapters)
    pictures["latency"] = latency_picture([outcome.latency_ms for outcome in run.outcomes])
    return pictures


def _blank(width: float, height: float) -> tuple[Picture, Axes]:
    # Imported here: a second that `yinju eval --help` need not wait. No pyplot: it keeps global
    # state, and the page draws from several threads.
    with extra("eval"):
        from matplotlib.figure import Figure as Picture

    picture = Picture(figsize=(width, height), layout="constrained")
    axes = picture.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return picture, axes


def figures_picture(figures: Sequence[Measured]) -> Picture:
    """Draw every share with its interval."""
    picture, axes = _blank(7, 0.6 + 0.28 * len(figures))
    for row, figure in enumerate(reversed(figures)):
        if figure.low is not None and figure.high is not None:
            axes.plot([figure.low, figure.high], [row, row], color=BLUE, linewidth=2, alpha=0.6)
        axes.plot(figure.value, row, "o", color=BLUE)
        axes.annotate(
            f"{figure.value:.3f}", (1.02, row), va="center", fontsize=8, annotation_clip=False
        )
    names = [f"{figure.measure} (n={figure.n})" for figure in reversed(figures)]
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_xlim(0, 1.01)
    axes.grid(axis="x", alpha=0.3)
    return picture


def curve_picture(curve: Sequence[tuple[float, float, float]]) -> Picture:
    """Draw precision over coverage."""
    picture, axes = _blank(5, 3.2)
    axes.step([c for _, c, _ in curve], [p for _, _, p in curve], where="post", color=BLUE)
    axes.set(xlabel="coverage", ylabel="precision", xlim=(0, 1.01), ylim=(0, 1.03))
    axes.grid(alpha=0.3)
    return picture


def confusion_picture(pairs: Sequence[tuple[str, str]]) -> Picture:
    """Draw the confusion matrix of verdicts."""
    table = confusion(pairs)
    picture, axes = _blank(4.6, 3.2)
    axes.imshow(table, cmap="Blues")
    for row in range(len(VERDICTS)):
        for column in range(len(VERDICTS)):
            dark = table[row, column] > table.max() / 2
            axes.text(
                column,
                row,
                str(table[row, column]),
                ha="center",
                va="center",
                color="white" if dark else "black",
            )
    axes.set_xticks(range(len(VERDICTS)), VERDICTS, fontsize=8)
    axes.set_yticks(range(len(VERDICTS)), VERDICTS, fontsize=8)
    axes.set(xlabel="given", ylabel="expected")
    return picture


def chapters_picture(figures: Sequence[Measured]) -> Picture:
    """Draw hit@5 and sufficiency by chapter, with intervals."""
    picture, axes = _blank(7, 3)
    members = list(dict.fromkeys(figure.member for figure in figures))
    for shift, (measure, colour, marker) in enumerate(_CHAPTER_MEASURES):
        for figure in figures:
            if figure.measure != measure:
                continue
            x = members.index(figure.member) + 0.2 * shift - 0.1
            if figure.low is not None and figure.high is not None:
                axes.plot([x, x], [figure.low, figure.high], color=colour, alpha=0.5)
            axes.plot(x, figure.value, marker, color=colour)
        axes.plot([], [], marker, color=colour, label=measure)
    axes.set_xticks(range(len(members)), members)
    axes.set(xlabel="chapter", ylim=(-0.03, 1.03))
    axes.legend(fontsize=8, frameon=False)
    axes.grid(axis="y", alpha=0.3)
    return picture


def latency_picture(times: Sequence[float]) -> Picture:
    """Draw the spread of latencies."""
    picture, axes = _blank(5, 2.4)
    if times:
        axes.hist(times, bins=min(40, max(5, len(times) // 5)), color=GREEN)
    axes.set(xlabel="ms", ylabel="n")
    return picture


def calibration_picture(calibration: Calibration) -> Picture:
    """Draw precision, recall and F1 of refusing over the threshold, and the one chosen."""
    picture, axes = _blank(6, 3.4)
    levels = [point.threshold for point in calibration.curve]
    axes.plot(levels, [point.f1 for point in calibration.curve], color=BLUE, label="F1")
    axes.plot(levels, [p.recall for p in calibration.curve], "--", color=ORANGE, label="recall")
    known = [(p.threshold, p.precision) for p in calibration.curve if p.precision is not None]
    axes.plot([t for t, _ in known], [p for _, p in known], ":", color=RED, label="precision")
    axes.axvline(calibration.threshold, color="black", linewidth=1)
    axes.set(xlabel="threshold", ylim=(0, 1.03))
    axes.legend(fontsize=8, frameon=False)
    axes.grid(alpha=0.3)
    return picture


def svg(picture: Picture) -> bytes:
    """Return a picture as SVG; letters are drawn, so no font is needed, and no date is written."""
    with extra("eval"):
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG

    out = io.BytesIO()
    FigureCanvasSVG(picture)
    with mpl.rc_context({"svg.fonttype": "path", "svg.hashsalt": "yinju"}):
        picture.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()


def data_uri(picture: Picture) -> str:
    """Return a picture as an address that holds it."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg(picture)).decode()
