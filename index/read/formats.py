"""Which file is read by what, and what is said of the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index.document.corpus import Remark
from index.errors import DocumentError
from index.read.limits import check_length, check_size
from index.read.source import Source

Reader = Callable[[bytes, str], Source]


def _text(data: bytes, name: str) -> Source:
    from index.read.plain.text import read_text

    return read_text(data, name)


def _markdown(data: bytes, name: str) -> Source:
    from index.read.plain.markdown import read_markdown

    return read_markdown(data, name)


def _word(data: bytes, name: str) -> Source:
    from index.read.word.document import read_word

    return read_word(data, name)


def _page(data: bytes, name: str) -> Source:
    from index.read.web.page import read_page

    return read_page(data, name)


def _saved_page(data: bytes, name: str) -> Source:
    from index.read.web.page import read_saved_page

    return read_saved_page(data, name)


def _workbook(data: bytes, name: str) -> Source:
    from index.read.sheet.write import read_workbook

    return read_workbook(data, name)


def _csv(data: bytes, name: str) -> Source:
    from index.read.sheet.csv import read_csv

    return read_csv(data, name)


def _pdf(data: bytes, name: str) -> Source:
    from index.read.pdf.document import read_pdf
    from index.read.pdf.scan import can_read, read_picture

    return read_pdf(data, name, read_picture=read_picture if can_read() else None)


def _by_content(data: bytes, name: str) -> Source:
    """Read what systems and people save under the ending of an older format."""
    from index.read.packed.content import ending_of

    path = Path(name)
    ending = ending_of(data)
    if ending is None:
        raise DocumentError(f"Cannot read {name}: {advice(path)}")
    source = _READERS[ending](data, name)
    remark = Remark(
        f"文件名以{path.suffix}结尾，内容是{ending}，按内容读取。",
        f"The name ends in {path.suffix}, the content is {ending}; it was read by its content.",
    )
    return replace(source, remarks=(remark, *source.remarks))


# Each reader is imported when a file of its kind is read: a question reads none.
_READERS: dict[str, Reader] = {
    ".txt": _text,
    ".md": _markdown,
    ".docx": _word,
    ".pdf": _pdf,
    ".html": _page,
    ".htm": _page,
    ".shtml": _page,
    ".xhtml": _page,
    ".xlsx": _workbook,
    ".xlsm": _workbook,
    ".csv": _csv,
    ".tsv": _csv,
    ".docm": _word,
    ".mht": _saved_page,
    ".mhtml": _saved_page,
    **dict.fromkeys((".doc", ".dot", ".wps", ".wpt", ".xls", ".et"), _by_content),
}


SUFFIXES = frozenset(_READERS)
# Read by libraries, or by many patterns, that somebody may have made a file for.
_GUARDED = SUFFIXES - {".txt", ".csv", ".tsv"}
# Those that are named to a user: the other endings are other names of the same.
_NAMED = tuple(
    kind for kind in (".txt", ".md", ".docx", ".pdf", ".html", ".xlsx", ".csv") if kind in _READERS
)
_INSTEAD = {
    **dict.fromkeys((".doc", ".wps", ".wpt", ".dot", ".rtf", ".odt", ".pages"), ".docx"),
    **dict.fromkeys((".xls", ".et", ".ods", ".numbers", ".xlsb"), ".xlsx"),
    **dict.fromkeys(
        (".ppt", ".pptx", ".dps", ".odp", ".ofd", ".ceb", ".caj", ".epub", ".key"), ".pdf"
    ),
}
_ARCHIVES = frozenset({".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"})
_LETTERS = frozenset({".eml", ".msg"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"})


def read_source(path: Path) -> Source:
    """Return what a file holds; all but plain text is read in a process of its own.

    Raises:
        DocumentError: It is missing, too large, damaged, or of a kind that is not read.
    """
    if path.suffix.lower() in _GUARDED and path.is_file():
        _check(path)
        from index.read.process.guard import guard

        return guard.read(path)
    return read_here(path)


def read_here(path: Path) -> Source:
    """Return what a file holds, read in this process; see ``read_source``."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(f"Cannot read {path}: {advice(path)}")
    try:
        _check(path)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror}.") from error
    source = reader(data, str(path))
    check_length(str(path), len(source.text))
    return source


def _check(path: Path) -> None:
    check_size(str(path), path.stat().st_size)


def kinds() -> str:
    """Return the endings of the files that are read, in words."""
    return ", ".join(_NAMED)


def advice(path: Path) -> str:
    """Return what to do with a file of another kind."""
    other = _INSTEAD.get(path.suffix.lower())
    if other is not None:
        return f"{path.suffix} is not read; save it as {other}."
    if path.suffix.lower() in _PICTURES:
        return "a picture is not read; put it into a PDF file."
    if path.suffix.lower() in _ARCHIVES:
        return f"{path.suffix} is not read; unpack it, and give the folder."
    if path.suffix.lower() in _LETTERS:
        return f"{path.suffix} is not read; save what is attached, or the letter as .html."
    return f"expected a {kinds()} file, not {path.suffix or 'one without an ending'}."
