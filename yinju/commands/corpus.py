"""``yinju index``: making and updating a corpus."""

from __future__ import annotations

from pathlib import Path

import click

from yinju.options import CORPUS, open_corpus, progress_bar


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@CORPUS
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
        with progress_bar() as progress:
            update_corpus(corpus, paths, encoder=encoder, anew=anew, progress=progress)
    elif anew:
        raise click.UsageError("--replace goes with the documents to put in place of the old ones.")
    elif encoder is not None:
        choose_encoder(corpus or default_folder(), encoder)
    found = open_corpus(corpus).clause_index
    click.echo(
        f"{len(found.documents)} documents, {len(found.clauses)} clauses, {len(found.views)} views, "
        f"encoder {found.manifest.encoder}",
        err=True,
    )
    if explain:
        for line in found.explanation:
            click.echo(line)
