from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

import index.segment.dense
from index.errors import IndexDamagedError
from index.search.protocol import Rows, Vectors
from index.segment.codes import (
    Code,
    Codes,
    Distances,
    code_query,
    code_rows,
    estimate,
    hopeful,
    likeliest,
    measure,
    measure_some,
    words_of,
)
from index.segment.dense import RowRun, SegmentDense
from index.segment.rows import KeptRows

ROWS, DIM = 3000, 200


def clustered(count: int, seed: int) -> Vectors:
    """Unit vectors about a hundred centres, as sentences lie about subjects."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((100, DIM))
    rows = centres[random.integers(0, 100, count)] + 0.7 * random.standard_normal((count, DIM))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


VECTORS = clustered(ROWS, 1)
CODES = code_rows(VECTORS)


@pytest.mark.parametrize("dim", [1, 8, 64, 65, 200, 384])
def test_bits_that_differ_are_counted(dim: int) -> None:
    rows = np.random.default_rng(dim).standard_normal((40, dim)).astype(np.float32)
    rows[0] = 1
    query = -np.abs(rows[1])
    codes = code_rows(rows)
    assert codes.shape == (words_of(dim), 40)
    expected = [int(((row >= 0) != (query >= 0)).sum()) for row in rows]
    assert measure(codes, code_query(query)).tolist() == expected
    assert expected[0] == dim  # all of them, and none that stands for no number
    assert code_rows(rows[:0]).shape == (words_of(dim), 0)
    assert len(measure(code_rows(rows[:0]), code_query(query))) == 0


def test_more_rows_than_are_compared_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    query = code_query(VECTORS[5])
    whole = measure(CODES, query)
    monkeypatch.setattr("index.segment.codes._STEP", 7)
    np.testing.assert_array_equal(measure(CODES, query), whole)


def test_the_likeliest_with_all_that_are_as_likely() -> None:
    distances = np.asarray([5, 1, 3, 3, 9, 0, 3], dtype=np.uint16)
    assert likeliest(distances, 1).tolist() == [5]
    assert likeliest(distances, 2).tolist() == [1, 5]
    assert likeliest(distances, 3).tolist() == [1, 2, 3, 5, 6]
    assert likeliest(distances, 6).tolist() == [0, 1, 2, 3, 5, 6]
    assert likeliest(distances, 50).tolist() == list(range(7))


def dense(kept: KeptRows | None = None) -> SegmentDense:
    """The search over rows of two segments, the first of which lies after a part of the second."""
    first = kept or KeptRows(VECTORS)
    second = KeptRows(VECTORS[::-1])
    runs = [
        RowRun(second, CODES[:, ::-1], 2500, 500, 0),
        RowRun(first, CODES, 1000, 2000, 500),
        RowRun(second, CODES[:, ::-1], 2000, 500, 2500),
    ]
    return SegmentDense(runs, np.zeros(ROWS, np.uint8), np.zeros((1, DIM), np.float32))


# The rows of ``dense`` in their order.
LAID = np.concatenate([VECTORS[::-1][2500:], VECTORS[1000:], VECTORS[::-1][2000:2500]])


@pytest.mark.parametrize("least", [1, 30, 500, 4000, 9999])
def test_the_likeliest_of_many(least: int) -> None:
    distances = np.random.default_rng(7).integers(80, 120, 10_000).astype(np.uint16)
    distances[::61] = 0  # a sample that tells of no other row
    expected = np.flatnonzero(distances <= np.sort(distances)[least - 1])
    np.testing.assert_array_equal(likeliest(distances, least), expected)


def test_of_some_rows_the_bits_are_counted_as_of_all() -> None:
    query = code_query(VECTORS[5])
    chosen = np.asarray([7, 0, 2999, 7])
    np.testing.assert_array_equal(measure_some(CODES, query, chosen), measure(CODES, query)[chosen])
    assert len(measure_some(CODES, query, chosen[:0])) == 0


@pytest.mark.parametrize("count", [1, 300, 3000, 9999])
def test_about_so_many_are_hopeful(count: int) -> None:
    distances = np.random.default_rng(3).permutation(10_000).astype(np.uint16)
    found = hopeful(distances, count)
    assert 0.7 * count - 70 < len(found) < 1.3 * count + 300
    assert sorted(distances[found].tolist()) == list(range(len(found)))


def test_of_many_rows_the_rest_of_a_code_is_counted_of_few(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words: list[int] = []

    def counting(codes: Codes, code: Code) -> Distances:
        words.append(len(codes))
        return measure(codes, code)

    monkeypatch.setattr(index.segment.dense, "measure", counting)
    monkeypatch.setattr(index.segment.dense, "EXACT", 100)
    monkeypatch.setattr(index.segment.dense, "_FEW_OF", 1)
    monkeypatch.setattr(index.segment.dense, "_LIKELY", 300)
    monkeypatch.setattr(index.segment.dense, "_READ", 100)
    queries = clustered(60, 6)
    found = dense().search(queries, 10)[1]
    assert set(words) == {3}  # of 4
    words.clear()
    monkeypatch.setattr(index.segment.dense, "_HOPEFUL", 1000)
    whole = dense().search(queries, 10)[1]
    assert set(words) == {4}
    shared = [len(np.intersect1d(*pair)) for pair in zip(found, whole, strict=True)]
    assert np.mean(shared) > 9.5


@pytest.mark.parametrize("dim", [1, 8, 64, 65, 200])
def test_an_estimate_is_the_product_with_the_bits(dim: int) -> None:
    random = np.random.default_rng(dim)
    rows = random.standard_normal((30, dim)).astype(np.float32)
    query = random.standard_normal(dim).astype(np.float32)
    found = estimate(code_rows(rows), query)
    np.testing.assert_allclose(found, (rows >= 0) @ query, rtol=1e-4, atol=1e-5)


def test_few_rows_are_read_where_few_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    class Counted(KeptRows):
        def take(self, rows: Rows) -> Vectors:
            read.append(len(rows))
            return super().take(rows)

    monkeypatch.setattr(index.segment.dense, "EXACT", 100)
    monkeypatch.setattr(index.segment.dense, "_LIKELY", 1500)
    monkeypatch.setattr(index.segment.dense, "_READ", 200)
    dense(Counted(VECTORS)).search(clustered(1, 5), 10)
    assert 0 < sum(read) <= 200
    dense(Counted(VECTORS)).search(clustered(1, 5), 1000)
    assert sum(read[1:]) > 500  # so many are wanted that all likely ones are


@pytest.mark.parametrize("k", [1, 10, 400])
def test_the_nearest_are_found_with_their_cosines(monkeypatch: pytest.MonkeyPatch, k: int) -> None:
    queries = clustered(50, 2)
    scores, rows = dense().search(queries, k)
    np.testing.assert_allclose(scores[:, 0], (queries @ LAID.T).max(axis=1), atol=1e-5)
    monkeypatch.setattr(index.segment.dense, "EXACT", 100)
    monkeypatch.setattr(index.segment.dense, "_LIKELY", 1500)
    monkeypatch.setattr(index.segment.dense, "_READ", 300)
    found_scores, found = dense().search(queries, k)
    shared = [len(set(a) & set(b)) for a, b in zip(rows.tolist(), found.tolist(), strict=True)]
    assert np.mean(shared) / k > 0.9
    for query, one, score in zip(queries, found, found_scores, strict=True):
        assert (np.diff(score) <= 0).all()
        np.testing.assert_allclose(score, LAID[one] @ query, atol=1e-5)


def test_of_many_that_are_wanted_more_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    queries = clustered(50, 4)
    nearest = dense().search(queries, 50)[1]
    laid = code_rows(LAID)
    by_bits = [likeliest(measure(laid, code_query(query)), 300) for query in queries]
    monkeypatch.setattr(index.segment.dense, "EXACT", 100)
    monkeypatch.setattr(index.segment.dense, "_LIKELY", 100)
    monkeypatch.setattr(index.segment.dense, "_READ", 10)
    found = dense().search(queries, 300)[1]

    def shared(rows: Sequence[Rows]) -> int:
        return sum(len(np.intersect1d(*pair)) for pair in zip(nearest, rows, strict=True))

    assert shared(list(found)) > shared(by_bits)
    every = dense().search(queries[:1], ROWS)[1][0]
    assert sorted(every.tolist()) == list(range(ROWS))


def test_limited_to_rows_nothing_else_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = np.asarray([*range(100, 700), *range(900, 2700)])
    query = clustered(1, 3)
    expected = np.argsort(-(LAID[chosen] @ query[0]), kind="stable")[:5]
    exact = dense().limited_to(chosen)
    assert exact.search(query, 5)[1][0].tolist() == expected.tolist()
    monkeypatch.setattr(index.segment.dense, "EXACT", 100)
    limited = dense().limited_to(chosen)
    assert isinstance(limited, SegmentDense)
    assert len(limited) == len(chosen)
    assert limited.search(query, 5)[1][0].tolist() == expected.tolist()
    np.testing.assert_allclose(limited.vectors(), LAID[chosen], atol=1e-6)
    np.testing.assert_array_equal(limited.vector(603), limited.vectors()[603])
    np.testing.assert_array_equal(limited.between(590, 610), limited.vectors()[590:610])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "vectors.f4"
    found.write_bytes(VECTORS.tobytes())
    return found


def test_rows_in_a_file_are_those_in_memory(path: Path) -> None:
    chosen = np.asarray([3, 4, 5, 2999, 0, 1, 7])
    kept = KeptRows(VECTORS, path)
    path.unlink()  # whoever has it open goes on with it
    np.testing.assert_array_equal(kept.take(chosen), VECTORS[chosen])
    np.testing.assert_array_equal(kept.between(5, 40), VECTORS[5:40])
    assert kept.take(chosen[:0]).shape == kept.between(4, 4).shape == (0, DIM)
    queries = clustered(3, 4)
    for one, other in zip(dense(kept).search(queries, 9), dense().search(queries, 9), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_file_that_was_cut_is_told(path: Path) -> None:
    kept = KeptRows(VECTORS, path)
    path.write_bytes(VECTORS[:100].tobytes())
    np.testing.assert_array_equal(kept.between(90, 100), VECTORS[90:100])
    with pytest.raises(IndexDamagedError, match="has fewer vectors"):
        kept.between(90, 101)
