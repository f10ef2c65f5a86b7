"""``yinju check``: a claim, a batch of them, or a draft to verdicts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yinju.options import CORPUS, DOC, JSON, LANG, language, limits_of, one_of, open_corpus
from yinju.terminal import coloured, print_json

if TYPE_CHECKING:
    from qa.pipeline import Pipeline
    from qa.result import Language


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
    type=click.Path(path_type=Path, dir_okay=False),
    help="Check every statement of a document (txt, md, html, docx, pdf, csv, xlsx).",
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
    docs: tuple[str, ...],
    as_json: bool,
    lang: str,
    batch: Any,  # noqa: ANN401
    draft: Path | None,
    out: Path | None,
    nli: str,
) -> None:
    """Say what the plan backs of CLAIM, with the clauses that show it."""
    from qa.ask.query import read_query
    from qa.result import to_json

    words = language(lang)
    changes = {"nli": nli} if nli else {}
    if draft is not None:
        if claim is not None or batch is not None:
            raise click.UsageError("Give --file or CLAIM or --batch, not several of them.")
        opened = partial(_opened, corpus, changes, docs)
        _check_draft(opened, draft, out, words, as_json=as_json)
        return
    if out is not None:
        raise click.UsageError("--out goes with --file.")
    one_of(claim, batch, "CLAIM", as_json=as_json)
    if batch is not None:
        from qa.batch import read_batch

        items = read_batch(batch, "claim")
        pipeline = open_corpus(corpus, changes)
        limits = limits_of(pipeline, items, docs)
        verdicts = pipeline.check_each((item.text for item in items), lang=words, docs=limits)
        for item, verdict in zip(items, verdicts, strict=True):
            print_json(to_json(replace(verdict, id=item.id)))
        return
    read_query(claim or "")
    pipeline = _opened(corpus, changes, docs)
    verdict = pipeline.check(claim or "", lang=words)
    if as_json:
        print_json(to_json(verdict))
    else:
        from qa.show.text import verdict_text

        click.echo(coloured(verdict_text(verdict, pipeline.clause_index.titles)))


def _opened(corpus: Path | None, changes: Mapping[str, object], docs: Sequence[str]) -> Pipeline:
    return open_corpus(corpus, changes).limited_to(docs)


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
    from qa.errors import DraftError
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
    for remark in report.remarks:
        click.echo(f"yinju: {report.source}: {remark.say(lang or 'en')}", err=True)
    if not report.checked:
        raise DraftError(f"There is no statement to check in {report.source}.")
    if out is not None:
        write_report(report, out, lang)
        click.echo(f"{out}", err=True)
    if as_json:
        for row in report_rows(report):
            print_json(row)
    elif out is None:
        from qa.show.text import verdict_text

        for item in report.checked:
            verdict = replace(item.verdict, citations=item.verdict.citations[:1])
            click.echo(
                click.style(
                    f"{item.statement.where(verdict.lang)}: {item.statement.text}", bold=True
                )
            )
            click.echo(coloured(verdict_text(verdict, report.titles)) + "\n")
