from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from index.clause_index import ClauseIndex
from index.document.corpus import Document
from index.errors import InputError
from index.merge import merged, shard
from index.open import open_or_build
from index.store.folder import open_index, save
from tests.fakes import FakeEncoder, FakeRestoration

DOCUMENTS = [Document(f"{n}", f"{n}", f"第{n}号文件规定甲。各部门负责。") for n in range(7)]


def built(folder: Path, documents: tuple[Document, ...] | list[Document]) -> ClauseIndex:
    return open_or_build(folder, list(documents), FakeEncoder(), restore=FakeRestoration)


def test_shards_deal_out_every_document_once() -> None:
    dealt = [shard(DOCUMENTS, number, 3) for number in (1, 2, 3)]
    assert [len(one) for one in dealt] == [3, 2, 2]
    assert [document.doc_id for document in dealt[0]] == ["0", "3", "6"]
    assert shard(DOCUMENTS, 8, 8) == ()


def test_what_was_split_is_the_same_again(tmp_path: Path) -> None:
    whole = built(tmp_path / "whole", DOCUMENTS)
    parts = [built(tmp_path / str(n), shard(DOCUMENTS, n, 3)) for n in (1, 2, 3)]
    save(merged(parts, "123"), tmp_path / "merged")
    found = open_index(tmp_path / "merged", FakeEncoder())
    assert found.documents == whole.documents
    assert found.clauses == whole.clauses
    assert found.views == whole.views
    assert found.headings == whole.headings
    assert found.facts == whole.facts
    assert (found.dense.vectors() == whole.dense.vectors()).all()
    assert found.lexical.scores(["负责"]).tolist() == whole.lexical.scores(["负责"]).tolist()
    assert found.words.data == whole.words.data
    # Nothing is built when it is opened.
    again = built(tmp_path / "merged", DOCUMENTS)
    assert again.manifest.generation == found.manifest.generation
    # The parts are what they were.
    assert open_index(tmp_path / "1", FakeEncoder()).documents == shard(DOCUMENTS, 1, 3)


def test_what_does_not_go_together_is_named(tmp_path: Path) -> None:
    one, other = built(tmp_path / "1", DOCUMENTS[:2]), built(tmp_path / "2", DOCUMENTS[1:3])
    with pytest.raises(InputError, match="1 is in two of the corpora"):
        merged([one, other], ["a", "b"])
    manifest = dataclasses.replace(other.manifest, encoder="fake/2")
    with pytest.raises(InputError, match=r"b was made by the encoder fake/2, a by fake/1"):
        merged([one, dataclasses.replace(other, manifest=manifest)], ["a", "b"])
    manifest = dataclasses.replace(other.manifest, settings={"code": "old"})
    with pytest.raises(InputError, match="b was made by another version"):
        merged([one, dataclasses.replace(other, manifest=manifest)], ["a", "b"])
    settings = {**other.manifest.settings, "left_out": "gloss"}
    manifest = dataclasses.replace(other.manifest, settings=settings)
    with pytest.raises(InputError, match="b has not the kinds of views that a has"):
        merged([one, dataclasses.replace(other, manifest=manifest)], ["a", "b"])
