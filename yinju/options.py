"""Options that several commands share, and what is done with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import InputError
from index.location import Location, location

if TYPE_CHECKING:
    from qa.batch import BatchItem
    from qa.pipeline import Pipeline
    from qa.result import Language


class _Corpus(click.ParamType[Location]):
    """The folder of a corpus, or the URL of one on a server."""

    name = "corpus"
    _folder: click.Path = click.Path(path_type=Path, file_okay=False)

    def convert(
        self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None
    ) -> Location:
        """Return where the corpus is."""
        where = location(value)
        if isinstance(where, Path):
            self._folder.convert(where, param, ctx)  # no file
        return where


CORPUS = click.option(
    "--corpus",
    "--store",
    "corpus",
    type=_Corpus(),
    metavar="DIR|URL",
    help="Folder of a corpus made by `yinju index`, or the postgresql:// URL of one on a server; "
    "the shipped plan where left out.",
)
DOC = click.option(
    "--doc",
    "docs",
    multiple=True,
    help="Id or name of a document: look in it only; repeatable.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
LANG = click.option(
    "--lang",
    type=click.Choice(["auto", "zh", "en"]),
    default="auto",
    show_default=True,
    help="Language of the words around the quotes.",
)


def open_corpus(corpus: Location | None, changes: Mapping[str, object] | None = None) -> Pipeline:
    """Open a corpus, or the shipped plan, with progress where its index has to be built."""
    from qa.open import open_pipeline

    with progress_bar() as progress:
        return open_pipeline(corpus, changes, progress=progress)


@contextmanager
def progress_bar() -> Iterator[Any]:
    """Give what draws the progress of building."""
    from qa.show.progress import build_progress

    with build_progress() as report:
        yield report


def language(lang: str) -> Language | None:
    """Return what was chosen; None lets the question decide."""
    return "zh" if lang == "zh" else "en" if lang == "en" else None


def limits_of(
    pipeline: Pipeline, items: Sequence[BatchItem], docs: Sequence[str]
) -> list[Sequence[str]]:
    """Return for each item of a batch the documents to look in; a wrong name is told before all.

    Raises:
        InputError: A name names no document of the corpus.
    """
    limits: list[Sequence[str]] = [item.docs or docs for item in items]
    for names in dict.fromkeys(map(tuple, limits)):
        pipeline.limited_to(names)
    return limits


def suffix_of(out: Path, suffixes: Sequence[str]) -> str:
    """Return the suffix of a file to be written, told before the work is done where it is no good.

    Raises:
        InputError: It is none of ``suffixes``.
    """
    suffix = out.suffix.lower()
    if suffix not in suffixes:
        raise InputError(f"{out.name} cannot be written; a name ends in {' or '.join(suffixes)}.")
    return suffix


def one_of(text: str | None, batch: object, name: str, *, as_json: bool) -> None:
    """Refuse a command that was given both a text and a batch, or neither."""
    if (text is None) == (batch is None):
        raise click.UsageError(f"Give {name} or --batch FILE.")
    if batch is not None and not as_json:
        raise click.UsageError("--batch prints JSON: add --json.")
