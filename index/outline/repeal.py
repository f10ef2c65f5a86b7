"""What a document does away with, as it says: 《清河县市场暂行办法》（清政发〔2018〕12号）同时废止."""

from __future__ import annotations

from collections.abc import Iterator

from index.document.span import Span
from index.runtime.patterns import regex

# How an earlier document ends. 停止使用 is said of machines too, and 作废 of papers: see _NAMED.
ENDS = (
    "(?:同时|同步|一并|相应|即行|即时|自动|自行|予以|随之)?"
    "(?:废止|作废|失效|停止(?:执行|施行|实行|实施|使用)|不再(?:执行|施行|适用|有效|使用))"
)
_NUMBERED = r"《[^》]{2,80}》(?:\s*[（(][^（）()]{2,40}[）)])?"
# 原《学生守则》停止使用, 此前有关规定同时废止: what ends is named, or was there before.
_ENDED = regex(
    rf"(?P<what>(?:{_NUMBERED}|(?:此前|以前|以往|原有?|先前|之前|现行|旧)(?:的)?)[^。；;]{{0,80}}?){ENDS}"
    r"(?![^。；;]{0,12}(?:手续|情形|程序|条件))"
)
_TITLE = regex(_NUMBERED)
# 代替DB32/T 100—2015: a standard.
_REPLACED = regex(r"(?:代替|取代|替代)(?!率|物|品|性|能源|燃料|产|人|作用)[^。；;，\n]{4,60}")
# What holds from a day does not end: 《新办法》自2026年3月1日起施行，《旧办法》同时废止.
_HOLDS = regex(r"起\s*(?:正式|开始)?\s*(?:施行|实施|执行|实行|生效|试行)[^，。；;]{0,12}[，。；;]")


def ended(text: str) -> Iterator[Span]:
    """Yield where a text says what it does away with, or replaces."""
    for match in _ENDED.finditer(text):
        start = match.start()
        for held in _HOLDS.finditer(text, start, match.end()):
            start = held.end()
        yield Span(start, match.end())
    yield from (Span(*match.span()) for match in _REPLACED.finditer(text))


def ended_titles(text: str) -> tuple[str, ...]:
    """Return the titles of the documents that a text does away with, each with its number."""
    named = (title.group() for span in ended(text) for title in _TITLE.finditer(span.of(text)))
    return tuple(dict.fromkeys(named))
