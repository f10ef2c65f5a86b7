"""Which amounts are paid for an offence."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.amounts.amount import Amount

# What is paid for an offence, by the names that laws have for it.
FINES = ("罚款", "罚金", "滞纳金")
# 由公安机关处五百元以上二千元以下罚款, 处每株五十元罚款, 按日处以一千元的罚款: the amount right
# before the word, or right behind it, is a fine, whoever imposes it and whatever it is counted by.
_FINE_BEHIND = regex(
    "(?:以内|之内|左右)?的?(?:标准|数额|比例|金额)?(?:处以?|并处|予以?|给予|计处|计征|征收)?的?"
    f"(?P<fine>{'|'.join(FINES)})"
)
_FINE_BEFORE = regex(f"(?P<fine>{'|'.join(FINES)})(?:的?(?:金额|数额|标准|幅度))?$")


def fine_of(text: str, words: str, amount: Amount) -> str:
    """Return what an amount is called where it is one to be paid for an offence, else nothing."""
    match = _FINE_BEHIND.match(text, amount.at.end) or _FINE_BEFORE.search(words)
    return match["fine"] if match else ""
