"""A document that a question names to look in: 在《知识产权保护条例》里，谁负责奖励; 劳动法第十条."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from index.document.corpus import Document
from index.document.names import find_documents, usual_titles
from index.document.span import Span
from index.document.split import has_word
from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query, read_query
from qa.errors import QuestionError

# A title may hold another: 《关于实施〈…〉的意见》 is often written with 《》 within.
_TITLE = r"《((?:[^《》]|《[^《》]*》){2,80})》"
_PLACE = r"(?:里面?|之?中|当中|内)?的?\s*(?:(?:规定|要求)(?=[，,、：:]))?[，,、：:]?\s*"
# A title says what to look in where it opens the question or follows a word for looking there. After
# any other it is what is asked about: 规划提到《…条例》了吗？
_LOOK_IN = (
    regex(
        r"^\s*(?:请问|你好|您好|麻烦[你您]?|劳驾|我?想(?:知道|了解|问|看)一?下?|帮我|给我|请|告诉我|那么?|我国|现行|[，,\s])*"
        rf"(?:在|根据|按照?|依据|依照|就|对照|查一?下|看一?下|看看|查|找|引用)?\s*{_TITLE}{_PLACE}"
    ),
    regex(rf"(?:在|根据|按照?|依据|依照)\s*{_TITLE}{_PLACE}"),
    # 没签合同，《劳动法》第十条怎么说
    regex(
        rf"(?<=[，,；;：:。？?！!])\s*{_TITLE}(?=\s*第?\s*[0-9一二三四五六七八九十百]+\s*[条章节编款])"
    ),
    regex(
        rf"\b(?:in|within|under|per|according to|based on)\s+(?:the\s+)?{_TITLE}\s*,?",
        re.IGNORECASE,
    ),
)
_SAYS = regex(rf"(?<=\bdoes\s)(?:the\s+)?{_TITLE}", re.IGNORECASE)
_TWO = 2
# A title that is written without 《》 ends where one of these follows: 刑法规定, but not 宪法宣誓.
_ENDS = regex(
    r"$|[\W_]|第|[0-9一二三四五六七八九十百]+[条章节编款]|[里中内上]|"
    r"(?:规定|要求|施行|实施|生效)(?!条例|细则|办法|意见|方案)|"
    r"的|对|是|有|说|讲|写|提|关于|什么|何时|哪|怎|如何|多少|几|最|全文|一共|总共|共|修[订正]|颁布|公布|适用|包[括含]|"
    r"涉及|明确|由|从|自|把|给|能|可|要|不|没|都|还|允许|禁止|吗|呢|目录"
)
# What makes another title of one: 劳动合同法实施条例.
_GOES_ON = regex(
    "[^，,。；;：:？?！!]{0,8}(?:条例|细则|办法|规定|解释|修正案|草案|决定|通知|意见|方案)"
)
_AFTER = regex(r"(?:根据|按照|依据|依照)\s*$")
# Shorter names are words: 规划. But every law is one: 刑法.
_SHORTEST = 4
_SHORT_LAW = regex("[\u3400-\u9fff]+(?:法|法典|宪法)")


def documents_named_in(
    query: Query,
    documents: Sequence[Document],
    titles: Mapping[str, str] | None = None,
    *,
    bare: bool = False,
) -> tuple[tuple[str, ...], Query]:
    """Return the ids of the documents that a question says to look in, and the rest of it.

    Args:
        query: The question.
        documents: Those of the corpus; where there is one, there is nothing to choose.
        titles: In the normal form, by id of the documents that have one.
        bare: Whether a title, or its usual short form, names its document without 《》 too.

    Returns:
        No id and the question itself, where it names no document of the corpus.
    """
    if len(documents) < _TWO:
        return (), query
    text = _quoted(query.normal, (titles or {}).values()) if bare else ""
    text = text or query.text
    if "《" not in text:
        return (), query
    for pattern, instead in (*((pattern, " ") for pattern in _LOOK_IN), (_SAYS, "it")):
        match = pattern.search(text)
        found = find_documents(documents, match.group(1), titles) if match else []
        if match and found:
            rest = f"{text[: match.start()]}{instead}{text[match.end() :]}".strip()
            return tuple(document.doc_id for document in found), _without(query, rest)
    return (), query


def _quoted(text: str, titles: Iterable[str]) -> str:
    """Return a question with 《》 around the title that it names without; nothing where there is none."""
    if "《" in text:
        return ""
    names = {name for title in titles for name in usual_titles(title) if name in text}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        if len(name) < _SHORTEST and not _SHORT_LAW.fullmatch(name):
            continue
        at = text.index(name)
        before, behind = text[:at], text[at + len(name) :]
        if _ENDS.match(behind) or (_AFTER.search(before) and not _GOES_ON.match(behind)):
            return f"{before}《{name}》{behind}"
    return ""


def _without(query: Query, rest: str) -> Query:
    """Return the rest of a question, or the question where nothing is left of it."""
    try:
        return read_query(rest) if has_word(rest) else query
    except QuestionError:
        return query


def moved(focus: Sequence[Span], claim: str, part: str) -> tuple[Span, ...]:
    """Return ranges within a part of a claim as ranges within the claim; none where it is no part."""
    start = claim.find(part)
    if start < 0:
        return ()
    return tuple(Span(start + span.start, start + span.end) for span in focus)
