"""Ask an official document, get its own words back, with their place (引据).

    import yinju

    plan = yinju.open()
    answer = plan.ask("雨水年径流总量控制率不低于多少？")
    verdict = plan.check("雨水年径流总量控制率不低于70%")

docs/api.md has a whole session. What is not listed in ``__all__`` may change at any time.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.document.corpus import Clause, Document, Heading, Section, Span
    from index.errors import (
        DocumentError,
        EncoderError,
        IndexDamagedError,
        InputError,
        YinjuError,
    )
    from qa.errors import DraftError, QuestionError, QuoteError
    from qa.pipeline import Pipeline
    from qa.result import Answer, Citation, Verdict, to_json
    from yinju.corpora import index, open  # noqa: A004  # yinju.open, as in gzip.open

__all__ = [
    "Answer",
    "Citation",
    "Clause",
    "Document",
    "DocumentError",
    "DraftError",
    "EncoderError",
    "Heading",
    "IndexDamagedError",
    "InputError",
    "Pipeline",
    "QuestionError",
    "QuoteError",
    "Section",
    "Span",
    "Verdict",
    "YinjuError",
    "index",
    "open",
    "to_json",
]

# Loaded when it is asked for: ``import yinju`` alone takes no longer than this file.
_ROOMS = {
    "index.document.corpus": ("Clause", "Document", "Heading", "Section", "Span"),
    "index.errors": (
        *("DocumentError", "EncoderError", "IndexDamagedError"),
        *("InputError", "YinjuError"),
    ),
    "qa.errors": ("DraftError", "QuestionError", "QuoteError"),
    "qa.pipeline": ("Pipeline",),
    "qa.result": ("Answer", "Citation", "Verdict", "to_json"),
    "yinju.corpora": ("index", "open"),
}
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever has the name
    if name == "__version__":
        from importlib.metadata import version

        return version("yinju")
    if name not in _ROOM_OF:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(_ROOM_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*globals(), *__all__]
