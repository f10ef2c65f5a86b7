"""The ``yinju`` command: parse, call, print, exit code."""

from __future__ import annotations

import importlib
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from index.errors import InputError, YinjuError

if TYPE_CHECKING:
    from qa.pipeline import Pipeline
    from qa.result import Language

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARK = re.compile(r"\[\d+\]")

# Imports of everything else are inside the commands: ``yinju --help`` and a wrong option answer at
# once, and a question loads neither the page nor the evaluation.

_CORPUS = click.option(
    "--corpus",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of a corpus made by `yinju index`; the shipped plan where left out.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
_LANG = click.option(
    "--lang",
    type=click.Choice(["auto", "zh", "en"]),
    default="auto",
    show_default=True,
    help="Language of the words around the quotes.",
)


class _Commands(click.Group):
    """Adds ``eval``, which lives in a package that is loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), "eval"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "eval":
            command: click.Command = importlib.import_module("eval.cli").evaluate
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="yinju")
def cli() -> None:
    """引据 yinju: ask a plan, get its own words back, with their place."""


@cli.command()
@click.argument("question", required=False)
@_CORPUS
@_JSON
@_LANG
@click.option("-k", type=click.IntRange(1, 50), default=5, show_default=True, help="Most quotes.")
@click.option("--history", multiple=True, help="An earlier question, oldest first; repeatable.")
@click.option(
    "--batch", type=click.File("rb"), help="JSON Lines of questions; - is standard input."
)
def ask(
    question: str | None,
    corpus: Path | None,
    as_json: bool,  # click hands flags over by name
    lang: str,
    k: int,
    history: tuple[str, ...],
    batch: Any,  # noqa: ANN401  # an open file, or None
) -> None:
    """Answer QUESTION with quotes, or say that the plan does not answer it."""
    from qa.ask.query import read_query
    from qa.batch import read_batch
    from qa.result import to_json

    _one_of(question, batch, "QUESTION", as_json=as_json)
    words = _language(lang)
    if batch is not None:
        if history:
            raise click.UsageError("In a batch each line brings its own history.")
        items = read_batch(batch, "question")
        pipeline = _open(corpus)
        answers = pipeline.ask_each(((i.text, i.history) for i in items), k=k, lang=words)
        for item, answer in zip(items, answers, strict=True):
            _print_json(to_json(replace(answer, id=item.id)))
        return
    for text in (*history, question or ""):
        read_query(text)  # a mistake in a question is told before anything is loaded
    answer = _open(corpus).ask(question or "", history=history, k=k, lang=words)
    if as_json:
        _print_json(to_json(answer))
    else:
        click.echo(_coloured(answer.answer))


@cli.command()
@click.argument("claim", required=False)
@_CORPUS
@_JSON
@_LANG
@click.option("--batch", type=click.File("rb"), help="JSON Lines of claims; - is standard input.")
@click.option(
    "--file",
    "draft",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Check every statement of a document (txt, md, docx, pdf, csv, xlsx).",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the traceability matrix (.xlsx, .html, .csv, .json).",
)
@click.option("--nli", default="", help="Id or folder of an NLI cross-encoder that has a say too.")
def check(
    claim: str | None,
    corpus: Path | None,
    as_json: bool,
    lang: str,
    batch: Any,  # noqa: ANN401
    draft: Path | None,
    out: Path | None,
    nli: str,
) -> None:
    """Say what the plan backs of CLAIM, with the clauses that show it."""
    from qa.ask.query import read_query
    from qa.batch import read_batch
    from qa.result import to_json

    words = _language(lang)
    changes = {"nli": nli} if nli else {}
    if draft is not None:
        if claim is not None or batch is not None:
            raise click.UsageError("Give --file or CLAIM or --batch, not several of them.")
        _check_draft(partial(_open, corpus, changes), draft, out, words, as_json=as_json)
        return
    if out is not None:
        raise click.UsageError("--out goes with --file.")
    _one_of(claim, batch, "CLAIM", as_json=as_json)
    if batch is not None:
        items = read_batch(batch, "claim")
        pipeline = _open(corpus, changes)
        verdicts = pipeline.check_each((item.text for item in items), lang=words)
        for item, verdict in zip(items, verdicts, strict=True):
            _print_json(to_json(replace(verdict, id=item.id)))
        return
    read_query(claim or "")
    pipeline = _open(corpus, changes)
    verdict = pipeline.check(claim or "", lang=words)
    if as_json:
        _print_json(to_json(verdict))
    else:
        from qa.show.text import verdict_text

        click.echo(_coloured(verdict_text(verdict, pipeline.clause_index.titles)))


@cli.command()
@_CORPUS
@_JSON
@_LANG
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the restored document as one readable page.",
)
def clauses(corpus: Path | None, as_json: bool, lang: str, html: Path | None) -> None:
    """List every clause in reading order."""
    from index.store.records import clause_record
    from qa.show.text import section_label

    words = _language(lang) or "zh"
    clause_index = _open(corpus).clause_index
    if html is not None:
        from qa.show.document import render_document

        page = render_document(clause_index.clauses, clause_index.documents, words)
        _write(html, page)
        click.echo(f"{html}: {len(clause_index.clauses)} clauses", err=True)
        return
    heading = None
    for clause in clause_index.clauses:
        if as_json:
            _print_json(clause_record(clause))
            continue
        label = section_label(clause.section, clause.place, words, clause_index.titles)
        if label != heading:
            click.echo(f"\n{click.style(label, bold=True)}")
            heading = label
        click.echo(f"  {clause.text}")


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_CORPUS
@click.option("--encoder", help="Id or folder of a sentence-transformers model.")
@click.option("--replace", "anew", is_flag=True, help="Forget the documents that the corpus has.")
@click.option("--explain", is_flag=True, help="Print what was found and decided on reading.")
def index(
    paths: tuple[Path, ...],
    corpus: Path | None,
    encoder: str | None,
    anew: bool,
    explain: bool,
) -> None:
    """Build or update a corpus from files or folders PATHS; the shipped plan's where none is named.

    Documents that the corpus already has are kept, one with the same name is replaced. A folder
    named `edition` beside the documents brings a reading edition.
    """
    from index.home import default_folder
    from qa.corpora import choose_encoder, update_corpus

    if paths:
        if corpus is None:
            raise click.UsageError("Name the folder of the corpus to build: --corpus DIR.")
        with _progress() as progress:
            update_corpus(corpus, paths, encoder=encoder, anew=anew, progress=progress)
    elif anew:
        raise click.UsageError("--replace goes with the documents to put in place of the old ones.")
    elif encoder is not None:
        choose_encoder(corpus or default_folder(), encoder)
    found = _open(corpus).clause_index
    click.echo(
        f"{len(found.documents)} documents, {len(found.clauses)} clauses, {len(found.views)} views, "
        f"encoder {found.manifest.encoder}",
        err=True,
    )
    if explain:
        for line in found.explanation:
            click.echo(line)


@cli.command()
@_CORPUS
@click.option("--port", type=click.IntRange(1, 65535), default=7860, show_default=True)
def ui(corpus: Path | None, port: int) -> None:
    """Open the web page on 127.0.0.1."""
    importlib.import_module("ui").main(port=port, corpus=corpus)


def main() -> NoReturn:
    """Run the command; exit 0 when done, 2 for a mistake in what was given, 1 for anything else."""
    logging.basicConfig(stream=sys.stderr, format="yinju: %(message)s", level=logging.WARNING)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
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
    sys.exit(code)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(f"yinju: {message}", err=True)
    sys.exit(code)


def _open(corpus: Path | None, changes: Mapping[str, object] | None = None) -> Pipeline:
    from qa.pipeline import open_pipeline

    with _progress() as progress:
        return open_pipeline(corpus, changes, progress=progress)


@contextmanager
def _progress() -> Iterator[Any]:
    from qa.show.progress import build_progress

    with build_progress() as report:
        yield report


def _language(lang: str) -> Language | None:
    """Return what was chosen; None lets the question decide."""
    return "zh" if lang == "zh" else "en" if lang == "en" else None


def _one_of(text: str | None, batch: object, name: str, *, as_json: bool) -> None:
    if (text is None) == (batch is None):
        raise click.UsageError(f"Give {name} or --batch FILE.")
    if batch is not None and not as_json:
        raise click.UsageError("--batch prints JSON: add --json.")


def _check_draft(
    opened: Callable[[], Pipeline],
    draft: Path,
    out: Path | None,
    lang: Language | None,
    *,
    as_json: bool,
) -> None:
    from rich.console import Console

    from qa.check.draft import check_draft
    from qa.show.matrix import check_suffix, report_rows, write_report

    if out is not None:
        check_suffix(out)  # a mistake in the name is told before the work is done
    pipeline = opened()
    with Console(stderr=True).status(f"Checking {draft.name}") as status:
        report = check_draft(
            pipeline,
            draft,
            lang=lang,
            progress=lambda done, total: status.update(f"Checking {draft.name}: {done}/{total}"),
        )
    if out is not None:
        write_report(report, out, lang)
        click.echo(f"{out}", err=True)
    if as_json:
        for row in report_rows(report):
            _print_json(row)
    elif out is None:
        from qa.show.text import verdict_text

        for item in report.checked:
            verdict = replace(item.verdict, citations=item.verdict.citations[:1])
            click.echo(
                click.style(
                    f"{item.statement.where(verdict.lang)}: {item.statement.text}", bold=True
                )
            )
            click.echo(_coloured(verdict_text(verdict, report.titles)) + "\n")


def _print_json(record: object) -> None:
    click.echo(json.dumps(record, ensure_ascii=False))


def _coloured(text: str) -> str:
    """Dim the places and embolden the numbers; click drops colours where there is no terminal."""
    lines = []
    # What a document holds is shown, not obeyed: a terminal would take its escape sequences.
    for line in _CONTROL.sub("\ufffd", text).split("\n"):
        number = _MARK.match(line)
        if line.startswith("    "):
            lines.append(click.style(line, dim=True))
        elif number:
            mark = click.style(number[0], fg="cyan", bold=True)
            lines.append(mark + line[number.end() :])
        else:
            lines.append(line)
    return "\n".join(lines)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"Cannot write {path}: {error.strerror}.") from error
