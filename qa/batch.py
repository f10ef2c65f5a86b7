"""Batches: one JSON object a line in, checked whole before anything is answered."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from index.errors import InputError, YinjuError
from qa.ask.retrieval.query import read_query


class BatchItem(BaseModel):
    """One line: a question or a claim, with what goes with it. Other fields are left alone."""

    model_config = ConfigDict(extra="ignore", strict=True)

    text: str
    id: str | int | None = None
    history: list[str] = []
    docs: list[str] = []


def read_batch(
    lines: Iterable[str | bytes], field: Literal["question", "claim"]
) -> list[BatchItem]:
    """Return the items of a batch; blank lines are passed over.

    Raises:
        InputError: A line is not what was expected; names the line, its fault, and the form.
    """
    return list(_items(lines, field))


def _items(lines: Iterable[str | bytes], field: str) -> Iterator[BatchItem]:
    for number, raw in enumerate(lines, start=1):
        try:
            line = (
                raw.decode("utf-8-sig" if number == 1 else "utf-8")
                if isinstance(raw, bytes)
                else raw
            )
        except UnicodeDecodeError as error:
            raise InputError(f"Line {number} is not UTF-8 ({error.reason}).") from error
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        # Brackets nested a thousand deep are no batch either.
        except (ValueError, RecursionError) as error:
            raise InputError(f"Line {number} is not JSON ({error}).") from error
        if not isinstance(row, dict) or field not in row:
            message = (
                f'Line {number}: expected a JSON object with "{field}", got {line.strip()[:60]}'
            )
            raise InputError(message)
        try:
            item = BatchItem.model_validate({**row, "text": row[field]})
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"]).replace("text", field)
            raise InputError(f"Line {number}, {name}: {first['msg'].lower()}.") from error
        try:
            for text in (item.text, *item.history):
                read_query(text)
        except YinjuError as error:
            raise InputError(f"Line {number}: {error}") from error
        yield item
