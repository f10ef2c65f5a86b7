"""``yinju mcp``: a server of the Model Context Protocol on standard input and output."""

from __future__ import annotations

import functools

import click

from index.location import Location
from yinju.options import CORPUS, open_corpus


@click.command()
@CORPUS
def mcp(corpus: Location | None) -> None:
    """Serve assistants by the Model Context Protocol: ask, check, search, show, outline, documents."""
    from serve.programs.mcp import make_server

    pipeline = functools.cache(lambda: open_corpus(corpus))
    pipeline()  # a mistake in --corpus is told before an assistant waits for an answer
    make_server(pipeline).run("stdio")
