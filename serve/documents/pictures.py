"""Pages of PDF files as they look, drawn in a process of its own: a file that breaks it harms nobody.

As a program (``python -m serve.documents.pictures KIND FILE NUMBER OUT``) it writes one picture, or its
lines.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

from index.read.limits import MAX_MEMORY
from index.read.pdf.picture import SeenLine

Kind = Literal["picture", "lines"]
_SUFFIXES: dict[Kind, str] = {"picture": "webp", "lines": "json"}
# A page takes tenths of a second to draw; one that is read off its picture takes some.
_SECONDS: dict[Kind, float] = {"picture": 20.0, "lines": 180.0}
# Questions go first.
_NICE = 5


class NoPictureError(Exception):
    """A page cannot be shown."""


def picture_of(file: Path, number: int, folder: Path) -> Path:
    """Return the picture of a page.

    Args:
        file: A PDF file.
        number: From 1.
        folder: Where what was drawn is kept.

    Raises:
        NoPictureError: The file cannot be drawn, or has no such page.
    """
    return _made("picture", file, number, folder)


def lines_of(file: Path, number: int, folder: Path) -> list[SeenLine]:
    """Return the lines of a page, see ``picture_of``; none where nothing can read them.

    Raises:
        NoPictureError: The file cannot be read, or has no such page.
    """
    kept = json.loads(_made("lines", file, number, folder).read_text("utf-8"))
    return [SeenLine(words, (box[0], box[1], box[2], box[3]), way) for words, box, way in kept]


def _made(kind: Kind, file: Path, number: int, folder: Path) -> Path:
    out = folder / f"{number}.{_SUFFIXES[kind]}"
    if out.is_file() and out.stat().st_mtime >= file.stat().st_mtime:
        return out
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "serve.documents.pictures",
        kind,
        str(file),
        str(number),
        str(out),
    ]
    try:
        done = subprocess.run(  # noqa: S603  # this very module
            command, capture_output=True, check=False, timeout=_SECONDS[kind]
        )
    except subprocess.TimeoutExpired as error:
        raise NoPictureError(f"Page {number} of {file.name} took too long.") from error
    if done.returncode != 0 or not out.is_file():
        raise NoPictureError(f"Page {number} of {file.name} cannot be drawn.")
    return out


def main(kind: str, file: Path, number: int, out: Path) -> None:
    """Write the picture or the lines of a page, whole or not at all."""
    from index.read.pdf.picture import draw_page, seen_lines
    from index.read.pdf.scan import can_read, read_picture
    from index.read.worker import limit_memory

    with contextlib.suppress(OSError):
        os.nice(_NICE)
    limit_memory(MAX_MEMORY)
    if kind == "picture":
        data = draw_page(file, number - 1)
    else:
        found = seen_lines(file, number - 1, read_picture if can_read() else None)
        lines = [(line.words, line.box, line.way) for line in found]
        data = json.dumps(lines, ensure_ascii=False).encode("utf-8", "replace")
    # Two who ask at once each write their own.
    new = out.with_name(f"{out.name}.{os.getpid()}")
    new.write_bytes(data)
    new.replace(out)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
