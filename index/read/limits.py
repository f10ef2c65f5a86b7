"""How much is read of one file, and what is said of a larger one."""

from __future__ import annotations

from index.errors import DocumentError

# A plan of 500 pages has about 1 MB of text; a larger file than this is a mistake.
MAX_BYTES = 50_000_000
# What an archive (docx, xlsx) may unpack to: far above any document, far below what fills memory.
MAX_UNPACKED_BYTES = 500_000_000
# Characters of text; ten times the longest law book. More is not a document that is quoted from.
MAX_CHARS = 20_000_000
# A gazette of a year has some thousand pages.
MAX_PAGES = 5_000
# Cells of a workbook or a table, empty ones included.
MAX_CELLS = 2_000_000
# Seconds without a sign of progress after which reading a file is given up.
STALLED_SECONDS = 9.0
# The same while a page is read off its picture.
SLOW_SECONDS = 120.0
# Seconds after which it is given up even where it goes on: a hundred times what 500 pages take.
LONGEST_SECONDS = 240.0
# Memory that the process which reads a file may take, in bytes.
MAX_MEMORY = 3_000_000_000


def check_size(name: str, size: int) -> None:
    """Refuse a file of more than ``MAX_BYTES``.

    Raises:
        DocumentError: It is larger.
    """
    if size > MAX_BYTES:
        raise DocumentError(f"{name} has {size:,} bytes; at most {MAX_BYTES:,} are read. Split it.")


def check_length(name: str, characters: int) -> None:
    """Refuse a text of more than ``MAX_CHARS``.

    Raises:
        DocumentError: It is longer.
    """
    if characters > MAX_CHARS:
        message = f"{name} has more than {MAX_CHARS:,} characters of text. Split it."
        raise DocumentError(message)
