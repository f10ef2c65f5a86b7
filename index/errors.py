"""Errors of reading, indexing and opening a corpus.

YinjuError                  anything yinju reports in one sentence (exit code 1)
├── InputError              a mistake in what was given (exit code 2)
│   ├── DocumentError       a file that cannot be read as a document
│   ├── EncoderError        a model that cannot be loaded, or text it cannot take
│   └── MissingExtraError   something of an extra that is not installed
└── IndexDamagedError       an index folder that is incomplete, altered or foreign
    └── IndexForeignError   one that is whole, but of another encoder or version
"""


class YinjuError(Exception):
    """Base of every error that reaches a user; its message is one clear sentence."""

    exit_code = 1


class InputError(YinjuError):
    """What was given is wrong; the message says what was expected."""

    exit_code = 2


class DocumentError(InputError):
    """A file is missing, too large, or not text that can be read."""


class EncoderError(InputError):
    """A model cannot be loaded, or a text is outside what it accepts."""


class MissingExtraError(InputError):
    """What was asked for comes with an extra that is not installed.

    Attributes:
        module: What is missing.
        extra: What brings it.
    """

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(
            f"This needs {module}, which comes with the extra {extra}: pip install 'yinju[{extra}]'."
        )
        self.module = module
        self.extra = extra


class IndexDamagedError(YinjuError):
    """An index folder is incomplete, altered, or made by another encoder or version."""


class IndexForeignError(IndexDamagedError):
    """An index is whole, but was made by another encoder or version."""
