"""``yinju outline``, ``yinju show`` and ``yinju documents``: what a corpus consists of."""

from __future__ import annotations

import click

from index.errors import InputError
from index.location import Location
from yinju.options import CORPUS, DOC, JSON, LANG, language, open_corpus
from yinju.terminal import coloured, print_json


@click.command()
@CORPUS
@DOC
@JSON
@LANG
def outline(corpus: Location | None, docs: tuple[str, ...], as_json: bool, lang: str) -> None:
    """Print the tree of headings, article by article."""
    from index.records import heading_record
    from qa.show.lookup.outline import outline_lines

    clause_index = open_corpus(corpus).limited_to(docs).clause_index
    if as_json:
        for heading in clause_index.headings:
            print_json(heading_record(heading))
        return
    for line in outline_lines(clause_index, language(lang) or "zh", clause_index.titles):
        click.echo(coloured(line))


@click.command()
@click.argument("ref")
@CORPUS
@DOC
@JSON
@LANG
def show(
    ref: str, corpus: Location | None, docs: tuple[str, ...], as_json: bool, lang: str
) -> None:
    """Print the words at REF: 第二十三条第二款第（三）项, chapter 3 section 2, a title, a clause id."""
    from index.records import clause_record
    from qa.ask.reference.resolve import absent_text, find_place
    from qa.show.lookup.outline import place_lines

    clause_index = open_corpus(corpus).limited_to(docs).clause_index
    found = find_place(ref, clause_index)
    words = language(lang) or ("en" if ref.isascii() and " " in ref.strip() else "zh")
    if not found.held:
        raise InputError(absent_text(found, words))
    if as_json:
        for held in found.held:
            print_json(clause_record(held.clause))
        return
    for line in place_lines(found.held, clause_index, words):
        click.echo(coloured(line))


@click.command()
@CORPUS
@DOC
@JSON
@LANG
def documents(corpus: Location | None, docs: tuple[str, ...], as_json: bool, lang: str) -> None:
    """List the documents of the corpus, and what each says of itself."""
    from qa.show.lookup.outline import document_lines, document_record

    words = language(lang) or "zh"
    clause_index = open_corpus(corpus).limited_to(docs).clause_index
    for number, document in enumerate(clause_index.documents):
        record = document_record(document, clause_index, words)
        if as_json:
            print_json(record)
            continue
        if number:
            click.echo()
        for line in document_lines(record, words):
            click.echo(coloured(line))
