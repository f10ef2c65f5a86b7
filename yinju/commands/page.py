"""``yinju ui``: the web page."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from yinju.options import CORPUS


@click.command()
@CORPUS
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True)
def ui(corpus: Path | None, port: int) -> None:
    """Open the web page on 127.0.0.1."""
    importlib.import_module("ui").main(port=port, corpus=corpus)
