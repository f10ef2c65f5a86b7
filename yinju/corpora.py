"""Corpora for a program: open one, make one of files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from index.location import location
from qa.corpora import update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline

if TYPE_CHECKING:
    from index.build import BuildProgress

PathLike = str | os.PathLike[str]


def open(  # noqa: A001  # yinju.open, as in gzip.open
    corpus: PathLike | None = None, *, progress: BuildProgress | None = None, **settings: object
) -> Pipeline:
    """Open a corpus, to ask and to check.

    Args:
        corpus: A folder that ``index`` made, or the postgresql:// URL of a server; None for the plan
            that comes with yinju, whose index is built at the first use.
        progress: Called with the step, how much of it is done and how much there is, where the index
            has to be built.
        **settings: What differs from the corpus's own settings, such as ``threshold=0.5``.

    Raises:
        InputError: The folder is no corpus, or a setting is wrong.
        EncoderError: The encoder cannot be loaded.
        IndexDamagedError: The index is damaged and its sources are lost.
    """
    where = None if corpus is None else location(corpus)
    return open_pipeline(where, settings, progress=progress)


def index(
    paths: PathLike | Iterable[PathLike],
    corpus: PathLike,
    *,
    encoder: str | None = None,
    replace: bool = False,
    progress: BuildProgress | None = None,
) -> Pipeline:
    """Make a corpus of files, or add them to one, and open it.

    Args:
        paths: A file or a folder, or several.
        corpus: The folder or the URL to keep the corpus at; made where it is not there. A document of
            a name that it has takes its place, the others stay.
        encoder: Id or folder of a sentence-transformers model to use from now on.
        replace: Forget the documents that the corpus has.
        progress: As in ``open``.

    Raises:
        DocumentError: A path cannot be read.
        EncoderError: The encoder cannot be loaded.
        InputError: ``corpus`` holds something that is no corpus.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    where = location(corpus)
    update_corpus(
        where, [Path(p) for p in several], encoder=encoder, anew=replace, progress=progress
    )
    return open_pipeline(where)
