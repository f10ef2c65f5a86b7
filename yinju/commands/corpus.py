"""``yinju index``: making and updating a corpus."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from index.clause_index import ClauseIndex
    from qa.corpora import Changes
from index.location import Location
from index.views import GLOSS, PIECE
from yinju.options import CORPUS, open_corpus, progress_bar

# Kinds of views that a large corpus may do without; the others are what a clause says.
WITHOUT = (GLOSS, PIECE)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@CORPUS
@click.option("--encoder", help="Id or folder of a sentence-transformers model.")
@click.option("--reranker", help="Id or folder of a cross-encoder that orders the nearest clauses.")
@click.option("--nli", help="Id or folder of an NLI cross-encoder that has a say in verdicts.")
@click.option("--replace", "anew", is_flag=True, help="Forget the documents that the corpus has.")
@click.option("--remove", multiple=True, help="Id or name of a document to take out; repeatable.")
@click.option(
    "--strict", is_flag=True, help="End with exit code 1 where a file of a folder was not read."
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(WITHOUT),
    help="Do without the views of a kind from now on (docs/scale.md); repeatable.",
)
@click.option("--shard", metavar="3/8", help="Index the third of every eight documents alone.")
@click.option("--explain", is_flag=True, help="Print what was found and decided on reading.")
def index(
    paths: tuple[Path, ...],
    corpus: Location | None,
    encoder: str | None,
    reranker: str | None,
    nli: str | None,
    anew: bool,
    remove: tuple[str, ...],
    strict: bool,
    without: tuple[str, ...],
    shard: str | None,
    explain: bool,
) -> None:
    """Build or update a corpus from files or folders PATHS; the shipped plan's where none is named.

    `merge DIR… --corpus NEW` instead of PATHS puts corpora together, such as machines made of what
    --shard gave them, in that order; a folder that is called merge is ./merge.

    Documents that the corpus already has are kept, one with the same name is replaced. A folder
    named `edition` in one of the folders is the reading edition of the documents in that folder.
    What is in a folder and cannot be read is listed at the end, and why. Models are kept with the
    corpus; an empty name drops one.
    """
    from index.runtime.home import default_folder
    from qa.corpora import choose_models, update_corpus

    if paths[:1] == (Path("merge"),):
        _merge(paths[1:], corpus)
        return
    passed_over = 0
    found: ClauseIndex | None = None
    if anew and remove:
        raise click.UsageError("Give --replace or --remove: --replace forgets all documents.")
    if paths or remove or without:
        if corpus is None:
            raise click.UsageError("Name the folder of the corpus to build: --corpus DIR.")
        with progress_bar() as progress:
            changes = update_corpus(
                corpus,
                paths,
                remove=remove,
                encoder=encoder,
                reranker=reranker,
                nli=nli,
                without=without,
                anew=anew,
                shard=None if shard is None else _shard(shard),
                progress=progress,
            )
        click.echo(
            f"{changes.added} added, {changes.changed} changed, {changes.removed} removed, "
            f"{changes.unchanged} unchanged",
            err=True,
        )
        passed_over = _tell(changes)
        found = changes.clause_index
    elif anew:
        raise click.UsageError("--replace goes with the documents to put in place of the old ones.")
    elif any(model is not None for model in (encoder, reranker, nli)):
        choose_models(corpus or default_folder(), encoder=encoder, reranker=reranker, nli=nli)
    found = found or open_corpus(corpus).clause_index
    click.echo(_holds(found), err=True)
    if explain:
        for line in itertools.chain.from_iterable(found.explanation.values()):
            click.echo(line)
    if strict and passed_over:
        click.get_current_context().exit(1)


def _holds(found: ClauseIndex) -> str:
    """Return what a corpus holds, in words: 1 document, 2 clauses."""
    counts = {
        "document": len(found.documents),
        "clause": len(found.clauses),
        "view": len(found.views),
    }
    held = (f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items())
    return f"{', '.join(held)}, encoder {found.manifest.encoder}"


def _merge(parts: tuple[Path, ...], corpus: Location | None) -> None:
    from qa.corpora import merge_corpora

    if not isinstance(corpus, Path) or not parts:
        raise click.UsageError(
            "Name the corpora to merge, and the folder of the new one: --corpus DIR."
        )
    found = merge_corpora(corpus, parts)
    click.echo(_holds(found), err=True)


def _shard(text: str) -> tuple[int, int]:
    """Return the number of a shard and how many there are."""
    number, _, count = text.partition("/")
    if number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return int(number), int(count)
    raise click.BadParameter(
        f"{text} is no shard; 3/8 is the third of eight.", param_hint="--shard"
    )


def _tell(changes: Changes) -> int:
    """Say what was read otherwise than it stands, and which files were passed over; return how many."""
    for document in changes.read:
        for remark in document.remarks:
            click.echo(f"yinju: {document.source}: {remark.en}", err=True)
    for file in changes.unread:
        click.echo(f"yinju: not read: {file.why}", err=True)
    return len(changes.unread)
