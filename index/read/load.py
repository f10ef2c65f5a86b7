"""Files to documents.

Plain text and Markdown are taken exactly as they are, newlines and all. Of other files the text that
they hold is taken, and that is then the source that quotes are compared with.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.document.corpus import Document
from index.document.reading import Reading
from index.document.split import has_word
from index.errors import DocumentError
from index.read.formats import SUFFIXES, kinds, read_source
from index.read.limits import MAX_BYTES
from index.recipe import files_sha256

# What a corpus brings beside its documents is no document; see ``index.edition``.
_EDITION = "edition"
# What operating systems put into folders.
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
# Called with how many files are read, how many there are, and the name of the next.
ReadProgress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file of a folder that was passed over, and why, in a sentence."""

    path: Path
    why: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read and what was not."""

    documents: tuple[Document, ...]
    unread: tuple[Unread, ...] = ()


def load(
    paths: Sequence[Path],
    progress: ReadProgress | None = None,
    known: Mapping[str, Document] | None = None,
) -> Loaded:
    """Return the documents of files and folders, in the order given.

    A folder gives every file below it that can be read, by path; hidden files are passed over, and
    what cannot be read is listed. A file that is named itself must be readable. A file that is
    named twice is read once.

    The source of a document is its file name; where two share a name, with the folders that tell
    them apart. Its id is its file name; where an earlier one has that name, the beginning of the
    text's SHA-256 is added.

    Args:
        paths: Files and folders.
        progress: Told how many are read.
        known: Documents by what they were read from; a file that is still the same is not read again.

    Raises:
        DocumentError: A path is missing; a file that is named is empty, too large, damaged, or not
            text; or there is nothing to read.
    """
    files: dict[Path, tuple[Path, bool]] = {}
    for path in paths:
        for file in _files_of(path):
            files.setdefault(file.resolve(), (file, path.is_dir()))
    documents: list[tuple[Path, Document]] = []
    unread: list[Unread] = []
    for number, (file, in_folder) in enumerate(files.values()):
        if progress is not None:
            progress(number, len(files), show_name(file.name))
        try:
            documents.append((file, read_document(file, known)))
        except DocumentError as error:
            if not in_folder:
                raise
            unread.append(Unread(file, str(error)))
    if progress is not None:
        progress(len(files), len(files), "")
    if not documents:
        named = ", ".join(str(path) for path in paths) or "no path"
        whys = "".join(f" {one.why}" for one in unread[:1])
        raise DocumentError(f"No document in {show_name(named)}; expected {kinds()} files.{whys}")
    return Loaded(_named(documents), tuple(unread))


def load_documents(paths: Sequence[Path]) -> list[Document]:
    """Return the documents of files and folders; see ``load``."""
    return list(load(paths).documents)


def load_corpus_dir(folder: Path) -> list[Document]:
    """Return the documents below ``folder``; see ``load``.

    Raises:
        DocumentError: There is no such folder, or ``load`` raises it.
    """
    if not folder.is_dir():
        raise DocumentError(f"No folder at {folder}.")
    return load_documents([folder])


def read_document(path: Path, known: Mapping[str, Document] | None = None) -> Document:
    """Return the document of one file, its id and source the file name.

    Args:
        path: The file.
        known: See ``load``.

    Raises:
        DocumentError: The file is missing, empty, too large, damaged, or of a kind that is not read.
    """
    name, read_from = show_name(path.name), _read_from(path)
    found = (known or {}).get(read_from) if read_from else None
    if found is not None:
        return replace(found, doc_id=name, source=name)
    source = read_source(path)
    if not has_word(Reading(source.text, source.layout.skips).text):
        raise DocumentError(f"There is no text in {show_name(str(path))}.")
    return Document(
        name, name, source.text, source.kind, source.layout, source.remarks, read_from=read_from
    )


def _read_from(path: Path) -> str:
    """Return what tells whether a file would be read as it was; empty where it cannot be read."""
    try:
        if path.suffix.lower() not in SUFFIXES or path.stat().st_size > MAX_BYTES:
            return ""
        # Its ending says which reader takes it.
        return f"{files_sha256([path])}{path.suffix.lower()}"
    except OSError:
        return ""


def read_text(path: Path) -> str:
    """Return the text of one file.

    Raises:
        DocumentError: See ``read_document``.
    """
    return read_document(path).text


def show_name(name: str) -> str:
    """Return a file name in characters that can be written everywhere.

    Names in another encoding than that of the system come as lone surrogates; what was GBK, as old
    archives leave it, is read as GBK.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = name.encode("utf-8", "surrogateescape")
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "replace")
    return name


def _files_of(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise DocumentError(f"No file or folder at {show_name(str(path))}.")
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        parts = file.relative_to(path).parts
        # Lock files of word processors, and whatever else is kept out of sight.
        hidden = any(part.startswith((".", "~$")) or part.lower() in _LITTER for part in parts)
        if not hidden and parts[0] != _EDITION and file.is_file():
            yield file


def _named(read: Sequence[tuple[Path, Document]]) -> tuple[Document, ...]:
    """Give documents of one name different ids and sources."""
    sources = _sources([file for file, _ in read])
    taken: dict[str, Document] = {}
    for (_, document), source in zip(read, sources, strict=True):
        doc_id = _unused_id(document.doc_id, document.text, taken)
        taken[doc_id] = replace(document, doc_id=doc_id, source=source)
    return tuple(taken.values())


def _sources(files: Sequence[Path]) -> list[str]:
    """Return the names of files, with as many folders as tell those of one name apart."""
    parts = [tuple(map(show_name, file.resolve().parts)) for file in files]
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, file in enumerate(parts):
        by_name[file[-1]].append(number)
    sources = [file[-1] for file in parts]
    for numbers in by_name.values():
        depth = 1
        while len({parts[n][-depth:] for n in numbers}) < len(numbers):
            depth += 1
        for number in numbers:
            sources[number] = "/".join(parts[number][-depth:])
    return sources


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
