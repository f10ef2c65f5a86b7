"""Work that is heavy, so many pieces of it at once; the others wait in line, or are turned away."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

from index.embed.threads import on_one_processor

Result = TypeVar("Result")


class BusyError(Exception):
    """The line is full."""


class Gate:
    """Lets so many functions run at once, each in a thread; who waits holds none."""

    def __init__(self, at_once: int, waiting: int) -> None:
        """Make a gate.

        Args:
            at_once: Functions that run.
            waiting: Functions that wait; one more is refused.
        """
        self._limiter = anyio.CapacityLimiter(at_once)
        self._most = at_once + waiting
        self.inside = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return what ``work`` returns.

        Raises:
            BusyError: Too many wait already.
        """
        if self.inside >= self._most:
            raise BusyError
        self.inside += 1
        try:
            return await anyio.to_thread.run_sync(self._beside_others, work, limiter=self._limiter)
        finally:
            self.inside -= 1

    def _beside_others(self, work: Callable[[], Result]) -> Result:
        """Do the work: alone on all processors, beside other work on one."""
        with on_one_processor() if self.inside > 1 else contextlib.nullcontext():
            return work()
