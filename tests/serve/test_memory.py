"""Memory that threads freed is given back, and models that are mapped are brought in as a whole."""

from __future__ import annotations

import mmap
import re
import subprocess
import sys
from pathlib import Path

import pytest

from index.runtime.memory import give_back
from serve.process.memory import bring_in, keep_small

# Twenty threads, one after the other as those of a server come and go, each free what they took: small
# pieces with every hundredth kept, as an answer is kept by whoever reads it.
_SCRIPT = """
import os, sys, threading
from index.runtime.memory import give_back
from serve.process.memory import keep_small
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


def at_hand(path: Path) -> int:
    """Return how many bytes of a file that is mapped this process has at hand."""
    entries = re.split(
        r"(?m)^(?=[0-9a-f]+-[0-9a-f]+ )", Path("/proc/self/smaps").read_text("utf-8")
    )
    sizes = [re.search(r"(?m)^Rss: +(\d+) kB", entry) for entry in entries if str(path) in entry]
    return sum(1024 * int(size[1]) for size in sizes if size)


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="reads Linux's /proc")
def test_a_model_is_at_hand_as_a_whole_and_a_corpus_as_far_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 400 * mmap.PAGESIZE
    paths = [tmp_path / "installed" / "a model.bin", tmp_path / "corpus" / "vectors.f4"]
    for path in paths:
        path.parent.mkdir()
        path.write_bytes(bytes(size))
    monkeypatch.setattr("serve.process.memory._installed", lambda: (tmp_path / "installed",))
    with paths[0].open("rb") as model, paths[1].open("rb") as vectors:
        held = [mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) for f in (model, vectors)]
    assert [one[0] for one in held] == [0, 0]
    assert all(0 < at_hand(path) < size for path in paths)
    bring_in()
    assert at_hand(paths[0]) == size
    assert at_hand(paths[1]) < size


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's /proc")
def test_what_threads_freed_is_given_back() -> None:
    assert size_after("kept") < 0.7 * size_after("left")


def test_where_there_is_nothing_to_give_back_nothing_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("serve.process.memory.glibc", lambda: None)
    monkeypatch.setattr("index.runtime.memory.glibc", lambda: None)
    keep_small()
    give_back()
    bring_in()
