"""Documents by the names that people call them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from index.document.corpus import Document
from index.errors import InputError
from index.runtime.patterns import regex

_MARKS = regex(r"[\s《》〈〉“”\"'()（）〔〕\[\]_·—-]+")
# The names offered where none fits.
_OFFERED = 3
# A shorter piece of a name says nothing: 办法.
_SHORTEST_PIECE = 4
# People leave out whose law it is, and in which year it was amended.
_STATE = "中华人民共和国"
_AMENDED = regex(r"\s*[（(][^（()）]*[)）]$")


def find_documents(
    documents: Sequence[Document], name: str, titles: Mapping[str, str] | None = None
) -> list[Document]:
    """Return the documents that ``name`` names.

    It is an id, or else a file name, with or without folders and ending, or a title. Where nothing is
    called so, it is a piece of file names: 知识产权保护条例 of 广东省知识产权保护条例.txt.

    Args:
        documents: Those of the corpus.
        name: What one is called.
        titles: Titles by id of those that have one.
    """
    exact = [document for document in documents if document.doc_id == name]
    if exact:
        return exact
    wanted = key_of(name)
    if not wanted:
        return []
    titled = {
        doc_id
        for doc_id, title in (titles or {}).items()
        if wanted in map(key_of, usual_titles(title))
    }
    called = [d for d in documents if d.doc_id in titled or wanted in _keys(d)]
    if called or len(wanted) < _SHORTEST_PIECE:
        return called
    return [d for d in documents if any(wanted in known for known in _keys(d))]


def named_documents(documents: Sequence[Document], names: Iterable[str]) -> frozenset[str]:
    """Return the ids of all documents that ``names`` name.

    Raises:
        InputError: A name names none; says which ones come close.
    """
    found: set[str] = set()
    for name in names:
        here = find_documents(documents, name)
        if not here:
            import difflib

            sources = [document.source for document in documents]
            near = ", ".join(difflib.get_close_matches(name, sources, _OFFERED, 0.0))
            raise InputError(f"No document {name} in the corpus; it has {near or 'none'}.")
        found.update(document.doc_id for document in here)
    return frozenset(found)


def usual_titles(title: str) -> tuple[str, ...]:
    """Return what people call a document of a title: 劳动法 is 中华人民共和国劳动法（2018修正）."""
    plain = _AMENDED.sub("", title)
    return tuple(dict.fromkeys((title, plain, plain.removeprefix(_STATE) or plain)))


def key_of(name: str) -> str:
    """Return what two ways of writing one name share: letters, figures and ideographs."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def _keys(document: Document) -> set[str]:
    path = PurePath(document.source)
    return {key_of(text) for text in (document.doc_id, document.source, path.name, path.stem)}
