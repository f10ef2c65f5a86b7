"""Files to documents: the text exactly as decoded, newlines and all.

Plain text and Markdown are taken as they are; of Word and PDF files the text that they hold is
taken, and that is then the source that quotes are compared with.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from index.corpus import Document
from index.errors import DocumentError

# A plan of 500 pages has about 1 MB of text; a larger file than this is a mistake.
MAX_BYTES = 50_000_000
# What a Word file may unpack to: far above any document, far below what fills the memory.
MAX_UNPACKED_BYTES = 500_000_000

_NAME = "000_19d126a6cf1855b1.txt"
# Beside the packages in a checkout, within ``index`` where yinju is installed from a wheel.
SHIPPED_PLAN = next(
    (
        path
        for path in (
            Path(__file__).parents[2] / "data" / "plan" / _NAME,
            Path(__file__).parents[1] / "plan" / _NAME,
        )
        if path.is_file()
    ),
    Path(__file__).parents[1] / "plan" / _NAME,
)

_SURROGATE = re.compile("[\ud800-\udfff]")


def load_documents(paths: Sequence[Path]) -> list[Document]:
    """Return the documents of files and folders, in the order given.

    A folder gives every file below it that can be read, by path; hidden files are passed over. A
    file that is named twice is read once. The id of a document is its file name; where an earlier
    one has that name, the beginning of the text's SHA-256 is added.

    Raises:
        DocumentError: A path is missing; a file is empty, too large, damaged, or not text; or there
            is nothing to read.
    """
    files: dict[Path, Path] = {}
    for path in paths:
        for file in _files_of(path):
            files.setdefault(file.resolve(), file)
    if not files:
        named = ", ".join(str(path) for path in paths) or "no path"
        raise DocumentError(f"No document in {named}; expected {_kinds()} files.")
    documents: dict[str, Document] = {}
    for file in files.values():
        text = read_text(file)
        doc_id = _unused_id(file.name, text, documents)
        documents[doc_id] = Document(doc_id=doc_id, source=file.name, text=text)
    return list(documents.values())


def load_corpus_dir(folder: Path) -> list[Document]:
    """Return the documents below ``folder``; see ``load_documents``.

    Raises:
        DocumentError: There is no such folder, or ``load_documents`` raises it.
    """
    if not folder.is_dir():
        raise DocumentError(f"No folder at {folder}.")
    return load_documents([folder])


def shipped_plan() -> list[Document]:
    """Return the one document that comes with yinju: see data/plan/README.md."""
    return load_documents([SHIPPED_PLAN])


def read_text(path: Path) -> str:
    """Return the text of one file.

    Raises:
        DocumentError: The file is missing, empty, too large, damaged, or not text.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(f"Cannot read {path}: expected a {_kinds()} file.")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            message = f"{path} has {size:,} bytes; at most {MAX_BYTES:,} are read. Split it."
            raise DocumentError(message)
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Cannot read {path}: {error.strerror}.") from error
    text = reader(data, path)
    if not text.strip():
        raise DocumentError(f"There is no text in {path}.")
    return text


def _files_of(path: Path) -> Iterable[Path]:
    if not path.exists():
        raise DocumentError(f"No file or folder at {path}.")
    if not path.is_dir():
        return [path]
    return sorted(
        file
        for file in path.rglob("*")
        if file.suffix.lower() in _READERS
        and file.is_file()
        # Lock files of word processors, and whatever else is kept out of sight.
        and not any(part.startswith((".", "~$")) for part in file.relative_to(path).parts)
    )


def _unused_id(name: str, text: str, taken: dict[str, Document]) -> str:
    if name not in taken:
        return name
    digest = hashlib.sha256(text.encode()).hexdigest()
    doc_id = f"{name}~{digest[:8]}"
    copy = 2
    while doc_id in taken:
        doc_id = f"{name}~{digest[:8]}~{copy}"
        copy += 1
    return doc_id


def _decode(data: bytes, path: Path) -> str:
    """Decode as UTF-16 or UTF-8 by the byte order mark, else as UTF-8, else as GB 18030."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in data:
        raise DocumentError(f"{path} is not text: it has zero bytes.")
    else:
        # GB 18030 last: it takes nearly every sequence of bytes that has a Chinese look.
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{path} is not text in UTF-8, UTF-16 or GB 18030.")


def _read_docx(data: bytes, path: Path) -> str:
    """Return paragraphs, and the rows of tables with tabs between cells, a line each."""
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            message = (
                f"{path} unpacks to {unpacked:,} bytes; at most {MAX_UNPACKED_BYTES:,} are read."
            )
            raise DocumentError(message)
        lines: list[str] = []
        for block in docx.Document(io.BytesIO(data)).iter_inner_content():
            if isinstance(block, Table):
                # A cell that spans columns is listed once for each of them.
                lines.extend(
                    "\t".join(cell.text for cell in dict.fromkeys(row.cells)) for row in block.rows
                )
            else:
                lines.append(block.text)
    except DocumentError:
        raise
    # A damaged archive makes zipfile, lxml and python-docx raise errors of every kind.
    except Exception as error:
        raise DocumentError(f"{path} is not a whole Word file (.docx).") from error
    return "\n".join(lines)


def _read_pdf(data: bytes, path: Path) -> str:
    """Return the text of the pages, a newline between them."""
    import pypdf

    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError(f"{path} is encrypted; save a copy without a password.")
        pages = [page.extract_text() for page in reader.pages]
    except DocumentError:
        raise
    # A damaged file makes pypdf raise errors of every kind.
    except Exception as error:
        raise DocumentError(f"{path} is not a whole PDF file.") from error
    text = "\n".join(pages)
    if not text.strip():
        raise DocumentError(f"There is no text in {path}: it may be a scan.")
    # Fonts with a broken table give halves of characters, which have no UTF-8 form.
    return _SURROGATE.sub("\ufffd", text)


_READERS: dict[str, Callable[[bytes, Path], str]] = {
    ".txt": _decode,
    ".md": _decode,
    ".docx": _read_docx,
    ".pdf": _read_pdf,
}


def _kinds() -> str:
    return ", ".join(_READERS)
