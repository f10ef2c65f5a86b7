"""The way of a question, a claim and a file through the house, from module to module.

Prints how often the work passes from one module to another and from one room to another, and the
modules in the order in which they are first entered.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from types import FrameType

from yinju import cli

HERE = Path(__file__).resolve().parent.parent
# What everything is said in: words and helpers, no stations.
WORDS = {
    "index.runtime.compiled",
    "index.runtime.patterns",
    "index.document.span",
    "index.document.corpus",
    "index.document.layout",
    "index.errors",
    # Records, each read when it is first asked for.
    "index.assemble",
    "index.columns",
    "index.lazy",
    "index.records",
    "index.segment.read",
    "qa.result",
}


def way(arguments: Sequence[str]) -> list[str]:
    """Run a command in this process and return the modules that the work passed through."""
    passed: list[str] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event != "call" or frame.f_code.co_name == "<module>" or HERE not in path.parents:
            return
        module = ".".join(path.relative_to(HERE).with_suffix("").parts)
        if module not in WORDS and path != Path(__file__).resolve():
            passed.append(module)

    sys.argv = ["yinju", *arguments]
    silent = io.TextIOWrapper(io.BytesIO())
    with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
        sys.setprofile(note)
        try:
            cli.main()
        except SystemExit:
            pass
        finally:
            sys.setprofile(None)
    return [module for module, _ in groupby(passed)]


def main() -> None:
    """Print the three ways."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.txt"
        file.write_text("水温不低于二十六度。\n儿童须有成人陪同。\n", encoding="utf-8")
        for name, arguments in (
            ("question", ["ask", "供电可靠率要达到多少？"]),
            ("claim", ["check", "供电可靠率达到90%"]),
            ("file", ["index", str(file), "--corpus", str(Path(folder) / "corpus")]),
        ):
            modules = way(arguments)
            rooms = [room for room, _ in groupby(".".join(m.split(".")[:2]) for m in modules)]
            print(f"{name}: {len(modules)} steps between modules, {len(rooms)} between rooms")
            print("  " + " > ".join(dict.fromkeys(modules)))


if __name__ == "__main__":
    main()
