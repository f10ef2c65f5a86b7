from __future__ import annotations

import numpy as np
import pytest

from index.errors import IndexDamagedError
from index.search import Vectors
from index.segment.dense import Cells, RowRun, SegmentDense
from index.segment.near import FILES, Near, build_near, nearest_cells

ROWS, DIM = 3000, 32


def clustered(count: int, seed: int) -> Vectors:
    """Unit vectors about a hundred centres, as sentences lie about subjects."""
    random = np.random.default_rng(seed)
    centres = np.random.default_rng(0).standard_normal((100, DIM))
    rows = centres[random.integers(0, 100, count)] + 0.4 * random.standard_normal((count, DIM))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


VECTORS = clustered(ROWS, 1)


@pytest.fixture(scope="module")
def near() -> Near:
    return build_near(ROWS, DIM, lambda start, end: VECTORS[start:end])


def test_every_row_is_in_one_cell(near: Near) -> None:
    assert len(near) == ROWS
    assert sorted(near.rows.tolist()) == list(range(ROWS))
    decoded = near.lows + near.codes * near.steps
    assert np.abs(decoded - VECTORS[near.rows]).max() <= near.steps.max()


def dense(near: Near | None, rows: list[int] | None = None) -> SegmentDense:
    """The search over all rows, or with an approximate index over some of them."""
    cells = None
    if near is not None:
        known = np.arange(ROWS, dtype=np.int32)
        others = np.empty(0, dtype=np.int64)
        if rows is not None:
            known[:] = -1
            known[rows] = rows
            others = np.setdiff1d(np.arange(ROWS), rows)
        cells = Cells(near, known, others)
    runs = [RowRun(VECTORS[:1000], 0), RowRun(VECTORS[1000:], 1000)]
    return SegmentDense(
        runs, np.zeros(ROWS, dtype=np.uint8), np.zeros((1, DIM), dtype=np.float32), cells
    )


@pytest.mark.parametrize("k", [1, 10, 400])
def test_the_nearest_are_found_with_their_cosines(
    near: Near, monkeypatch: pytest.MonkeyPatch, k: int
) -> None:
    queries = clustered(50, 2)
    exact = dense(None)
    scores, rows = exact.search(queries, k)
    monkeypatch.setattr("index.segment.dense.EXACT", 100)
    monkeypatch.setattr("index.segment.near._LEAST_CELLS", 12)
    for approximate in (dense(near), dense(near, list(range(0, ROWS, 2)))):
        found_scores, found = approximate.search(queries, k)
        shared = [len(set(a) & set(b)) for a, b in zip(rows.tolist(), found.tolist(), strict=True)]
        assert np.mean(shared) / k > 0.95
        for query, one, score in zip(queries, found, found_scores, strict=True):
            assert (np.diff(score) <= 0).all()
            np.testing.assert_allclose(score, VECTORS[one] @ query, atol=1e-5)
    # Without an approximate index all are compared, a piece at a time.
    np.testing.assert_array_equal(exact.search(queries, k)[1], rows)
    np.testing.assert_allclose(exact.search(queries, k)[0], scores, atol=1e-6)


def test_limited_to_rows_nothing_else_is_found(near: Near, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = np.arange(500, 2500)
    query = clustered(1, 3)
    expected = chosen[np.argsort(-(VECTORS[chosen] @ query[0]), kind="stable")[:5]] - 500
    exact = dense(near).limited_to(chosen)
    assert exact.search(query, 5)[1][0].tolist() == expected.tolist()
    monkeypatch.setattr("index.segment.dense.EXACT", 100)
    limited = dense(near).limited_to(chosen)
    assert len(limited) == len(chosen)
    found = limited.search(query, 5)[1][0]
    assert found[0] == expected[0]
    assert found.max() < len(chosen)
    np.testing.assert_array_equal(limited.vector(3), dense(None).vector(503))
    np.testing.assert_array_equal(limited.vectors(), dense(None).vectors()[500:2500])


def test_of_fewer_rows_more_cells_are_searched(near: Near) -> None:
    sizes, query = np.diff(near.starts), VECTORS[5]
    cells = nearest_cells(near.centres, sizes, query, 5)
    assert near.rows[near.starts[cells[0]] : near.starts[cells[0] + 1]].tolist().count(5) == 1
    assert len(nearest_cells(near.centres, sizes, query, 5, share=0.5)) == 2 * len(cells)
    assert len(nearest_cells(near.centres, sizes, query, 5, share=0.0)) == len(sizes)


def test_kept_then_read_is_the_same(near: Near) -> None:
    files = near.files()
    assert sorted(files) == sorted(FILES)
    read = Near.read(files)
    query = VECTORS[7]
    for one, other in zip(near.candidates(query, 5), read.candidates(query, 5), strict=True):
        np.testing.assert_array_equal(one, other)
    for name in FILES:
        with pytest.raises(IndexDamagedError):
            Near.read({**files, name: files[name][:-4]})
