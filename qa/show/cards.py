"""Results as parts of the web page: safe HTML from answers, errors and the restored text.

Pure functions of what they are given. Every piece of text is escaped where it enters; what comes
back may be put into a page as it is. Buttons carry ``data-`` attributes that qa/show/data/page.js reads.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from importlib.resources import files

from index.corpus import Clause, Document, Span
from index.embed.encoder import MAX_QUERY_CHARS
from index.errors import DocumentError, YinjuError
from qa.errors import DraftError, QuestionError, QuoteError
from qa.result import Answer, Citation, Language, Verdict
from qa.show.document import render_document
from qa.show.found import found_parts, next_places
from qa.show.strings import EXAMPLES, word
from qa.show.text import place_label, refusal_text, section_label, verdict_label

# What a visitor typed is shown again up to here; the rest of 100,000 characters helps nobody.
_MAX_ECHO = 500
_HTML_LANG: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or with the error that it met."""

    question: str
    answer: Answer | None = None
    error: YinjuError | None = None


def page_file(name: str) -> str:
    """Return a style sheet or script of the page."""
    return files("qa.show").joinpath("data", name).read_text("utf-8")


def heading(lang: Language) -> str:
    """Return name and purpose of the page."""
    return (
        f'<header class="yj-head" lang="{_HTML_LANG[lang]}"><h1>{escape(word("title", lang))}</h1>'
        f"<p>{escape(word('subtitle', lang))}</p></header>"
    )


def conversation(
    turns: Sequence[Exchange], lang: Language, titles: Mapping[str, str] | None = None
) -> str:
    """Return the whole conversation, or example questions before it begins.

    Args:
        turns: Oldest first.
        lang: Language of the buttons; an answer speaks its question's language.
        titles: English by Chinese title.
    """
    if not turns:
        return _examples(lang)
    parts = [_turn(turn, lang, titles) for turn in turns]
    return (
        f'<div class="yj-log" role="log" aria-live="polite" aria-label="{_w("conversation", lang)}"'
        f' lang="{_HTML_LANG[lang]}">{"".join(parts)}</div>'
    )


def notice(text: str, lang: Language, details: str = "") -> str:
    """Return one sentence for the visitor, and beneath it what was found in a file, if anything."""
    more = f'<pre class="yj-details" lang="en">{escape(details)}</pre>' if details else ""
    return (
        f'<div class="yj-notice" role="alert" lang="{_HTML_LANG[lang]}"><strong aria-hidden="true">!'
        f"</strong> <span>{escape(text)}</span>{more}</div>"
    )


def error_sentence(error: YinjuError, lang: Language, text: str = "") -> str:
    """Return an error in one sentence of the visitor's language.

    Args:
        error: What was raised.
        lang: The visitor's language.
        text: The question or claim that was given.
    """
    if isinstance(error, QuestionError):
        if any("\ud800" <= character <= "\udfff" for character in text):
            return word("error_broken", lang)
        if error.too_long:
            return word("error_long", lang, n=f"{len(text):,}", limit=f"{MAX_QUERY_CHARS:,}")
        return word("error_empty", lang)
    if isinstance(error, QuoteError):
        return word("error_quote", lang)
    if isinstance(error, DraftError | DocumentError):
        return str(error) if lang == "en" else word("error_draft", lang)
    # Other messages are written once, in English.
    return str(error) if lang == "en" else f"{word('error_other', lang)}（{error}）"


