"""Stand-ins for small tests: an encoder without weights, a restoration without thought."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from index.corpus import Clause, Document, Section, Span, make_clause_id
from index.embed import Progress, Vectors


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
            )
            for position, (text, spans) in enumerate(places.items())
        )
        self.explanation = (f"{document.doc_id}: {len(self.clauses)} clauses",)
