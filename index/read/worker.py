"""The process that reads files for another one: what hangs or fills the memory here harms nobody.

It takes a path a line on standard input, as JSON, and answers with lines of JSON: signs of life, and
at last the text or the sentence that says why there is none.
"""

from __future__ import annotations

import contextlib
import json
import sys
from pathlib import Path
from typing import Any

from index.errors import YinjuError
from index.read.formats import read_here
from index.read.limits import MAX_MEMORY
from index.read.process.pulse import pulse
from index.read.process.transfer import pack


def main() -> None:
    """Read files until standard input ends."""
    limit_memory(MAX_MEMORY)
    pulse.listener = _signal
    for line in sys.stdin:
        _answer(json.loads(line))


def limit_memory(size: int | None) -> None:
    """Let the process take at most ``size`` bytes; as many as the system gives for None."""
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    unlimited = most == resource.RLIM_INFINITY
    wanted = most if size is None else size if unlimited else min(size, most)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def _signal(kind: str) -> None:
    if kind == "slow":
        limit_memory(None)
    _say(json.dumps({"signal": kind}))


def _answer(request: dict[str, Any]) -> None:
    try:
        _say(pack(read_here(Path(request["path"]))))
    except YinjuError as error:
        _say(json.dumps({"error": str(error)}))
    except (MemoryError, RecursionError):
        _say(json.dumps({"memory": True}))
    finally:
        limit_memory(MAX_MEMORY)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
