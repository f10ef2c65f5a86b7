"""Text to sentences, with character spans into the source.

Sentences end at 。！？ (with closing quotes and brackets), at a line end, and before a numbering
mark such as 一、 that follows a colon. Nothing is normalised: a span always gives the source's own
characters. What is a heading and what is a sentence is decided in ``index.outline.headings.glued``.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata

from index.document.corpus import Span
from index.runtime.patterns import regex

_NUMERAL = "一二三四五六七八九十百零〇两"
NUMBERING = regex(
    rf"(?:[{_NUMERAL}]{{1,3}}、|[（(][{_NUMERAL}]{{1,3}}[）)]|[0-9]{{1,2}}[．、.](?![0-9]))"
)
_ENDINGS = "。！？!?"
_CLOSERS = '”’」』）)》〉】"'
# A full stop that ends an English sentence: followed by space and a capital, or by the end.
_ENGLISH_STOP = regex(r"(?<=[a-z0-9%)\]\"”’]{2})\.(?=\s+[A-Z“\"(]|\s*$)")
_AFTER_COLON = regex(rf"[：:](?=\s*{NUMBERING.pattern})")
# A document number (粤府函〔2020〕272号) followed by those addressed, up to the colon: the head of an
# official letter, which belongs together and apart from what the letter then says.
LETTER_HEAD = regex(r"〔[0-9]{4}〕第?[0-9]+号[^。：:\n]{2,80}[：:]")
# A signature: an issuing body and a date, with nothing but a title or a heading after it.
SIGNATURE = regex(r"[\u4e00-\u9fff]{2,30}[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日")
# All but letters and digits, and what numbers are written with.
_NO_WORD = regex(r"(?:[^\w%.]|_)+")
# Titles and lines of a document are compared time and again; more than a long one has are not kept.
_KEYS_KEPT = 1 << 15


def split_sentences(text: str) -> list[Span]:
    """Return the sentences of ``text`` in order, as spans without surrounding white space.

    The spans never overlap, and every character outside them is white space. Pieces that hold
    no letter or digit (a lone ” or 。) are joined to the sentence before them.
    """
    cuts = {0, len(text)}
    for match in re.finditer(rf"[{_ENDINGS}]+[{re.escape(_CLOSERS)}]*", text):
        if not _is_decimal_or_url(text, match.start()):
            cuts.add(match.end())
    cuts.update(match.end() for match in _ENGLISH_STOP.finditer(text))
    cuts.update(match.end() for match in re.finditer(r"[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+", text))
    cuts.update(match.end() for match in _AFTER_COLON.finditer(text))
    cuts.update(match.end() for match in LETTER_HEAD.finditer(text))
    ordered = sorted(cuts)
    spans: list[Span] = []
    for start, end in itertools.pairwise(ordered):
        span = strip(text, Span(start, end))
        if span.start == span.end:
            continue
        if spans and not has_word(span.of(text)):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def strip(text: str, span: Span) -> Span:
    """Return ``span`` without the white space at its two ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def has_word(text: str) -> bool:
    """Tell whether ``text`` holds a letter, an ideograph or a digit."""
    return any(character.isalnum() for character in text)


@functools.lru_cache(maxsize=_KEYS_KEPT)
def comparison_key(text: str) -> str:
    """Return what two copies of a sentence share: letters and digits only, in one width and case.

    Copies of one sentence differ in dashes, quotes and spaces as scrapers see them.
    """
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


def _is_decimal_or_url(text: str, position: int) -> bool:
    """Tell whether the ? or ! at ``position`` stands inside an address rather than ends anything."""
    if text[position] not in "?!":
        return False
    before = text[max(0, position - 1) : position]
    after = text[position + 1 : position + 2]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
