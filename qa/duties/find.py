"""The duties of a document: its sentences in order, each with what it stands under.

A lead-in that ends in a colon (应当采取下列措施：, 重点做好以下工作：) lends its body and word of force to
what follows; a note (（财政部、教育部负责）) to what it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.corpus import Clause, Document, Span
from index.document.reading import reading_of
from index.outline.numbering.refs import narrow
from index.runtime.patterns import regex
from qa.compare.key import label_of
from qa.duties.bodies import opens_with_verb
from qa.duties.duty import Duty
from qa.duties.found import FoundDuty, Standing
from qa.duties.note import Note, find_note
from qa.duties.rows import is_of_tasks, row_duties
from qa.duties.sentence import read_sentence
from qa.duties.thing import thing_of

# Parts of a document that address, sign or list and lay nothing on anybody.
_NO_DUTIES = frozenset({
    "head", "addressee", "signature", "release", "annexes", "copies", "caption",
})  # fmt: skip
_COLON = regex(r"[：:]\s*$")
_FOLLOWING = regex(r"下列|以下|如下")
# What a lead-in announces: what is to be done, or cases and conditions, which are no duties.
_MATTERS = "通知、通告、意见、安排、批复、决定、规定、公告、要求、措施、事项"
# 现将有关事项通知如下： announces what is to be done.
_TOLD_BELOW = "".join(f"(?<!{name})" for name in _MATTERS.split("、"))
_CASES = regex(
    r"(?:下列|以下|如下)[^，：]{0,12}(?:情形|情况|条件|材料|内容|区域|地区|范围|人员|单位|机构|标准|文件|信息|事由|资料|指标|"
    r"工艺|方式|方法|用语|含义|功能|项目|费用|形式|途径|程序|权利|原则)|之一的?|"
    rf"(?:包括|{_TOLD_BELOW}如下|分别(?:为|是)|(?<!行)为|[是有]|分为|指)\s*[：:]\s*$"
)
# （一）重大意义。 names what its paragraph is about and says nothing yet.
_LONGEST_TOPIC = 22


@dataclass(slots=True)
class _Line:
    """A sentence on its way.

    Attributes:
        clause: The clause that it stands in.
        span: Its range there.
        text: Its words, without the number in front and the notes.
        label: That number.
        new_line: Whether it opens a paragraph.
        rest: Its paragraph, from its own beginning on.
        below: The next paragraph.
        note: Who is responsible for it, where a note says so.
        lead: What it stands under.
        has_items: Whether something stands under it.
    """

    clause: Clause
    span: Span
    text: str
    label: str
    new_line: bool
    rest: str
    below: str
    note: Note | None = None
    lead: _Lead | None = None
    has_items: bool = False


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence that ends in a colon, and what it lends to those below it."""

    body: str | None
    modality: str | None
    cases: bool


def find_duties(clauses: Sequence[Clause], documents: Sequence[Document]) -> list[Duty]:
    """Return the duties of ``clauses``, which are given in reading order, of ``documents``."""
    lines = list(_lines(clauses, documents))
    _give_notes(lines)
    _give_leads(lines)
    duties: list[Duty] = []
    carried: str | None = None
    before: _Line | None = None
    for number, line in enumerate(lines):
        if not line.text:
            continue
        if is_of_tasks(line.clause):
            if line.span == line.clause.sentences[0]:
                duties.extend(row_duties(line.clause))
            continue
        if before is None or line.new_line or not _same_place(before, line):
            carried = None
        before = line
        if _is_topic(lines, number) or (line.lead is not None and line.lead.cases):
            continue
        found = _read(line, carried)
        if found:
            carried = found[-1].body
        if line.has_items and _FOLLOWING.search(line.text) and not _CASES.search(line.text):
            # What it announces is listed below: each item is a duty of its own.
            found = [f for f in found if not _announces(f.action.of(line.text))]
        duties.extend(_duty(line, each) for each in found)
    return duties


def _lines(clauses: Sequence[Clause], documents: Sequence[Document]) -> Iterator[_Line]:
    readings = {document.doc_id: reading_of(document) for document in documents}
    end, doc_id = 0, ""
    for clause in clauses:
        if clause.role in _NO_DUTIES:
            continue
        reading = readings[clause.doc_id]
        for span in clause.sentences:
            text = span.of(clause.text)
            stands = narrow(clause, span).spans[0]
            start = reading.at(stands.start)
            new_line = clause.doc_id != doc_id or "\n" in reading.text[end:start]
            end, doc_id = reading.at(stands.end), clause.doc_id
            label = label_of(text)
            skipped = text.find(label) + len(label) if label else 0
            skipped += len(text[skipped:]) - len(text[skipped:].lstrip())
            line_end = reading.text.find("\n", end)
            rest = reading.text[start : line_end if line_end >= 0 else len(reading.text)]
            below = (
                reading.text[line_end:].lstrip("\n\u3000 ").partition("\n")[0]
                if line_end >= 0
                else ""
            )
            yield _Line(clause, span, text[skipped:], label, new_line, rest, below)


