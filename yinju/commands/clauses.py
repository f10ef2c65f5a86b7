"""``yinju clauses``: every clause of a corpus."""

from __future__ import annotations

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
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the restored document as one readable page.",
)
def clauses(
    corpus: Location | None, docs: tuple[str, ...], as_json: bool, lang: str, html: Path | None
) -> None:
    """List every clause in reading order."""
    from index.records import clause_record
    from qa.show.text import section_label

    words = language(lang) or "zh"
    clause_index = open_corpus(corpus).limited_to(docs).clause_index
    if html is not None:
        from qa.show.document import render_document

        page = render_document(clause_index.clauses, clause_index.documents, words)
        write(html, page)
        click.echo(f"{html}: {len(clause_index.clauses)} clauses", err=True)
        return
    heading = None
    for clause in clause_index.clauses:
        if as_json:
            print_json(clause_record(clause))
            continue
        label = section_label(clause.section, clause.place, words, clause_index.titles)
        if label != heading:
            click.echo(f"\n{click.style(label, bold=True)}")
            heading = label
        click.echo(f"  {clause.text}")
