"""Many questions or claims in a row: what is read together is encoded before it is needed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from index.embed.encoder import BATCH

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")


def prepared(items: Iterable[Item], prepare: Callable[[list[Item]], None]) -> Iterator[Item]:
    """Yield the items, in windows that are encoded together.

    While one window is answered or compared, which is Python's work, the next is encoded, which is not.

    Args:
        items: Questions or claims; they are taken a window ahead.
        prepare: Encodes a window.
    """
    from concurrent.futures import ThreadPoolExecutor

    rest = iter(items)
    with ThreadPoolExecutor(1) as pool:
        ready: Future[None] | None = None
        current: list[Item] = []
        while window := list(itertools.islice(rest, BATCH)):
            if ready is not None:
                ready.result()
            ready = pool.submit(prepare, window)
            yield from current
            current = window
        if ready is not None:
            ready.result()
        yield from current
