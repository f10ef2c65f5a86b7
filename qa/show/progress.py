"""Progress of building an index, on standard error; standard output is for results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.build import BuildProgress

_STEPS = {"restore": "Restoring documents", "embed": "Embedding clauses"}


@contextmanager
def build_progress() -> Iterator[BuildProgress]:
    """Give a function for ``open_pipeline`` that draws a bar once there is something to build."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    bar = Progress(*columns, console=Console(stderr=True))
    tasks: dict[str, int] = {}

    def report(step: str, done: int, total: int) -> None:
        if not tasks:
            bar.start()
        if step not in tasks:
            tasks[step] = bar.add_task(_STEPS.get(step, step), total=total)
        bar.update(tasks[step], completed=done, total=total)  # type: ignore[arg-type]  # TaskID is an int

    try:
        yield report
    finally:
        if tasks:
            bar.stop()
