"""``yinju figures``: the quantitative targets of a corpus."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from index.location import Location
from yinju.options import CORPUS, DOC, JSON, LANG, language, open_corpus
from yinju.terminal import print_json, write


@click.command()
@CORPUS
@DOC
@JSON
@LANG
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write them as a table (.xlsx, .csv), a column for each part.",
)
def figures(
    corpus: Location | None, docs: tuple[str, ...], as_json: bool, lang: str, out: Path | None
) -> None:
    """List every quantitative target: what, value, unit, bound, year, body, and its quote."""
    from qa.show.lookup.figures import (
        check_figures_suffix,
        figure_rows,
        figures_bytes,
        figures_text,
    )

    if out is not None:
        check_figures_suffix(out)  # a mistake in the name is told before the work is done
    words = language(lang) or "zh"
    pipeline = open_corpus(corpus).limited_to(docs)
    found = pipeline.figures()
    if as_json:
        for one in found:
            print_json(asdict(one.figure))
        if out is None:
            return
    titles = pipeline.clause_index.titles
    citations = {
        clause_id: pipeline.cite_clause(clause_id)
        for clause_id in dict.fromkeys(one.clause.clause_id for one in found)
    }
    if out is not None:
        rows = figure_rows(found, citations, words, titles)
        write(out, figures_bytes(rows, out.suffix, words))
        click.echo(f"{out}: {len(found)} figures", err=True)
    elif found:
        click.echo(figures_text(found, citations, words, titles))
    else:
        click.echo("没有数字指标。" if words == "zh" else "There are no quantitative targets.")
