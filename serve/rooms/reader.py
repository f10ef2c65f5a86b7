"""Documents as they are read beside the conversation."""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
from typing import get_args

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from qa.result import Language
from qa.show.page.reader import read_document
from serve.documents.library import Book, UnknownDocumentError
from serve.requests import messages
from serve.service import Service

# Pages that are kept ready: a law of 1,260 articles takes 0.1 s to write and 90 kB to keep.
_READY = 32


class DocumentReader:
    """Whole documents, and where a clause is."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._page = functools.lru_cache(_READY)(_make_page)

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [
            Route("/document", messages.answering(self.document)),
            Route("/clause", messages.answering(self.clause)),
        ]

    async def document(self, request: Request) -> Response:
        """Return tree and text of a document."""
        lang = _language(request)
        visitor = messages.visitor_of(request)

        def work() -> tuple[bytes, str]:
            book = self._service.library.book(request.query_params.get("doc", ""), visitor)
            return self._page(_Key(book), lang)

        try:
            page, tag = await run_in_threadpool(work)
        except UnknownDocumentError as error:
            raise messages.RefusedError("error.unknown_document", 404) from error
        headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "accept-encoding"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if "gzip" not in request.headers.get("accept-encoding", ""):
            return Response(gzip.decompress(page), media_type="application/json", headers=headers)
        headers["content-encoding"] = "gzip"
        return Response(page, media_type="application/json", headers=headers)

    async def clause(self, request: Request) -> Response:
        """Return which document has a clause."""
        wanted = request.query_params.get("id", "")
        visitor = messages.visitor_of(request)
        holder = await run_in_threadpool(lambda: self._service.library.holder(wanted, visitor))
        if holder is None:
            raise messages.RefusedError("error.unknown_document", 404)
        return messages.as_json({"doc": holder})


class _Key:
    """A book, equal to itself only: its clauses are too many to compare."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.book is other.book

    def __hash__(self) -> int:
        return id(self.book)


def _make_page(key: _Key, lang: Language) -> tuple[bytes, str]:
    book = key.book
    read = read_document(book.clauses, book.document, lang, title=book.title, titles=book.titles)
    record = {
        "doc": book.document.doc_id,
        "title": book.title,
        "tree": read.tree,
        "text": read.text,
        "pages": book.pages,
    }
    page = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    return gzip.compress(page, 6, mtime=0), f'"{hashlib.sha256(page).hexdigest()[:20]}"'


def _language(request: Request) -> Language:
    lang = request.query_params.get("lang", "zh")
    return "en" if lang == "en" and lang in get_args(Language) else "zh"
