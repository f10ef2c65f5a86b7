"""What goes between the page and the server: bodies read and checked, errors in both languages."""

from __future__ import annotations

import asyncio
import functools
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from index.errors import YinjuError
from qa.result import Language
from qa.show.page.talk import error_sentence
from qa.show.strings import word
from serve.documents.visitors import COOKIE
from serve.requests.gate import BusyError, Gate

LANGUAGES: tuple[Language, ...] = ("zh", "en")
# The header that every request of the page's own carries: another site cannot send it unasked.
OWN_HEADER = "x-yinju"

Body = TypeVar("Body", bound=BaseModel)
Report = Callable[[dict[str, object]], None]
Work = Callable[[], Response]
Handler = Callable[[Request], Awaitable[Response]]


class Message(BaseModel):
    """A body of a request; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RefusedError(Exception):
    """A request is refused in words of the page."""

    def __init__(self, key: str, status: int = 400, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.values: Mapping[str, object] = values


class StoppedError(Exception):
    """Whoever wanted the work is gone."""


def both(make: Callable[[Language], str]) -> dict[str, str]:
    """Return a part of the page in both languages, so that it can be switched without asking again."""
    return {lang: make(lang) for lang in LANGUAGES}


def said(error: Exception, text: str = "") -> dict[str, str]:
    """Return an error in a sentence of each language."""
    if isinstance(error, RefusedError):
        return both(lambda lang: word(error.key, lang, **error.values))
    if isinstance(error, BusyError):
        return both(lambda lang: word("error.busy", lang))
    if isinstance(error, YinjuError):
        return both(lambda lang: error_sentence(error, lang, text))
    return both(lambda lang: word("error.server", lang))


def refuse(error: Exception, text: str = "") -> JSONResponse:
    """Return the response to a request that failed."""
    status = 422 if isinstance(error, YinjuError) else 500
    if isinstance(error, RefusedError):
        status = error.status
    if isinstance(error, BusyError):
        status = 503
    headers = {"retry-after": "2"} if status == 503 else None  # noqa: PLR2004  # as its name says
    return JSONResponse({"error": said(error, text)}, status, headers=headers)


def answering(handler: Handler) -> Handler:
    """Have what a handler raises answered as the page can show it."""

    @functools.wraps(handler)
    async def wrapped(request: Request) -> Response:
        try:
            return await handler(request)
        except (RefusedError, BusyError, YinjuError) as error:
            return refuse(error)

    return wrapped


async def read_body(request: Request, model: type[Body]) -> Body:
    """Return the body of a request.

    Raises:
        RefusedError: It is not JSON of that form.
    """
    try:
        return model.model_validate_json(await request.body())
    except ValidationError as error:
        # Half a character, which no text has: JSON can say it, and nothing else can take it.
        broken = any("surrogate" in found["msg"] for found in error.errors(include_url=False))
        raise RefusedError("error.broken" if broken else "error.other") from error


def visitor_of(request: Request) -> str | None:
    """Return the secret that a visitor's browser keeps; None where it has none."""
    return request.cookies.get(COOKIE)


def follow(gate: Gate, work: Callable[[Report], dict[str, object]]) -> StreamingResponse:
    """Return a response that tells how far ``work`` is, a JSON object a line, and its result last.

    Args:
        gate: What lets it begin.
        work: Run in a thread; what it is given to report with raises StoppedError once nobody reads
            any more.
    """
    return StreamingResponse(_lines(gate, work), media_type="application/x-ndjson")


async def _lines(gate: Gate, work: Callable[[Report], dict[str, object]]) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[dict[str, object] | None] = asyncio.Queue()
    gone = threading.Event()

    def report(line: dict[str, object]) -> None:
        if gone.is_set():
            raise StoppedError
        loop.call_soon_threadsafe(lines.put_nowait, line)

    async def run() -> None:
        try:
            await lines.put(await gate.run(lambda: work(report)))
        except StoppedError:
            pass
        except Exception as error:  # noqa: BLE001  # the response has begun: told in its last line
            if not isinstance(error, RefusedError | BusyError | YinjuError):
                _log_failure(error)
            await lines.put({"error": said(error)})
        finally:
            await lines.put(None)

    task = asyncio.create_task(run())
    try:
        while (line := await lines.get()) is not None:
            yield json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    finally:
        # The thread ends at its next report; nobody waits for it.
        gone.set()
        task.cancel()


def _log_failure(error: Exception) -> None:
    import logging

    logging.getLogger(__name__).error("failed", exc_info=error)


def as_json(record: object) -> Response:
    """Return JSON whose text is sent as it is."""
    data: Any = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    return Response(data, media_type="application/json")
