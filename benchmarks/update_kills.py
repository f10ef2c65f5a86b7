"""Kill -9 at 200 random moments of updates, 50 updates on a full disk: what is left of the corpus.

After each the corpus must open, hold the documents from before the update or those after it, and have
the clauses, views, vectors and terms that a fresh build of them has. A disk of its own is mounted in
memory where that is allowed (root on Linux); elsewhere no file may grow beyond a random size.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.updates import Tally, fill_disk_at_random, kill_at_random

_DISK = "16m"


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[int], None] | None]:
    """Give what leaves so many bytes on a disk that is mounted at ``folder``; None where none can be."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "yinju", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    ballast = folder / "ballast"

    def leave(room: int) -> None:
        ballast.unlink(missing_ok=True)
        if room < 0:
            return
        free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
        with ballast.open("wb") as stream:
            stream.write(bytes(max(0, free - room)))

    try:
        yield leave
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def tell(name: str, tally: Tally) -> None:
    """Print one line."""
    print(
        f"{name}: {tally.rounds} rounds, {tally.struck or tally.failed} struck an update, "
        f"{tally.updates} updates went through, {len(tally.problems)} corpora damaged"
    )
    for problem in tally.problems:
        print(f"  {problem}")


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--full", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        killed = kill_at_random(folder / "kill", given.kills, given.seed)
        tell("kill -9", killed)
        with small_disk(folder / "disk") as leave:
            disk = "full disk" if leave else "files that may not grow"
            full = fill_disk_at_random(folder / "disk", given.full, given.seed, leave)
            tell(disk, full)
    sys.exit(bool(killed.problems or full.problems))


if __name__ == "__main__":
    main()
