"""Statements and drafts checked, with their matrix to take away."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from qa.check.draft import TYPES, check_draft
from qa.result import Language
from qa.show.page.check import check_result
from qa.show.trace.matrix import write_report
from qa.show.trace.read import read_matrix
from serve.requests import messages
from serve.requests.uploads import one_field, read_form, save_upload
from serve.service import Service

MAX_PASTED = 20_000
_REPORTS = ("xlsx", "html", "docx")
_KEPT = (".xlsx",)


class Check:
    """One statement or a draft."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [Route("/check", messages.answering(self.check), methods=["POST"])]

    async def check(self, request: Request) -> Response:
        """Check what was pasted, or the file; tell how far it is."""
        async with read_form(request, files=2) as form:
            text = one_field(form, "text")
            docs = [doc for doc in form.getlist("docs") if isinstance(doc, str)]
            lang: Language = "en" if one_field(form, "lang") == "en" else "zh"
            given = form.get("file")
            token, folder = self._service.results.new()
            if isinstance(given, UploadFile) and given.filename:
                draft = await save_upload(given, folder, TYPES, self._service.options)
            elif not text.strip():
                raise messages.RefusedError("check.empty")
            elif len(text) > MAX_PASTED:
                raise messages.RefusedError(
                    "check.too_long", n=f"{len(text):,}", limit=f"{MAX_PASTED:,}"
                )
            else:
                draft = folder / "statements.txt"
                draft.write_text(text, encoding="utf-8", errors="replace")
            earlier = form.get("keep")
            kept_file: Path | None = None
            if isinstance(earlier, UploadFile) and earlier.filename:
                (folder / "keep").mkdir()
                kept_file = await save_upload(
                    earlier, folder / "keep", _KEPT, self._service.options
                )
        visitor = messages.visitor_of(request)
        library = self._service.library

        def work(report: messages.Report) -> dict[str, object]:
            # Read first: what is no matrix is told before the statements are checked.
            kept = None if kept_file is None else read_matrix(kept_file)
            checked = check_draft(
                library.several(docs, visitor),
                draft,
                lang=lang,
                progress=lambda done, total: report({"done": done, "total": total}),
            )
            draft.unlink(missing_ok=True)
            if kept_file is not None:
                kept_file.unlink(missing_ok=True)
            files = {}
            for kind in _REPORTS:
                name = f"yinju-check.{kind}"
                write_report(checked, folder / name, lang, kept)
                files[kind] = f"results/{token}/{name}"
            sources = {book.document.doc_id: book.source for book in library.books(visitor)}
            html = messages.both(lambda shown: check_result(checked, shown, sources, kept=kept))
            return {"html": html, "files": files}

        return messages.follow(self._service.long_work, work)
