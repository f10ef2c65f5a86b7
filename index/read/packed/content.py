"""What a file is by its content, where its ending does not say it: a web page saved as .doc or .xls."""

from __future__ import annotations

import codecs
import io
import zipfile

# Where a page or a letter says what it is.
_HEAD = 4096
_OFFICE = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx"}


def ending_of(data: bytes) -> str | None:
    """Return the usual ending of what ``data`` is; None where that is not told."""
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK"):
        return _packed(data)
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if head.startswith((b"mime-version:", b"content-type: multipart/related")):
        return ".mht"
    if head.startswith((b"<!doctype html", b"<html", b"<head", b"<table", b"<meta")):
        return ".html"
    return ".html" if head.startswith(b"<?xml") and b"<html" in head else None


def _packed(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = {name.lstrip("/").lower() for name in packed.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return None
    return next((ending for name, ending in _OFFICE.items() if name in names), None)
