"""Progress of building an index, on standard error; standard output is for results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from index.build import BuildProgress

_STEPS = {"read": "Reading files", "restore": "Restoring documents", "embed": "Embedding clauses"}


@contextmanager
def build_progress() -> Iterator[BuildProgress]:
    """Give a function for ``open_pipeline`` that draws a bar once there is something to build."""
    drawn: list[Progress] = []
    tasks: dict[str, TaskID] = {}

    def report(step: str, done: int, total: int) -> None:
        if not drawn:
            drawn.append(_bar())
            drawn[0].start()
        if step not in tasks:
            tasks[step] = drawn[0].add_task(_STEPS.get(step, step), total=total)
        drawn[0].update(tasks[step], completed=done, total=total)

    try:
        yield report
    finally:
        for bar in drawn:
            bar.stop()


def _bar() -> Progress:
    # Loaded when there is something to draw: most questions find the index built.
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=Console(stderr=True))
