"""The duties of a table of tasks: who (牵头单位), what (工作任务) and by when (完成时限)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.corpus import Clause
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.duties.bodies import is_body
from qa.duties.deadline import deadline_in
from qa.duties.duty import Duty
from qa.duties.thing import thing_of

_OFFICES = "(?:单位|部门|主体|科室|处室|机构|股室|领导|人)"
# Who: 牵头单位, 责任部门（单位）, 配合单位; 单位 alone may be what is counted in, and has to name bodies.
_WHO = regex(
    rf"(?:牵头|责任|负责|主责|主办|承办|实施|落实|主要责任|第一责任|主管|建设|整改|办理|配合|协办|协同|协助|参与|参加|支持){_OFFICES}.{{0,8}}"
)
_MAY_BE_WHO = regex("(?:单位|部门|科室|处室|机构)(?:名称)?|责任分工|职责分工|分工")
# What: the surest first.
_WHAT = (
    regex("(?:工作|重点|主要|目标|具体|建设|改革|年度|整改|落实|分解)*任务.{0,6}|(?:工作|任务|主要|具体|实施|建设|整改)*(?:措施|举措|内容|事项|要求|要点|安排)"),
    regex(".*(?:任务|措施|举措|事项|内容|项目|目标|要点|要求|工作|问题|环节)(?:名称)?"),
)  # fmt: skip
_NO_WHAT = regex("序号|编号|备注|时")
_WHEN = regex(
    ".*(?:时限|期限|时间节点|时间要求|时间安排|完成时间|截止时间|截止日期|完成日期|办结时间|整改时间|进度要求|时间表|推进时间|落实时间)"
    "(?:要求)?|时间|(?:完成|办结)(?:时间|时限|日期)?"
)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table say who, what and by when."""

    who: Sequence[int]
    what: int
    when: int | None


def is_of_tasks(clause: Clause) -> bool:
    """Tell whether a clause is a row of a table that lays duties on bodies."""
    return _columns(clause) is not None


def row_duties(clause: Clause) -> Iterator[Duty]:
    """Yield the duties of a row of a table of tasks, one for each column that names who."""
    columns = _columns(clause)
    if columns is None or clause.table is None:
        return
    row, header = clause.table.row, clause.table.header
    action = _cell(row, columns.what)
    when = _cell(row, columns.when) if columns.when is not None else ""
    for column in columns.who:
        body = _cell(row, column)
        if not body or not action or body == action:
            continue  # a line over the whole table names its part
        yield Duty(
            body=body,
            modality=header[column],
            action=action,
            thing=thing_of(action),
            deadline=when or deadline_in(action),
            clause_id=clause.clause_id,
            doc_id=clause.doc_id,
            ref=clause.ref,
            quote=clause.text,
            start=clause.spans[0].start,
            end=clause.spans[0].end,
            pieces=tuple((piece.start, piece.end) for piece in clause.pieces),
        )


def _columns(clause: Clause) -> _Columns | None:
    if clause.table is None:
        return None
    header = ["".join(normal_text(cell).split()) for cell in clause.table.header]
    row = clause.table.row
    who = [
        at
        for at, head in enumerate(header)
        if _WHO.fullmatch(head) or (_MAY_BE_WHO.fullmatch(head) and is_body(_cell(row, at)))
    ]
    rest = [at for at, head in enumerate(header) if at not in who and not _NO_WHAT.search(head)]
    what = [at for words in _WHAT for at in rest if words.fullmatch(header[at])]
    when = [at for at, head in enumerate(header) if at not in who and _WHEN.fullmatch(head)]
    if not who or not what:
        return None
    # 任务 | 措施: what is to be done stands in the last of the surest columns that is filled.
    sure = [at for at in what if _WHAT[0].fullmatch(header[at]) and _cell(row, at)]
    return _Columns(who, sure[-1] if sure else what[0], when[0] if when else None)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
