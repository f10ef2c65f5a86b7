"""``yinju check``: a claim, a batch of them, or a draft to verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.location import Location
from yinju.options import CORPUS, DOC, JSON, LANG, language, limits_of, one_of, open_corpus
from yinju.terminal import coloured, print_json

if TYPE_CHECKING:
    from qa.pipeline import Pipeline
    from qa.result import Language


_FILE = click.Path(path_type=Path, dir_okay=False)
_Opened = Callable[[], "Pipeline"]


@click.command()
@click.argument("claim", required=False)
@CORPUS
@DOC
@JSON
@LANG
@click.option("--batch", type=click.File("rb"), help="JSON Lines of claims; - is standard input.")
@click.option(
    "--file",
    "draft",
    type=_FILE,
    help="Check every statement of a document (txt, md, html, docx, pdf, csv, xlsx).",
)
@click.option(
    "--out",
    type=_FILE,
    help="Write the traceability matrix (.xlsx, .html, .docx, .csv, .json).",
)
@click.option(
    "--keep", type=_FILE, help="Take over what people wrote in an earlier matrix (.xlsx)."
)
@click.option(
    "--again",
    type=_FILE,
    help="Check a matrix again; exit 1 when a supported statement lost its support.",
)
@click.option("--nli", default="", help="Id or folder of an NLI cross-encoder that has a say too.")
@click.pass_context
def check(
    ctx: click.Context,
    claim: str | None,
    corpus: Location | None,
    docs: tuple[str, ...],
    as_json: bool,
    lang: str,
    batch: Any,  # noqa: ANN401
    draft: Path | None,
    out: Path | None,
    keep: Path | None,
    again: Path | None,
    nli: str,
) -> None:
    """Say what the documents back of CLAIM, with the clauses that show it."""
    words = language(lang)
    changes = {"nli": nli} if nli else {}
    given = [name for name, value in (("CLAIM", claim), ("--batch", batch), ("--file", draft),
                                      ("--again", again)) if value is not None]  # fmt: skip
    if len(given) > 1:
        raise click.UsageError(
            f"Give one of CLAIM, --batch, --file and --again, not several of them: {', '.join(given)}."
        )
    if out is not None and draft is None and again is None:
        raise click.UsageError("--out goes with --file or --again.")
    if keep is not None and (draft is None or out is None):
        raise click.UsageError("--keep goes with --file and --out.")
    opened = partial(_opened, corpus, changes, docs)
    if draft is not None:
        _check_draft(opened, draft, out, keep, words, as_json=as_json)
    elif again is not None:
        ctx.exit(_check_again(opened, again, out, words, as_json=as_json))
    else:
        one_of(claim, batch, "CLAIM", as_json=as_json)
        if batch is not None:
            _check_batch(batch, corpus, changes, docs, words)
        else:
            _check_claim(claim or "", opened, words, as_json=as_json)


def _opened(
    corpus: Location | None, changes: Mapping[str, object], docs: Sequence[str]
) -> Pipeline:
    return open_corpus(corpus, changes).limited_to(docs)


def _check_claim(claim: str, opened: _Opened, lang: Language | None, *, as_json: bool) -> None:
    from qa.ask.retrieval.query import read_query
    from qa.result import to_json

    read_query(claim)  # a mistake in a claim is told before anything is loaded
    pipeline = opened()
    verdict = pipeline.check(claim, lang=lang)
    if as_json:
        print_json(to_json(verdict))
    else:
        from qa.show.text import verdict_text

        clause_index = pipeline.clause_index
        many = len(clause_index.documents) > 1
        click.echo(coloured(verdict_text(verdict, clause_index.titles, among_many=many)))


def _check_batch(
    batch: Any,  # noqa: ANN401  # an open file
    corpus: Location | None,
    changes: Mapping[str, object],
    docs: Sequence[str],
    lang: Language | None,
) -> None:
    from qa.batch import read_batch
    from qa.result import to_json

    items = read_batch(batch, "claim")
    pipeline = open_corpus(corpus, changes)
    limits = limits_of(pipeline, items, docs)
    verdicts = pipeline.check_each((item.text for item in items), lang=lang, docs=limits)
    for item, verdict in zip(items, verdicts, strict=True):
        print_json(to_json(replace(verdict, id=item.id)))


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is told how many statements of how many are done."""
    from rich.console import Console

    with Console(stderr=True).status(f"Checking {name}") as status:
        yield lambda done, total: status.update(f"Checking {name}: {done}/{total}")


def _check_draft(
    opened: _Opened,
    draft: Path,
    out: Path | None,
    keep: Path | None,
    lang: Language | None,
    *,
    as_json: bool,
) -> None:
    from qa.check.draft import check_draft
    from qa.errors import DraftError
    from qa.show.trace.matrix import check_suffix, report_rows, write_report
    from qa.show.trace.read import read_matrix

    if out is not None:
        check_suffix(out)  # a mistake in the name is told before the work is done
    # Read before anything is written: both may be the same file.
    kept = read_matrix(keep) if keep is not None else None
    pipeline = opened()
    with _progress(draft.name) as progress:
        report = check_draft(pipeline, draft, lang=lang, progress=progress)
    for remark in report.remarks:
        click.echo(f"yinju: {report.source}: {remark.say(lang or 'en')}", err=True)
    if not report.checked:
        raise DraftError(f"There is no statement to check in {report.source}.")
    if out is not None:
        matrix = write_report(report, out, lang, kept)
        click.echo(f"{out}", err=True)
        if matrix.unplaced:
            from qa.show.trace.text import unplaced_lines

            click.echo("\n".join(unplaced_lines(matrix, lang or "zh")), err=True)
    if as_json:
        for row in report_rows(report):
            print_json(row)
    elif out is None:
        from qa.show.text import verdict_text

        many = len(pipeline.clause_index.documents) > 1
        for item in report.checked:
            verdict = replace(item.verdict, citations=item.verdict.citations[:1])
            head = f"{item.statement.where(verdict.lang)}: {item.statement.text}"
            click.echo(click.style(head, bold=True))
            text = verdict_text(verdict, report.titles, among_many=many)
            click.echo(coloured(text) + "\n")


def _check_again(
    opened: _Opened, again: Path, out: Path | None, lang: Language | None, *, as_json: bool
) -> int:
    """Check a matrix again; return the exit code."""
    from qa.show.trace.again import again_lines, again_record
    from qa.show.trace.columns import decision_of
    from qa.show.trace.matrix import check_suffix, write_again
    from qa.show.trace.read import read_matrix
    from qa.trace.again import check_again

    if out is not None:
        check_suffix(out)
    matrix = read_matrix(again)
    pipeline = opened()
    with _progress(again.name) as progress:
        found = check_again(matrix, pipeline, decision_of, lang=lang, progress=progress)
    words = lang or "zh"
    if out is not None:
        write_again(out, matrix, found, pipeline.clause_index, words)
        click.echo(f"{out}", err=True)
    if as_json:
        for one in found:
            print_json(again_record(one))
    else:
        click.echo(coloured("\n".join(again_lines(found, words))))
    return 1 if any(one.broken for one in found) else 0
