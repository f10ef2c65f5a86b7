"""The words of a paragraph, what is no part of them, and its line breaks: as formats give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.document.span import Span
from index.read.builder import TextBuilder
from index.read.plain.lines import begins_anew, end_of, goes_on_with_space
from index.runtime.patterns import regex

Kind = Literal["text", "skip", "break"]

_SIGNS = "+-−－﹣"
_RAISED_DIGITS = str.maketrans(f"0123456789{_SIGNS}", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁻")
# Raised words that are a mark of a note where they do not follow a unit: 1, [2], ①, *, 注1.
_NOTE_MARK = regex(
    r"[\[［〔(（【]?(?:注\s*)?(?:[0-9０-９]{1,3}|[①-⑳*＊†‡※a-z])[\]］〕)）】]?(?:[,，、-]\s*[0-9]{1,3})*"
)
_POWER = regex(r"(?:[kcdmµ]?m|\b(?:hm|dm|in|ft))$|[×xX]\s*10$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph, what is no part of them, or a line break within it."""

    kind: Kind
    text: str


def raised(words: str, before: str) -> Piece:
    """Return raised words: a power of a unit as such, the mark of a note as no words at all.

    Args:
        words: What is raised.
        before: What stands before it.
    """
    bare = words.strip()
    signed = bare[:1] in _SIGNS  # no note has a number below zero
    if bare.lstrip(_SIGNS).isdigit() and (signed or _POWER.search(before)):
        return Piece("text", bare.translate(_RAISED_DIGITS))
    return Piece("skip" if _NOTE_MARK.fullmatch(bare) else "text", words)


def words_of(pieces: Sequence[Piece]) -> str:
    """Return the words of pieces."""
    return "".join(piece.text for piece in pieces if piece.kind == "text")


def has_words(pieces: Sequence[Piece]) -> bool:
    """Tell whether there is a word among pieces."""
    return any(piece.kind == "text" and piece.text.strip() for piece in pieces)


def trimmed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Leave out the line breaks before and the white space after the words of a paragraph."""
    kept = list(pieces)
    while kept and kept[-1].kind != "skip" and not kept[-1].text.strip():
        kept.pop()
    while kept and kept[0].kind == "break":
        kept.pop(0)
    return tuple(kept)


def write_pieces(builder: TextBuilder, pieces: Sequence[Piece]) -> Span:
    """Write a paragraph where the text ends; a line break within a sentence is skipped."""
    start = builder.length
    kept = trimmed(pieces)
    for number, piece in enumerate(kept):
        if piece.kind == "text":
            builder.write(piece.text.replace("\n", " "))
        elif piece.kind == "skip":
            builder.skip(piece.text)
        else:
            _write_break(builder, words_of(kept[:number]).strip(), words_of(kept[number + 1 :]))
    return Span(start, builder.length)


def _write_break(builder: TextBuilder, before: str, after: str) -> None:
    after = after.strip()
    if not before or not after:
        return
    if end_of(before) == "stop" or begins_anew(after):
        builder.write("\n")
    else:
        builder.line_break(as_space=goes_on_with_space(before, after))
