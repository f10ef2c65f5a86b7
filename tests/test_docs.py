"""The documentation says what is so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from qa.result import Answer, Citation, Verdict
from yinju.cli import cli

ROOT = Path(__file__).parent.parent
YINJU = Path(sys.executable).parent / "yinju"
README = (ROOT / "README.md").read_text("utf-8")
CLI = (ROOT / "docs" / "cli.md").read_text("utf-8")
DOCS = {path: path.read_text("utf-8") for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]}
BLOCKS = [
    block for text in DOCS.values() for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
]
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def commands() -> dict[str, click.Command]:
    context = click.Context(cli)
    found = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def options(command: click.Command) -> set[str]:
    return {
        name
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name not in {"-h", "--help"}
    }


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_described(name: str) -> None:
    assert f"### yinju {name}\n" in CLI
    section = CLI.split(f"### yinju {name}\n")[1].split("\n##")[0]
    for option in options(commands()[name]):
        assert f"`{option}" in section, option


@pytest.mark.parametrize("name", sorted(commands()))
def test_nothing_else_is_described(name: str) -> None:
    section = CLI.split(f"### yinju {name}\n")[1].split("\n##")[0]
    assert set(re.findall(r"`(--?[a-z-]+)", section)) <= options(commands()[name])


def test_every_command_in_the_documentation_exists() -> None:
    known = commands()
    seen = set()
    for line in "\n".join(BLOCKS).splitlines():
        if found := re.search(r"(?:^|/| )yinju ([a-z]+)\b(.*?)(?:\s#|\s{3,}|$)", line):
            assert found[1] in known, line
            seen.add(found[1])
            if found[1] != "eval":  # whose own options belong to its subcommands
                assert set(re.findall(r" (--?[a-z]+)", found[2])) <= options(known[found[1]]), line
        if found := re.match(r"(?:\$ )?make ([a-z]+)", line):
            assert found[1] in TARGETS, line
    assert {"ask", "check", "eval", "index"} <= seen


def test_every_field_is_described() -> None:
    for result in (Answer, Citation, Verdict):
        for name in result.__dataclass_fields__:
            assert f"`{name}`" in CLI, name


EXAMPLES = re.findall(r'\$ make ask Q="(.*?)"\n(.*?)```', README, re.DOTALL)


def test_there_is_an_answer_and_a_refusal() -> None:
    assert [text.startswith("[1]") for _, text in EXAMPLES] == [True, False]


@pytest.mark.usefixtures("pipeline")
@pytest.mark.parametrize(("question", "shown"), EXAMPLES)
def test_every_answer_shown_is_what_is_answered(question: str, shown: str) -> None:
    done = subprocess.run([YINJU, "ask", "--", question], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode("utf-8") == shown


def test_links_lead_somewhere() -> None:
    for path, text in DOCS.items():
        for link in re.findall(r"\]\(([^)#]+)\)", text):
            if "://" not in link:
                assert (path.parent / link).exists(), f"{path.name}: {link}"


def test_scripts_that_are_named_exist() -> None:
    for path, text in DOCS.items():
        for script in re.findall(r"python (benchmarks/\w+\.py)", text):
            assert (ROOT / script).is_file(), f"{path.name}: {script}"
        for module in re.findall(r"python -m (eval(?:\.\w+)+)", text):
            place = ROOT / module.replace(".", "/")
            named = place.with_suffix(".py").is_file() or (place / "__main__.py").is_file()
            assert named, f"{path.name}: {module}"


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = []
    for path in sorted((ROOT / "docs" / "adr").glob("*.md")):
        number = int(path.name[:4])
        assert DOCS[path].startswith(f"# {number}. "), path.name
        numbers.append(number)
    assert numbers == list(range(1, len(numbers) + 1))
