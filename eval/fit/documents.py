"""The sets on many documents (``eval/sets/documents``) with the documents that they are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from index.build import build
from index.document.corpus import Clause
from index.embed.encoder import Encoder
from index.errors import InputError
from index.read.load import load_documents
from index.runtime.patterns import regex
from qa.ask.quoting.excerpt import Reads
from qa.pipeline import Pipeline

SETS = Path(__file__).parents[1] / "sets" / "documents"
# Documents that were made up for sets are part of the project.
TEXTS = Path(__file__).parents[1] / "sets" / "texts"
# White space, and the bars of a Markdown table, which are no part of a row that is quoted.
_BETWEEN = regex(r"[\s|]")
# The options that the commands which fit to these sets have in common.
documents_option = click.option(
    "--documents",
    "folder",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the documents of eval/sets/documents are.",
)
leave_option = click.option(
    "--leave", default="", help="Names of sets that are not fitted on, with commas."
)


@dataclass(frozen=True)
class DocumentSet:
    """The questions and claims about one document.

    Attributes:
        name: Name of its folder.
        questions: Those that the document answers, then those that it does not.
        claims: Statements with their labels.
    """

    name: str
    questions: tuple[dict[str, Any], ...]
    claims: tuple[dict[str, Any], ...]


def read_document_sets(folder: Path = SETS, leave: str = "") -> list[DocumentSet]:
    """Return the sets of ``folder`` but for those named in ``leave``, with commas."""
    left_out = leave.split(",")
    return [
        DocumentSet(
            path.name,
            (*read_rows(path / "questions.jsonl"), *read_rows(path / "unanswerable.jsonl")),
            tuple(read_rows(path / "claims.jsonl")),
        )
        for path in sorted(folder.iterdir())
        if path.is_dir() and path.name not in left_out
    ]


def open_document(
    folder: Path, name: str, encoder: Encoder, reads: Reads | None = None
) -> Pipeline:
    """Return a pipeline over the document of a set: the file of that name in ``folder``, or in ``TEXTS``.

    Args:
        folder: Where the documents are.
        name: Name of the set.
        encoder: The encoder.
        reads: What reads; see ``Pipeline``.

    Raises:
        InputError: There is no such file.
    """
    found = [path for where in (folder, TEXTS) for path in sorted(where.glob(f"{name}.*"))]
    files = [path for path in found if path.suffix != ".npz"]
    if not files:
        raise InputError(
            f"{folder} has no document {name}; eval/sets/documents/README.md says which it is."
        )
    vectors = folder / f"{name}.npz"
    return Pipeline(
        build(load_documents(files[:1]), encoder, vectors=vectors), encoder, reads=reads
    )


def holds(text: str, keys: list[dict[str, str]]) -> bool:
    """Tell whether ``text`` holds one of the keys, whatever white space is in either."""
    return any(held_keys(text, keys))


def held_keys(text: str, keys: list[dict[str, str]]) -> tuple[bool, ...]:
    """Return of each key whether ``text`` holds it."""
    flat = _BETWEEN.sub("", text)
    return tuple(_BETWEEN.sub("", key["key"]) in flat for key in keys)


def holding(clauses: Sequence[Clause], keys: list[dict[str, str]]) -> list[tuple[int, int]]:
    """Return the positions of the clauses that hold one of the keys, each with the sentence that does."""
    found = []
    for clause in clauses:
        if holds(clause.text, keys):
            spans = enumerate(clause.sentences)
            sentence = next((n for n, span in spans if holds(span.of(clause.text), keys)), 0)
            found.append((clause.position, sentence))
    return found


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)
