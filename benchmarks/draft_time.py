"""How long a draft of 500 statements takes, from its file to the matrix.

The statements are sentences of the plan: some as they stand, some with another number or direction, some cut
short, no two the same. Run it on a machine that does nothing else.

    python benchmarks/draft_time.py
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from qa.check.draft import check_draft
from qa.open import open_pipeline
from qa.show.trace.matrix import write_report

_STATEMENTS = 500
_SHORTEST = 12
_SWAPS = (
    ("提高", "降低"),
    ("100", "90"),
    ("推动", "暂停"),
    ("建设", "拆除"),
    ("加强", "减少"),
    ("全国", "全省"),
)


def main() -> None:
    """Print seconds and processor seconds, for checking and for writing."""
    pipeline = open_pipeline()
    with tempfile.TemporaryDirectory() as name:
        draft = Path(name) / "draft.txt"
        sentences = [s.of(c.text).strip() for c in pipeline.clauses for s in c.sentences]
        draft.write_text("\n".join(_statements(sentences)) + "\n", encoding="utf-8")
        started = (time.perf_counter(), time.process_time())
        report = check_draft(pipeline, draft)
        checked = (time.perf_counter(), time.process_time())
        write_report(report, Path(name) / "matrix.xlsx")
        written = (time.perf_counter(), time.process_time())
    print(f"{len(report.checked)} statements")
    for what, begin, end in (("checked", started, checked), ("written", checked, written)):
        print(f"{what}: {end[0] - begin[0]:.1f} s, {end[1] - begin[1]:.1f} s of processor time")


def _statements(sentences: list[str]) -> list[str]:
    rng = random.Random(20)  # noqa: S311  # no secret
    found: dict[str, None] = {}
    while len(found) < _STATEMENTS:
        words = rng.choice([s for s in sentences if len(s) > _SHORTEST]).rstrip("。；")
        for one, other in rng.sample(_SWAPS, rng.randint(0, 3)):
            words = words.replace(one, other, 1)
        parts = words.split("，")
        cut = "，".join(parts[rng.randrange(len(parts)) :]) if rng.random() < 1 / 2 else words
        if len(cut) > _SHORTEST:
            found[f"{cut.strip('，、；：')}。"] = None
    return list(found)


if __name__ == "__main__":
    main()
