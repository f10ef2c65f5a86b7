"""A question as typed to the one form in which it is searched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document.normal import normal_text
from index.document.split import has_word
from index.embed.encoder import MAX_QUERY_CHARS
from index.runtime.patterns import regex
from index.search.terms import terms
from qa.errors import QuestionError
from qa.result import Language

_HAN = regex(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN_WORD = regex(r"[A-Za-z]+")
# Words that only an English sentence has; VC, GDP or app stand in Chinese ones too.
_ENGLISH_GRAMMAR = regex(
    r"\b(?:the|is|are|was|were|do|does|did|what|which|who|when|where|why|how|can|could|will|would|"
    r"should|may|must|of|in|for|with|about|and|or|a|an|to|there|any|has|have)\b",
    re.IGNORECASE,
)
_SURROGATE = regex("[\ud800-\udfff]")
# Marks that stand on a letter; more than 30 on one are in no language, and of a stream that is safe to
# process the rest is left out (Unicode Standard Annex 15, D4). Each takes the encoder as long as a word.
_MARK = r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = regex(rf"({_MARK}{{30}}){_MARK}+")


@dataclass(frozen=True, slots=True)
class Query:
    """A question ready for search.

    Attributes:
        text: As given.
        normal: Its normal form (``index.document.normal``).
        lang: Its language.
        terms: What lexical search counts.
    """

    text: str
    normal: str
    lang: Language
    terms: tuple[str, ...]


def read_query(text: str) -> Query:
    """Return ``text`` as a query.

    Raises:
        QuestionError: It is empty, has no letter or digit, is longer than ``MAX_QUERY_CHARS``
            characters, or holds half a character (a lone surrogate).
    """
    if _SURROGATE.search(text):
        message = "The question holds a broken character (a lone surrogate); type it again as text."
        raise QuestionError(message)
    if len(text) > MAX_QUERY_CHARS:
        message = (
            f"The question has {len(text):,} characters; at most {MAX_QUERY_CHARS:,} are taken. "
            "Ask it in fewer words."
        )
        raise QuestionError(message, too_long=True)
    normal = _STACKED.sub(r"\1", normal_text(text))
    if not has_word(normal):
        raise QuestionError(
            "What was asked or claimed is empty: expected words in Chinese or English."
        )
    if len(normal) > MAX_QUERY_CHARS:
        message = (
            f"The question has {len(normal):,} characters when written out; at most "
            f"{MAX_QUERY_CHARS:,} are taken. Ask it in fewer words."
        )
        raise QuestionError(message, too_long=True)
    return Query(text, normal, detect_language(normal), tuple(terms(normal)))


def detect_language(text: str) -> Language:
    """Return the language of a question, also of a short or mixed one.

    Chinese as soon as it has ideographs, unless English grammar carries it: ``What is 海绵城市?``.
    """
    ideographs = len(_HAN.findall(text))
    if not ideographs:
        return "en"
    grammar = len(_ENGLISH_GRAMMAR.findall(text))
    words = len(_LATIN_WORD.findall(text))
    return "en" if grammar and 2 * words >= ideographs else "zh"
