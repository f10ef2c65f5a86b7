"""Stand-ins for small tests: an encoder without weights, a restoration without thought."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from index.clause_index import ClauseIndex, Manifest
from index.document.corpus import (
    Clause,
    Document,
    Facts,
    Heading,
    Section,
    Span,
    TableRow,
    Unit,
    make_clause_id,
)
from index.embed.encoder import Progress, Vectors
from index.search.dense import DenseIndex
from index.search.lexical import LexicalIndex
from index.views import View


class FakeEncoder:
    """Vectors from a hash of the text: equal texts have cosine 1, and nothing is loaded."""

    def __init__(self, name: str = "fake/1", dim: int = 8) -> None:
        self.name = name
        self.dim = dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        rows = [self._encode(text) for text in texts]
        return np.stack(rows) if rows else np.empty((0, self.dim), dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if progress is not None:
            progress(len(texts))
        return self.encode_queries(texts)

    def _encode(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        row = np.random.default_rng(seed).standard_normal(self.dim).astype(np.float32)
        return np.asarray(row / np.linalg.norm(row), dtype=np.float32)


class FakeRestoration:
    """Every distinct sentence that ends in 。 a clause, in the order of first appearance."""

    def __init__(self, document: Document, *_: object) -> None:
        places: dict[str, list[Span]] = {}
        start = 0
        for position, character in enumerate(document.text):
            if character == "。":
                span = Span(start, position + 1)
                places.setdefault(span.of(document.text), []).append(span)
                start = position + 1
        heading = Heading(
            "chapter", 1, "第一章", "总则", document.doc_id, 0, 0, clauses=len(places)
        )
        self.headings = (heading,)
        self.facts = Facts(title=f"关于{document.doc_id}的通知", date="2025-01-01")
        self.clauses = tuple(
            Clause(
                clause_id=make_clause_id(document.doc_id, text),
                doc_id=document.doc_id,
                position=position,
                section=Section(1, "总则"),
                place="stated",
                text=text,
                spans=tuple(spans),
                sentences=(Span(0, len(text)),),
                topic="主题" if position else None,
                path=(heading,),
                article=1,
                paragraph=1,
                ref="第一条",
                page=2,
                table=None if position else TableRow(None, (), (text,)),
                pieces=(
                    Span(spans[0].start, spans[0].start + 1),
                    Span(spans[0].start + 1, spans[0].end),
                ),
                role="row",
                units=(Unit(Span(0, len(text)), 1),),
            )
            for position, (text, spans) in enumerate(places.items())
        )
        self.explanation = (f"{document.doc_id}: {len(self.clauses)} clauses",)


class TableEncoder(FakeEncoder):
    """Vectors in the plane, by text; counts the questions that it encodes."""

    def __init__(self, table: Mapping[str, tuple[float, float]]) -> None:
        super().__init__("table/1", 2)
        self._table = table
        self.asked: list[str] = []

    def _encode(self, text: str) -> Vectors:
        self.asked.append(text)
        return np.asarray(self._table[text], dtype=np.float32)


def index_by_hand(
    clauses: Sequence[Clause],
    documents: Sequence[Document],
    views: Sequence[tuple[View, float]],
    terms: Sequence[Sequence[str]],
) -> ClauseIndex:
    """An index whose views have the given cosines with the question at (1, 0); nothing centred."""
    rows = [(cosine, (1 - cosine**2) ** 0.5) for _, cosine in views]
    return ClauseIndex(
        documents=tuple(documents),
        clauses=tuple(clauses),
        views=tuple(view for view, _ in views),
        dense=DenseIndex.build(np.asarray(rows, dtype=np.float32)),
        lexical=LexicalIndex.build(terms),
        manifest=Manifest("table/1", 2, "", {}),
        query_means={lang: np.zeros(2, dtype=np.float32) for lang in ("zh", "en")},
        english={},
        titles={},
        explanation={},
    )


def clauses_of(
    texts: Sequence[str], doc_id: str = "plan", section: Section | None = None, first: int = 0
) -> tuple[list[Clause], Document]:
    """One clause of one sentence a text, one after the other in one document."""
    document = Document(doc_id, f"{doc_id}.txt", "".join(texts))
    clauses, start = [], 0
    for position, text in enumerate(texts, start=first):
        clauses.append(
            Clause(
                clause_id=make_clause_id(doc_id, text),
                doc_id=doc_id,
                position=position,
                section=section or Section(1, "总则", 0, None),
                place="stated",
                text=text,
                spans=(Span(start, start + len(text)),),
                sentences=(Span(0, len(text)),),
            )
        )
        start += len(text)
    return clauses, document
