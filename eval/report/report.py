"""A run as one HTML file that opens without a network, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from eval.measures.compare import Comparison, Shift, compare_runs
from eval.measures.outcome import Measured, Outcome, Quote, Ranked, Run
from eval.report.labels import GROUPS, LABELS, MEASURE_NAMES, PICTURES, REASONS, Label
from eval.report.plots import data_uri, run_pictures
from eval.run.folder import load_run, save_run
from eval.run.tables import group_table
from index.document.corpus import Clause
from qa.result import Language

REPORT = "report.html"
# A page of more failures than this helps nobody; per_question.csv has them all.
MAX_FAILURES = 300
# A corpus up to this size is in the page as a whole, a larger one around what is linked to.
MAX_CLAUSES = 2_000
CONTEXT = 2


@dataclass(frozen=True, slots=True)
class ListedClause:
    """A clause as the report lists it; ``gap`` says that clauses before it were left out."""

    clause: Clause
    heading: str
    gap: bool


@dataclass(frozen=True, slots=True)
class ExpectedGold:
    """A piece of gold: its words or clause, where it stands, and how far down it was ranked."""

    words: str
    units: tuple[str, ...]
    ranked: Ranked | None


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed task with what explains it."""

    outcome: Outcome
    expected: tuple[ExpectedGold, ...]
    quoted: tuple[tuple[Quote, Ranked | None], ...]


def save_with_report(
    run: Run, folder: Path, *, lang: Language = "zh", previous: Run | None = None
) -> Path:
    """Save a run together with its report; see ``save_run``."""
    page = render_report(run, lang=lang, previous=previous)
    return save_run(run, folder, {REPORT: page.encode("utf-8", "replace")})


def write_report(folder: Path, *, lang: Language = "zh") -> Path:
    """Make the report of a saved run again and return its path."""
    target = folder / REPORT
    page = render_report(load_run(folder), lang=lang)
    target.write_text(page, encoding="utf-8", errors="replace")
    return target


def render_report(run: Run, *, lang: Language = "zh", previous: Run | None = None) -> str:
    """Return the report as HTML.

    Args:
        run: The run.
        lang: Which language is shown first; the page holds both.
        previous: An earlier run of the same questions to compare with.
    """
    comparison = None if previous is None else compare_runs(previous, run)
    failures = run.failures[:MAX_FAILURES]
    passages = list(_passages(run, failures))
    return (
        _environment()
        .get_template("report.html")
        .render(
            run=run,
            lang=lang,
            overall=[figure for figure in run.figures if figure.group == "all"],
            groups=[
                (group, *group_table(run.figures, group))
                for group in GROUPS
                if any(figure.group == group for figure in run.figures)
            ],
            pictures=[(PICTURES[name], data_uri(p)) for name, p in run_pictures(run).items()],
            failures=[_failure(outcome) for outcome in failures],
            hidden=len(run.failures) - len(failures),
            passages=passages,
            linked={passage.clause.clause_id for passage in passages},
            comparison=comparison,
        )
    )


def render_comparison(comparison: Comparison, *, lang: Language = "zh") -> str:
    """Return a comparison as HTML of its own."""
    return _environment().get_template("compare.html").render(lang=lang, comparison=comparison)


def _environment() -> Environment:
    folder = files("eval") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (folder / name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        style=Markup((folder / "report.css").read_text("utf-8")),  # noqa: S704 -- our own file
        t=_both,
        reasons=REASONS,
        labels=LABELS,
        group_labels=GROUPS,
    )
    environment.filters.update(number=number, interval=interval, measure=_measure, signals=_signals)
    return environment


def _both(label: str | Label) -> Markup:
    """Return a label in both languages; the page shows one of them."""
    zh, en = LABELS[label] if isinstance(label, str) else label
    return Markup(
        '<span class="zh" lang="zh">{}</span><span class="en" lang="en">{}</span>'
    ).format(zh, en)


def _measure(name: str) -> Markup:
    label = MEASURE_NAMES.get(name)
    return _both(label) if label else escape(name)


def number(value: float | None) -> str:
    """Return a figure as tables show it: three decimals below 10, one above."""
    if value is None:
        return "–"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"  # noqa: PLR2004 -- layout


def interval(figure: Measured | Shift) -> str:
    """Return the interval of a figure, or a dash."""
    if figure.low is None or figure.high is None:
        return "–"
    return f"{number(figure.low)} – {number(figure.high)}"


def _signals(signals: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3g}" for name, value in signals.items())


def _failure(outcome: Outcome) -> Failure:
    by_unit = {ranked.unit: ranked for ranked in outcome.ranking}
    expected = tuple(
        ExpectedGold(
            words=" / ".join(gold.keys),
            units=gold.units,
            ranked=min(
                (by_unit[unit] for unit in gold.units if unit in by_unit),
                key=lambda ranked: ranked.rank,
                default=None,
            ),
        )
        for gold in outcome.task.gold
    )
    quoted = tuple((quote, by_unit.get(quote.unit)) for quote in outcome.quotes)
    return Failure(outcome, expected, quoted)


def _passages(run: Run, failures: Sequence[Outcome]) -> Iterable[ListedClause]:
    """Yield the clauses of the page in reading order, each with a heading when its place changes."""
    ordered = sorted(run.clauses, key=lambda clause: clause.position)
    wanted = set(range(len(ordered)))
    if len(ordered) > MAX_CLAUSES:
        named = {
            name
            for outcome in failures
            for name in (
                *(quote.clause_id for quote in outcome.quotes),
                *(unit for gold in outcome.task.gold for unit in gold.units),
            )
        }
        wanted = {
            near
            for position, clause in enumerate(ordered)
            if clause.clause_id in named or clause.doc_id in named
            for near in range(position - CONTEXT, position + CONTEXT + 1)
        }
    last, before = "", -1
    for position, clause in enumerate(ordered):
        if position in wanted:
            section = clause.section
            titles = [section.chapter_title, section.section_title]
            heading = " · ".join(title for title in titles if title)
            yield ListedClause(clause, heading if heading != last else "", position != before + 1)
            last, before = heading, position
