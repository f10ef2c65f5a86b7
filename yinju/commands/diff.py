"""``yinju diff``: what changed between two editions."""

from __future__ import annotations

from pathlib import Path

import click

from yinju.options import JSON, LANG, language, suffix_of
from yinju.terminal import coloured, print_json, write


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@JSON
@LANG
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the comparison (.html side by side, .xlsx, .json).",
)
def diff(old: Path, new: Path, as_json: bool, lang: str, out: Path | None) -> None:
    """Say what changed from the edition OLD to the edition NEW: files, folders or corpora."""
    from rich.console import Console

    from qa.diff.change import compare_editions
    from qa.diff.editions import read_edition
    from qa.show.diff.record import change_record
    from qa.show.diff.text import change_lines
    from qa.show.diff.written import SUFFIXES, diff_file

    words = language(lang) or "zh"
    suffix = suffix_of(out, SUFFIXES) if out is not None else ""
    with Console(stderr=True).status(f"Comparing {old.name} and {new.name}"):
        before, after = read_edition(old), read_edition(new)
        changes = compare_editions(before, after)
    if out is not None:
        write(out, diff_file(suffix, before, after, changes, words))
        click.echo(f"{out}", err=True)
    if as_json:
        for change in changes:
            print_json(change_record(change))
    elif out is None:
        click.echo(coloured("\n".join(change_lines(changes, words))))
