"""Taking over what people wrote, from an earlier matrix to a new one. Nothing they wrote is dropped.

Rows are matched by their words and the clauses they rest on, wherever they stand; what belongs to no row
any more stands on a sheet of its own, and is tried again with the next matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from qa.compare.key import key_of
from qa.diff.match import Least, Side, match
from qa.result import Language
from qa.trace.row import CoverRow, OwnSheet, Person, TraceMatrix, TraceRow, Unplaced

Row = TypeVar("Row", TraceRow, CoverRow)

# A person's word goes with a statement that was slightly reworded, not with one of the same form about
# something else: closer than two editions of one article (qa.diff.match).
_OF_STATEMENTS = Least(anywhere=0.6, in_place=0.5, tied=0.45, likeness=65.0)
_CHANGED = {
    "zh": "陈述有改动，原为：{words}",
    "en": "the statement was changed; it was: {words}",
}
_CLAUSE_CHANGED = {
    "zh": "条文有改动，原为：{words}",
    "en": "the clause was changed; it was: {words}",
}


@dataclass(frozen=True, slots=True)
class _Written:
    """What a person wrote, and about which words."""

    words: str
    clause_ids: frozenset[str]
    person: Person


def take_over(new: TraceMatrix, old: TraceMatrix, lang: Language) -> TraceMatrix:
    """Return ``new`` with everything that people wrote in ``old``."""
    rows, left_rows = _taken_over(
        new.rows,
        [row.statement for row in new.rows],
        [frozenset(cited.clause_id for cited in row.cited) for row in new.rows],
        _written(old, "matrix"),
        _CHANGED[lang],
    )
    cover, left_cover = _taken_over(
        new.cover,
        [row.text for row in new.cover],
        [frozenset({row.clause_id}) for row in new.cover],
        _written(old, "cover"),
        _CLAUSE_CHANGED[lang],
    )
    left = [("matrix", written) for written in left_rows] + [("cover", w) for w in left_cover]
    return replace(
        new,
        rows=rows,
        cover=cover,
        unplaced=tuple(
            Unplaced(of, written.words, tuple(sorted(written.clause_ids)), written.person)
            for of, written in left
        ),
        own=_own(new.own, old.own),
    )


def _written(old: TraceMatrix, sheet: str) -> list[_Written]:
    """Return what people wrote on a sheet, in its order, and then what has waited for a row."""
    found: list[_Written] = []
    if sheet == "matrix":
        found += [
            _Written(row.statement, frozenset(c.clause_id for c in row.cited), row.person)
            for row in old.rows
        ]
    else:
        found += [_Written(row.text, frozenset({row.clause_id}), row.person) for row in old.cover]
    # Rows without a word of anybody's are kept here as neighbours: they tell where the others stood.
    found += [
        _Written(one.words, frozenset(one.clause_ids), one.person)
        for one in old.unplaced
        if one.of == sheet
    ]
    return found


def _matched(
    written: Sequence[_Written], words: Sequence[str], ids: Sequence[frozenset[str]]
) -> dict[int, int]:
    """Return by place in ``written`` the row that it belongs to."""
    old = Side(
        [key_of(w.words) for w in written], [0] * len(written), [w.clause_ids for w in written]
    )
    new = Side([key_of(text) for text in words], [0] * len(words), ids)
    return dict(match(old, new, _OF_STATEMENTS))


def _taken_over(
    rows: Sequence[Row],
    words: Sequence[str],
    ids: Sequence[frozenset[str]],
    written: Sequence[_Written],
    changed: str,
) -> tuple[tuple[Row, ...], list[_Written]]:
    """Return rows with what people wrote beside them, and what belongs to none of them.

    Args:
        rows: The new rows of a sheet.
        words: What each row is about.
        ids: The clauses that each row rests on.
        written: What people wrote on the sheet.
        changed: What is said of a row whose words are others now, with a place for those that were.
    """
    places = _matched(written, words, ids)
    found = list(rows)
    for place, row in places.items():
        said = written[place]
        if said.person.wrote:
            same = key_of(said.words) == key_of(words[row])
            hint = "" if same else changed.format(words=said.words)
            found[row] = replace(rows[row], person=said.person, hint=hint)
    left = [w for place, w in enumerate(written) if place not in places and w.person.wrote]
    return tuple(found), left


def _own(new: Sequence[OwnSheet], old: Sequence[OwnSheet]) -> tuple[OwnSheet, ...]:
    """Return the sheets that people added, those of ``old`` that ``new`` has not got included."""
    have = {(sheet.title, sheet.rows) for sheet in new}
    return (*new, *(sheet for sheet in old if (sheet.title, sheet.rows) not in have))
