"""Holds for the project as a whole: names, locks, imports, what the layers may know."""

from __future__ import annotations

import ast
import itertools
import re
import sys
import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OWN = {"yinju", "index", "qa", "eval", "serve", "ui"}
LOCKS = ("requirements.lock", "requirements-test.lock")


def python_files() -> list[Path]:
    return [
        path
        for folder in ("yinju", "index", "qa", "eval", "serve", "tests", "benchmarks")
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


def test_a_class_has_its_name_for_itself() -> None:
    places: dict[str, list[str]] = {}
    for path in python_files():
        if {"tests", "benchmarks"} & set(path.relative_to(ROOT).parts):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("module", "importer"), [("faiss", "index/segment/codes.py")])
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
    extras = project["optional-dependencies"].values()
    for name in names_of([*project["dependencies"], *itertools.chain(*extras)]):
        assert re.search(rf"^{re.escape(name)}==", locked, re.MULTILINE), name


def names_of(requirements: Iterable[str]) -> set[str]:
    return {
        re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower().replace("_", "-")
        for requirement in requirements
    }


# What is imported by no module of ours or declared by none, and why.
BEHIND = {
    "starlette": "gradio's server, which is what the page is",
    "uvicorn": "what gradio is served by",
    "anyio": "starlette's threads",
    "markupsafe": "jinja2's text",
}


def test_what_is_imported_is_what_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = {k: names_of(v) for k, v in project["optional-dependencies"].items()}
    provided = metadata.packages_distributions()
    base: set[str] = set()
    measuring: set[str] = set()
    for path in python_files():
        room = path.relative_to(ROOT).parts
        if room[0] in {"tests", "benchmarks", "setup.py"} or room[:2] == ("eval", "fit"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules = [node.module]
            for module in {module.split(".")[0] for module in modules} - OWN - BEHIND.keys():
                if module not in sys.stdlib_module_names:
                    names = {name.lower().replace("_", "-") for name in provided[module]}
                    (measuring if room[0] == "eval" else base).update(names)
    declared = names_of(project["dependencies"])
    # An extra's module is imported where it is used, and by nothing else.
    special = set(itertools.chain(*(extras[name] for name in extras.keys() - {"test", "fit"})))
    assert base - special == declared
    assert measuring - declared == extras["eval"]
