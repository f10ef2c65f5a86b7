"""Question sets from JSON Lines, CSV and XLSX.

A line is a question (``question`` with ``gold``), an unanswerable question (``question`` without
``gold``), a claim (``claim`` with ``label``), a dialog (``turns``) or a question about a document as a
whole (``kind`` with what is expected). All mistakes of all files are collected before anything is reported.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from eval.dataset.items import MODELS, Item
from eval.dataset.kinds import KIND_FIELDS
from eval.errors import DatasetError, Problem
from qa.tables import TABLE_SUFFIXES, TableError, read_rows, rows_to_objects

# Far above any set that a person writes; keeps a wrong file from filling the memory.
MAX_BYTES = 100_000_000
MAX_ITEMS = 200_000


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The items of one file, with the line that each came from.

    Attributes:
        name: The file's, without its ending.
        items: Those that can be read.
        lines: Where each stands.
        sha256: Of the file.
        file: Its name, by which mistakes are told.
        problems: What cannot be read.
    """

    name: str
    items: tuple[Item, ...]
    lines: tuple[int, ...]
    sha256: str
    file: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many items of each type the set holds."""
        return dict(Counter(item.type for item in self.items))


def read_sets(paths: Sequence[Path]) -> tuple[QuestionSet, ...]:
    """Read question sets.

    Raises:
        DatasetError: with every mistake of every file, when there is one.
    """
    sets = read_what_can_be(paths)
    if problems := [problem for one in sets for problem in one.problems]:
        raise DatasetError(problems)
    return sets


def read_what_can_be(paths: Sequence[Path]) -> tuple[QuestionSet, ...]:
    """Read question sets, each with its mistakes, so that those are told with what a corpus lacks."""
    return tuple(map(_read_set, paths))


def _read_set(path: Path) -> QuestionSet:
    problems: list[Problem] = []
    items: list[Item] = []
    lines: list[int] = []
    seen: dict[str, int] = {}
    digest = ""
    try:
        data = _read_bytes(path)
        digest = hashlib.sha256(data).hexdigest()
        objects = _table(path, data) if path.suffix.lower() in TABLE_SUFFIXES else _json_lines(data)
        for line, value in objects:
            if len(lines) >= MAX_ITEMS:
                raise TableError(line, "", f"more than {MAX_ITEMS:,} items; split the set")
            found = _parse(path.name, line, value, problems)
            if found is None:
                continue
            if found.id in seen:
                message = f"{found.id!r} was already used on line {seen[found.id]}"
                problems.append(Problem(path.name, line, "id", message))
            seen.setdefault(found.id, line)
            items.append(found)
            lines.append(line)
    except TableError as error:
        problems.append(Problem(path.name, error.line, error.field, str(error)))
    else:
        if not items and not problems:
            problems.append(Problem(path.name, 0, "", "the set is empty; expected one item a line"))
    return QuestionSet(path.stem, tuple(items), tuple(lines), digest, path.name, tuple(problems))


def _read_bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TableError(0, "", f"larger than {MAX_BYTES // 1_000_000} MB; split the set")
        return path.read_bytes()
    except OSError as error:
        raise TableError(0, "", f"cannot be read: {error.strerror or error}") from error


def _table(path: Path, data: bytes) -> Iterator[tuple[int, object]]:
    yield from rows_to_objects(read_rows(data, path.suffix.lower()))


def _json_lines(data: bytes) -> Iterator[tuple[int, object]]:
    """Yield (line number, parsed value or the ValueError that says why it cannot be parsed)."""
    for number, raw in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            yield number, json.loads(raw.decode(), object_pairs_hook=_no_duplicates)
        except UnicodeDecodeError:
            yield number, ValueError("not UTF-8; save the file as UTF-8")
        except json.JSONDecodeError as error:
            yield number, ValueError(f"not JSON: {error.msg} (column {error.colno})")
        except RecursionError:
            yield number, ValueError("nested too deeply")
        except ValueError as error:
            yield number, error


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(pairs) > len(found := dict(pairs)):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f"the field {twice!r} is given twice")
    return found


def _parse(file: str, line: int, value: object, problems: list[Problem]) -> Item | None:
    """Return the item of one line, or note what is wrong with it and return None."""
    if isinstance(value, ValueError):
        name = value.field if isinstance(value, TableError) else ""
        problems.append(Problem(file, line, name, str(value)))
        return None
    if not isinstance(value, dict):
        kind = type(value).__name__
        problems.append(Problem(file, line, "", f"expected a JSON object, got {kind}"))
        return None
    filled: dict[str, Any] = {"type": _guess_type(value), **value}
    words = _words(filled)
    # Both defaults come from the words alone, so that they survive a reordering of the set.
    filled.setdefault("lang", "zh" if any("\u3400" <= c <= "\u9fff" for c in words) else "en")
    filled.setdefault("id", hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:10])
    model = MODELS.get(filled["type"]) if isinstance(filled["type"], str) else None
    if model is None:
        message = (
            "expected a question, a claim or turns"
            if filled["type"] is None
            else (f"{filled['type']!r} is not one of {', '.join(MODELS)}")
        )
        problems.append(Problem(file, line, "type", message))
        return None
    try:
        return model.model_validate(filled)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=False)
        for detail in details:
            place = detail["loc"]
            # A list whose only members are wrong is also called too short; once is enough.
            if detail["type"] == "too_short" and any(
                other["loc"][: len(place)] == place and other["loc"] != place for other in details
            ):
                continue
            name = ".".join(str(part) for part in place)
            message = _explain(detail["type"], detail["msg"], model)
            problems.append(Problem(file, line, name, message))
        return None


def _guess_type(value: Mapping[str, object]) -> str | None:
    if "turns" in value:
        return "dialog"
    if "claim" in value:
        return "claim"
    # Of a section nothing is expected but its place, which every item may have.
    of_kind = bool(KIND_FIELDS & value.keys()) or value.get("kind") == "section"
    if "question" in value and "gold" not in value and of_kind:
        return "kind"
    if "question" in value:
        return "question" if "gold" in value or "need" in value else "unanswerable"
    return None


def _words(value: Mapping[str, Any]) -> str:
    turns = value.get("turns")
    if isinstance(turns, list):
        return "\n".join(str(turn.get("question")) for turn in turns if isinstance(turn, dict))
    return str(value.get("question") or value.get("claim") or "")


def _explain(kind: str, message: str, model: type[Item]) -> str:
    if kind == "extra_forbidden":
        return f"unknown field; a line of this type has {', '.join(model.model_fields)}"
    if kind == "missing":
        return "missing"
    if kind == "too_short":
        return "empty; expected at least 1 item, or no such field"
    return message.removeprefix("Value error, ")
