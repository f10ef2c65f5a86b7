"""Who answers for an amount: who is told to act, the subject of its sentence, or a note behind it."""

from __future__ import annotations

import re

from index.document.corpus import Clause, Span
from index.document.normal import normal_of
from index.runtime.patterns import regex
from qa.duties.bodies import is_clear_name, leading_body
from qa.duties.note import find_note

_TOLD = regex(
    r"(?:^|[，,；;：:。）)\s])由?(?P<body>[\u3400-\u9fff、（）]{2,40}?(?:人民政府|指挥部办公室|指挥部|"
    r"办公室|委员会|主管部门|部门|机关|机构|单位|公司|企业|[部委局厅院署办]))"
    r"(?=必须|应当|应|要|负责|牵头|会同|承担|组织|可以|不得|须|可|在(?![职校编册岗])|按照)"
)
# 将申领条件由企业 is what is done with whom; no name holds a preposition before a thing.
_NO_NAME = regex("^(?:将|把|对|由|向|按|依|为|从|因|与|经(?!济|营|办))|[将把]|(?<!自)由")
_PART = regex("[，,；;：:。]")
# （一） and the like before the first word.
_LABEL = regex(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．])?\s*")


def body_of(clause: Clause, span: Span, text: str, at: int) -> str | None:
    """Return who answers for an amount, in the document's words.

    Args:
        clause: Where it stands.
        span: Its sentence, as a range within the clause.
        text: The sentence in its normal form.
        at: Where the amount begins in it.
    """
    told = [
        (match.start(), match["body"])
        for match in _TOLD.finditer(text)
        if not _NO_NAME.search(match["body"])
    ]
    before = [body for start, body in told if start < at]
    if before:
        return before[-1]
    return _subject(text, at) or next((body for _, body in told), None) or _noted(clause, span)


def _subject(text: str, at: int) -> str | None:
    """Return the authority that a part of the sentence before an amount, or its own, has as its subject."""
    start = 0
    found = None
    for stop in [*(match.start() for match in _PART.finditer(text, 0, at)), at]:
        label = _LABEL.match(text, start)
        start = label.end() if label else start
        # The words behind tell whether a name is a subject: the whole part is read.
        end = _PART.search(text, max(stop, start))
        words = text[start : end.start() if end else len(text)]
        length = leading_body(words, "authority") if is_clear_name(words) else 0
        if length:
            found = words[:length]
        start = stop + 1
    return found


def _noted(clause: Clause, span: Span) -> str | None:
    """Return whom a note behind the sentence names, within its line: （水利局牵头）."""
    line = re.match(r"[^\n]*", clause.text[span.start :])
    note = find_note(normal_of(line.group()).text) if line else None
    return note.body if note else None
