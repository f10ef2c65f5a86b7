"""Answers that a browser kept, read back: what comes from outside is checked before it is shown."""

from __future__ import annotations

import functools
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.document.corpus import Document
from qa.result import Answer, Citation

# Lists of [start, end] in an answer's JSON (qa.result.to_json).
_SPANS = frozenset({"also_at", "focus", "pieces", "marks"})


@functools.cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def read_answer(record: object) -> Answer | None:
    """Return the answer of an answer object (docs/contract.md); None where it is none."""
    try:
        return _adapter().validate_python(_with_spans(record))
    except (ValidationError, RecursionError):
        return None


def _with_spans(value: Any, key: str = "") -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, dict):
        return {name: _with_spans(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        if key in _SPANS:
            return [
                dict(zip(("start", "end"), pair, strict=False)) if isinstance(pair, list) else pair
                for pair in value
            ]
        return [_with_spans(inner) for inner in value]
    return value


def stands(citation: Citation, document: Document | None) -> bool:
    """Tell whether a document still has a quote, letter by letter, where it was found."""
    if document is None:
        return False
    if citation.pieces:
        return "".join(piece.of(document.text) for piece in citation.pieces) == citation.quote
    return document.text[citation.start : citation.end] == citation.quote
