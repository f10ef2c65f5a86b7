"""Errors of asking and checking.

YinjuError (index.errors)
├── InputError (index.errors)
│   ├── QuestionError       a question or claim that cannot be taken
│   └── DraftError          a draft or report of a kind that is not known
└── QuoteError              a quote that is not what the source says; stops the answer
"""

from __future__ import annotations

from index.errors import InputError, YinjuError


class QuestionError(InputError):
    """A question or claim is empty, too long, or not text.

    Attributes:
        too_long: Whether it is its length that is wrong.
    """

    def __init__(self, message: str, *, too_long: bool = False) -> None:
        super().__init__(message)
        self.too_long = too_long


class QuoteError(YinjuError):
    """A quote differs from the source at the moment of showing it. Nothing may be shown then."""


class DraftError(InputError):
    """A draft is of a kind that cannot be checked, or a report of a kind that cannot be written."""
