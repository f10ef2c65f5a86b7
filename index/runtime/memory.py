"""What is free given back to the system: glibc keeps the holes that arrays of many sizes leave."""

from __future__ import annotations

import ctypes
import functools
from typing import Any


def give_back() -> None:
    """Return what is free to the system, where the C library is glibc; takes some milliseconds."""
    library = glibc()
    if library is not None:
        library.malloc_trim(0)


@functools.cache
def glibc() -> Any:  # noqa: ANN401  # a library of C
    """Return the C library where it is glibc, else None."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows has no such thing
        return None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
