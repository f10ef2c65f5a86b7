"""The documents that can be asked; a visitor's own are added and removed here."""

from __future__ import annotations

import shutil

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from index.read.formats import SUFFIXES
from qa.show.cited.place import short_name
from qa.show.page.shelf import shelf_html
from serve.documents.indexing import index_document
from serve.documents.visitors import COOKIE, MAX_OWN, OwnDocument
from serve.requests import messages
from serve.requests.uploads import read_form, save_upload
from serve.service import Service


class NamedDocument(messages.Message):
    """A document."""

    doc: str


class Shelf:
    """What is here, and what a visitor brings."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [
            Route("/shelf", messages.answering(self.list)),
            Route("/shelf/add", messages.answering(self.add), methods=["POST"]),
            Route("/shelf/remove", messages.answering(self.remove), methods=["POST"]),
            Route("/here", messages.answering(self.here), methods=["POST"]),
            Route("/leave", self.leave, methods=["POST"]),
        ]

    async def list(self, request: Request) -> Response:
        """Return the documents that the visitor can ask."""
        visitor = messages.visitor_of(request)
        self._service.visitors.seen(visitor)
        return messages.as_json(await run_in_threadpool(lambda: self._listed(visitor)))

    async def add(self, request: Request) -> Response:
        """Take a file, index it, and tell how far that is."""
        options = self._service.options
        if not options.own:
            raise messages.RefusedError("shelf.off", 403)
        visitors = self._service.visitors
        visitor = messages.visitor_of(request) or visitors.new_token()
        if len(visitors.documents(visitor)) >= MAX_OWN:
            raise messages.RefusedError("shelf.too_many", 409, n=MAX_OWN)
        async with read_form(request, files=1) as form:
            given = form.get("file")
            if not isinstance(given, UploadFile) or not given.filename:
                raise messages.RefusedError("error.other")
            here = self._service.library.public.clause_index.documents
            taken = {document.doc_id for document in here}
            try:
                own = visitors.prepare(visitor, given.filename, taken)
            except ValueError as error:
                raise messages.RefusedError("error.other") from error
            try:
                await save_upload(given, own.file.parent, SUFFIXES, options, own.doc_id)
            except messages.RefusedError:
                shutil.rmtree(own.folder, ignore_errors=True)
                raise

        def work(report: messages.Report) -> dict[str, object]:
            return self._index(own, visitor, report)

        response = messages.follow(self._service.indexing, work)
        response.set_cookie(
            COOKIE,
            visitor,
            path=options.root_path or "/",
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    async def remove(self, request: Request) -> Response:
        """Delete a document of the visitor's own."""
        body = await messages.read_body(request, NamedDocument)
        visitor = messages.visitor_of(request)
        if not await run_in_threadpool(self._service.visitors.remove, visitor, body.doc):
            raise messages.RefusedError("error.unknown_document", 404)
        return messages.as_json(await run_in_threadpool(lambda: self._listed(visitor)))

    async def here(self, request: Request) -> Response:
        """Note that the visitor's page is open."""
        self._service.visitors.seen(messages.visitor_of(request))
        return Response(status_code=204)

    async def leave(self, request: Request) -> Response:
        """Note that the visitor's page was closed."""
        self._service.visitors.leave(messages.visitor_of(request))
        return Response(status_code=204)

    def _listed(self, visitor: str | None) -> dict[str, object]:
        books = self._service.library.books(visitor)
        listed = [
            {
                "doc": book.document.doc_id,
                "title": book.title,
                "short": short_name(book.title),
                "own": book.own,
            }
            for book in books
        ]
        html = messages.both(
            lambda lang: shelf_html(books, lang, keep=self._service.options.keep_own)
        )
        return {"documents": listed, "html": html}

    def _index(self, own: OwnDocument, visitor: str, report: messages.Report) -> dict[str, object]:
        done = False
        try:
            index_document(own, self._service.workspace / "indexing.lock", report)
            self._service.visitors.finish(own)
            done = True
        finally:
            if not done:
                shutil.rmtree(own.folder, ignore_errors=True)
        return {"doc": own.doc_id, **self._listed(visitor)}
