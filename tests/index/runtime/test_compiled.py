from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from index.runtime.compiled import PatternStore

PATTERNS = [
    (r"(?P<year>(?:19|20)[0-9]{2})年|第([一二三]+)章", 0),
    (r"\b(?:the|an?) (?P<noun>[a-z]+)\b", re.IGNORECASE),
    (r"[\u3400-\u9fff]+(?=率)", 0),
    (r"^\s*x # a comment", re.VERBOSE | re.MULTILINE),
]
TEXT = "到2035年第二章的达标率, The Plan\n x"


def _store(folder: Path | None) -> PatternStore:
    return PatternStore(lambda: folder, "test")


def _kept(folder: Path) -> Path:
    store = _store(folder)
    for pattern, flags in PATTERNS:
        store.compile(pattern, flags)
    store.save()
    [path] = folder.iterdir()
    return path


@pytest.fixture
def compiled_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Patterns that ``re.compile`` was asked for."""
    asked: list[str] = []
    real = re.compile

    def note(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(re, "compile", note)
    return asked


def test_the_next_process_compiles_nothing(tmp_path: Path, compiled_anew: list[str]) -> None:
    _kept(tmp_path)
    assert len(compiled_anew) == len(PATTERNS)
    store = _store(tmp_path)
    again = [store.compile(pattern, flags) for pattern, flags in PATTERNS]
    assert len(compiled_anew) == len(PATTERNS)
    for found, (pattern, flags) in zip(again, PATTERNS, strict=True):
        same = re.compile(pattern, flags)
        assert found == same
        assert found.groupindex == same.groupindex
        assert [m.groups() for m in found.finditer(TEXT)] == [
            m.groups() for m in same.finditer(TEXT)
        ]


def test_what_is_new_is_kept_beside_what_was(tmp_path: Path, compiled_anew: list[str]) -> None:
    _kept(tmp_path)
    store = _store(tmp_path)
    store.compile("新+", 0)
    store.save()
    compiled_anew.clear()
    last = _store(tmp_path)
    for pattern, flags in (*PATTERNS, ("新+", 0)):
        last.compile(pattern, flags)
    assert compiled_anew == []


@pytest.mark.parametrize("damage", ["cut", "turned", "foreign", "empty", "words"])
def test_what_is_damaged_or_of_another_python_is_compiled_anew(
    tmp_path: Path, damage: str, compiled_anew: list[str]
) -> None:
    path = _kept(tmp_path)
    data = path.read_bytes()
    path.write_bytes(
        {
            "cut": data[:-4],
            "turned": data[:-1] + bytes([data[-1] ^ 1]),
            "foreign": data.replace(sys.version.split()[0].encode(), b"9.9.9", 1),
            "empty": b"",
            "words": b"not json\n",
        }[damage]
    )
    compiled_anew.clear()
    store = _store(tmp_path)
    for pattern, flags in PATTERNS:
        assert store.compile(pattern, flags) == re.compile(pattern, flags)
    assert len(compiled_anew) == 2 * len(PATTERNS)
    store.save()
    assert path.read_bytes() == data


def test_nowhere_to_keep_them(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (None, tmp_path / "file" / "below"):
        store = _store(folder)
        assert store.compile("[0-9]+", 0) == re.compile("[0-9]+")
        store.save()


def test_a_pattern_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(re.error):
        _store(tmp_path).compile("(", 0)
