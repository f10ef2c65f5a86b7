"""Gradio imported without what only those who write with it need: a page is there in half the time.

As it is imported it writes, for each of its components, a file of type hints beside the code for whoever
edits with it, which takes two fifths of the time and fails where packages cannot be written to. It loads the
SDK of the Model Context Protocol where that is installed, its own command with the client of a hub, and
pandas to tell tables by their class. And each of its clients of other hosts, which the page never asks, reads
all certificates of the system: theirs trust nobody.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import ssl
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

_GRADIO = "gradio"
_UNUSED = "mcp"
_COMMAND = "gradio.cli"
_TABLES = "pandas"


class _Later(ModuleType):
    """A module that is loaded when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever is in it
        return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def lean_gradio() -> Iterator[None]:
    """Import Gradio within this; nothing is changed where it is imported already."""
    if _GRADIO in sys.modules:
        yield
        return
    find_file, trust = inspect.getfile, ssl.create_default_context

    def no_file(object: Any) -> str:  # noqa: A002, ANN401  # as inspect has it
        # Gradio takes this for a class that was written at a prompt, and writes nothing.
        if isinstance(object, type) and object.__module__.partition(".")[0] == _GRADIO:
            raise OSError("Its source is not asked for.")
        return find_file(object)

    def trust_nobody(*_: object, **__: object) -> ssl.SSLContext:
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

    command = ModuleType(_COMMAND)
    command.deploy = None  # type: ignore[attr-defined]  # what Gradio's package takes from it
    # None is what Python itself notes of a module that is not there.
    instead = {_UNUSED: None, _COMMAND: command, _TABLES: _Later(_TABLES)}
    missing = {name: module for name, module in instead.items() if name not in sys.modules}
    inspect.getfile = no_file
    ssl.create_default_context = trust_nobody
    sys.modules.update(missing)  # type: ignore[arg-type]
    try:
        yield
    finally:
        inspect.getfile, ssl.create_default_context = find_file, trust
        for name in missing:
            del sys.modules[name]
