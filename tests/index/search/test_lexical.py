from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Mapping

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.search.lexical import K1, METHOD, B, LexicalIndex, bigrams
from index.search.lists import FILES, Lists
from index.search.protocol import Counts, RowNumbers

DOCUMENTS = [["知识", "识城", "知识"], ["识城"], ["rcep", "4.5"], []]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("。，”", []),
        ("城", ["城"]),
        ("知识城", ["知识", "识城"]),
        ("知识。产权", ["知识", "产权"]),
        ("到2035年，超过4.5%", ["到", "2035", "年", "超过", "4.5"]),
        ("ＲＣＥＰ与R&D", ["rcep", "与", "r", "d"]),
        ("２０３５", ["2035"]),
        ("Straße naïve", ["strasse", "naïve"]),
        ("𠮷野家", ["𠮷野", "野家"]),
    ],
)
def test_bigrams(text: str, tokens: list[str]) -> None:
    assert bigrams(text) == tokens


@given(st.text())
def test_bigrams_take_any_text(text: str) -> None:
    assert all(token and not token.isspace() for token in bigrams(text))


def test_scores_by_hand() -> None:
    lexical = LexicalIndex.build(DOCUMENTS)
    # n = 4 documents, 识城 in 2 of them; lengths 3, 1, 2, 0, mean 1.5.
    idf = math.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    first = idf * 1 / (1 + K1 * (1 - B + B * 3 / 1.5))
    second = idf * 1 / (1 + K1 * (1 - B + B * 1 / 1.5))
    assert lexical.idf("识城") == pytest.approx(idf)
    np.testing.assert_allclose(lexical.scores(["识城"]), [first, second, 0, 0], rtol=1e-5)
    np.testing.assert_allclose(lexical.scores(["识城", "识城"])[:1], [2 * first], rtol=1e-5)


def test_scores_are_those_of_bm25s() -> None:
    documents = [bigrams(text) for text in ("知识产权保护", "保护知识城", "RCEP 2035 年", "年年")]
    bm25 = bm25s.BM25(k1=K1, b=B, method=METHOD)
    bm25.index(documents, show_progress=False)
    query = bigrams("知识保护年")
    known = [token for token in query if token in bm25.vocab_dict]
    np.testing.assert_allclose(
        LexicalIndex.build(documents).scores(query), bm25.get_scores(known), rtol=1e-6
    )


def test_how_many_rows_have_a_token_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lexical = LexicalIndex.build(DOCUMENTS)
    read: list[str] = []
    rows_of = Lists.of

    def noted(lists: Lists, token: str) -> tuple[RowNumbers, Counts]:
        read.append(token)
        return rows_of(lists, token)

    monkeypatch.setattr(Lists, "of", noted)
    for _ in range(3):
        # n = 4 rows; the first token stands in two of them, the second in none.
        assert lexical.idf("识城") == pytest.approx(math.log(1 + (4 - 2 + 0.5) / (2 + 0.5)))
        assert ("识城" in lexical, "港口" in lexical) == (True, False)
    assert read == ["识城", "港口"]


def test_unknown_tokens_and_empty_corpora() -> None:
    lexical = LexicalIndex.build(DOCUMENTS)
    assert len(lexical) == 4
    assert lexical.scores(["没有"]).tolist() == [0, 0, 0, 0]
    assert lexical.scores([]).tolist() == [0, 0, 0, 0]
    assert "rcep" in lexical
    assert "没有" not in lexical
    # Rarest of all: in 0 of 4 documents.
    assert lexical.idf("没有") == pytest.approx(math.log(1 + 4.5 / 0.5))
    assert LexicalIndex.build([]).scores(["x"]).shape == (0,)
    assert LexicalIndex.build([[], []]).scores(["x"]).tolist() == [0, 0]


@pytest.mark.parametrize("documents", [DOCUMENTS, [[], ["识城"]], []])
def test_kept_then_read_is_the_same(documents: list[list[str]]) -> None:
    built = LexicalIndex.build(documents)
    assert isinstance(built.postings, Lists)
    files = built.postings.files()
    assert sorted(files) == sorted(FILES)
    loaded = LexicalIndex(read(files))
    assert loaded.scores(["识城", "rcep"]).tolist() == built.scores(["识城", "rcep"]).tolist()
    assert loaded.idf("识城") == built.idf("识城")
    # The same rows always make the same files.
    assert LexicalIndex.build(documents).postings.files() == files  # type: ignore[attr-defined]


def read(files: Mapping[str, bytes]) -> Lists:
    return Lists.read({name: memoryview(data) for name, data in files.items()})


def test_damage_is_named() -> None:
    lists = LexicalIndex.build(DOCUMENTS).postings
    assert isinstance(lists, Lists)
    files = lists.files()
    rows, words = FILES[0], FILES[-1]
    for name, damaged in [
        (rows, b""),
        (rows, files[rows][:8]),
        (rows, files[rows][:-3]),
        (rows, files["lexical.counts"]),
        ("lexical.starts", files["lexical.starts"][:8]),
        (words, b"[1, 2"),
        (words, b'["a"]'),
        (words, b"{}"),
    ]:
        with pytest.raises(IndexDamagedError):
            read({**files, name: damaged})
    with pytest.raises(IndexDamagedError):
        read({name: data for name, data in files.items() if name != words})


@given(
    st.lists(st.lists(st.sampled_from("abcde"), max_size=6), min_size=1, max_size=12),
    st.sets(st.integers(0, 11)),
)
def test_some_rows_score_as_though_there_were_no_others(
    rows: list[list[str]], chosen: set[int]
) -> None:
    kept = sorted(row for row in chosen if row < len(rows))
    limited = LexicalIndex.build(rows).limited_to([(row, row + 1) for row in kept])
    alone = LexicalIndex.build([rows[row] for row in kept])
    assert len(limited) == len(alone) == len(kept)
    for token in "abcdex":
        assert limited.idf(token) == alone.idf(token)
        assert (token in limited) == (token in alone)
    np.testing.assert_array_equal(limited.scores("aabcx"), alone.scores("aabcx"))


def test_asking_imports_nothing_heavy() -> None:
    """An index is opened and searched without the libraries that build it, or any hub's."""
    code = (
        "import sys, index.store.folder, index.read.load\n"
        "heavy = {'bm25s', 'scipy', 'torch', 'transformers', 'gradio', 'sklearn', 'pandas',"
        " 'matplotlib', 'numba', 'jax', 'docx', 'pypdf', 'sentence_transformers', 'filelock', 'faiss'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip() == "[]"
