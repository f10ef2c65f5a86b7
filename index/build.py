"""A corpus that can be searched, and how it is made of documents.

Documents are restored to clauses, clauses are seen under several views, and the views are embedded.
``index.store`` keeps the result in a folder.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from index.corpus import Clause, Document
from index.dense import DenseIndex
from index.embed import Encoder
from index.errors import DocumentError, YinjuError
from index.lexical import K1, METHOD, B, LexicalIndex, bigrams

FORMAT_VERSION = 1


class Restoration(Protocol):
    """What ``index.restore`` makes of a document."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order."""

    @property
    def explanation(self) -> tuple[str, ...]:
        """How that order was found, a line each."""


@dataclass(frozen=True, slots=True)
class View:
    """One text under which a clause can be found; a clause has several.

    Attributes:
        position: ``Clause.position`` of the clause.
        kind: What the text is: "clause", "sentence", "context", "neighbours", "english" …
        text: What is embedded.
    """

    position: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from and with.

    Attributes:
        encoder: ``Encoder.name``.
        dim: Length of a vector.
        corpus_sha256: Of the documents: ids, names, texts.
        settings: Everything else that decides what the index holds.
        format_version: Layout of the folder.
        generation: Name of the subfolder; empty until saved.
        files: SHA-256 by path within the generation; empty until saved.
    """

    encoder: str
    dim: int
    corpus_sha256: str
    settings: Mapping[str, str]
    format_version: int = FORMAT_VERSION
    generation: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClauseIndex:
    """A corpus that can be searched.

    Attributes:
        documents: The sources.
        clauses: In reading order: ``clauses[i].position == i``.
        views: Row i of ``dense`` is the vector of ``views[i]``.
        dense: The vectors of the views.
        lexical: Row i is ``clauses[i]``.
        manifest: What it was made from and with.
        english: Unofficial English by clause id.
        explanation: How the reading order was found, a line each.
    """

    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    views: tuple[View, ...]
    dense: DenseIndex
    lexical: LexicalIndex
    manifest: Manifest
    english: Mapping[str, str]
    explanation: tuple[str, ...]

    @functools.cached_property
    def clause_by_id(self) -> Mapping[str, Clause]:
        """Clauses by ``clause_id``."""
        return {clause.clause_id: clause for clause in self.clauses}

    @functools.cached_property
    def document_by_id(self) -> Mapping[str, Document]:
        """Documents by ``doc_id``."""
        return {document.doc_id: document for document in self.documents}


Restore = Callable[[Document, Encoder], Restoration]
MakeViews = Callable[[Sequence[Clause], Mapping[str, str]], Sequence[View]]
# Called with the step ("restore" or "embed"), how much of it is done, and how much there is.
BuildProgress = Callable[[str, int, int], None]


def clause_views(clauses: Sequence[Clause], english: Mapping[str, str]) -> list[View]:  # noqa: ARG001
    """Return one view a clause: its own text."""
    return [View(clause.position, "clause", clause.text) for clause in clauses]


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    restore: Restore,
    make_views: MakeViews = clause_views,
    english: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents``, in memory.

    Args:
        documents: The sources, with ids that differ.
        encoder: What makes the vectors.
        restore: What makes clauses of a document.
        make_views: What is embedded of each clause. Views without a letter or a digit are left out:
            a lone ” or 。 rises to the top for English questions.
        english: Unofficial English by clause id, given to ``make_views`` and kept.
        settings: Anything else that decides what the index holds, by name.
        progress: Called as the work goes on.

    Raises:
        DocumentError: There is no document, or not one clause in them.
        YinjuError: ``restore`` broke its promise about clauses.
    """
    if not documents:
        raise DocumentError("There is no document to index.")
    english = english or {}
    report = progress or _silent
    clauses: list[Clause] = []
    explanation: list[str] = []
    for number, document in enumerate(documents):
        report("restore", number, len(documents))
        restoration = restore(document, encoder)
        for clause in restoration.clauses:
            clauses.append(replace(clause, position=len(clauses)))
        explanation.extend(restoration.explanation)
    report("restore", len(documents), len(documents))
    if not clauses:
        named = ", ".join(document.source for document in documents)
        raise DocumentError(f"There is not one sentence in {named}.")
    problem = find_problem(documents, clauses)
    if problem:
        raise YinjuError(f"The clauses do not fit the documents: {problem}.")
    views = [view for view in make_views(clauses, english) if any(map(str.isalnum, view.text))]
    if not views:
        raise DocumentError("There is not one word in the documents.")

    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        report("embed", done, len(views))

    report("embed", 0, len(views))
    vectors = encoder.encode_passages([view.text for view in views], count)
    return ClauseIndex(
        documents=tuple(documents),
        clauses=tuple(clauses),
        views=tuple(views),
        dense=DenseIndex.build(vectors),
        lexical=LexicalIndex.build([bigrams(f"{c.topic or ''}\n{c.text}") for c in clauses]),
        manifest=Manifest(
            encoder=encoder.name,
            dim=encoder.dim,
            corpus_sha256=hash_documents(documents),
            settings=all_settings(english, settings or {}),
        ),
        english=dict(english),
        explanation=tuple(explanation),
    )


def find_problem(documents: Sequence[Document], clauses: Sequence[Clause]) -> str:
    """Return what is wrong with clauses that do not fit their documents, or nothing."""
    texts = {document.doc_id: document.text for document in documents}
    if len(texts) != len(documents):
        return "two documents have one id"
    seen: set[str] = set()
    for position, clause in enumerate(clauses):
        if clause.clause_id in seen:
            return f"two clauses have the id {clause.clause_id}"
        seen.add(clause.clause_id)
        if clause.position != position:
            return f"clause {clause.clause_id} is at {clause.position}, not at {position}"
        text = texts.get(clause.doc_id)
        if text is None:
            return f"clause {clause.clause_id} is of no document"
        if not clause.spans or any(span.of(text) != clause.text for span in clause.spans):
            return f"clause {clause.clause_id} is not what stands in {clause.doc_id}"
    return ""


def hash_documents(documents: Sequence[Document]) -> str:
    """Return the SHA-256 of the documents' ids, names and texts."""
    rows = [[document.doc_id, document.source, document.text] for document in documents]
    return hash_bytes(json.dumps(rows).encode())


def all_settings(english: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """Return the settings that are recorded, with what the caller cannot know."""
    return {
        **given,
        "code": _code_sha256(),
        "english_sha256": hash_bytes(json.dumps(english, sort_keys=True).encode()),
        "lexical": f"{METHOD} k1={K1} b={B}, character bigrams",
    }


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@functools.cache
def _code_sha256() -> str:
    """Return the SHA-256 of the modules that make an index, so that a change of them rebuilds it."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        if module.stem not in {"errors", "load", "__init__", "__main__"}:
            digest.update(module.name.encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()


def _silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""
