"""The archives that Word and Excel files are: opened with limits on what they unpack to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import IO

from index.errors import DocumentError
from index.read.limits import MAX_UNPACKED_BYTES
from index.read.packed.xml import attribute, parse, short

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The largest part that is taken into memory at once; a larger one is read as a stream.
MAX_PART = 64_000_000
_MOST_MEMBERS = 20_000
# What a damaged archive makes zipfile and zlib raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    KeyError,
    OSError,
)


class Archive:
    """The parts of a Word or Excel file."""

    def __init__(self, data: bytes, name: str, kind: str) -> None:
        """Open ``data``.

        Args:
            data: The file.
            name: What the file is called in messages.
            kind: What it should be: Word file (.docx).

        Raises:
            DocumentError: It is no archive, encrypted, or unpacks to too much.
        """
        self.name = name
        self.kind = kind
        if data.startswith(_OLE):
            message = (
                f"{name} is encrypted or in an older format; save a copy without a password as "
                f"{kind.partition('(')[2].rstrip(')')}."
            )
            raise DocumentError(message)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except BROKEN as error:
            raise self.damaged() from error
        if len(members) > _MOST_MEMBERS:
            raise DocumentError(f"{name} has {len(members):,} parts; it is no {kind}.")
        unpacked = sum(member.file_size for member in members)
        if unpacked > MAX_UNPACKED_BYTES:
            message = (
                f"{name} unpacks to {unpacked:,} bytes; at most {MAX_UNPACKED_BYTES:,} are read."
            )
            raise DocumentError(message)
        if any(member.flag_bits & 1 for member in members):
            raise DocumentError(f"{name} is encrypted; save a copy without a password.")
        self._names = {member.filename.lstrip("/").lower(): member for member in members}

    def damaged(self) -> DocumentError:
        """Return the error that says that the file is not whole."""
        return DocumentError(f"{self.name} is not a whole {self.kind}.")

    def has(self, part: str) -> bool:
        """Tell whether there is a part."""
        return part.lower() in self._names

    def open(self, part: str) -> IO[bytes]:
        """Return a part as a stream that ends where the archive says it does.

        Raises:
            DocumentError: There is no such part.
        """
        try:
            return self._zip.open(self._names[part.lower()])
        except BROKEN as error:
            raise self.damaged() from error

    def read(self, part: str) -> bytes:
        """Return a part; empty where there is none.

        Raises:
            DocumentError: It is damaged or too large.
        """
        member = self._names.get(part.lower())
        if member is None:
            return b""
        if member.file_size > MAX_PART:
            message = f"{part} of {self.name} has {member.file_size:,} bytes; that is no document."
            raise DocumentError(message)
        try:
            with self._zip.open(member) as stream:
                data = stream.read(MAX_PART + 1)
        except (*BROKEN, RuntimeError) as error:
            raise self.damaged() from error
        return data

    def targets(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to, by id: the kind of each, and where it is in the archive.

        What lies outside of the archive is left out: it is never followed.
        """
        folder, base = posixpath.split(part)
        data = self.read(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        if not data:
            return found
        for one in parse(data):
            if short(one.tag) != "rel:Relationship" or attribute(one, "TargetMode") == "External":
                continue
            kind = (attribute(one, "Type") or "").rpartition("/")[2]
            target = attribute(one, "Target") or ""
            place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[attribute(one, "Id") or ""] = (kind, place)
        return found

    def main_part(self, usual: str) -> str:
        """Return the part that holds the document itself."""
        for kind, target in self.targets("").values():
            if kind == "officeDocument" and self.has(target):
                return target
        if not self.has(usual):
            raise self.damaged()
        return usual
