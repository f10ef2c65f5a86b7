"""``yinju ui``: the web page, for oneself or for others."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import click

from yinju.options import CORPUS


@click.command()
@CORPUS
@click.option(
    "--files",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder of the files that the corpus was made of: pages of PDFs are shown as they look.",
)
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--root-path", default="", help="Path under which a reverse proxy shows the page.")
@click.option(
    "--allow-host", "hosts", multiple=True, help="Name that a request may be for; repeatable."
)
@click.option(
    "--password",
    envvar="YINJU_PASSWORD",
    help="Asked of everybody; better given as the variable YINJU_PASSWORD.",
)
@click.option("--user-header", help="Header in which a reverse proxy names who asks.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option(
    "--rate", type=click.IntRange(0), default=0, help="Most questions a minute and visitor; 0: any."
)
@click.option("--upload-mb", type=click.IntRange(1, 200), default=20, show_default=True)
@click.option(
    "--own/--no-own", default=True, show_default=True, help="Take documents of visitors' own."
)
@click.option("--keep-own", is_flag=True, help="Keep those when their visitor leaves.")
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of what is made for visitors; one that goes with the program where left out.",
)
@click.option(
    "--feedback",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ask for feedback and add it to FILE.",
)
@click.option("--log", is_flag=True, help="Log a line of JSON a question, without its words.")
@click.option("--log-questions", is_flag=True, help="Log the words of questions as well.")
def ui(hosts: tuple[str, ...], **chosen: Any) -> None:  # noqa: ANN401  # each option's own
    """Open the web page, on 127.0.0.1 where nothing else is said."""
    from serve.options import Options

    importlib.import_module("ui").main(Options(hosts=hosts, **chosen))
