"""``yinju verify``: an answer that something else wrote, against a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from index.location import Location
from yinju.options import CORPUS, DOC, JSON, LANG, language, open_corpus
from yinju.terminal import coloured, print_json


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@CORPUS
@DOC
@JSON
@LANG
@click.pass_context
def verify(
    ctx: click.Context,
    file: Path,
    corpus: Location | None,
    docs: tuple[str, ...],
    as_json: bool,
    lang: str,
) -> None:
    """Check the quotes of an answer in FILE letter by letter, and its statements as claims.

    The answer is text with quotes, or JSON with citations. Exit 1 when something is not in the corpus.
    """
    from rich.console import Console

    from qa.show.trace.verified import verified_lines, verified_record
    from qa.trace.answer import read_answer
    from qa.trace.verify import verify as verify_pieces

    words = language(lang)
    pieces = read_answer(file)
    pipeline = open_corpus(corpus).limited_to(docs)
    with Console(stderr=True).status(f"Checking {file.name}") as status:
        found = verify_pieces(
            pieces,
            pipeline,
            lang=words,
            progress=lambda done, total: status.update(f"Checking {file.name}: {done}/{total}"),
        )
    if as_json:
        for one in found:
            print_json(verified_record(one))
    else:
        click.echo(coloured("\n".join(verified_lines(found, words or "zh"))))
    ctx.exit(0 if all(one.ok for one in found) else 1)
