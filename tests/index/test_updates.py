"""What is left of a corpus when updates are struck down (benchmarks/update_kills.py does many more)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.updates import fill_disk_at_random, kill_at_random


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    tally = kill_at_random(tmp_path, rounds=12, seed=1)
    assert tally.problems == []
    assert tally.struck > 0


@pytest.mark.slow
def test_out_of_disk_at_random_moments(tmp_path: Path) -> None:
    tally = fill_disk_at_random(tmp_path, rounds=8, seed=1)
    assert tally.problems == []
    assert tally.failed > 0
