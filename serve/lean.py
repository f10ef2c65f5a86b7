"""Gradio imported without what only those who write with it need: a page is there in two thirds of the time.

As it is imported it writes, for each of its components, a file of type hints beside the code for whoever
edits with it, which takes two fifths of the time and fails where packages cannot be written to; and where the
SDK of the Model Context Protocol is installed it loads that, of which the page uses nothing.
"""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Iterator
from typing import Any

_GRADIO = "gradio"
_UNUSED = "mcp"


@contextlib.contextmanager
def lean_gradio() -> Iterator[None]:
    """Import Gradio within this; nothing is changed where it is imported already."""
    if _GRADIO in sys.modules:
        yield
        return
    find_file = inspect.getfile

    def no_file(object: Any) -> str:  # noqa: A002, ANN401  # as inspect has it
        # Gradio takes this for a class that was written at a prompt, and writes nothing.
        if isinstance(object, type) and object.__module__.partition(".")[0] == _GRADIO:
            raise OSError("Its source is not asked for.")
        return find_file(object)

    loaded = _UNUSED in sys.modules
    inspect.getfile = no_file
    if not loaded:
        # What Python itself notes of a module that is not there.
        sys.modules[_UNUSED] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = find_file
        if not loaded:
            del sys.modules[_UNUSED]
