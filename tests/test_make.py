"""What the targets of the Makefile do with the scripts that they run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SCRIPTS = {
    "a.py": "print('measured a')",
    "b.py": "import argparse\np = argparse.ArgumentParser()\np.add_argument('folder')\np.parse_args()",
    "c.py": "print('measured c')",
}


def bench(folder: Path, scripts: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the benchmarks of a checkout whose environment is ready."""
    (folder / ".venv" / "bin").mkdir(parents=True)
    (folder / ".venv" / "bin" / "python").symlink_to(sys.executable)
    (folder / "benchmarks").mkdir()
    for name, code in scripts.items():
        (folder / "benchmarks" / name).write_text(code, "utf-8")
    shutil.copy(ROOT / "Makefile", folder)
    ready = folder / ".venv" / ".ready"
    ready.touch()
    command = ["make", f"--assume-old={ready.relative_to(folder)}", "bench"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_benchmarks_that_need_something_say_what_and_the_others_run(tmp_path: Path) -> None:
    done = bench(tmp_path, SCRIPTS)
    assert done.returncode == 0
    assert "measured a" in done.stdout
    assert "not run" in done.stdout
    assert "required: folder" in done.stderr
    assert "measured c" in done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="no make here")
def test_a_benchmark_that_fails_stops_the_others(tmp_path: Path) -> None:
    done = bench(tmp_path, {**SCRIPTS, "b.py": "raise SystemExit('broken')"})
    assert done.returncode != 0
    assert "measured c" not in done.stdout
