"""The project's own figures, recorded and compared.

A figure fell when it lies below the lower end of the interval of the recorded one. Figures are
recorded with the command, versions and date.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.dataset.read import read_sets
from eval.errors import GateError, RunError
from eval.measures.outcome import Measured, Run, SetInfo
from eval.run.engine import Engine
from eval.run.run import RunOptions, run_sets

_HERE = Path(__file__).parents[1]
GATE_SETS = _HERE / "sets" / "gate"
RECORDED = _HERE / "results" / "gate.json"
# Figures in which a fall is a loss whatever the machine; latency belongs to the benchmarks.
GATED = (
    "hit@1", "hit@5", "recall@10", "mrr", "ndcg@10", "found", "sufficient", "verbatim",
    "refusal_f1", "claim_macro_f1", "evidence@3", "dialog_right",
)  # fmt: skip
GATED_GROUPS = ("all", "lang")
# Sums in another order differ in the last digits.
_ROUNDING = 1e-9

_figures: TypeAdapter[tuple[Measured, ...]] = TypeAdapter(tuple[Measured, ...])
_sets: TypeAdapter[tuple[SetInfo, ...]] = TypeAdapter(tuple[SetInfo, ...])


def run_gate(engine: Engine, folder: Path = GATE_SETS, options: RunOptions | None = None) -> Run:
    """Run the project's own question set."""
    paths = sorted(folder.glob("*.jsonl"))
    if not paths:
        raise RunError(f"{folder} holds no question set (*.jsonl)")
    return run_sets(read_sets(paths), engine, options)


def check_gate(run: Run, recorded_file: Path = RECORDED) -> None:
    """Compare a run with the recorded figures.

    Raises:
        GateError: a figure fell; the message names each.
        RunError: nothing usable is recorded, or it was recorded on other questions.
    """
    try:
        recorded: Mapping[str, Any] = json.loads(recorded_file.read_bytes())
        figures = _figures.validate_python(recorded["figures"])
        sets = _sets.validate_python(recorded["sets"])
    except FileNotFoundError as error:
        message = f"{recorded_file.name} is missing; record the figures with --record"
        raise RunError(message) from error
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        raise RunError(f"{recorded_file.name} cannot be read; record it again") from error
    if {s.name: s.sha256 for s in sets} != {s.name: s.sha256 for s in run.manifest.sets}:
        raise RunError("the figures were recorded on other questions; record them with --record")
    fallen = list(_fallen(run, figures))
    if fallen:
        raise GateError("figures fell below the recorded ones:\n" + "\n".join(fallen))


def _fallen(run: Run, recorded: Iterable[Measured]) -> Iterable[str]:
    for before in recorded:
        now = run.figure(before.measure, before.group, before.member)
        name = " ".join(part for part in (before.measure, before.member) if part)
        low = before.value if before.low is None else before.low
        if now is None:
            yield f"  {name}: recorded {before.value:.3f}, now undefined"
        elif now.value < low - _ROUNDING:
            yield f"  {name}: {now.value:.3f} < {low:.3f} (recorded {before.value:.3f}, n={before.n})"


def record_gate(run: Run, recorded_file: Path = RECORDED) -> None:
    """Write the gated figures of a run as the recorded ones."""
    gated = tuple(f for f in run.figures if f.measure in GATED and f.group in GATED_GROUPS)
    content = {
        "command": "python -m eval.gate --record",
        "created": run.manifest.created,
        "versions": dict(run.manifest.versions),
        "settings": dict(run.manifest.settings),
        "sets": _sets.dump_python(run.manifest.sets, mode="json"),
        "figures": _figures.dump_python(gated, mode="json"),
    }
    recorded_file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    recorded_file.write_text(text + "\n", encoding="utf-8")
