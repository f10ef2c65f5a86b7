"""Memory that threads freed is given back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from serve.memory import give_back, keep_small

# Forty threads, one after the other as those of a server come and go, each free what they took: small
# pieces with every hundredth kept, as an answer is kept by whoever reads it.
_SCRIPT = """
import os, sys, threading
from serve.memory import give_back, keep_small
if sys.argv[1] == "kept":
    keep_small()
held = []
begun = threading.Barrier(20)
def work():
    begun.wait()
    pieces = [bytes(2000) for _ in range(5000)]
    held.append(pieces[::500])
threads = [threading.Thread(target=work) for _ in range(20)]
for thread in threads: thread.start()
for thread in threads: thread.join()
if sys.argv[1] == "kept":
    give_back()
print(int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1_000_000)
"""


def size_after(how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, how],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return int(done.stdout)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's /proc")
def test_what_threads_freed_is_given_back() -> None:
    assert size_after("kept") < 0.7 * size_after("left")


def test_where_there_is_nothing_to_give_back_nothing_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serve.memory._glibc", lambda: None)
    keep_small()
    give_back()
