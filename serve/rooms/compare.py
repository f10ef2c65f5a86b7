"""Two editions compared, with the comparison to take away.

What reads, restores and compares them is loaded with the first two: a page that opens needs none of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from index.read.formats import SUFFIXES
from qa.result import Language
from serve.documents.library import UnknownDocumentError
from serve.requests import messages
from serve.requests.uploads import one_field, read_form, save_upload
from serve.service import Service

if TYPE_CHECKING:
    from qa.diff.change import EditionText

_REPORTS = (".html", ".xlsx")


class Compare:
    """What changed from one edition to another."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [Route("/compare", messages.answering(self.compare), methods=["POST"])]

    async def compare(self, request: Request) -> Response:
        """Compare two files, or a document that is here with a file."""
        async with read_form(request, files=2) as form:
            lang: Language = "en" if one_field(form, "lang") == "en" else "zh"
            doc = one_field(form, "doc")
            token, folder = self._service.results.new()
            old_file = await self._save(form, "old", folder)
            new_file = await self._save(form, "new", folder)
        if new_file is None or (old_file is None and not doc):
            raise messages.RefusedError("compare.empty")
        visitor = messages.visitor_of(request)
        library = self._service.library

        def work(report: messages.Report) -> dict[str, object]:
            from qa.diff.change import EditionText, compare_editions
            from qa.show.diff.written import diff_file
            from qa.show.page.compare import compared_html

            report({"done": 0, "total": 3})
            if old_file is None:
                try:
                    book = library.book(doc, visitor)
                except UnknownDocumentError as error:
                    raise messages.RefusedError("error.unknown_document", 404) from error
                old = EditionText(book.title, (book.document,), book.clauses)
            else:
                old = _read(old_file)
            report({"done": 1, "total": 3})
            new = _read(new_file)
            report({"done": 2, "total": 3})
            changes = compare_editions(old, new)
            files = {}
            for suffix in _REPORTS:
                name = f"yinju-compare{suffix}"
                (folder / name).write_bytes(diff_file(suffix, old, new, changes, lang))
                files[suffix[1:]] = f"results/{token}/{name}"
            html = messages.both(lambda shown: compared_html(old, new, changes, shown))
            return {"html": html, "files": files}

        return messages.follow(self._service.long_work, work)

    async def _save(self, form: FormData, name: str, folder: Path) -> Path | None:
        """Write an edition that was sent into a folder of its own: both may have one name."""
        given = form.get(name)
        if not isinstance(given, UploadFile) or not given.filename:
            return None
        (folder / name).mkdir()
        return await save_upload(given, folder / name, SUFFIXES, self._service.options)


def _read(file: Path) -> EditionText:
    from qa.diff.editions import read_edition

    try:
        return read_edition(file)
    finally:
        file.unlink(missing_ok=True)