def quote_card(
    citation: Citation,
    lang: Language,
    *,
    words: Language | None = None,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Return a quote as a card with its place and its buttons.

    Args:
        citation: The quote.
        lang: Language of the buttons.
        words: Language of the place; that of the buttons where left out.
        titles: English by Chinese title.
    """
    words = words or lang
    open_data = f'data-open="{escape(citation.clause_id)}"'
    topic = ""
    if citation.topic:
        topic = (
            f'<p class="yj-topic" lang="zh-CN" title="{_w("topic_title", lang)}">'
            f"{escape(citation.topic)}</p>"
        )
    english = ""
    if citation.english and "en" in (words, lang):
        english = (
            f'<div class="yj-english"><span class="yj-tag">{_w("unofficial", lang)}</span>'
            f'<p lang="en">{escape(citation.english)}</p></div>'
        )
    label = place_label(citation, words, titles)
    return (
        f'<li class="yj-card" value="{citation.n}">'
        f'<span class="yj-n" aria-hidden="true">{citation.n}</span>{topic}'
        f'<blockquote lang="zh-CN" {open_data}>{marked(citation.quote, citation.focus)}</blockquote>'
        f"{english}"
        f'<p class="yj-place" lang="{_HTML_LANG[words]}">{place_html(citation, words, titles)}</p>'
        f'<p class="yj-actions"><button type="button" class="yj-link" {open_data} '
        f'aria-label="{escape(word("open_n", lang, n=citation.n))}">{_w("open", lang)}</button>'
        f'<button type="button" class="yj-link" data-copy="{escape(_citation_text(citation, label))}" '
        f'data-copied="{_w("copied", lang)}">{_w("copy", lang)}</button></p></li>'
    )


def place_html(citation: Citation, lang: Language, titles: Mapping[str, str] | None = None) -> str:
    """Return the place of a quote, with a mark where it was worked out."""
    plain = place_label(replace(citation, place="stated"), lang, titles)
    if citation.place == "stated":
        return escape(plain)
    return f"{escape(plain)} {_inferred(lang)}"


def marked(text: str, spans: Sequence[Span]) -> str:
    """Return ``text`` with ``spans`` highlighted; spans may touch or overlap."""
    pieces: list[str] = []
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        start = max(span.start, end)
        if start >= span.end:
            continue
        pieces += [escape(text[end:start]), f"<mark>{escape(text[start : span.end])}</mark>"]
        end = span.end
    return "".join([*pieces, escape(text[end:])])


def context(
    clause: Clause,
    clauses: Sequence[Clause],
    documents: Sequence[Document],
    lang: Language,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Return the panel that shows a clause where it stands, its words highlighted.

    Args:
        clause: What to show.
        clauses: The whole corpus in reading order.
        documents: Where its documents' names come from.
        lang: Language of the panel.
        titles: English by Chinese title.
    """
    document = render_document(
        [other for other in clauses if other.doc_id == clause.doc_id],
        documents,
        lang,
        {clause.clause_id: [Span(0, len(clause.text))]},
    )
    label = section_label(clause.section, "stated", lang, titles)
    inferred = f" {_inferred(lang)}" if clause.place == "inferred" else ""
    return (
        f'<section class="yj-context" tabindex="-1" aria-label="{_w("context", lang)}" '
        f'lang="{_HTML_LANG[lang]}"><div class="yj-context-head"><h2>{_w("context", lang)}</h2>'
        f'<button type="button" class="yj-link" data-close="1">{_w("close", lang)}</button></div>'
        f'<p class="yj-place">{escape(label)}{inferred}</p>'
        f"{frame(document, word('context_frame', lang))}</section>"
    )


SIGNS: Mapping[str, str] = {"supported": "✓", "contradicted": "✗", "not_mentioned": "–"}


def matrix(
    verdicts: Sequence[Verdict], lang: Language, titles: Mapping[str, str] | None = None
) -> str:
    """Return the verdicts as a table: statement, verdict with its sign, the plan's words."""
    if not verdicts:
        return notice(word("check_nothing", lang), lang)
    heads = "".join(
        f'<th scope="col">{_w(key, lang)}</th>' for key in ("statement", "verdict", "evidence")
    )
    rows = "".join(_verdict_row(verdict, lang, titles) for verdict in verdicts)
    return (
        f'<table class="yj-matrix" lang="{_HTML_LANG[lang]}" aria-label="{_w("matrix", lang)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _verdict_row(verdict: Verdict, lang: Language, titles: Mapping[str, str] | None) -> str:
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in verdict.reasons)
    shown = verdict.citations[:1] if verdict.verdict != "not_mentioned" else ()
    cards = "".join(quote_card(citation, lang, titles=titles) for citation in shown)
    evidence = f'<ol class="yj-quotes">{cards}</ol>' if cards else _w("no_evidence", lang)
    return (
        f'<tr><td dir="auto">{marked(verdict.claim, verdict.focus)}</td><td class="yj-{verdict.verdict}">'
        f'<span aria-hidden="true">{SIGNS[verdict.verdict]}</span> '
        f"<strong>{escape(verdict_label(verdict.verdict, lang))}</strong><ul>{reasons}</ul></td>"
        f"<td>{evidence}</td></tr>"
    )


def frame(document: str, title: str) -> str:
    """Return a page of its own within this page; scripts cannot run in it."""
    return (
        f'<iframe class="yj-frame" sandbox="allow-same-origin" title="{escape(title)}" '
        f'srcdoc="{escape(document)}"></iframe>'
    )


def _turn(turn: Exchange, lang: Language, titles: Mapping[str, str] | None) -> str:
    asked = turn.question if len(turn.question) <= _MAX_ECHO else f"{turn.question[:_MAX_ECHO]}…"
    question = (
        f'<div class="yj-question"><span class="yj-sr">{_w("you_asked", lang)}: </span>'
        f'<p dir="auto">{escape(asked)}</p></div>'
    )
    if turn.answer is not None:
        return question + _answer(turn.answer, lang, titles)
    said = "" if turn.error is None else error_sentence(turn.error, lang, turn.question)
    return question + notice(said, lang)


def _answer(answer: Answer, lang: Language, titles: Mapping[str, str] | None) -> str:
    words = answer.lang
    cards = "".join(
        quote_card(citation, lang, words=words, titles=titles) for citation in answer.citations
    )
    quotes = f'<ol class="yj-quotes">{cards}</ol>' if cards else ""
    opening = f'<article class="yj-answer {{}}" lang="{_HTML_LANG[words]}">'
    if answer.lead and answer.answered:
        return (
            f'{opening.format("yj-found")}<p class="yj-lead"><strong>{escape(answer.lead)}</strong></p>'
            f"{found_parts(answer, words, titles)}{quotes}{next_places(answer, words)}</article>"
        )
    if answer.answered:
        n = len(answer.citations)
        count = word("quote_found", words) if n == 1 else word("quotes_found", words, n=n)
        return (
            f'{opening.format("yj-found")}<p class="yj-lead"><strong>{_w("from_plan", words)}</strong>'
            f" · {escape(count)}</p>{quotes}</article>"
        )
    if answer.correction:
        lead = refusal_text(words, correction=True, nearest=False)
        return (
            f'{opening.format("yj-correction")}<p class="yj-lead">'
            f'<span class="yj-sign" aria-hidden="true">≠</span> <strong>{escape(lead)}</strong></p>'
            f"{quotes}</article>"
        )
    lead = answer.lead or refusal_text(words, correction=False, nearest=False)
    near = f'<p class="yj-near">{_w("nearest", words)}</p>{quotes}' if quotes else ""
    return (
        f'{opening.format("yj-refusal")}<p class="yj-lead">'
        f'<span class="yj-sign" aria-hidden="true">∅</span> <strong>{escape(lead)}</strong></p>'
        f"{near}</article>"
    )


def _examples(lang: Language) -> str:
    # The visitor's language first.
    ordered = sorted(EXAMPLES, key=lambda example: example[0] != lang)
    buttons = "".join(
        f'<li><button type="button" class="yj-example" lang="{_HTML_LANG[of]}" '
        f'data-ask="{escape(question)}">{escape(question)}</button></li>'
        for of, question in ordered
    )
    return (
        f'<section class="yj-welcome" lang="{_HTML_LANG[lang]}"><h2>{_w("welcome", lang)}</h2>'
        f"<ul>{buttons}</ul></section>"
    )


def _inferred(lang: Language) -> str:
    return (
        f'<span class="yj-inferred" title="{_w("inferred_title", lang)}">'
        f"{_w('inferred', lang)}</span>"
    )


def _citation_text(citation: Citation, label: str) -> str:
    return f"“{citation.quote}”\n—— {citation.source} · {label}"


def _w(key: str, lang: Language) -> str:
    return escape(word(key, lang))
