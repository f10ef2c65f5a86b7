"""Holds for the project as a whole: names, locks, imports, what the layers may know."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-test.lock")


def python_files() -> list[Path]:
    return [
        path
        for folder in ("index", "qa", "eval", "tests", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
    ] + list(ROOT.glob("*.py"))


def test_nobody_imports_eval_over_the_builtin_or_calls_it() -> None:
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                named = [(alias.name.split(".")[0], alias.asname) for alias in node.names]
                assert ("eval", None) not in named, f"{path}:{node.lineno}"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "eval", f"{path}:{node.lineno}"


@pytest.mark.parametrize(("module", "importer"), [("faiss", "index/dense.py")])
def test_one_module_imports_each_backend(module: str, importer: str) -> None:
    importers = {
        path.relative_to(ROOT).as_posix()
        for path in python_files()
        if not {"tests", "benchmarks"} & set(path.parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import) and any(alias.name == module for alias in node.names)
    }
    assert importers == {importer}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_exact_versions_and_no_addresses(name: str) -> None:
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "-r ")):
            assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*(; .*)?", line), line
        assert "://" not in line


def test_locks_are_what_is_installed() -> None:
    for name in LOCKS:
        for line in (ROOT / name).read_text("utf-8").splitlines():
            found = re.match(r"([a-z0-9-]+)==([^;]+)(; .*)?$", line)
            if found and not found[3]:
                assert metadata.version(found[1]).split("+")[0] == found[2].strip()


def test_everything_that_is_needed_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = "\n".join((ROOT / name).read_text("utf-8") for name in LOCKS)
    for requirement in project["dependencies"] + project["optional-dependencies"]["test"]:
        name = re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-")
        assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), name
