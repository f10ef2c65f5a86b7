"""A question with its answer as a part of the page; and the page before anything was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from index.embed.encoder import MAX_QUERY_CHARS
from index.errors import DocumentError, YinjuError
from qa.errors import DraftError, QuestionError, QuoteError
from qa.result import Answer, Intent, Language
from qa.show.cited.reference import SourceFacts
from qa.show.page.cards import Shown, quote_card
from qa.show.page.found import found_parts, next_places
from qa.show.page.markup import HTML_LANG, say
from qa.show.strings import word
from qa.show.text import refusal_text

# Kinds of questions whose answers are found by search, so that they are more or less sure.
_SEARCHED: frozenset[Intent] = frozenset({"content", "list"})


def answer_html(
    answer: Answer,
    lang: Language,
    *,
    titles: Mapping[str, str] | None = None,
    sources: Mapping[str, SourceFacts] | None = None,
    better: Sequence[str] = (),
) -> str:
    """Return an answer.

    Args:
        answer: What was found, or the refusal.
        lang: Language of the buttons; the answer speaks its question's.
        titles: English by Chinese title.
        sources: By document, what it says of itself.
        better: Questions that the document does answer, for a refusal.
    """
    shown = Shown(
        lang,
        answer.lang,
        titles or {},
        sources or {},
        marks=answer.answered or answer.correction,
        # What was looked up, a place or a list, is marked as it was found.
        question=answer.question if answer.intent == "content" else "",
    )
    cards = [quote_card(citation, shown) for citation in answer.citations]
    quotes = _quotes(cards)
    if answer.answered:
        body = (
            f"{_lead(answer, lang)}{found_parts(answer, answer.lang, titles)}{quotes}"
            f"{next_places(answer, answer.lang)}"
        )
        kind = "found"
    elif answer.correction:
        said = refusal_text(answer.lang, correction=True, nearest=False)
        # The first is what the document says instead; the others only come near the question.
        rest = _folded("ask.more", answer.lang, _quotes(cards[1:]))
        body, kind = _sign("≠", said) + _quotes(cards[:1]) + rest, "correction"
    else:
        body, kind = _refusal(answer, quotes, better), "refusal"
    return f'<article class="yj-answer yj-{kind}" lang="{HTML_LANG[answer.lang]}">{body}</article>'


def _lead(answer: Answer, lang: Language) -> str:
    words, n = answer.lang, len(answer.citations)
    count = say("ask.found_one", words) if n == 1 else say("ask.found", words, n=n)
    if answer.lead:
        said = f"<strong>{escape(answer.lead)}</strong>"
    else:
        said = f"<strong>{say('ask.from', words)}</strong><span>{count}</span>"
    return f'<p class="yj-lead">{said}{_sureness(answer, lang)}</p>'


def _sureness(answer: Answer, lang: Language) -> str:
    if answer.unsure:
        return f'<span class="yj-sure yj-unsure">{say("ask.unsure", lang)}</span>'
    if answer.intent not in _SEARCHED:
        # No answer of this kind was counted; what may be wrong is how the question was taken.
        return (
            f'<span class="yj-sure" title="{say("ask.looked_up_title", lang)}">'
            f"{say('ask.looked_up', lang)}</span>"
        )
    return (
        f'<span class="yj-sure" title="{say("ask.sure_title", lang)}">'
        f"{say('ask.sure', lang, n=round(100 * answer.confidence))}</span>"
    )


def _sign(sign: str, said: str) -> str:
    return (
        f'<p class="yj-lead"><span class="yj-sign" aria-hidden="true">{sign}</span>'
        f"<strong>{escape(said)}</strong></p>"
    )


def _refusal(answer: Answer, quotes: str, better: Sequence[str]) -> str:
    words = answer.lang
    said = answer.lead or refusal_text(words, correction=False, nearest=False)
    instead = ""
    if better:
        asked = "".join(
            f'<li><button type="button" class="yj-example" data-ask="{escape(question)}">'
            f"{escape(question)}</button></li>"
            for question in better
        )
        instead = (
            f'<p class="yj-near">{say("ask.better", words)}</p><ul class="yj-better">{asked}</ul>'
        )
    return f"{_sign('∅', said)}{instead}{_folded('ask.near', words, quotes, is_open=True)}"


def _quotes(cards: Sequence[str]) -> str:
    return f'<ol class="yj-quotes">{"".join(cards)}</ol>' if cards else ""


def _folded(key: str, words: Language, quotes: str, *, is_open: bool = False) -> str:
    """Return quotes that are no answer, below words that say so; empty where there are none."""
    if not quotes:
        return ""
    return (
        f'<details class="yj-nearest"{" open" * is_open}><summary>{say(key, words)}</summary>'
        f"{quotes}</details>"
    )


def welcome(
    documents: Sequence[str],
    questions: Sequence[tuple[Language, str]],
    lang: Language,
    *,
    own: bool = False,
) -> str:
    """Return the page before anything was asked: what it knows, what can be asked, what it will not do.

    Args:
        documents: Titles of the documents that are asked.
        questions: Questions that they answer, each with its language; those of the other are shown only
            where there are none of the visitor's.
        lang: The visitor's language.
        own: Whether documents of one's own are taken.
    """
    names = "".join(f'<li lang="zh-CN">{escape(name)}</li>' for name in documents[:_NAMED])
    if len(documents) > _NAMED:
        names += f"<li>… {say('page.asking_all', lang, n=len(documents))}</li>"
    ordered = [question for question in questions if question[0] == lang] or questions
    buttons = "".join(
        f'<li><button type="button" class="yj-example" lang="{HTML_LANG[of]}" '
        f'data-ask="{escape(question)}">{escape(question)}</button></li>'
        for of, question in ordered
    )
    invite = (
        f'<button type="button" class="yj-drop yj-invite" data-add>{say("shelf.invite", lang)}'
        f'<span class="yj-drop-hint">{say("shelf.add_note", lang)}</span></button>'
        if own
        else ""
    )
    return (
        f'<section class="yj-welcome" lang="{HTML_LANG[lang]}">'
        f'<p class="yj-purpose">{say("page.purpose", lang)}</p>'
        f'<h2>{say("ask.knows", lang)}</h2><ul class="yj-known">{names}</ul>'
        f'<h2>{say("ask.welcome", lang)}</h2><ul class="yj-examples">{buttons}</ul>{invite}'
        f'<p class="yj-small">{say("ask.answers", lang)} {say("ask.refuses", lang)}</p></section>'
    )


# Beyond so many titles nobody reads on.
_NAMED = 8


def error_sentence(error: YinjuError, lang: Language, text: str = "") -> str:
    """Return an error in one sentence of the visitor's language.

    Args:
        error: What was raised.
        lang: The visitor's language.
        text: The question or claim that was given.
    """
    if isinstance(error, QuestionError):
        if any("\ud800" <= character <= "\udfff" for character in text):
            return word("error.broken", lang)
        if error.too_long:
            return word("error.long", lang, n=f"{len(text):,}", limit=f"{MAX_QUERY_CHARS:,}")
        return word("error.empty", lang)
    if isinstance(error, QuoteError):
        return word("error.quote", lang)
    if lang == "en":
        return str(error)
    # Other messages are written once, in English.
    group = (
        "draft"
        if isinstance(error, DraftError)
        else "document"
        if isinstance(error, DocumentError)
        else "other"
    )
    return f"{word(f'error.{group}', lang)}（{error}）"
