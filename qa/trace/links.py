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
    """Return a link for every clause cited, in order: the verdict rests on the first."""
    return [
        Link(citation.clause_id, _OF_VERDICT[verdict.verdict] if n == 0 else "near")
        for n, citation in enumerate(verdict.citations)
    ]
