"""How surely a claim and a sentence clash in each kind of thing, place beside place, as numbers for a model.

That a sentence has another number than the claim says little where they are numbers of two things; what
stands around both tells (``qa.check.clash``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.check.clash.beside import lay_beside
from qa.check.clash.name import how_sure
from qa.check.clash.pairs import find_pairs, same_amounts
from qa.compare.finding import Finding, Kind

# What is told together.
_GROUPS: Mapping[str, frozenset[Kind]] = {
    "amount": frozenset({"number", "bound", "unit", "document"}),
    "date": frozenset({"date"}),
    "body": frozenset({"name", "rank", "body", "role"}),
    "actor": frozenset({"actor"}),
    "act": frozenset({"modality"}),
    "contrast": frozenset({"contrast", "opposite", "negation"}),
    "order": frozenset({"order", "sequence", "scope", "exception"}),
    "word": frozenset({"word", "enumeration"}),
}
_GROUP_OF = {kind: name for name, kinds in _GROUPS.items() for kind in kinds}


def slot_signals(claim: str, text: str, findings: Sequence[Finding]) -> dict[str, float]:
    """Return how surely a claim and a text clash, by kind and at all, and how much of it the text says.

    Args:
        claim: A claim; empty for one that nothing was found for.
        text: A sentence, with what it stands below.
        findings: What comparing the two found.
    """
    signals = {f"slot_{name}": 0.0 for name in (*_GROUPS, "any", "cover", "borne")}
    if not claim or not text:
        return signals
    beside = lay_beside(claim, text)
    for pair in find_pairs(beside, findings):
        sure = how_sure(beside, pair, 0.0)
        name = f"slot_{_GROUP_OF[pair.kind]}"
        signals[name] = max(signals[name], sure)
        signals["slot_any"] = max(signals["slot_any"], sure)
    signals["slot_cover"] = float(beside.cover())
    signals["slot_borne"] = float(len(same_amounts(beside)))
    return signals
