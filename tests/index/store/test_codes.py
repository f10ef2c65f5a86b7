"""A library on a server, searched by codes: with few rows of few numbers, since nothing else differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from index.embed.remember import RememberingEncoder
from index.search.dense import DenseIndex
from index.search.protocol import Vectors
from index.store.postgres.dense import PostgresDense
from index.store.postgres.store import PostgresStore
from tests.fakes import FakeEncoder, FakeRestoration
from tests.index.store.test_postgres import plain_connection

# As many numbers as tell forty vectors apart by their bits.
ENCODER = FakeEncoder(dim=64)


def document(number: int, sentences: int = 8) -> Document:
    name = f"{number:02}.txt"
    return Document(name, name, "".join(f"第{number}号第{n}句话。" for n in range(sentences)))


LIBRARY = [document(number) for number in range(20)]
QUERIES = ENCODER.encode_queries([f"问题{number}" for number in range(20)])


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """More than 100 rows are a library, of which 60 are compared by their vectors."""
    for name in ("index.store.postgres.write.EXACT", "index.store.postgres.dense.EXACT"):
        monkeypatch.setattr(name, 100)
    monkeypatch.setattr("index.store.postgres.dense.HELD", 0)
    monkeypatch.setattr("index.store.postgres.codes._LEAST", 60)


def codes_at(url: str) -> tuple[set[int], set[int]]:
    """Return which codes are there, and the documents that have some."""
    with plain_connection(url) as plain:
        numbers = {row[0] for row in plain.execute("SELECT id FROM codes")}
        held = {row[0] for row in plain.execute("SELECT DISTINCT codes FROM code")}
        assert held == numbers
        return numbers, {row[0] for row in plain.execute("SELECT DISTINCT part FROM code")}


def recall(opened: ClauseIndex, k: int, queries: Vectors = QUERIES) -> float:
    """Return how many of the nearest are found, each with its exact cosine."""
    vectors = opened.dense.vectors()
    scores, rows = opened.dense.search(queries, k)
    assert (np.diff(scores) <= 0).all()
    for query, one, score in zip(queries, rows, scores, strict=True):
        assert len(set(one.tolist())) == len(one)
        np.testing.assert_allclose(score, vectors[one] @ query, atol=1e-6)
    # By cosine, since a clause of one sentence has its vector twice.
    least = DenseIndex(vectors).search(queries, k)[0][:, -1:]
    return float(np.mean(scores >= least - 1e-6))


def made(
    documents: Sequence[Document], remembering: RememberingEncoder | None = None
) -> ClauseIndex:
    return build(documents, ENCODER, restore=FakeRestoration, vectors=remembering)


def kept(url: str, documents: Sequence[Document]) -> ClauseIndex:
    store = PostgresStore(url)
    with store.writing(), store.remembering(ENCODER) as remembering:
        return store.save(made(documents, remembering), remembering)


def let_go(*readers: ClauseIndex) -> None:
    """Close what holds a generation."""
    for reader in readers:
        assert isinstance(reader.dense, PostgresDense)
        reader.dense._pool.close()


def test_the_nearest_of_a_library_are_found_by_codes(url: str) -> None:
    built = made(LIBRARY)
    opened = kept(url, LIBRARY)
    assert len(opened.dense) > 100
    with plain_connection(url) as plain:
        assert plain.execute("SELECT count(*) FROM code").fetchone() == (len(opened.dense),)
        # A bit for each number, set where it is above the mean.
        bits = plain.execute("SELECT bits::text FROM code ORDER BY part, ordinal").fetchall()
    vectors = built.dense.vectors()
    assert [row[0] for row in bits] == [
        "".join("1" if number > 0 else "0" for number in vector) for vector in vectors
    ]
    # Vectors at random have no neighbourhoods: many of the nearest are missed, far from all.
    assert 0.4 < recall(opened, 20) < 1.0
    # All of them compared, it is what a folder finds.
    everything = len(opened.dense)
    np.testing.assert_allclose(
        opened.dense.search(QUERIES, everything)[0],
        built.dense.search(QUERIES, everything)[0],
        atol=1e-6,
    )
    np.testing.assert_allclose(opened.dense.search(vectors[::17], 1)[0], 1, atol=1e-6)


def test_some_documents_of_a_library(url: str) -> None:
    opened = kept(url, LIBRARY)
    few = opened.limited_to(["03.txt", "11.txt"])
    assert recall(few, 10) == 1.0
    many = opened.limited_to([document.doc_id for document in LIBRARY[:12]])
    assert 100 < len(many.dense) < len(opened.dense)
    assert many.dense.search(QUERIES, 20)[1].max() < len(many.dense)
    # A filter costs nothing: of fewer rows as many are compared.
    assert recall(many, 20) >= recall(opened, 20)


def test_an_update_keeps_the_codes_right(url: str) -> None:
    kept(url, LIBRARY)
    codes, parts = codes_at(url)
    before = PostgresStore(url).open(ENCODER)
    vectors = before.dense.vectors()
    # One document more, one changed, one gone: the codes stay, and hold what there is.
    changed = [*LIBRARY[1:], document(20), document(21, 9)]
    opened = kept(url, changed)
    assert codes_at(url)[0] == codes
    new = opened.dense.vectors()
    # What is new is found, what went is not.
    np.testing.assert_allclose(opened.dense.search(new[::13], 1)[0], 1, atol=1e-6)
    assert recall(opened, len(new)) == 1.0
    gone = vectors[: len(before.columns.views_in(0))]
    assert opened.dense.search(gone, 1)[0].max() < 1 - 1e-6
    # Who opened it before goes on with what there was, codes included.
    np.testing.assert_array_equal(before.dense.vectors(), vectors)
    np.testing.assert_allclose(before.dense.search(vectors[:9], 1)[0], 1, atol=1e-6)
    assert parts < codes_at(url)[1]
    let_go(before, opened)
    # Of a fifth that changed the codes are made anew, and nobody has the old ones.
    half = [*LIBRARY[8:], *(document(number) for number in range(30, 38))]
    fresh = kept(url, half)
    renewed, held = codes_at(url)
    assert renewed.isdisjoint(codes)
    assert len(held) == len(half)
    np.testing.assert_allclose(fresh.dense.vectors(), made(half).dense.vectors(), atol=1e-6)
    assert recall(fresh, len(fresh.dense)) == 1.0
    let_go(fresh)
    # A corpus that is small again has none.
    kept(url, LIBRARY[:3])
    assert codes_at(url) == (set(), set())


def test_a_document_that_comes_back_has_its_codes_once(url: str) -> None:
    kept(url, LIBRARY)
    kept(url, LIBRARY[1:])
    holder = PostgresStore(url).open(ENCODER)
    kept(url, LIBRARY[2:])
    opened = kept(url, LIBRARY)
    everything = len(opened.dense)
    assert recall(opened, everything) == 1.0
    assert sorted(opened.dense.search(QUERIES[:1], everything)[1][0].tolist()) == list(
        range(everything)
    )
    assert len(holder.dense.search(QUERIES[:1], len(holder.dense))[1][0]) == len(holder.dense)


def test_an_update_that_fails_leaves_the_codes_as_they_were(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(url, LIBRARY)
    before = codes_at(url)

    def stop(*_: object) -> None:
        raise RuntimeError("stopped")

    with monkeypatch.context() as stopped:
        stopped.setattr("index.store.postgres.write._numbers", stop)
        with pytest.raises(RuntimeError, match="stopped"):
            kept(url, [*LIBRARY, document(40)])
    assert codes_at(url) == before
    again = PostgresStore(url).open(ENCODER)
    assert recall(again, len(again.dense)) == 1.0


def test_who_changes_a_library_need_not_own_its_tables(
    url: str, url_of: Callable[[str], str]
) -> None:
    kept(url, LIBRARY)
    schema = url.rsplit("=", 1)[1]
    with plain_connection(url) as plain:
        plain.execute("CREATE ROLE changer LOGIN")
        plain.execute(f"GRANT USAGE ON SCHEMA {schema} TO changer")
        rights = "SELECT, INSERT, UPDATE, DELETE"
        plain.execute(f"GRANT {rights} ON ALL TABLES IN SCHEMA {schema} TO changer")
        try:
            opened = kept(url_of("changer"), [*LIBRARY[5:], document(21)])
            assert recall(opened, len(opened.dense)) == 1.0
        finally:
            plain.execute("DROP OWNED BY changer")
            plain.execute("DROP ROLE changer")
