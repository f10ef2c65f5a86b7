"""What the clauses cited for a verdict have to do with the statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.result import Verdict, VerdictLabel

LinkKind = Literal["supports", "clashes", "near"]
LINK_KINDS: tuple[LinkKind, ...] = ("supports", "clashes", "near")
_OF_VERDICT: dict[VerdictLabel, LinkKind] = {
    "supported": "supports",
    "contradicted": "clashes",
    "not_mentioned": "near",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A clause and what it has to do with a statement."""

    clause_id: str
    kind: LinkKind


def links_of(verdict: Verdict) -> list[Link]:
    """Return a link for every clause cited, in order.

    A clause that a part of the statement rests on has that part's verdict, a clash before anything else;
    without parts the verdict rests on the first. All others are only near.
    """
    kinds: dict[int, LinkKind] = {}
    for part in verdict.parts:
        for n in part.n:
            if kinds.get(n) != "clashes":
                kind = _OF_VERDICT[part.verdict]
                kinds[n] = kind if kind != "near" else kinds.get(n, kind)
    if not any(kind != "near" for kind in kinds.values()) and verdict.citations:
        kinds[verdict.citations[0].n] = _OF_VERDICT[verdict.verdict]
    return [Link(c.clause_id, kinds.get(c.n, "near")) for c in verdict.citations]
