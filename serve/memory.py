"""Memory that is free given back to the system, so that a server that runs for weeks stays as large as it is.

What a question takes is freed with its answer, but glibc keeps what each thread freed for that thread: of
the growth under load nine tenths were that, 3 kB a question the caches of the program.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any

# M_ARENA_MAX of malloc.h. Two questions are worked on at once.
_ARENA_MAX = -8
_ARENAS = 2


def keep_small() -> None:
    """Have all threads share what is free; to be called before there are any."""
    library = _glibc()
    if library is not None:
        library.mallopt(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Return what is free to the system; takes some milliseconds."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@functools.cache
def _glibc() -> Any:  # noqa: ANN401  # a library of C
    """Return the C library where it is glibc, else None."""
    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):  # Windows has no such thing
        return None
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
