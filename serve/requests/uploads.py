"""Files that a browser sends: taken by type and size, under a name that means no other place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from serve.documents.visitors import safe_name
from serve.options import Options
from serve.requests import messages

_CHUNK = 1 << 20
_MAX_FIELD = 4_000_000


@asynccontextmanager
async def read_form(request: Request, files: int) -> AsyncIterator[FormData]:
    """Give the form of a request; what it brought is gone afterwards.

    Raises:
        RefusedError: It is no form, or has too many parts.
    """
    try:
        form = await request.form(max_files=files, max_fields=1100, max_part_size=_MAX_FIELD)
    except (MultiPartException, UnicodeDecodeError) as error:
        raise messages.RefusedError("error.other") from error
    try:
        yield form
    finally:
        await form.close()


def one_field(form: FormData, name: str) -> str:
    """Return a text of a form; empty where it has none."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


async def save_upload(
    upload: UploadFile, folder: Path, types: Collection[str], options: Options, name: str = ""
) -> Path:
    """Write a file that was sent; return where.

    Raises:
        RefusedError: It is of another type, or too large.
    """
    name = name or safe_name(upload.filename or "")
    if Path(name).suffix.lower() not in types:
        raise messages.RefusedError("error.file_type", 415, name=name, types=" ".join(types))
    path = folder / name
    size = 0
    with path.open("wb") as file:
        while chunk := await upload.read(_CHUNK):
            size += len(chunk)
            if size > options.upload_bytes:
                path.unlink()
                raise messages.RefusedError(
                    "error.file_size", 413, name=name, size=options.upload_mb
                )
            file.write(chunk)
    return path
