"""Quotes as cards: their words with what answers marked, their place, and what can be done with them.

Buttons carry ``data-`` attributes that the scripts of the page read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.result import Citation, Language
from qa.show.cited.place import answering, document_name, short_name, steps
from qa.show.cited.reference import FORMS, NO_SOURCE, SourceFacts, cite
from qa.show.page.asked import asked_words
from qa.show.page.markup import HTML_LANG, inferred, marked, say

_NUMBER = regex(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card needs to know beside its quote.

    Attributes:
        lang: Language of the buttons.
        words: Language of the place and of what is said around the quote.
        titles: English by Chinese title.
        sources: By document, what it says of itself.
        marks: Whether what answers is marked; in a refusal nothing answers.
        question: Whose words are marked too, faintly; none where empty.
    """

    lang: Language
    words: Language
    titles: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    marks: bool = True
    question: str = ""


def quote_card(citation: Citation, shown: Shown) -> str:
    """Return a quote as a list item with its place and its buttons."""
    marks = answering(citation) if shown.marks else ()
    asked = _asked(citation, shown)
    quote = (
        f'<blockquote lang="zh-CN">{_table(citation, shown.lang)}'
        f'<span class="yj-words">{marked(citation.quote, marks, asked)}</span></blockquote>'
    )
    english = ""
    if citation.english and "en" in (shown.words, shown.lang):
        numbers = [span.of(citation.quote) for span in marks]
        english = (
            f'<div class="yj-english"><span class="yj-tag">{say("ask.unofficial", shown.lang)}</span>'
            f'<p lang="en">{_english(citation.english, numbers, shown)}</p></div>'
            f'<span class="yj-tag">{say("ask.original", shown.lang)}</span>'
        )
    return (
        f'<li class="yj-card" value="{citation.n}" data-clause="{escape(citation.clause_id)}" '
        f'data-doc="{escape(citation.doc_id)}">{_crumbs(citation, shown)}{_topic(citation, shown.lang)}'
        f"{english}{quote}{_also(citation, shown.lang)}{_actions(citation, shown)}</li>"
    )


def _crumbs(citation: Citation, shown: Shown) -> str:
    *headings, last = steps(citation, shown.words, shown.titles)
    name = document_name(citation)
    crumbs = f'<li title="{escape(name)}">{escape(short_name(name))}</li>'
    crumbs += "".join(f"<li>{escape(heading)}</li>" for heading in headings)
    mark = f" {inferred(shown.lang)}" if citation.place == "inferred" else ""
    return (
        f'<div class="yj-place" lang="{HTML_LANG[shown.words]}">'
        f'<span class="yj-n" aria-hidden="true">{citation.n}</span>'
        f'<ol class="yj-crumbs" aria-label="{say("ask.place", shown.lang)}">{crumbs}'
        f"<li><strong>{escape(last)}</strong>{mark}</li></ol></div>"
    )


def _topic(citation: Citation, lang: Language) -> str:
    if not citation.topic:
        return ""
    return (
        f'<p class="yj-topic" lang="zh-CN" title="{say("ask.topic", lang)}">'
        f"{escape(citation.topic)}</p>"
    )


def _table(citation: Citation, lang: Language) -> str:
    """Return what a row of a table is read with: the table's title and each cell under its column."""
    table = citation.table
    if table is None:
        return ""
    pairs = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(cell)}</dd></div>"
        for name, cell in zip(table.header, table.row, strict=False)
        if name or cell
    )
    title = (
        f'<p class="yj-small">{say("ask.table", lang)} {escape(table.title)}</p>'
        if table.title
        else ""
    )
    return f'{title}<dl class="yj-row">{pairs}</dl>' if pairs else title


def _also(citation: Citation, lang: Language) -> str:
    if not citation.also_at:
        return ""
    return f'<p class="yj-small">{say("ask.also", lang, n=len(citation.also_at))}</p>'


def _actions(citation: Citation, shown: Shown) -> str:
    lang = shown.lang
    # Names of buttons begin with what is read on them.
    which = f'<span class="yj-sr">{say("ask.which", lang, n=citation.n)}</span>'
    source = shown.sources.get(citation.doc_id, NO_SOURCE)
    forms = "".join(
        f'<button type="button" role="menuitem" data-copy="{escape(text)}">'
        f"{say(f'ask.copy_{form}', lang)}</button>"
        for form in FORMS
        for text in [cite(citation, form, shown.words, source=source, titles=shown.titles)]
    )
    return (
        f'<div class="yj-actions">'
        f'<button type="button" class="yj-link" data-open>{say("ask.open", lang)}{which}</button>'
        f'<span class="yj-menu"><button type="button" class="yj-link" data-menu aria-haspopup="menu" '
        f'aria-expanded="false">{say("ask.copy", lang)}{which}<span aria-hidden="true"> ▾</span></button>'
        f'<span class="yj-menu-items" role="menu" hidden>{forms}</span></span>'
        f'<button type="button" class="yj-link" data-link>{say("ask.link_short", lang)}{which}</button></div>'
    )


def _asked(citation: Citation, shown: Shown) -> tuple[Span, ...]:
    """Return the words of the quote that were asked for; a row of a table is read by its columns."""
    if not shown.marks or not shown.question or citation.table is not None:
        return ()
    return asked_words(shown.question, citation.quote, citation.focus)


def _english(english: str, marked_words: list[str], shown: Shown) -> str:
    """Mark in the English what is marked in the quote, as far as numbers and words tell."""
    wanted = {number for words in marked_words for number in _NUMBER.findall(words)}
    spans = [
        Span(found.start(), found.end() + (english[found.end() : found.end() + 1] == "%"))
        for found in _NUMBER.finditer(english)
        if found[0] in wanted
    ]
    asked = asked_words(shown.question, english) if shown.marks and shown.question else ()
    return marked(english, spans, asked)
