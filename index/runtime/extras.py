"""What comes with an extra of the distribution and not with every installation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import MissingExtraError


@contextmanager
def extra(name: str) -> Iterator[None]:
    """Import what an extra brings; where it is not installed, say how to install it.

        with extra("eval"):
            import matplotlib

    Args:
        name: The extra, as pyproject.toml names it.

    Raises:
        MissingExtraError: A module is not there.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "", name) from error
