"""What a process costs: its time, that of the processor, and its memory.

Other benchmarks use it: run by itself it measures nothing.
"""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# Of ``ru_maxrss``, to a megabyte.
_UNIT = 1e6 if sys.platform == "darwin" else 1e3


@dataclass(frozen=True)
class Cost:
    """Of one process: seconds from start to exit, seconds of the processor, peak memory in MB."""

    lasted: float
    worked: float
    memory: float

    def __str__(self) -> str:
        """Show it in a line."""
        return (
            f"{self.lasted:.2f} s ({self.worked:.2f} s of a processor), peak {self.memory:.0f} MB"
        )


@dataclass(frozen=True)
class Run:
    """A process that has ended: what it cost, its exit code, and what it printed."""

    cost: Cost
    code: int
    output: bytes


def run(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> Run:
    """Run a command to its end.

    Args:
        command: Program and words.
        cwd: Where.
        env: Its environment; this process's where left out.
        quiet: Whether what it says on standard error is not shown.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if quiet else None,
    ) as process:
        output = b"" if process.stdout is None else process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        lasted = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    cost = Cost(lasted, used.ru_utime + used.ru_stime, used.ru_maxrss / _UNIT)
    return Run(cost, process.returncode, output)


def worked(pid: int) -> float:
    """Return for how many seconds a process kept a processor busy."""
    ticks = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Return how much memory a process has at hand, mapped files included: MB."""
    return _pages(pid)[0] * mmap.PAGESIZE / 1e6


def mapped(pid: int) -> float:
    """Return how much of that is files, which others share and the system can take back: MB."""
    return _pages(pid)[1] * mmap.PAGESIZE / 1e6


def _pages(pid: int) -> tuple[int, int]:
    _, whole, shared, *_ = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
    return int(whole), int(shared)
