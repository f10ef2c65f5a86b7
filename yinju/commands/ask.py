"""``yinju ask``: a question, or a batch of them, to quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from index.location import Location
from yinju.options import CORPUS, DOC, JSON, LANG, language, limits_of, one_of, open_corpus
from yinju.terminal import coloured, print_json


@click.command()
@click.argument("question", required=False)
@CORPUS
@DOC
@JSON
@LANG
@click.option("-k", type=click.IntRange(1, 50), default=5, show_default=True, help="Most quotes.")
@click.option("--history", multiple=True, help="An earlier question, oldest first; repeatable.")
@click.option(
    "--batch", type=click.File("rb"), help="JSON Lines of questions; - is standard input."
)
def ask(
    question: str | None,
    corpus: Location | None,
    docs: tuple[str, ...],
    as_json: bool,  # click hands flags over by name
    lang: str,
    k: int,
    history: tuple[str, ...],
    batch: Any,  # noqa: ANN401  # an open file, or None
) -> None:
    """Answer QUESTION with quotes, or say that the documents do not answer it."""
    from qa.ask.retrieval.query import read_query
    from qa.result import to_json

    one_of(question, batch, "QUESTION", as_json=as_json)
    words = language(lang)
    if batch is not None:
        from qa.batch import read_batch

        if history:
            raise click.UsageError("In a batch each line brings its own history.")
        items = read_batch(batch, "question")
        pipeline = open_corpus(corpus)
        limits = limits_of(pipeline, items, docs)
        asked = ((item.text, item.history) for item in items)
        answers = pipeline.ask_each(asked, k=k, lang=words, docs=limits)
        for item, answer in zip(items, answers, strict=True):
            print_json(to_json(replace(answer, id=item.id)))
        return
    for text in (*history, question or ""):
        read_query(text)  # a mistake in a question is told before anything is loaded
    answer = open_corpus(corpus).ask(question or "", history=history, k=k, lang=words, docs=docs)
    if as_json:
        print_json(to_json(answer))
    else:
        click.echo(coloured(answer.answer))
