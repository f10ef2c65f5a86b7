"""Files that hang, crash or fill the memory harm nobody."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import index.read.process.guard
from index.document.corpus import Remark
from index.document.layout import Cell, HeadingMark, Layout, Table
from index.document.span import Span
from index.errors import DocumentError
from index.read.process.guard import Guard
from index.read.process.transfer import pack, unpack
from index.read.source import Source


@pytest.fixture
def guard() -> Iterator[Guard]:
    made = Guard()
    yield made
    made.close()


def test_what_is_packed_is_what_is_unpacked() -> None:
    import json

    layout = Layout(
        skips=(Span(0, 1),),
        spaces=(2,),
        pages=(0, 3),
        headings=(HeadingMark(Span(0, 2), 1),),
        tables=(Table(Span(0, 3), (Cell(Span(0, 1), 0, 0, 2, 1),), 1, Span(1, 2)),),
        notes=(Span(3, 4),),
        ocr=0.5,
    )
    source = Source("pdf", "文字\u2028。\n", layout, (Remark("中", "en"),))
    line = pack(source)
    assert "\n" not in line
    assert unpack(json.loads(line)) == source


def test_one_process_reads_file_after_file(guard: Guard, tmp_path: Path) -> None:
    path = tmp_path / "页.html"
    path.write_text("<p>每月八元。</p>", encoding="utf-8")
    assert guard.read(path).text == "每月八元。\n"
    process = guard._process
    (tmp_path / "a.docx").write_bytes(b"no")
    with pytest.raises(DocumentError, match="not a whole Word file"):
        guard.read(tmp_path / "a.docx")
    assert guard.read(path).text == "每月八元。\n"
    assert guard._process is process


def test_what_hangs_is_ended_and_the_next_file_is_read(
    guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.html"
    path.write_text("<p>每月八元。</p>", encoding="utf-8")
    monkeypatch.setattr(index.read.process.guard, "STALLED_SECONDS", 0.5)
    real = index.read.process.guard._CODE
    monkeypatch.setattr(index.read.process.guard, "_CODE", "import time; time.sleep(60)")
    began = time.monotonic()
    with pytest.raises(DocumentError, match=r"a\.html cannot be read: no end after [01] seconds"):
        guard.read(path)
    assert time.monotonic() - began < 5
    monkeypatch.setattr(index.read.process.guard, "_CODE", real)
    monkeypatch.setattr(index.read.process.guard, "STALLED_SECONDS", 9.0)
    assert guard.read(path).text == "每月八元。\n"


def test_what_others_keep_from_running_is_not_taken_for_what_hangs(
    guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.html"
    began = time.monotonic()
    monkeypatch.setattr(index.read.process.guard, "STALLED_SECONDS", 0.2)
    code = 'import sys, time; sys.stdin.readline(); time.sleep(1.5); print(\'{"error": "read"}\')'
    monkeypatch.setattr(index.read.process.guard, "_CODE", code)
    # As on a machine whose processors are all taken: of every second it runs for a tenth.
    monkeypatch.setattr(
        index.read.process.guard, "_kept_waiting", lambda _: 0.9 * (time.monotonic() - began)
    )
    with pytest.raises(DocumentError, match=r"^read$"):
        guard.read(path)
    monkeypatch.undo()
    assert index.read.process.guard._kept_waiting(2**22) == 0.0


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import sys; sys.stdin.readline()", "makes the reader break down"),
        (
            "import sys; sys.stdin.readline(); print('{\"memory\": true}', flush=True); input()",
            "too much memory",
        ),
    ],
)
def test_what_crashes_or_fills_the_memory_is_told(
    guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, message: str
) -> None:
    monkeypatch.setattr(index.read.process.guard, "_CODE", code)
    with pytest.raises(DocumentError, match=message):
        guard.read(tmp_path / "a.pdf")
