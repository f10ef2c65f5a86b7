"""Patterns that an earlier process compiled.

``re`` compiles a pattern by Python to a list of numbers, of which C makes the pattern at once. A question
uses a hundred patterns, and compiling them anew was a fifth of its time outside the encoder. The lists are
kept as Python keeps what it compiled of modules: for the very Python that made them, where they can be
written, and never relied upon.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import contextlib
import importlib
import json
import os
import re
import sys
import zlib
from array import array
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

# A command uses a few hundred patterns; what earlier versions of them leave behind is dropped beyond this.
_MOST = 4000
# The numbers as C has them.
_CODE: Final = "I"

_Key = tuple[str, int]


class _Parts(NamedTuple):
    """What C makes a pattern of: flags, groups, the numbers of those with a name, and the code."""

    flags: int
    groups: int
    names: dict[str, int]
    code: bytes | memoryview

    def joined(self, pattern: str) -> re.Pattern[str]:
        """Return the pattern.

        Raises:
            RuntimeError: The code is none; C looks it through before it believes it.
        """
        by_number: list[str | None] = [None] * (self.groups + 1)
        for name, number in self.names.items():
            by_number[number] = name
        code = memoryview(self.code).cast(_CODE).tolist()
        made: re.Pattern[str] = _sre.compile(
            pattern, self.flags, code, self.groups, self.names, tuple(by_number)
        )
        return made


class PatternStore:
    """Compiles patterns, or takes them from what was kept."""

    def __init__(self, folder: Callable[[], Path | None], name: str) -> None:
        """Keep patterns in a file of their own.

        Args:
            folder: Gives the folder when the first pattern is asked for; None keeps them nowhere.
            name: Of what uses them: all of a file are read, so each command has its own.
        """
        self._folder = folder
        self._name = name
        self._path: Path | None = None
        self._kept: Mapping[_Key, _Parts] | None = None
        self._new: dict[_Key, re.Pattern[str]] = {}

    def compile(self, pattern: str, flags: int) -> re.Pattern[str]:
        """Return what ``re.compile`` returns."""
        if self._kept is None:
            folder = self._folder()
            self._path = folder and folder / f"patterns-{self._name}.{sys.implementation.cache_tag}"
            self._kept = _read(self._path) if self._path is not None else {}
        parts = self._kept.get((pattern, flags))
        if parts is not None:
            with contextlib.suppress(RuntimeError, OverflowError, ValueError):
                return parts.joined(pattern)
        made = re.compile(pattern, flags)  # noqa: TID251  # the other place for it
        self._new[pattern, flags] = made
        return made

    def save(self) -> None:
        """Keep what was compiled anew; where that is not possible, the next process compiles it again."""
        if not self._new or self._path is None:
            return
        with contextlib.suppress(ImportError, AttributeError, OSError):
            entries = dict(self._kept or {})
            if len(entries) > _MOST:
                entries.clear()
            for (pattern, flags), made in list(self._new.items()):
                parts = _taken_apart(pattern, flags)
                if parts.joined(pattern) == made:
                    entries[pattern, flags] = parts
            _write(self._path, entries)


def _taken_apart(pattern: str, flags: int) -> _Parts:
    """Compile a pattern as ``re.compile`` does, up to where C takes over."""
    compiler: Any = importlib.import_module("re._compiler")
    parsed = compiler._parser.parse(pattern, flags)  # noqa: SLF001  # nothing public gives the code
    code = compiler._code(parsed, flags)  # noqa: SLF001  # the same
    state = parsed.state
    return _Parts(
        flags | state.flags, state.groups - 1, dict(state.groupdict), array(_CODE, code).tobytes()
    )


def _read(path: Path) -> dict[_Key, _Parts]:
    """Return what a file has; nothing where it is missing, damaged, or of another Python."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        told = json.loads(head.decode("utf-8", "surrogatepass"))
        if told["python"] != sys.version or told["sum"] != zlib.crc32(body):
            return {}
        codes = memoryview(body)
        return {
            (pattern, flags): _Parts(final, groups, names, codes[start:end])
            for pattern, flags, final, groups, names, start, end in told["patterns"]
        }
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write(path: Path, entries: Mapping[_Key, _Parts]) -> None:
    rows, body = [], bytearray()
    for (pattern, flags), parts in entries.items():
        start = len(body)
        body += parts.code
        rows.append([pattern, flags, parts.flags, parts.groups, parts.names, start, len(body)])
    told = {"python": sys.version, "sum": zlib.crc32(body), "patterns": rows}
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.{os.getpid()}")
    head = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
    new.write_bytes(head + b"\n" + body)
    new.replace(path)
