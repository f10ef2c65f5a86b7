"""How often the order of made-up documents comes back after copies of them were interleaved.

One copy is whole, the others lost up to 30% of their sentences; pieces are up to 6, 12 or 30
sentences long, headings are glued or not, and no encoder is used. A draw is good with a Kendall
tau of at least 0.99. A sentence that is lost or doubled stops the run.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # for the tests' documents

from tests.generated import kendall_tau
from tests.index.restore.test_restore import check_nothing_lost, draw_copies, restored

GOOD = 0.99


def main() -> int:
    """Print how many draws are good, for documents of six chapters and of any size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=500)
    draws = parser.parse_args().draws
    for copies in (2, 3):
        for chapters in (6, None):
            taus: list[float] = []
            for seed in range(draws):
                made, text = draw_copies(seed, chapters=chapters, copies=copies)
                order = check_nothing_lost(made, set(made.sentences), restored(text))
                taus.append(kendall_tau(order))
            good = sum(tau >= GOOD for tau in taus)
            print(
                f"{copies} copies, {chapters or '2 to 8'} chapters: {good} of {draws} draws with "
                f"tau >= 0.99; mean {statistics.fmean(taus):.4f}, least {min(taus):.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
