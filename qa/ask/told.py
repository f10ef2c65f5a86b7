"""A long text to what it asks: a complaint tells for half a page what happened, and asks in its last line.

Searched as one, such a text is about everything that it tells; so its questions are searched, and the
sentence before them is kept for what they point back to.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.document.span import Span
from index.document.split import split_sentences
from index.runtime.patterns import regex
from qa.ask.filling.slots import interrogatives
from qa.ask.retrieval.query import Query, read_query
from qa.result import Language

# Nobody asks one thing in so many characters, or so many words of English: the longest of 3,400 questions
# of the sets has 78 and 33.
_LONG = {"zh": 100, "en": 50}
_MARK = regex(r"[?？]")
# What opens the very question.
_OPENS = regex(
    r"请问|请教|想问|想请教|问一下|问一问|想知道|想了解|想咨询|请告诉|请告知|请答复|"
    r"\b(?:(?:my|our|the) questions? (?:is|are)|"
    r"(?:i|we) (?:(?:just |only )?want|would like|'d like|need) to know|"
    r"(?:please |can you |could you )tell (?:me|us)|"
    r"(?:i|we)(?:'m| am| are|'re)? (?:ask|asking|wonder|wondering))\b"
)
_PART = regex(r"[,，;；:：]\s*")


def told_and_asked(query: Query) -> tuple[Query, str]:
    """Return what a query asks, and what it tells right before that.

    Args:
        query: Of any length.

    Returns:
        The query as it is and nothing where it is short or asks nowhere, or throughout.
    """
    if _length(query.normal, query.lang) <= _LONG[query.lang]:
        return query, ""
    spans = split_sentences(query.normal)
    asking = _asking([span.of(query.normal) for span in spans], query.lang)
    if not asking:
        return query, ""
    first = asking[0]
    start = _opening(spans[first], query) if len(asking) == 1 else spans[first].start
    words = " ".join(
        [query.normal[start : spans[first].end], *(spans[at].of(query.normal) for at in asking[1:])]
    )
    told = query.normal[: spans[first].start if start == spans[first].start else start]
    before = split_sentences(told)
    return read_query(words), before[-1].of(told) if before else ""


def _asking(sentences: Sequence[str], lang: Language) -> list[int]:
    """Return which sentences ask: those opened as a question; else those marked as one; else those worded so.

    Of more than are short together the last are meant: what is asked in passing is asked of nobody.
    """
    marked = [at for at, text in enumerate(sentences) if _MARK.search(text)]
    opened = [at for at, text in enumerate(sentences) if _OPENS.search(text.lower())]
    if opened:
        found = sorted({*opened, *(at for at in marked if at > opened[0])})
    else:
        found = marked or [at for at, text in enumerate(sentences) if interrogatives(text, lang)]
    kept: list[int] = []
    length = 0
    for at in reversed(found):
        length += _length(sentences[at], lang)
        if kept and length > _LONG[lang]:
            break
        kept.insert(0, at)
    return kept


def _opening(sentence: Span, query: Query) -> int:
    """Return where the question begins in a sentence that is long itself."""
    text = sentence.of(query.normal)
    if _length(text, query.lang) <= _LONG[query.lang]:
        return sentence.start
    opens = list(_OPENS.finditer(text.lower()))
    if opens:
        return sentence.start + opens[-1].start()
    asks = interrogatives(text, query.lang)
    cuts = [cut.end() for cut in _PART.finditer(text) if asks and cut.end() <= asks[-1].start]
    # One part more than the one that asks: 我们想办个食堂，要哪些手续.
    return sentence.start + (cuts[-2] if len(cuts) > 1 else 0)


def _length(text: str, lang: Language) -> int:
    return len(text) if lang == "zh" else len(text.split())
