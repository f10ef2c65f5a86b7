"""A number that a sentence has for another thing than a claim: of two shares, the one of the other town.

The text has the claim's number, so that nothing clashes; but the place of the claim's is surely that of
another number of the text.
"""

from __future__ import annotations

from qa.amounts.amount import comparable
from qa.amounts.find import find_amounts
from qa.check.clash.beside import lay_beside
from qa.compare.finding import Finding
from qa.compare.values.numbers import claimed, settled

# How surely the place of the other number is the claim's, and how much more surely than that of its own: of
# 42 documents 9 such claims are contradicted and none supported.
_SURE, _MORE = 0.55, 0.1


def number_of_another(claim: str, text: str) -> Finding | None:
    """Return the number of a text that a claim has another one's in place of; None for none."""
    there = find_amounts(text)
    mine = claimed(claim)
    if len(there) <= 1 or not mine:
        return None
    for one in mine:
        found = {its: settled(one, its, claim) for its in there if comparable(one, its)}
        same = [its for its, told in found.items() if told in {"same", "implied"}]
        others = [its for its, told in found.items() if told == "apart"]
        if not same or not others:
            continue
        beside = lay_beside(claim, text)
        own = max(beside.spoken(one.at, its.at) for its in same)
        best = max(others, key=lambda its: beside.spoken(one.at, its.at))
        if beside.spoken(one.at, best.at) >= max(_SURE, own + _MORE):
            return Finding("number", False, one.words, best.words, best.at, sure=True)
    return None
