"""Documents that an index is made of, read where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.document.corpus import Document


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents in files.

    Attributes:
        read: Reads them.
        sha256: Of the files and of the code that reads them: as long as it stays, so do the documents.
    """

    read: Callable[[], Sequence[Document]]
    sha256: str
