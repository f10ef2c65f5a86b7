"""Corpora that were indexed apart as one: what ``--shard`` split over machines is put together again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest

from index.assemble import Piece, Whole, assemble
from index.clause_index import ClauseIndex, Manifest, hash_documents
from index.dictionary.words import Words
from index.document.corpus import Document
from index.errors import InputError
from index.recipe import code_sha256, recipe


def shard(documents: Sequence[Document], number: int, count: int) -> tuple[Document, ...]:
    """Return every ``count``-th document from the ``number``-th on, counted from 1."""
    return tuple(documents[number - 1 :: count])


def merged(parts: Sequence[ClauseIndex], names: Sequence[str]) -> ClauseIndex:
    """Return the index of all documents of ``parts``, in the order in which ``shard`` dealt them out.

    Args:
        parts: Indexes in folders, by this code and one encoder.
        names: What messages call them.

    Raises:
        InputError: They do not go together; says which, and why.
    """
    first = parts[0].manifest
    code = code_sha256()
    for part, name in zip(parts, names, strict=True):
        made_by = part.manifest
        if made_by.encoder != first.encoder:
            raise InputError(
                f"{name} was made by the encoder {made_by.encoder}, {names[0]} by {first.encoder}; "
                "index both with one."
            )
        if made_by.settings.get("code") != code:
            raise InputError(f"{name} was made by another version of yinju; index it there again.")
        if made_by.settings.get("left_out") != first.settings.get("left_out"):
            raise InputError(
                f"{name} has not the kinds of views that {names[0]} has; index both with the same "
                "--without."
            )
    dealt = chain.from_iterable(zip_longest(*(part.pieces for part in parts)))
    pieces: list[Piece] = [piece for piece in dealt if piece is not None]
    kept = [segment.kept[number] for segment, number in pieces]
    documents = [one.document for one in kept]
    seen: set[str] = set()
    for document in documents:
        if document.doc_id in seen:
            raise InputError(f"{document.doc_id} is in two of the corpora; take it out of one.")
        seen.add(document.doc_id)
    editions = {one.document.doc_id: one.edition_sha256 for one in kept}
    return assemble(
        pieces,
        Whole(
            manifest=Manifest(
                encoder=first.encoder,
                dim=first.dim,
                corpus_sha256=hash_documents(documents),
                settings=recipe(editions, first.settings["left_out"].split()),
            ),
            query_means=parts[0].query_means,
            titles={zh: en for part in parts for zh, en in part.titles.items()},
            words=Words(_words(parts)),
        ),
    )


def _words(parts: Sequence[ClauseIndex]) -> bytes:
    """Return the words of all parts; what a glossary says of one stands before what a dictionary does."""
    found: dict[str, list[str]] = {}
    for part in parts:
        meanings: Mapping[str, list[str]] = json.loads(part.words.data)
        for word, senses in meanings.items():
            found[word] = list(dict.fromkeys([*found.get(word, ()), *senses]))
    return json.dumps(found, ensure_ascii=False, sort_keys=True).encode()
