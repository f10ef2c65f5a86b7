"""What is printed: JSON lines for programs, coloured text for a person."""

from __future__ import annotations

import json
from pathlib import Path

import click

from index.errors import InputError
from index.runtime.patterns import regex

_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARK = regex(r"\[\d+\]")


def print_json(record: object) -> None:
    """Print one JSON object a line."""
    click.echo(json.dumps(record, ensure_ascii=False))


def coloured(text: str) -> str:
    """Dim the places and embolden the numbers; click drops colours where there is no terminal."""
    lines = []
    # What a document holds is shown, not obeyed: a terminal would take its escape sequences.
    for line in _CONTROL.sub("\ufffd", text).split("\n"):
        number = _MARK.match(line)
        if line.startswith("    "):
            lines.append(click.style(line, dim=True))
        elif number:
            mark = click.style(number[0], fg="cyan", bold=True)
            lines.append(mark + line[number.end() :])
        else:
            lines.append(line)
    return "\n".join(lines)


def write(path: Path, data: str | bytes) -> None:
    """Write a file.

    Raises:
        InputError: It cannot be written.
    """
    try:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    except OSError as error:
        raise InputError(f"Cannot write {path}: {error.strerror}.") from error
