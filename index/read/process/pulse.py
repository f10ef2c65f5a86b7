"""A sign of life: readers give it as they go on, so that a long file is told from one that hangs."""

from __future__ import annotations

import time
from collections.abc import Callable

# As often as this, in seconds, a sign is passed on.
_EVERY = 0.25


class Pulse:
    """Passes signs of life on to whoever listens; to nobody where nobody does."""

    def __init__(self) -> None:
        self.listener: Callable[[str], None] | None = None
        self._last = 0.0

    def beat(self) -> None:
        """Say that reading goes on."""
        now = time.monotonic()
        if self.listener is not None and now - self._last > _EVERY:
            self._last = now
            self.listener("beat")

    def slow(self) -> None:
        """Say that a step begins which may take longer and needs more memory than others."""
        if self.listener is not None:
            self.listener("slow")


pulse = Pulse()
