"""What is said of a Word file: what was tracked, and what is in it and was not read."""

from __future__ import annotations

from collections.abc import Iterator

from index.document.corpus import Remark
from index.read.word.words import Met

_CHANGES = (
    ("inserted", "插入", "inserted"),
    ("deleted", "删除", "deleted"),
    ("moved", "移动", "moved"),
)


def remarks_on(found: Met) -> Iterator[Remark]:
    """Yield what a reader of the text must know."""
    changes = [(kind, zh, en) for kind, zh, en in _CHANGES if found.counts[kind]]
    if changes:
        yield Remark(
            "含修订，按接受全部修订读取："
            + "，".join(f"{zh}{found.counts[k]}处{_zh(found, k)}" for k, zh, _ in changes)
            + "。",
            "Has tracked changes, read with all of them accepted: "
            + ", ".join(f"{found.counts[k]} {en}{_en(found, k)}" for k, _, en in changes)
            + ".",
        )
    if count := found.counts["struck"]:
        yield Remark(
            f"有{count}处文字划有删除线，没有读入{_zh(found, 'struck')}。",
            f"{count} struck-through pieces were left out{_en(found, 'struck')}.",
        )
    if count := found.counts["hidden"]:
        yield Remark(
            f"有{count}处隐藏文字，没有读入{_zh(found, 'hidden')}。",
            f"{count} hidden pieces were left out{_en(found, 'hidden')}.",
        )
    if count := found.counts["comments"]:
        yield Remark(
            f"有{count}条批注；批注不是正文，没有读入。",
            f"{count} comments are no part of the text and were left out.",
        )
    if count := found.counts["embedded"]:
        yield Remark(
            f"嵌入了{count}个其他文件，没有读入。",
            f"{count} other files are embedded and were left out.",
        )
    if count := found.counts["pictures"]:
        yield Remark(
            f"有{count}张图片，图片里的文字没有读入。",
            f"{count} pictures were left out, with any words in them.",
        )


def _zh(found: Met, kind: str) -> str:
    samples = found.samples.get(kind)
    return f"（如“{'”“'.join(samples)}”）" if samples else ""


def _en(found: Met, kind: str) -> str:
    samples = found.samples.get(kind)
    return f" (such as “{'”, “'.join(samples)}”)" if samples else ""
