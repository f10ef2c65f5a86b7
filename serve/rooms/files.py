"""Style, scripts and words of the page; what was made for somebody; a talk as a file."""

from __future__ import annotations

import functools
import hashlib
import mimetypes
import urllib.parse
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Annotated, Any, Literal

from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from index.embed.encoder import MAX_QUERY_CHARS
from index.read.formats import SUFFIXES
from qa.check.draft import TYPES as DRAFTS
from qa.result import Language
from qa.show.export import ExportedTurn, as_docx, as_markdown, figures_table
from qa.show.page.about import about_html
from qa.show.page.markup import page_file
from qa.show.strings import all_words
from serve.requests import messages
from serve.requests.kept import read_answer
from serve.rooms.check import MAX_PASTED
from serve.rooms.evaluate import TYPES as SETS
from serve.rooms.talk import MAX_TURNS
from serve.service import Service

_TYPES = {".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Export(messages.Message):
    """A talk to be made a file."""

    turns: Annotated[list[dict[str, Any]], Field(max_length=MAX_TURNS)]
    form: Literal["md", "docx", "xlsx", "csv"]
    lang: Language


class Files:
    """What is fetched rather than asked."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [
            Route("/start", messages.answering(self.start)),
            Route("/static/{name}", messages.answering(self.static)),
            Route("/results/{token}/{name}", messages.answering(self.result)),
            Route("/export", messages.answering(self.export), methods=["POST"]),
            Route("/about", messages.answering(self.about)),
        ]

    async def start(self, _: Request) -> Response:
        """Return what the scripts need to begin: all words, limits, what this server offers."""
        options = self._service.options
        return messages.as_json(
            {
                "words": all_words(),
                "limits": {
                    "question": MAX_QUERY_CHARS,
                    "pasted": MAX_PASTED,
                    "upload_mb": options.upload_mb,
                    "turns": MAX_TURNS,
                },
                "types": {"documents": sorted(SUFFIXES), "drafts": DRAFTS, "sets": SETS},
                "own": options.own,
                "feedback": options.feedback is not None,
            }
        )

    async def static(self, request: Request) -> Response:
        """Return a style sheet or a script."""
        name = request.path_params["name"]
        if name not in _static_names():
            raise messages.RefusedError("error.gone", 404)
        data, tag = _static_file(name)
        headers = {"etag": tag, "cache-control": "no-cache"}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        kind = _TYPES["." + name.rpartition(".")[2]]
        return Response(data, media_type=kind, headers=headers)

    async def result(self, request: Request) -> Response:
        """Return a file that was made for whoever knows its address."""
        path = self._service.results.find(request.path_params["token"], request.path_params["name"])
        if path is None:
            raise messages.RefusedError("error.gone", 404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return FileResponse(path, media_type=kind, filename=path.name)

    async def export(self, request: Request) -> Response:
        """Return the talk, or its figures, as a file."""
        body = await messages.read_body(request, Export)
        turns = [
            ExportedTurn(str(turn.get("question", "")), answer)
            for turn in body.turns
            if (answer := read_answer(turn.get("answer"))) is not None
        ]
        if body.form == "md":
            text = await run_in_threadpool(as_markdown, turns, body.lang)
            return _download(text.encode("utf-8", "replace"), "text/markdown", "yinju.md")
        if body.form == "docx":
            data = await run_in_threadpool(as_docx, turns, body.lang)
            return _download(data, _DOCX, "yinju.docx")
        data = await run_in_threadpool(figures_table, turns, body.lang, body.form)
        kind = _XLSX if body.form == "xlsx" else "text/csv"
        return _download(data, kind, f"yinju-figures.{body.form}")

    async def about(self, request: Request) -> Response:
        """Return what this is and is not."""
        books = await run_in_threadpool(
            lambda: self._service.library.books(messages.visitor_of(request))
        )
        encoder = self._service.library.public.clause_index.manifest.encoder
        html = messages.both(lambda lang: about_html(books, encoder, _version(), lang))
        return messages.as_json({"html": html})


def _download(data: bytes, kind: str, name: str) -> Response:
    quoted = urllib.parse.quote(name)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quoted}"}
    return Response(data, media_type=kind, headers=headers)


@functools.cache
def _static_names() -> frozenset[str]:
    folder = files("qa.show.page").joinpath("data")
    return frozenset(
        entry.name for entry in folder.iterdir() if entry.name.endswith((".css", ".js"))
    )


@functools.cache
def _static_file(name: str) -> tuple[bytes, str]:
    data = page_file(name).encode()
    return data, f'"{hashlib.sha256(data).hexdigest()[:20]}"'


@functools.cache
def _version() -> str:
    try:
        return version("yinju")
    except PackageNotFoundError:
        return "0"
