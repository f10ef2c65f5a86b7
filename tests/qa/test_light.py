"""A question loads nothing that it does not need."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"torch", "transformers", "gradio", "sklearn", "pandas", "matplotlib", "scipy", "bm25s"}
CODE = """
import sys
sys.argv = ["yinju", *{arguments!r}]
from yinju.cli import main
try:
    main()
finally:
    print(*sorted({heavy!r} & sys.modules.keys()), file=sys.stderr)
"""


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "供电可靠率要达到多少？"],
        ["ask", "百分之八十二的雨水控制率對嗎", "--json"],
        ["ask", "Who wrote Hamlet?", "--json"],
        ["clauses", "--json"],
        ["ask", "--help"],
    ],
)
def test_modules(arguments: list[str]) -> None:
    code = CODE.format(arguments=arguments, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr.split() == []
