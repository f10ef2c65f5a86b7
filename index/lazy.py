"""Sequences whose items are read when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")

# Items that are kept once they were read: all clauses of a plan, what a hundred questions to a library
# touch of it; 50 MB.
_KEPT = 16_384


class Lazy(Sequence[Item], Generic[Item]):
    """A sequence of known length that reads its items; the last ones read are kept."""

    def __init__(
        self,
        size: int,
        read: Callable[[int], Item],
        every: Callable[[], Iterator[Item]] | None = None,
    ) -> None:
        """Make a sequence.

        Args:
            size: Its length.
            read: Returns the item of a number from 0 on.
            every: Gives all items in order, where that is quicker than one after the other.
        """
        self._size = size
        self._read = read
        self._every = every
        self._known: dict[int, Item] = {}

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Item]:
        return super().__iter__() if self._every is None else self._every()

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, at: int | slice) -> Item | tuple[Item, ...]:
        if isinstance(at, slice):
            return tuple(self._item(number) for number in range(*at.indices(self._size)))
        number = int(at)
        if number < 0:
            number += self._size
        if not 0 <= number < self._size:
            raise IndexError(f"Item {at} of {self._size}.")
        return self._item(number)

    def _item(self, number: int) -> Item:
        found = self._known.get(number)
        if found is None:
            found = self._read(number)
            if len(self._known) >= _KEPT:
                self._known = {}
            self._known[number] = found
        return found

    def __eq__(self, other: object) -> bool:
        """Compare item by item, with any sequence."""
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            one == another for one, another in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # as of a list
