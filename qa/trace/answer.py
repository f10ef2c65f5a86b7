"""An answer that something else wrote: the quotes in it, and the statements around them.

Read are text (quotes in quotation marks or quote blocks, with or without [n] marks) and JSON: an object, a
list of objects or one a line, with ``citations`` or ``quotes`` and with ``answer``, ``text`` or ``content``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from index.document.split import has_word, split_sentences
from index.read.limits import MAX_BYTES
from index.runtime.patterns import regex
from qa.errors import DraftError

PieceKind = Literal["quote", "statement"]

_OPENING = {"“": "”", "「": "」", "『": "』", '"': '"', "«": "»"}
_MARK = regex(
    r"\s*(?:\[\^?[0-9]{1,3}(?:\s*[,，、-]\s*[0-9]{1,3})*\]|【[0-9]{1,3}】|［[0-9]{1,3}］)"
)
# Shorter words in quotation marks are a term (“放管服”改革), unless a [n] stands behind them.
_SHORTEST_QUOTE = 10
_BLOCK = regex(r"^\s{0,3}>\s?")
# What a line of ours says of a quote: its place, and the unofficial English below it.
_OUR_LINE = regex(r"^\s*(?:——|Unofficial English:|英文（非官方译文）:)")
_LIST = regex(r"^\s*(?:[-*+•]|[0-9]{1,2}[.)、])\s+")
_WORDS = ("answer", "text", "content", "output", "response", "claim")
_QUOTES = ("citations", "quotes", "sources", "evidence")
_QUOTED = ("quote", "text", "content", "words")


@dataclass(frozen=True, slots=True)
class AnswerPiece:
    """A quote or a statement of an answer.

    Attributes:
        kind: Which of the two.
        text: Its words.
        doc_id: The document that a quote is said to be from; None where nothing says so.
        start: Where it is said to begin in the source; None where nothing says so.
        end: Where it is said to end.
    """

    kind: PieceKind
    text: str
    doc_id: str | None = None
    start: int | None = None
    end: int | None = None


def read_answer(path: Path) -> list[AnswerPiece]:
    """Return the quotes and statements of the answer in a file, in order.

    Raises:
        DraftError: There is no such file, it is too large, no text, or there is nothing in it to check.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DraftError(f"{path.name} is too large: at most {MAX_BYTES // 10**6} MB are read.")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DraftError(f"Cannot read {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise DraftError(f"{path.name} is not text in UTF-8.") from error
    objects = _objects(text)
    pieces = list(_of_text(text) if objects is None else _of_objects(objects))
    if not pieces:
        raise DraftError(
            f"{path.name} has no quote and no statement; expected an answer as text, or as JSON with "
            "citations and answer."
        )
    return list(dict.fromkeys(pieces))


def _objects(text: str) -> list[dict[str, Any]] | None:
    """Return the JSON objects of a file; None where it is no JSON."""
    if not text.lstrip().startswith(("{", "[{", "[\n")):
        return None
    try:
        found = json.loads(text)
    except ValueError:
        try:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            return None
    held = found if isinstance(found, list) else [found]
    return held if held and all(isinstance(one, dict) for one in held) else None


def _of_objects(objects: list[dict[str, Any]]) -> Iterator[AnswerPiece]:
    for one in objects:
        for name in _QUOTES:
            for entry in one.get(name) or () if isinstance(one.get(name), list) else ():
                yield from _cited(entry)
        for name in _WORDS:
            words = one.get(name)
            if isinstance(words, str):
                yield from _of_text(words)


def _cited(entry: object) -> Iterator[AnswerPiece]:
    if isinstance(entry, str):
        yield AnswerPiece("quote", entry)
    elif isinstance(entry, dict):
        quote = next((entry[name] for name in _QUOTED if isinstance(entry.get(name), str)), "")
        if quote.strip():
            start, end = entry.get("start"), entry.get("end")
            told = isinstance(start, int) and isinstance(end, int)
            doc_id = entry.get("doc_id")
            yield AnswerPiece(
                "quote",
                quote,
                doc_id if isinstance(doc_id, str) else None,
                start if told else None,
                end if told else None,
            )


def _of_text(text: str) -> Iterator[AnswerPiece]:
    """Yield the quotes of a text and, in between, its statements, line by line."""
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        quoted = _BLOCK.match(line)
        if quoted:
            block.append(line[quoted.end() :])
            continue
        if block:
            words = _MARK.sub("", "\n".join(block)).strip()
            yield AnswerPiece("quote", _bare(words))
            block = []
        if line.strip() and not _OUR_LINE.match(line):
            yield from _of_line(_LIST.sub("", line))


def _bare(words: str) -> str:
    """Return a quote without the quotation marks around it."""
    opening = words[:1]
    if _OPENING.get(opening) == words[-1:] and words[1:-1].count(opening) == 0:
        return words[1:-1]
    return words


def _of_line(line: str) -> Iterator[AnswerPiece]:
    quotes = list(_quotes(line))
    yield from (AnswerPiece("quote", words) for _, _, words in quotes)
    # A quote that is the whole line, but for its number, is no statement of whoever wrote the answer.
    rest = line
    for start, end, _ in reversed(quotes):
        rest = rest[:start] + rest[end:]
    if not has_word(_MARK.sub("", rest)):
        return
    words = _MARK.sub("", line).strip()
    for span in split_sentences(words):
        yield AnswerPiece("statement", span.of(words))


def _quotes(line: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each quotation begins and ends, with its words; one within another is part of it."""
    at = 0
    while at < len(line):
        closing = _OPENING.get(line[at])
        end = _closes(line, at, closing) if closing else -1
        if closing is None or end < 0:
            at += 1
            continue
        words = line[at + 1 : end]
        if len(words) >= _SHORTEST_QUOTE or _MARK.match(line, end + 1):
            yield at, end + 1, words
        at = end + 1


def _closes(line: str, at: int, closing: str) -> int:
    """Return where the quotation that opens at ``at`` is closed; -1 where it is not."""
    if closing == line[at]:
        return line.find(closing, at + 1)
    depth = 0
    for place in range(at, len(line)):
        if line[place] == line[at]:
            depth += 1
        elif line[place] == closing:
            depth -= 1
            if depth == 0:
                return place
    return -1