def _same_place(one: _Line, other: _Line) -> bool:
    return (one.clause.doc_id, one.clause.path, one.clause.article) == (
        other.clause.doc_id,
        other.clause.path,
        other.clause.article,
    )


def _give_notes(lines: Sequence[_Line]) -> None:
    """Give every sentence the next note of its paragraph; else the one that is the next paragraph.

    Read off the text and not off the clauses: the same note below several paragraphs is one clause.
    """
    for line in lines:
        opening = find_note(line.rest)
        own = find_note(line.text)
        after = line.rest
        if own is not None and own.at.start == 0:
            after = after[opening.at.end :] if opening is not None else after
        if own is not None:
            line.text = line.text[: own.at.start] + line.text[own.at.end :]
        elif opening is not None and opening.at.start == 0:
            line.text = ""  # a sentence within a note
        line.note = find_note(after)
        if line.note is None and (below := find_note(line.below)) is not None:
            whole = below.at == Span(0, len(line.below.rstrip("。 ")))
            line.note = below if whole else None


def _give_leads(lines: Sequence[_Line]) -> None:
    """Give every lead-in to what stands below it."""
    leads: list[tuple[_Line, _Lead]] = []
    for line in lines:
        while leads and not _below(leads[-1][0], line):
            leads.pop()
        if leads:
            line.lead = leads[-1][1]
            leads[-1][0].has_items = True
        if _COLON.search(line.text):
            found = _read(line, None)
            last = found[-1] if found else None
            lead = _Lead(
                last.body if last else None,
                last.modality if last else None,
                cases=_CASES.search(line.text) is not None,
            )
            leads.append((line, lead))


def _announces(action: str) -> bool:
    """Tell whether an action is but to do what is listed: 采取下列措施."""
    return _FOLLOWING.search(re.split("[，；]", action)[0]) is not None


def _below(lead: _Line, line: _Line) -> bool:
    """Tell whether a sentence is part of what a lead-in announces."""
    mine, its = lead.clause, line.clause
    if mine.doc_id != its.doc_id or mine.article != its.article:
        return False
    if len(its.path) > len(mine.path) and its.path[: len(mine.path)] == mine.path:
        return True
    if its.path != mine.path:
        return False
    # A numbered line, or what follows it on the same line.
    return (bool(line.label) and not line.label.startswith("第")) or not line.new_line


def _is_topic(lines: Sequence[_Line], number: int) -> bool:
    line = lines[number]
    if not line.label or line.label.startswith("第"):
        return False
    if len(line.text) > _LONGEST_TOPIC or not line.text.endswith("。"):
        return False
    if any(mark in line.text for mark in "，；："):
        return False
    after = lines[number + 1] if number + 1 < len(lines) else None
    return after is not None and not after.new_line and _same_place(line, after)


def _read(line: _Line, carried: str | None) -> list[FoundDuty]:
    note, lead = line.note, line.lead
    if note is not None and carried not in {None, note.body} and not opens_with_verb(line.text):
        # 食堂应当取得许可。留样不少于125克。（责任单位：市场监管局）: who sees to it is not who is bound.
        standing = Standing(carried=carried)
    elif note is not None:
        standing = Standing(note.body, note.role, carried)
    elif lead is not None and lead.modality is not None:
        standing = Standing(lead.body, lead.modality, carried)
    else:
        standing = Standing(carried=carried)
    return read_sentence(line.text, standing)


def _duty(line: _Line, found: FoundDuty) -> Duty:
    cited = narrow(line.clause, line.span)
    action = found.action.of(line.text)
    return Duty(
        body=found.body,
        modality=found.modality,
        action=action,
        thing=found.thing or thing_of(action),
        deadline=found.deadline,
        clause_id=line.clause.clause_id,
        doc_id=line.clause.doc_id,
        ref=cited.ref,
        quote=cited.text,
        start=cited.spans[0].start,
        end=cited.spans[0].end,
        pieces=tuple((piece.start, piece.end) for piece in cited.pieces),
    )
