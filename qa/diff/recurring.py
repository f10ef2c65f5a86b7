"""Words that stand several times in a document, and once more or less often in the other edition.

Outside articles a clause that recurs is kept once, with all its places; what came or went of those places is
told here. A document that is itself several copies put together recurs as a whole and tells nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from index.document.corpus import Clause

# A document of which more clauses than this recur holds copies of itself.
_COPIES = 0.3


def recurring(clauses: Sequence[Clause]) -> frozenset[str]:
    """Return the documents that are no copies of themselves, in which places can be counted."""
    whole = Counter(clause.doc_id for clause in clauses)
    again = Counter(clause.doc_id for clause in clauses if len(clause.spans) > 1)
    return frozenset(doc_id for doc_id, n in whole.items() if again[doc_id] <= _COPIES * n)


def surplus(one: Clause, other: Clause) -> list[Clause]:
    """Return ``one`` at the places that it has beyond those of ``other``, a clause for each."""
    return [replace(one, spans=(span,), pieces=()) for span in one.spans[len(other.spans) :]]
