"""Duties for a person: lines at a terminal, and a table that can be filtered."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from qa.duties.duty import Duty, duty_record
from qa.result import Language
from qa.sheet import Sheet
from qa.tables import book_bytes, csv_bytes

SUFFIXES = (".xlsx", ".csv", ".json")
_HEADS: Mapping[Language, Sequence[str]] = {
    "zh": ("主体", "约束词", "事项", "对象", "期限", "条款", "原文", "文件", "条文编号"),
    "en": ("body", "modality", "action", "object", "deadline", "place", "quote", "document", "clause"),
}  # fmt: skip
_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"title": "职责清单", "bodies": "按主体", "body": "主体", "count": "条数",
           "nobody": "（未写明主体）",
           "none": "没有找到职责条款。", "by": "期限："},
    "en": {"title": "Duties", "bodies": "By body", "body": "body", "count": "duties",
           "nobody": "(no body named)", "none": "No duty was found.", "by": "by: "},
}  # fmt: skip


def duty_lines(duties: Sequence[Duty], lang: Language) -> Iterator[str]:
    """Yield every duty with its place and, where one is set, its deadline."""
    texts = _TEXTS[lang]
    if not duties:
        yield texts["none"]
    for duty in duties:
        words = (duty.body or texts["nobody"], duty.modality, duty.action)
        yield "  ".join(word for word in words if word)
        details = [duty.ref, f"{texts['by']}{duty.deadline}" if duty.deadline else ""]
        told = "  ".join(detail for detail in details if detail)
        if told:
            yield f"    {told}"


def duty_file(
    suffix: str, duties: Sequence[Duty], sources: Mapping[str, str], lang: Language
) -> bytes:
    """Return what a file of one of ``SUFFIXES`` holds.

    Args:
        suffix: Of the file.
        duties: In reading order.
        sources: Names of the documents by id.
        lang: Language of the headings.
    """
    if suffix == ".json":
        records = [duty_record(duty) for duty in duties]
        return json.dumps(records, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    header = _HEADS[lang]
    rows = [_row(duty, sources) for duty in duties]
    if suffix == ".csv":
        return csv_bytes(list(header), rows)
    texts = _TEXTS[lang]
    counts: dict[str, int] = {}
    for duty in duties:
        name = duty.body or texts["nobody"]
        counts[name] = counts.get(name, 0) + 1
    return book_bytes(
        [
            Sheet(texts["title"], header, rows),
            Sheet(texts["bodies"], (texts["body"], texts["count"]), list(counts.items())),
        ]
    )


def _row(duty: Duty, sources: Mapping[str, str]) -> list[object]:
    return [
        duty.body or "",
        duty.modality,
        duty.action,
        duty.thing or "",
        duty.deadline or "",
        duty.ref,
        duty.quote,
        sources.get(duty.doc_id, duty.doc_id),
        duty.clause_id,
    ]
