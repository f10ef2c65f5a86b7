"""Two places that may be what clashes."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.span import Span
from qa.compare.finding import Kind


@dataclass(frozen=True, slots=True)
class ClashPair:
    """Words of a claim and of a text.

    Attributes:
        kind: What differs.
        mine: Where the claim's words stand.
        its: Where the text's words stand.
        strength: How much it says, as far as what found it can tell; 1 is an ordinary clash.
        apart: The words in which the two differ, of each side, where that is less than all of them.
    """

    kind: Kind
    mine: Span
    its: Span
    strength: float = 1.0
    apart: tuple[Span, Span] | None = None

    @property
    def core(self) -> tuple[Span, Span]:
        """The places in which the two differ."""
        return self.apart or (self.mine, self.its)
