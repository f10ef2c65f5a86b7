"""Many questions or claims in a row: what is read together is encoded before it is needed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from index.embed.encoder import BATCH

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")


def prepared(
    items: Iterable[Item], prepare: Callable[[list[Item]], None], window: int = BATCH
) -> Iterator[Item]:
    """Yield the items, in windows that are encoded together.

    While one window is answered or compared, which is Python's work, the next is encoded, which is not.

    Args:
        items: Questions or claims; they are taken a window ahead.
        prepare: Encodes a window.
        window: Most items in one. The first is small, so that something is done while the next is encoded.
    """
    from concurrent.futures import ThreadPoolExecutor

    rest = iter(items)
    sizes = itertools.chain([min(BATCH, window)], itertools.repeat(window))
    with ThreadPoolExecutor(1) as pool:
        ready: Future[None] | None = None
        current: list[Item] = []
        while following := list(itertools.islice(rest, next(sizes))):
            if ready is not None:
                ready.result()
            ready = pool.submit(prepare, following)
            yield from current
            current = following
        if ready is not None:
            ready.result()
        yield from current


def with_docs(
    items: Iterable[Item], docs: Iterable[Sequence[str]]
) -> Iterator[tuple[Item, Sequence[str]]]:
    """Yield each item with the documents to look in; all of them where these end early."""
    return zip(items, itertools.chain(docs, itertools.repeat(())), strict=False)
