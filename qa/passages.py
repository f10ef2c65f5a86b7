"""A pipeline over passages that are given, as a benchmark brings them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.build import build
from index.document.corpus import Clause, Document, Section, Span, make_clause_id
from index.document.split import split_sentences
from index.embed.choose import load_encoder
from index.restore.document import Restoration
from qa.pipeline import Pipeline
from qa.settings import Settings


def build_engine(
    passages: Sequence[tuple[str, str]], changes: Mapping[str, object] | None = None
) -> Pipeline:
    """Return a pipeline over (id, text) passages, built in memory: one document a passage.

    Each passage is one clause, however long, since a benchmark judges passages.
    """
    settings = Settings().with_changes(changes or {})
    encoder = load_encoder(settings.encoder)
    documents = [Document(passage_id, passage_id, text) for passage_id, text in passages]
    clause_index = build(documents, encoder, restore=_one_clause)
    return Pipeline(clause_index, encoder, settings)


def _one_clause(document: Document, embed: object) -> Restoration:  # noqa: ARG001
    text = document.text
    clause = Clause(
        clause_id=make_clause_id(document.doc_id, text),
        doc_id=document.doc_id,
        position=0,
        section=Section(),
        place="stated",
        text=text,
        spans=(Span(0, len(text)),),
        sentences=tuple(split_sentences(text)),
    )
    return Restoration((clause,), (), (), ())
