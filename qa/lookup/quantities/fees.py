"""Which sums are fees, paid for something, and which are given; neither is a punishment."""

from __future__ import annotations

from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.figures.collect import FoundFigure
from qa.figures.fines import FINES

_FEE = regex(
    "(?<![经免消浪耗自])费(?!时|力|解)|保证金|押金|租金|票价|门票|工本|定金|收取|缴纳|缴交"
)
# What is given, what is spent and what an offence costs.
_OTHER = regex("补贴|补助|奖励|奖金|资助|补偿|减免|罚|违法所得|投资|投入|营业收入|贷款")
_GIVEN = regex("补贴|补助|奖补|奖励|奖金|资助|津贴|救助金")
_NOT_GIVEN = regex("罚|违法所得|骗取|退回|收回|追回|缴纳")
_CAP = regex("最高|最多|至多|不超过|上限|封顶")
_PARTS = regex("[，,；;。\n]")


def is_fee(one: FoundFigure) -> bool:
    """Tell whether a figure is a sum that is to be paid for something, by the words beside it."""
    if "元" not in (one.figure.unit or "") or one.figure.what in FINES:
        return False
    words = one.figure.what + _beside(one)
    return bool(_FEE.search(words)) and not _OTHER.search(words)


def is_given(one: FoundFigure) -> bool:
    """Tell whether a figure is a sum, or a share of one, that somebody is given."""
    unit = one.figure.unit or ""
    if not ("元" in unit or "%" in unit) or one.figure.what in FINES:
        return False
    words = f"{one.figure.what} {_beside(one)}"
    return bool(_GIVEN.search(words)) and not _NOT_GIVEN.search(words)


def _beside(one: FoundFigure) -> str:
    """Return the part of its sentence that a figure stands in, or the row of its table."""
    if one.clause.table is not None:
        return normal_text(" ".join(one.clause.table.header))
    text = one.clause.text
    parts = _PARTS.split(text[: one.mark.start])
    # 每平方米补助110元，单个小区最高不超过600万元: how much at most of what stands before.
    capped = len(parts) > 1 and _CAP.search(parts[-1] + one.figure.value)
    before = "，".join(parts[-2:]) if capped else parts[-1]
    behind = _PARTS.split(text[one.mark.end :])[0]
    return normal_text(f"{before} {behind}")
