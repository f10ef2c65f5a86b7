"""Changes between two editions as a workbook that can be filtered."""

from __future__ import annotations

from collections.abc import Sequence

from qa.diff.change import Change, Kind
from qa.result import Language
from qa.sheet import Sheet
from qa.show.diff.labels import TEXTS, counts, kind_label, place_of, remarks
from qa.show.diff.text import change_words
from qa.tables import book_bytes

# The colours of the check report (qa.show.trace.matrix): blue what came, orange what went, yellow what
# changed.
_FILLS: dict[Kind, str] = {
    "added": "CFE3F5",
    "removed": "F9D9B0",
    "reworded": "FFF0A8",
    "moved": "E4E4E4",
}


def diff_book(changes: Sequence[Change], lang: Language) -> bytes:
    """Return an XLSX file: every clause of both editions in a row, and the counts."""
    texts = TEXTS[lang]
    header = [
        texts[key] for key in ("number", "kind", "old_place", "old", "new_place", "new", "changes")
    ]
    header += [texts["renumbered"], texts["moved"]]
    rows = [_row(number, change, lang) for number, change in enumerate(changes, start=1)]
    fills = {kind_label(kind, lang): colour for kind, colour in _FILLS.items()}
    summary = [(kind_label(kind, lang), count) for kind, count in counts(changes).items()]
    return book_bytes(
        [
            Sheet(texts["title"], header, rows, fills),
            Sheet(texts["summary"], (texts["kind"], texts["count"]), summary, fills),
        ]
    )


def _row(number: int, change: Change, lang: Language) -> list[object]:
    old, new = change.old, change.new
    yes = TEXTS[lang]["yes"]
    said = change_words(change, lang)
    if change.conforming:
        said = [*said, *remarks(change, lang)]
    return [
        number,
        kind_label(change.kind, lang),
        place_of(old, lang) if old else "",
        old.text if old else "",
        place_of(new, lang) if new else "",
        new.text if new else "",
        "\n".join(said),
        yes if change.renumbered else "",
        yes if change.moved else "",
    ]
