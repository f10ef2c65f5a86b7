"""The reader's file, mapped: an ``.npz`` that is not compressed, of which nothing is read before its use."""

from __future__ import annotations

import io
import mmap
import struct
import zipfile
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import InputError

# The head of a member of a zip file (APPNOTE 4.3.7): its length, and where it has the lengths of the name
# and of what stands between the name and the bytes.
_HEAD = 30
_LENGTHS = 26
# The head of an array is at most so long; longer ones are of structured types.
_ARRAY_HEAD = 512


def map_arrays(path: Path) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of a file as views of it, which cannot be written to.

    Raises:
        InputError: The file is missing or no such file.
    """
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as members:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return {
                info.filename.removesuffix(".npy"): _array(data, info)
                for info in members.infolist()
            }
    # What zipfile, struct and numpy raise for files that are not theirs or not whole.
    except (OSError, ValueError, KeyError, EOFError, struct.error, zipfile.BadZipFile) as error:
        raise InputError(f"{path} is not a reader; install yinju again ({error}).") from error


def _array(data: mmap.mmap, info: zipfile.ZipInfo) -> npt.NDArray[np.generic]:
    if info.compress_type != zipfile.ZIP_STORED:
        raise ValueError(f"{info.filename} is compressed")
    name, extra = struct.unpack_from("<HH", data, info.header_offset + _LENGTHS)
    start = info.header_offset + _HEAD + name + extra
    head = io.BytesIO(data[start : start + _ARRAY_HEAD])
    if np.lib.format.read_magic(head) != (1, 0):
        raise ValueError(f"{info.filename} has another form")
    shape, by_column, kind = np.lib.format.read_array_header_1_0(head)
    if kind.hasobject or by_column:
        raise ValueError(f"{info.filename} has another form")
    size = int(np.prod(shape))
    found = np.frombuffer(data, dtype=kind, count=size, offset=start + head.tell())
    return found.reshape(shape)
