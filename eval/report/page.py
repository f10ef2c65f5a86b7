"""A run as a part of the web page: figures, what changed since the last run, what failed."""

from __future__ import annotations

from html import escape

from eval.errors import RunError
from eval.measures.compare import Comparison, compare_runs
from eval.measures.outcome import Outcome, Run
from eval.report.labels import LABELS, MEASURE_NAMES, PICTURES, REASONS, Label
from eval.report.report import interval, number
from qa.result import Language
from qa.show.strings import word

# The report holds the others; a page of hundreds of failures is slow and read by nobody.
MAX_FAILURES = 30


def run_result(run: Run, previous: Run | None, lang: Language) -> str:
    """Return figures, the comparison with an earlier run, and the first failures.

    Args:
        run: What to show.
        previous: The run before it, if there was one.
        lang: Language of everything but questions and quotes.
    """
    return (
        f'<div lang="{"zh-CN" if lang == "zh" else "en"}">{_headline(run, lang)}'
        f"{_compared(run, previous, lang)}{_failures(run, lang)}{_figures(run, lang)}"
        f"{_plots(run, lang)}{_skipped(run, lang)}</div>"
    )


def _headline(run: Run, lang: Language) -> str:
    """Return how many questions were right, which is what is asked first."""
    n = len(run.outcomes)
    right = n - len(run.failures)
    said = word("evaluate.headline", lang, right=right, n=n, share=round(100 * right / max(n, 1)))
    return f'<p class="yj-headline">{escape(said)}</p>'


def _plots(run: Run, lang: Language) -> str:
    from eval.report.plots import data_uri, run_pictures

    pictures = "".join(
        f'<img class="yj-plot" src="{data_uri(picture)}" alt="{escape(_pick(PICTURES[name], lang))}">'
        for name, picture in run_pictures(run).items()
    )
    return (
        f'<details class="yj-more"><summary>{escape(word("evaluate.plots", lang))}</summary>'
        f"{pictures}</details>"
    )


def _figures(run: Run, lang: Language) -> str:
    heads = [_say("measure", lang), "n", _say("value", lang), _say("interval", lang)]
    head = "".join(f'<th scope="col">{text}</th>' for text in heads)
    rows = "".join(
        f'<tr><th scope="row">{_measure(figure.measure, lang)}</th><td class="yj-num">{figure.n}</td>'
        f'<td class="yj-num"><strong>{number(figure.value)}</strong></td>'
        f'<td class="yj-num">{interval(figure)}</td></tr>'
        for figure in run.figures
        if figure.group == "all"
    )
    return (
        f'<h3>{_say("figures", lang)}</h3><div class="yj-wide"><table class="yj-plain yj-figures">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<p class="yj-small">{_say("notes", lang)}</p>'
    )


def _compared(run: Run, previous: Run | None, lang: Language) -> str:
    if previous is None:
        return ""
    try:
        comparison = compare_runs(previous, run)
    except RunError:
        return f'<p class="yj-small">{escape(word("evaluate.nothing_shared", lang))}</p>'
    said = word(
        "evaluate.compared",
        lang,
        date=previous.manifest.created[:16].replace("T", " "),
        better=len(comparison.better),
        worse=len(comparison.worse),
    )
    return f'<p class="yj-lead"><strong>{escape(said)}</strong></p>{_moved(comparison, lang)}'


def _moved(comparison: Comparison, lang: Language) -> str:
    changes = "".join(
        f'<tr><th scope="row">{_measure(change.measure, lang)}</th>'
        f'<td class="yj-num">{number(change.first)}</td><td class="yj-num">{number(change.second)}</td>'
        f'<td class="yj-num">{change.difference:+.3f}</td></tr>'
        for change in comparison.changes
        if change.difference
    )
    if not changes:
        return ""
    heads = "".join(
        f'<th scope="col">{_say(key, lang)}</th>'
        for key in ("measure", "before", "after", "difference")
    )
    return (
        f'<div class="yj-wide"><table class="yj-plain"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{changes}</tbody></table></div>"
    )


def _skipped(run: Run, lang: Language) -> str:
    if not run.manifest.skipped:
        return ""
    lines = escape("\n".join(run.manifest.skipped))
    said = escape(word("evaluate.set_aside", lang, n=len(run.manifest.skipped)))
    return (
        f'<details class="yj-more"><summary>{said}</summary>'
        f'<pre class="yj-details">{lines}</pre></details>'
    )


def _failures(run: Run, lang: Language) -> str:
    title = f"<h3>{_say('failures', lang)} ({len(run.failures)} / {len(run.outcomes)})</h3>"
    if not run.failures:
        return f"{title}<p>{_say('no_failures', lang)}</p>"
    shown = run.failures[:MAX_FAILURES]
    more = ""
    if len(run.failures) > len(shown):
        said = word("evaluate.failures_shown", lang, n=len(shown), total=len(run.failures))
        more = f'<p class="yj-small">{escape(said)}</p>'
    return title + more + "".join(_failure(outcome, lang) for outcome in shown)


def _failure(outcome: Outcome, lang: Language) -> str:
    task = outcome.task
    reasons = ", ".join(escape(_pick(REASONS[reason], lang)) for reason in outcome.reasons)
    expected = "".join(
        f"<p>{escape(' / '.join(gold.keys) or ', '.join(gold.units))} "
        f"{_open(gold.units[0], lang) if gold.units else ''}</p>"
        for gold in task.gold
    )
    if task.type == "unanswerable":
        expected = f"<p>{_say('must_refuse', lang)}</p>"
    if task.label:
        expected = f"<p>{escape(task.label)} → {escape(outcome.verdict or '–')}</p>{expected}"
    quoted = "".join(
        f'<p><span lang="zh-CN">{escape(quote.text)}</span> {_open(quote.clause_id, lang)}</p>'
        for quote in outcome.quotes
    )
    error = f"<p>{escape(outcome.error)}</p>" if outcome.error else ""
    return (
        f'<details class="yj-failure"><summary><span dir="auto">{escape(task.text)}</span> '
        f'<span class="yj-reason">{reasons}</span></summary>{error}'
        f'<button type="button" class="yj-link" data-ask="{escape(task.text)}">'
        f"{escape(word('evaluate.ask_it', lang))}</button>"
        f'<div class="yj-expected"><h4>{_say("expected", lang)}</h4>{expected}</div>'
        f'<div class="yj-quoted"><h4>{_say("quoted", lang)}</h4>'
        f"{quoted or _say('no_quote', lang)}</div></details>"
    )


def _open(clause_id: str, lang: Language) -> str:
    return (
        f'<button type="button" class="yj-link" data-open="{escape(clause_id)}">'
        f"{escape(word('ask.open', lang))}</button>"
    )


def _measure(name: str, lang: Language) -> str:
    return escape(_pick(MEASURE_NAMES[name], lang) if name in MEASURE_NAMES else name)


def _say(key: str, lang: Language) -> str:
    return escape(_pick(LABELS[key], lang))


def _pick(label: Label, lang: Language) -> str:
    return label[0 if lang == "zh" else 1]
