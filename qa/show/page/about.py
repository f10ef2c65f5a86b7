"""What this is and what it is not, as a part of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.result import Language
from qa.show.page.markup import HTML_LANG, say
from qa.show.page.shelf import ShelfEntry


def about_html(books: Sequence[ShelfEntry], encoder: str, version: str, lang: Language) -> str:
    """Return the page on itself.

    Args:
        books: What can be asked.
        encoder: Name of the model that finds clauses.
        version: Of yinju.
        lang: The visitor's language.
    """
    texts = "".join(
        f"<h2>{say(f'about.{key}', lang)}</h2><p>{say(f'about.{key}_text', lang)}</p>"
        for key in ("what", "not", "privacy", "programs")
    )
    titles = "".join(f'<li lang="zh-CN">{escape(book.title)}</li>' for book in books)
    clauses = sum(len(book.clauses) for book in books)
    facts = "".join(
        f"<div><dt>{say(f'about.{key}', lang)}</dt><dd>{value}</dd></div>"
        for key, value in (
            ("model", escape(encoder)),
            ("index", say("about.index_text", lang, documents=len(books), clauses=f"{clauses:,}")),
            ("version", escape(version)),
        )
    )
    return (
        f'<div class="yj-prose" lang="{HTML_LANG[lang]}">{texts}'
        f'<h2>{say("about.documents", lang)}</h2><ul>{titles}</ul><dl class="yj-facts">{facts}</dl></div>'
    )
