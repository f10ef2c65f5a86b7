"""The documents that can be asked, as a part of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from index.document.corpus import Clause, Document
from qa.result import Language
from qa.show.cited.reference import SourceFacts
from qa.show.page.markup import HTML_LANG, say


class ShelfEntry(Protocol):
    """A document that can be asked."""

    @property
    def document(self) -> Document:
        """The document."""

    @property
    def title(self) -> str:
        """What it calls itself."""

    @property
    def own(self) -> bool:
        """Whether it is the visitor's own."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses."""

    @property
    def source(self) -> SourceFacts:
        """What it says of itself."""


def shelf_html(books: Sequence[ShelfEntry], lang: Language, *, keep: bool) -> str:
    """Return the list of documents, the visitor's own after the server's.

    Args:
        books: What can be asked.
        lang: The visitor's language.
        keep: Whether a visitor's own documents stay when the visitor leaves.
    """
    public = "".join(_entry(book, lang) for book in books if not book.own)
    own = "".join(_entry(book, lang) for book in books if book.own)
    html = f'<h2>{say("shelf.public", lang)}</h2><ul class="yj-shelf">{public}</ul>'
    if own:
        note = say("shelf.own_kept" if keep else "shelf.own_note", lang)
        html += (
            f'<h2>{say("shelf.own", lang)}</h2><p class="yj-small">{note}</p>'
            f'<ul class="yj-shelf">{own}</ul>'
        )
    return f'<div lang="{HTML_LANG[lang]}">{html}</div>'


def _entry(book: ShelfEntry, lang: Language) -> str:
    doc, title = escape(book.document.doc_id), escape(book.title)
    name = (
        ""
        if book.title == book.document.source
        else f"<span>{say('shelf.file_name', lang)} {escape(book.document.source)}</span>"
    )
    facts = [
        say("shelf.clauses", lang, n=f"{len(book.clauses):,}"),
        say("shelf.characters", lang, n=f"{len(book.document.text):,}"),
    ]
    said = [
        f"<span>{say(f'shelf.{key}', lang)} {escape(value)}</span>"
        for key, value in (
            ("body", book.source.body),
            ("number", book.source.number),
            ("date", book.source.date),
        )
        if value
    ]
    which = f'<span class="yj-sr"> {title}</span>'
    remove = ""
    if book.own:
        remove = (
            f'<button type="button" class="yj-link" data-remove="{doc}" data-name="{title}">'
            f"{say('shelf.remove', lang)}{which}</button>"
        )
    return (
        f'<li data-doc="{doc}"><label class="yj-pick"><input type="checkbox" data-pick="{doc}">'
        f'<span lang="zh-CN">{title}</span></label>'
        f'<p class="yj-small">{"".join(said)}{name}{"".join(f"<span>{fact}</span>" for fact in facts)}</p>'
        f"{_notes(book.document, lang)}"
        f'<div class="yj-actions"><button type="button" class="yj-link" data-read="{doc}">'
        f"{say('shelf.open', lang)}{which}</button>{remove}</div></li>"
    )


def _notes(document: Document, lang: Language) -> str:
    if not document.remarks:
        return ""
    lines = "".join(f"<li>{escape(remark.say(lang))}</li>" for remark in document.remarks)
    return (
        f'<details class="yj-more"><summary>{say("shelf.notes", lang)} ({len(document.remarks)})'
        f"</summary><ul>{lines}</ul></details>"
    )
