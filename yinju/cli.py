"""The ``yinju`` command: its subcommands, and what becomes of errors."""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import logging
import os
import sys
import threading
from typing import NoReturn

import click

from index.errors import InputError, YinjuError
from index.runtime.compiled import PatternStore
from index.runtime.home import home
from index.runtime.patterns import Later

# Where each command is and what it does: ``yinju --help`` and a wrong option answer at once, and a
# question loads neither the page nor the evaluation.
_COMMANDS = {
    "ask": ("yinju.commands.ask:ask", "Answer QUESTION with quotes, or say that none do."),
    "check": ("yinju.commands.check:check", "Say what the documents back of a claim."),
    "clauses": ("yinju.commands.clauses:clauses", "List every clause in reading order."),
    "diff": ("yinju.commands.diff:diff", "Say what changed between two editions."),
    "documents": (
        "yinju.commands.places:documents",
        "List the documents and what each says of itself.",
    ),
    "duties": ("yinju.commands.duties:duties", "List who shall do what by when."),
    "eval": ("yinju.commands.evaluate:evaluate", "Run question sets and write a report."),
    "figures": ("yinju.commands.figures:figures", "List every quantitative target."),
    "index": ("yinju.commands.corpus:index", "Build or update a corpus from files or folders."),
    "mcp": ("yinju.commands.mcp:mcp", "Serve assistants by the Model Context Protocol."),
    "outline": ("yinju.commands.places:outline", "Print the tree of headings."),
    "show": ("yinju.commands.places:show", "Print the words at a place: 第二十三条, chapter 3."),
    "ui": ("yinju.commands.page:ui", "Open the web page on 127.0.0.1."),
    "verify": ("yinju.commands.verify:verify", "Check the quotes and statements of an answer."),
}
# Opening an index makes thousands of small records that all stay: looking through them again and again,
# and once more at the end, would take a tenth of the time of a question.
_COLLECT_AFTER = 100_000


class _Commands(click.Group):
    """Loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in sorted(_COMMANDS)])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yinju")
def cli() -> None:
    """引据 yinju: ask an official document, get its own words back, with their place."""


def main() -> NoReturn:
    """Run the command; exit 0 when done, 2 for a mistake in what was given, 1 for anything else."""
    logging.basicConfig(stream=sys.stderr, format="yinju: %(message)s", level=logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    gc.set_threshold(_COLLECT_AFTER)
    named = [argument for argument in sys.argv[1:2] if argument in _COMMANDS]
    patterns = PatternStore(home, "".join(named) or "none")
    Later.compile = patterns.compile
    code = 0
    try:
        # A subcommand that ends by ctx.exit gives its code back here.
        ended = cli.main(standalone_mode=False)
        code = ended if isinstance(ended, int) else 0
    except click.exceptions.Abort:
        _fail("stopped.", 1)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        code = 2
    except click.UsageError as error:
        _fail(error.format_message(), 2)
    except click.ClickException as error:
        _fail(error.format_message(), InputError.exit_code)
    except YinjuError as error:
        _fail(str(error), error.exit_code)
    except OSError as error:
        _fail(f"{error.filename or 'a file'}: {error.strerror or error}.", 1)
    except MemoryError:
        _fail("there is not enough memory for this.", 1)
    patterns.save()
    gc.freeze()
    sys.exit(code)


def run() -> NoReturn:
    """Run the command as a process of its own; see ``main``.

    What is to be done at the exit is done, and then the process ends: taking its objects apart one by one
    before the system takes back all of them takes as long as answering a question.
    """
    try:
        main()
    except SystemExit as ended:
        code = ended.code
        if isinstance(code, int) and threading.active_count() == 1:
            atexit._run_exitfuncs()  # noqa: SLF001  # what Python itself calls then
            with contextlib.suppress(OSError):
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        raise


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"yinju: {message}", err=True)
    sys.exit(code)
