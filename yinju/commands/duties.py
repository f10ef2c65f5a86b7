"""``yinju duties``: who shall do what by when."""

from __future__ import annotations

from pathlib import Path

import click

from index.location import Location
from yinju.options import CORPUS, DOC, JSON, LANG, language, open_corpus, suffix_of
from yinju.terminal import coloured, print_json, write


@click.command()
@CORPUS
@DOC
@JSON
@LANG
@click.option("--body", "body", default="", help="Only duties of bodies whose name holds this.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write them as a table (.xlsx, .csv, .json).",
)
def duties(
    corpus: Location | None,
    docs: tuple[str, ...],
    as_json: bool,
    lang: str,
    body: str,
    out: Path | None,
) -> None:
    """List who shall, may or must not do what, and by when, in the document's own words."""
    from qa.duties.duty import duty_record, of_body
    from qa.duties.find import find_duties
    from qa.show.lookup.duties import SUFFIXES, duty_file, duty_lines

    words = language(lang) or "zh"
    suffix = suffix_of(out, SUFFIXES) if out is not None else ""
    clause_index = open_corpus(corpus).limited_to(docs).clause_index
    found = find_duties(clause_index.clauses, clause_index.documents)
    if body.strip():
        found = of_body(found, body)
    if out is not None:
        sources = {document.doc_id: document.source for document in clause_index.documents}
        write(out, duty_file(suffix, found, sources, words))
        click.echo(f"{out}", err=True)
    if as_json:
        for duty in found:
            print_json(duty_record(duty))
    elif out is None:
        click.echo(coloured("\n".join(duty_lines(found, words))))
