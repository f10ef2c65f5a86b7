"""What ``import yinju`` gives, and the session of docs/api.md."""

from __future__ import annotations

import ast
import doctest
import os
import subprocess
import sys
from pathlib import Path

import pytest

import yinju

ROOT = Path(__file__).parent.parent
SESSION = ROOT / "docs" / "api.md"


@pytest.mark.usefixtures("pipeline")
def test_the_session_is_what_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(SESSION), module_relative=False, encoding="utf-8")
    assert tried > 15
    assert failed == 0


@pytest.mark.slow
def test_the_session_is_typed(tmp_path: Path) -> None:
    examples = doctest.DocTestParser().get_examples(SESSION.read_text("utf-8"))
    script = tmp_path / "session.py"
    script.write_text("".join(example.source for example in examples), encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", str(script)]
    # As `make lint` runs it, so that what that has kept is of use.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False, env=environ
    )
    assert done.returncode == 0, done.stdout


def test_every_name_is_there_and_described() -> None:
    text = SESSION.read_text("utf-8")
    for name in yinju.__all__:
        assert getattr(yinju, name).__doc__, name
        assert f"`{name}" in text, name
    assert set(yinju.__all__) <= set(dir(yinju))
    assert yinju.__version__[0].isdigit()
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = yinju.nothing


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(yinju.__file__).read_text("utf-8"))
    [checked] = [node for node in tree.body if isinstance(node, ast.If)]
    named = {
        (node.module, alias.name)
        for node in checked.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert named == {(room, name) for room, names in yinju._ROOMS.items() for name in names}


def test_importing_it_loads_nothing() -> None:
    code = "import sys, yinju; print({'numpy', 'click', 'qa', 'index'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize("package", ["yinju", "index", "qa", "eval"])
def test_packages_say_that_they_are_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()
