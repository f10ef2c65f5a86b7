"""Memory that stays as it is, so that a server that runs for weeks is as large as on its first day.

Three things grow under load. What a question takes is freed with its answer, but glibc keeps what each thread
freed for that thread: it is given back. The program's caches fill, each up to a bound of its own, 15 MB
together. And the model is a mapped file, of which the system counts a page once some word of it was asked
for, half of all after a thousand questions: it is brought in as a whole before there are any.
"""

from __future__ import annotations

import ctypes
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from index.runtime.memory import glibc
from index.runtime.patterns import regex

# M_ARENA_MAX of malloc.h. Two questions are worked on at once.
_ARENA_MAX = -8
_ARENAS = 2
# MADV_POPULATE_READ of mman.h: Linux 5.14 and later; older ones refuse it, and bring pages in one by one.
_POPULATE_READ = 22
_MAPS = Path("/proc/self/maps")
# Addresses, permissions, offset, device, inode, path (proc_pid_maps(5)).
_MAPPED = regex(
    r"(?P<start>[0-9a-f]+)-(?P<end>[0-9a-f]+) r--. \S+ \S+ \S+ +(?P<path>/(?!.*\.so\b).*)"
)


def keep_small() -> None:
    """Have all threads share what is free; to be called before there are any."""
    library = glibc()
    if library is not None:
        library.mallopt(_ARENA_MAX, _ARENAS)


def bring_in() -> None:
    """Have all of the model files that are mapped at hand; takes some hundredths of a second.

    They are not copied: several servers, and whoever else maps them, share one.
    """
    library = glibc()
    if library is not None:
        for start, end in _models():
            library.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), _POPULATE_READ)


def _models() -> Iterator[tuple[int, int]]:
    """Yield where files that came installed are mapped, but for libraries, of which little is used.

    A corpus may be larger than the memory, and stays where it is.
    """
    try:
        lines = _MAPS.read_text("utf-8", "replace").splitlines()
    except OSError:  # macOS has no such file
        return
    for line in lines:
        found = _MAPPED.fullmatch(line)
        if found and any(Path(found["path"]).is_relative_to(folder) for folder in _installed()):
            yield int(found["start"], 16), int(found["end"], 16)


def _installed() -> tuple[Path, ...]:
    return Path(sysconfig.get_path("purelib")), Path(__file__).resolve().parents[2] / "qa"
