"""Changes between two editions as JSON: docs/contract.md."""

from __future__ import annotations

from index.records import clause_record
from qa.diff.change import Change


def change_record(change: Change) -> dict[str, object]:
    """Return the object that is printed as one line of JSON."""
    old, new = change.old, change.new
    words = change.words if old is not None and new is not None else ()
    return {
        "kind": change.kind,
        "renumbered": change.renumbered,
        "moved": change.moved,
        "conforming": change.conforming,
        "old": None if old is None else clause_record(old),
        "new": None if new is None else clause_record(new),
        "changes": [
            {
                "kind": each.kind,
                "old": each.old.of(old.text) if old else "",
                "new": each.new.of(new.text) if new else "",
            }
            for each in words
        ],
    }
