"""What a claim says of a cell that it names, beside what the cell has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.amounts.amount import Amount, Relation
from qa.amounts.find import find_amounts
from qa.cells.address import Address, left
from qa.cells.column import find_column
from qa.cells.grid import (
    Column,
    Grid,
    bare_name,
    cells_of,
    is_blank,
    is_number,
    place_of,
    without_years,
    years_in,
)
from qa.cells.row import find_row
from qa.cells.said import SHORTEST, SPACE
from qa.compare.finding import Finding, Kind
from qa.compare.values.numbers import settled

_PIECE = regex(r"[^，,；;。]+")
_LISTED = regex(r"(?<=[0-9%元个座亩米里])、(?=[^0-9])")
_SIGNS = {"≥": "不低于", "≧": "不低于", "≤": "不高于", "≦": "不高于", ">": "超过", "<": "低于"}
_SIGN = regex("[≥≧≤≦><]")
_BRACKETS = regex(r"[〔〕\[\]【】（）()]")
_FIGURES = regex(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")
# A claim that compares, or tells a change, is about two cells or more.
_CHANGE = regex(
    r"比|较|倍|增长(?![到至])|增加(?![到至])|提高(?![到至])|上升(?![到至])|减少(?![到至])|下降(?![到至])|降低(?![到至])|"
    r"累计|年均|\b(?:compared|than in|increase[sd]? (?:of|by)|rise[sn]? by|grow\w* by|fall\w* by|cut by|"
    r"on average)\b"
)
_DENIES = regex(
    r"不是|并非|没有|未|不再|不应|不要|无需|\b(?:not|no longer|never|without)\b"
    r"(?! (?:more|less|fewer|lower|higher|to exceed))"
)
# Per what: an hour, a visit, a day.
_PER: dict[str, str] = {
    "小时": "hour", "时": "hour", "次": "time", "日": "day", "天": "day", "月": "month", "季": "quarter",
    "季度": "quarter", "年": "year", "hour": "hour", "time": "time", "visit": "time", "day": "day",
    "month": "month", "quarter": "quarter", "year": "year",
}  # fmt: skip
_PER_IN = regex(
    r"(?:每|/|·|一)\s*(?P<zh>小时|季度|次|日|天|月|季|年)|\b(?:per|a|each|every|an)\s+(?P<en>hour|time|visit|day|month|"
    r"quarter|year)\b"
)
_SPLIT = regex(r"[、,，；;/]")
# Of what a claim speaks of, how much may be neither row nor column nor table for the cell to decide.
_LEFT = 0.35
# How much of the name of its row it has to say.
_NAMED = 0.6
_CLOSE = 1e-9
_KINDS: dict[Relation, Kind] = {"bound": "bound", "unit": "unit"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim beside the cells that it names.

    Attributes:
        row: The row that it names first.
        findings: What agrees and what clashes; each is placed by ``at`` within the row's text.
        words: The row's name with the cells that were named, in the normal form.
    """

    row: Clause
    findings: tuple[Finding, ...]
    words: str

    @property
    def clashes(self) -> tuple[Finding, ...]:
        """What the claim says otherwise."""
        return tuple(found for found in self.findings if not found.agrees)


def check_cells(claim: str, grids: Sequence[Grid]) -> Checked | None:
    """Return what a claim in its normal form says of the cells that it names.

    None where it names none, says something else as well, or where what it says cannot be set against them.
    """
    if not grids or _DENIES.search(claim):
        return None
    whole = find_row(claim, grids)
    if whole is None or whole[2] < _NAMED:
        return None
    findings: list[Finding] = []
    said: list[str] = []
    first: Clause | None = None
    for piece in _pieces(claim):
        own = find_row(piece, [whole[0]]) or whole
        grid, row = own[0], own[1]
        found = list(_of_piece(piece, claim, grid, row))
        if not found:
            return None
        first = first or row
        for address, finding in found:
            said.append(
                f"{_name(address)} {address.column.head if address.column else ''} {finding.text}"
            )
            findings.append(finding)
    if first is None:
        return None
    return Checked(first, tuple(findings), "；".join(dict.fromkeys(said)))


def _pieces(claim: str) -> list[str]:
    """Return the pieces of a claim that each say something of a cell; what leads in to one joins it."""
    pieces: list[str] = []
    held = ""
    for match in _PIECE.finditer(claim):
        for part in _LISTED.split(match.group()):
            held = f"{held}，{part}" if held else part
            if find_amounts(without_years(part)):
                pieces.append(held)
                held = ""
    if held and pieces:
        # What only follows belongs to the last.
        pieces[-1] = f"{pieces[-1]}，{held}"
    return pieces or [claim]


def _of_piece(piece: str, claim: str, grid: Grid, row: Clause) -> Iterator[tuple[Address, Finding]]:
    """Yield what a piece of a claim says of cells of a row; nothing where it cannot be told."""
    amounts = _own_amounts(piece, grid, row)
    if not amounts:
        column = find_column(piece, grid, row) or find_column(claim, grid, row)
        if column is not None and left(claim, grid, row, column) <= _LEFT:
            address = Address(grid, row, column, 1.0, 0.0)
            finding = _in_words(piece, address)
            if finding is not None:
                yield address, finding
        return
    several = len(years_in(piece)) > 1
    for amount in amounts:
        column = _column_of(amount, piece, claim, grid, row, several=several)
        if column is None or left(claim, grid, row, column) > _LEFT:
            return
        address = Address(grid, row, column, 1.0, 0.0)
        told = f"{bare_name(_name(address))}{column.head}"
        if _CHANGE.search(piece) and not _CHANGE.search(told):
            return
        finding = _in_numbers(amount, piece, address) or _in_words(piece, address)
        if finding is None:
            return
        yield address, finding


