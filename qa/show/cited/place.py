"""Where a quote stands, step by step: document, headings, and how an official would cite it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.document.corpus import Heading, HeadingLevel, Section, Span
from index.runtime.patterns import regex
from qa.result import Citation, Language
from qa.show.strings import word
from qa.show.text import place_label, section_label

# What a notice is for: 广东省人民政府关于印发某某规划的通知 is asked for as 某某规划.
_ISSUED = regex(r".*?关于(?:印发|转发|批转|发布|公布)(.+)的(?:通知|函|公告|通告|决定)")
_BRACKETS = ("《", "》")

_LEVELS: Mapping[HeadingLevel, str] = {
    "part": "Part {}",
    "division": "Division {}",
    "chapter": "Chapter {}",
    "section": "Section {}",
    "article": "Article {}",
}


def document_name(citation: Citation) -> str:
    """Return the title of the document that is quoted, else its file name."""
    return citation.document or citation.source


def short_name(title: str) -> str:
    """Return what a document is known by where there is little room: of a notice, what it issues."""
    issued = _ISSUED.fullmatch(title)
    if issued is None:
        return title
    name = issued[1].strip()
    inner = name[1:-1]
    whole = (name[:1], name[-1:]) == _BRACKETS and _BRACKETS[1] not in inner
    return inner if whole else name


def steps(
    citation: Citation, lang: Language, titles: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the place of a quote from the outermost heading to the words themselves.

    Args:
        citation: The quote.
        lang: Language of the words around the titles.
        titles: English by Chinese title; used in English where it has the title.
    """
    english = (titles or {}) if lang == "en" else {}
    headings = tuple(_headings(citation.path, lang, english))
    if not headings:
        section = Section(
            citation.chapter, citation.chapter_title, citation.section, citation.section_title
        )
        label = section_label(section, "stated", lang, titles)
        headings = tuple(label.split(" · ")) if label else ()
    return (*headings, *last_step(citation, lang, headings))


def last_step(citation: Citation, lang: Language, headings: Sequence[str]) -> Iterator[str]:
    """Yield the innermost place: the article with its paragraph and item, or the sentence.

    Nothing where the innermost heading is that place: an article is not named twice.
    """
    ref = citation.ref
    if lang == "zh" and ref:
        # 第七章第二节第8句 under its headings is 第8句.
        for heading in headings:
            ref = ref.removeprefix(heading.split(" ")[0])
        if ref:
            # 二、2 stays whole: 2 alone is no place.
            yield ref if ref.startswith("第") else citation.ref
    else:
        label = place_label(citation, lang).split(" · ")[-1]
        if not headings or headings[-1] != label:
            yield label
    if citation.page is not None:
        yield word("ask.page", lang, n=citation.page)


def _headings(path: Sequence[Heading], lang: Language, english: Mapping[str, str]) -> Iterator[str]:
    for heading in path:
        label, title = heading.label, heading.title
        if lang == "en" and heading.number is not None and heading.level in _LEVELS:
            label = _LEVELS[heading.level].format(heading.number)
        yield f"{label} {english.get(title, title)}".strip()


def within_quote(citation: Citation, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return ranges of the source as ranges of the quote; what lies outside it is left out."""
    pieces = citation.pieces or (Span(citation.start, citation.end),)
    found: list[Span] = []
    for span in spans:
        at = 0
        for piece in pieces:
            start, end = max(span.start, piece.start), min(span.end, piece.end)
            if start < end:
                found.append(Span(at + start - piece.start, at + end - piece.start))
            at += piece.end - piece.start
    return tuple(found)


def answering(citation: Citation) -> tuple[Span, ...]:
    """Return the ranges of the quote that answer; none where it cannot be told."""
    return within_quote(citation, citation.marks)
