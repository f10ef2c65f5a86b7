"""Where a corpus is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TypeAlias

# The folder of a corpus, or the URL of one on a server.
Location: TypeAlias = Path | str

_SCHEMES = ("postgresql://", "postgres://")


def location(text: str | os.PathLike[str]) -> Location:
    """Return where a person says that a corpus is: the URL of a server, or a folder."""
    return text if isinstance(text, str) and text.startswith(_SCHEMES) else Path(text)
