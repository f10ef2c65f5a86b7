"""Two runs side by side, paired by question: what got better, what got worse, and by chance?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.errors import RunError
from eval.measures.figures import MEANS
from eval.measures.outcome import Outcome, Run
from eval.measures.stats import bootstrap, mcnemar, paired_permutation

# Measures that are 0 or 1 for every question, for which McNemar's test is made.
_BINARY_PREFIXES = ("hit@", "evidence@")
_BINARY = ("found", "sufficient", "refusal_right", "verdict_right")
# A measure in which less is better, so that a fall is a gain.
_LOWER = ("quotes",)


@dataclass(frozen=True, slots=True)
class Shift:
    """A measure in two runs, over the questions for which both have it.

    Attributes:
        difference: Mean of second minus first, with its paired bootstrap interval.
        p_value: Paired randomisation test on the mean difference.
        mcnemar_p: McNemar's exact test; None for measures that are not 0 or 1, or no change.
    """

    measure: str
    n: int
    first: float
    second: float
    difference: float
    low: float | None
    high: float | None
    p_value: float | None
    mcnemar_p: float | None
    better: int
    worse: int


@dataclass(frozen=True, slots=True)
class TaskPair:
    """One task in both runs; ``moved`` holds (measure, before, after) where they differ."""

    first: Outcome
    second: Outcome
    moved: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The second run measured against the first.

    Attributes:
        better: Tasks that failed and do not now, or whose measures rose and none fell.
        worse: The reverse.
        mixed: Tasks of which one measure rose and another fell, failing before and after alike.
        settings: What differs in the settings: name -> (first, second).
        only_first: Ids that the second run lacks.
    """

    changes: tuple[Shift, ...]
    better: tuple[TaskPair, ...]
    worse: tuple[TaskPair, ...]
    mixed: tuple[TaskPair, ...]
    settings: Mapping[str, tuple[object, object]]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]


def compare_runs(first: Run, second: Run) -> Comparison:
    """Compare two runs.

    Raises:
        RunError: they share no task, or a shared id stands for another question.
    """
    before = {outcome.task.key: outcome for outcome in first.outcomes}
    after = {outcome.task.key: outcome for outcome in second.outcomes}
    shared = [key for key in before if key in after]
    if not shared:
        raise RunError("the two runs have no question in common; compare runs of one set")
    for key in shared:
        if before[key].task.text != after[key].task.text:
            raise RunError(
                f"{key!r} is another question in the second run; compare runs of one set"
            )
    pairs = [_pair(before[key], after[key]) for key in shared]
    signs = [(pair, _sign(pair)) for pair in pairs]
    return Comparison(
        changes=tuple(_changes(pairs)),
        better=tuple(pair for pair, sign in signs if sign == "better"),
        worse=tuple(pair for pair, sign in signs if sign == "worse"),
        mixed=tuple(pair for pair, sign in signs if sign == "mixed"),
        settings=_differences(_all_settings(first), _all_settings(second)),
        only_first=tuple(key for key in before if key not in after),
        only_second=tuple(key for key in after if key not in before),
    )


def _pair(first: Outcome, second: Outcome) -> TaskPair:
    moved = tuple(
        (name, first.scores[name], second.scores[name])
        for name in MEANS
        if name in first.scores
        and name in second.scores
        and first.scores[name] != second.scores[name]
    )
    return TaskPair(first, second, moved)


def _sign(pair: TaskPair) -> str:
    if pair.first.failed != pair.second.failed:
        return "better" if pair.first.failed else "worse"
    # The number of quotes alone makes an answer neither right nor wrong.
    gains = [after - before for name, before, after in pair.moved if name not in _LOWER]
    if not gains:
        return "same"
    if min(gains) > 0:
        return "better"
    return "worse" if max(gains) < 0 else "mixed"


def _changes(pairs: Sequence[TaskPair]) -> list[Shift]:
    changes = []
    for measure in MEANS:
        values = [
            (pair.first.scores[measure], pair.second.scores[measure])
            for pair in pairs
            if measure in pair.first.scores and measure in pair.second.scores
        ]
        if not values:
            continue
        n = len(values)
        differences = [after - before for before, after in values]
        low, high = bootstrap(differences) or (None, None)
        sign = -1 if measure in _LOWER else 1
        better = sum(sign * d > 0 for d in differences)
        worse = sum(sign * d < 0 for d in differences)
        binary = measure in _BINARY or measure.startswith(_BINARY_PREFIXES)
        changes.append(
            Shift(
                measure=measure,
                n=n,
                first=sum(before for before, _ in values) / n,
                second=sum(after for _, after in values) / n,
                difference=sum(differences) / n,
                low=low,
                high=high,
                p_value=paired_permutation(differences),
                mcnemar_p=mcnemar(worse, better) if binary else None,
                better=better,
                worse=worse,
            )
        )
    return changes


def _all_settings(run: Run) -> dict[str, object]:
    versions = {f"version of {name}": value for name, value in run.manifest.versions.items()}
    return {**run.manifest.settings, "k": run.manifest.k, "depth": run.manifest.depth, **versions}


def _differences(
    first: Mapping[str, object], second: Mapping[str, object]
) -> dict[str, tuple[object, object]]:
    return {
        name: (first.get(name), second.get(name))
        for name in dict.fromkeys([*first, *second])
        if first.get(name) != second.get(name)
    }