def _column_of(
    amount: Amount, piece: str, claim: str, grid: Grid, row: Clause, *, several: bool
) -> Column | None:
    if several:
        if amount.year is None or not amount.words or piece.isascii():
            return None
        years = [c for c in grid.columns if amount.year in c.years]
        return years[0] if len(years) == 1 else None
    found = find_column(piece, grid, row)
    if found is not None and (found.years or not years_in(claim)):
        return found
    # The year may stand in an earlier piece.
    return find_column(f"{claim[: claim.find(piece)]}{piece}", grid, row) or found


def _own_amounts(piece: str, grid: Grid, row: Clause) -> list[Amount]:
    """Return the amounts of a piece that are not part of the name of a row or a column."""
    names = [bare_name(cells_of(row)[n]) for n in grid.names if n < len(cells_of(row))]
    names += [column.words for column in grid.columns]
    taken: list[Span] = []
    for name in filter(None, names):
        start = piece.find(name)
        if start >= 0:
            taken.append(Span(start, start + len(name)))
    return [
        amount
        for amount in find_amounts(piece)
        if amount.unit != "frequency"
        and not any(t.start <= amount.number.start and amount.number.end <= t.end for t in taken)
    ]


def said_cell(address: Address) -> str:
    """Return a cell in words: its bound spelled out, with the unit that stands elsewhere."""
    cell = _SIGN.sub(lambda match: _SIGNS[match.group()], address.cell)
    if not is_number(address.cell):
        return cell
    cell = _BRACKETS.sub("", cell).strip()
    if address.column is not None and cell[-1:].isdigit():
        cell += address.grid.unit(address.row, address.column)
    return cell


def _in_numbers(amount: Amount, piece: str, address: Address) -> Finding | None:
    """Return whether an amount is that of a cell; None where the two cannot be compared."""
    held = () if is_blank(address.cell) else find_amounts(said_cell(address))
    if not held:
        return None
    its = held[0]
    relation = settled(amount, its, piece)
    if relation == "unknown":
        relation = _by_figures(amount, its, address.cell)
    if relation == "unknown":
        return None
    if relation in {"same", "implied"}:
        return _per_clash(piece, address) or _finding("number", address, amount.words, agrees=True)
    return _finding(_KINDS.get(relation, "number"), address, amount.words)


def _by_figures(mine: Amount, its: Amount, cell: str) -> Relation:
    """Return the relation of two amounts by their figures alone, where only one says what they are in."""
    if mine.unit and its.unit and (mine.unit.isascii() or its.unit.isascii()):
        return "unknown"  # 3亿元 is said of something else than 55%
    one, other = (_FIGURES.search(words) for words in (mine.words, cell))
    if one is None or other is None:
        return "unknown"
    if abs(_number(one.group()) - _number(other.group())) > _CLOSE:
        return "apart"
    return "bound" if {mine.bound, its.bound} == {"at_least", "at_most"} else "same"


def _per_clash(piece: str, address: Address) -> Finding | None:
    """Return the clash of what two amounts are per: an hour and a visit."""
    unit = address.grid.unit(address.row, address.column) if address.column is not None else ""
    its = {_PER[m["zh"] or m["en"]] for m in _PER_IN.finditer(f"{address.cell} {unit}")}
    found = [(m, _PER[m["zh"] or m["en"]]) for m in _PER_IN.finditer(piece)]
    others = [m for m, per in found if per not in its]
    if not its or not others:
        return None
    return Finding(
        "unit", False, others[0].group(), unit, place_of(address.row, address.grid.units)
    )


def _in_words(piece: str, address: Address) -> Finding | None:
    """Return whether a piece has the words of a cell, or those of another cell of its column."""
    if address.column is None or is_blank(address.cell):
        return None
    plain = SPACE.sub("", _without_names(piece, address))
    held = [value for value in address.grid.values(address.column) if _is_in(value, plain)]
    parts = [part for part in _SPLIT.split(address.cell) if len(part) >= SHORTEST]
    if address.cell in held or any(_is_in(part, plain) for part in parts):
        others = [
            v for v in held if v != address.cell and v not in address.cell and address.cell not in v
        ]
        return None if others else _finding("word", address, address.cell, agrees=True)
    longest = max(held, key=len, default="")
    return _finding("word", address, longest) if longest else None


def _is_in(value: str, plain: str) -> bool:
    """Tell whether a text has the words of a cell; a number alone are no words."""
    bare = SPACE.sub("", value)
    return len(bare) >= SHORTEST and not _FIGURES.fullmatch(bare) and bare in plain


def _without_names(piece: str, address: Address) -> str:
    for name in (bare_name(cells_of(address.row)[n]) for n in address.grid.names):
        piece = piece.replace(name, " ") if len(name) >= SHORTEST else piece
    return piece


def _finding(kind: Kind, address: Address, claim: str, *, agrees: bool = False) -> Finding:
    at = None if address.column is None else place_of(address.row, address.column.at)
    words = said_cell(address) if at is None else _as_written(address, at)
    return Finding(kind, agrees, claim, words, at)


def _as_written(address: Address, at: Span) -> str:
    """Return a cell in the document's words, below what its column is called: 2030年：45."""
    cell = normal_text(at.of(address.row.text))
    head = address.column.head if address.column is not None else ""
    below = f"{_name(address)} {head}".strip()
    return f"{below}：{cell}" if below else cell


def _name(address: Address) -> str:
    cells = cells_of(address.row)
    return cells[address.grid.names[-1]] if address.grid.names else ""


def _number(words: str) -> float:
    return float(words.replace(",", ""))
