"""Pages of PDF files as they look, with the lines of a clause marked, where the file is kept."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from index.document.corpus import Clause
from qa.show.page.leaf import boxes_on, pages_of
from serve.documents.library import Book, UnknownDocumentError
from serve.documents.pictures import NoPictureError, lines_of, picture_of
from serve.requests import messages
from serve.service import Service

# No page has a number of so many digits.
_LONGEST = 6


class Leaves:
    """Pictures of pages, and what is marked on them."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [
            Route("/leaf", messages.answering(self.leaf)),
            Route("/leaf/marks", messages.answering(self.marks)),
        ]

    async def leaf(self, request: Request) -> Response:
        """Return the picture of a page."""
        visitor = messages.visitor_of(request)
        doc, said = request.query_params.get("doc", ""), request.query_params.get("page", "")
        number = int(said) if said.isdecimal() and len(said) < _LONGEST else 0

        def work() -> Response:
            book = self._book(doc, visitor)
            if book.file is None or not 1 <= number <= book.pages:
                raise messages.RefusedError("error.gone", 404)
            path = picture_of(book.file, number, self._service.leaf_folder(book))
            headers = {"cache-control": "private, max-age=3600"}
            return FileResponse(path, media_type="image/webp", headers=headers)

        return await self._made(work)

    async def marks(self, request: Request) -> Response:
        """Return the pages of a clause, and where on them its words stand."""
        visitor = messages.visitor_of(request)
        doc, clause_id = (request.query_params.get(name, "") for name in ("doc", "clause"))

        def work() -> Response:
            book = self._book(doc, visitor)
            clause = next((one for one in book.clauses if one.clause_id == clause_id), None)
            if book.file is None or clause is None:
                raise messages.RefusedError("error.gone", 404)
            return messages.as_json({"pages": self._boxes(book, clause)})

        return await self._made(work)

    def _boxes(self, book: Book, clause: Clause) -> dict[int, list[tuple[int, int, int, int]]]:
        assert book.file is not None  # noqa: S101  # both who call have looked
        folder = self._service.leaf_folder(book)
        boxes = {}
        for number in pages_of(clause, book.document):
            lines = lines_of(book.file, number, folder)
            boxes[number] = boxes_on(number, lines, clause, book.document)
        return boxes

    def _book(self, doc: str, visitor: str | None) -> Book:
        try:
            return self._service.library.book(doc, visitor)
        except UnknownDocumentError as error:
            raise messages.RefusedError("error.unknown_document", 404) from error

    async def _made(self, work: messages.Work) -> Response:
        try:
            return await self._service.drawing.run(work)
        except NoPictureError as error:
            raise messages.RefusedError("read.no_leaf", 422) from error
