"""Regular expressions that are compiled when they are first used.

A module of this project may know fifty patterns, of which a question needs five; compiling all of them
on import took a third of the time of a question.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar, cast


class Later:
    """Stands for a compiled pattern until something of it is asked for.

    Attributes:
        compile: How patterns are compiled; a command takes them from what it kept
            (``index.runtime.compiled``).
    """

    compile: ClassVar[Callable[[str, int], re.Pattern[str]]] = staticmethod(re.compile)  # noqa: TID251  # the place for it

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever a pattern has
        if self._compiled is None:
            self._compiled = Later.compile(self.pattern, self._flags)
        value = getattr(self._compiled, name)
        # Kept, so that from now on a call of it costs what it costs with re alone.
        self.__dict__[name] = value
        return value


def regex(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what ``re.compile`` returns, compiled at its first use.

    Raises:
        re.error: Not here but at the first use: the pattern is none. A test compiles all of them.
    """
    return cast("re.Pattern[str]", Later(pattern, flags))
