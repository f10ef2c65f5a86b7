from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import index.search.terms
from index.search.terms import terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("，。", []),
        ("水", ["水"]),
        ("供电可靠", ["供电", "电可", "可靠"]),
        ("What is the reliability of power?", ["reliabl", "power"]),
        ("Cities, city; CITY", ["citi", "citi", "citi"]),
        ("99.999% in 2035", ["99.999", "2035"]),
        ("建设ＡＰＰ 5G", ["建设", "app", "5", "g"]),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_threads_do_not_mix_their_words() -> None:
    words = [f"{stem}{end}" for stem in ("connect", "relat", "develop") for end in ("ing", "ed")]
    words = [f"{word}{'z' * n}" for n in range(60) for word in words]
    index.search.terms.stem.cache_clear()
    expected = [terms(word) for word in words]
    for _ in range(5):
        index.search.terms.stem.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(terms, words)) == expected
