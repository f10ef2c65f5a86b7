"""How many processors one text takes: all of them, or one where several are worked on at once.

The engine of the default encoder splits each layer among the processors and waits for the slowest part, some
hundred times a question. Beside another question, which waits for the same processors, that only costs.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_here = threading.local()


@contextlib.contextmanager
def on_one_processor() -> Iterator[None]:
    """Have what this thread encodes within this keep to one processor."""
    before = getattr(_here, "one", False)
    _here.one = True
    try:
        yield
    finally:
        _here.one = before


class Team:
    """The threads of an engine that was compiled with OpenMP; what they compute is the same however many."""

    def __init__(self, package: Path) -> None:
        """Find the engine.

        Args:
            package: Folder of the Python package that has loaded it.
        """
        engine = next(iter(package.glob("_engine*")), None)
        library: Any = None
        if engine is not None:
            with contextlib.suppress(OSError):
                # What is loaded is not loaded again; it also knows the names of the OpenMP behind it.
                library = ctypes.CDLL(str(engine))
        able = library is not None and hasattr(library, "omp_set_num_threads")
        self._library: Any = library if able else None

    @contextlib.contextmanager
    def of_this_thread(self) -> Iterator[None]:
        """Let what this thread computes within this take as many processors as it may."""
        if self._library is None or not getattr(_here, "one", False):
            yield
            return
        before = self._library.omp_get_max_threads()
        self._library.omp_set_num_threads(1)
        try:
            yield
        finally:
            self._library.omp_set_num_threads(before)
