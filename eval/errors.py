"""Errors of evaluating: question sets, runs, comparisons.

YinjuError                  (index.errors)
├── InputError              (index.errors, exit code 2)
│   ├── DatasetError        a question set or benchmark that cannot be used; lists its problems
│   ├── RunError            a run folder that is missing, damaged or in the way
│   └── CalibrationError    a set that cannot fit a threshold
└── GateError               a figure fell below the recorded one (exit code 1)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import InputError, YinjuError

# A screenful: the rest of a long list is counted by field, which says more than its lines.
MAX_PROBLEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in a file.

    Attributes:
        file: Name of the file as it was given.
        line: Line or spreadsheet row, from 1; 0 for the file as a whole.
        field: Name of the field; empty for the line as a whole.
        message: What is wrong and what was expected.
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return (
            f"{where}: {self.field}: {self.message}" if self.field else f"{where}: {self.message}"
        )


class DatasetError(InputError):
    """Question sets that cannot be used; ``problems`` holds every mistake that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(_report(self.problems))


class RunError(InputError):
    """A run folder is missing, damaged, or would be overwritten."""


class CalibrationError(InputError):
    """The set has too few questions of a kind to fit a threshold."""


class GateError(YinjuError):
    """A figure is below the recorded one by more than its interval."""


def _report(problems: Sequence[Problem]) -> str:
    """Return one message for all problems: the first ones in full, the others counted."""
    if len(problems) == 1:
        return str(problems[0])
    lines = [f"{len(problems):,} problems in the question set:"]
    lines += [f"  {problem}" for problem in problems[:MAX_PROBLEMS_SHOWN]]
    hidden = problems[MAX_PROBLEMS_SHOWN:]
    if hidden:
        counts = Counter(problem.field or "line" for problem in hidden).most_common(8)
        listed = ", ".join(f"{name} ({count:,})" for name, count in counts)
        lines.append(f"  … and {len(hidden):,} more, by field: {listed}")
    return "\n".join(lines)
