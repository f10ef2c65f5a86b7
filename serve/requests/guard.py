"""What stands before every request: who may ask, how large and how slow a request may be, how often.

Plain ASGI, outermost first in ``guarded``. Nothing here reads what is asked.
"""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
import time
from collections import OrderedDict
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.runtime.patterns import regex
from qa.show.strings import word
from serve.options import Options
from serve.requests.messages import LANGUAGES, OWN_HEADER

# The browser refuses whatever is not from here. Gradio's own page needs inline code and evaluation.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self'; "
    "form-action 'none'; base-uri 'self'; object-src 'none'; frame-ancestors 'self'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
# All that Gradio's page and its clients ask for. The rest of Gradio's routes take files, fetch
# addresses, run code or record what is done, which nothing here needs.
_OPEN = regex(
    r"/(?:$|config/?$|theme\.css$|favicon\.ico$|manifest\.json$|robots\.txt$|assets/|static/|svelte/|page/|"
    r"health$|metrics$|gradio_api/(?:info/?$|startup-events$|heartbeat/|queue/(?:join|data)$|call/|run/|"
    r"api/|cancel$|reset/?$|mcp/?))"
)
_FREE = frozenset({"/health"})
# A body without a file: a whole talk of long answers, kept by a browser, is below this.
_BODY_BYTES = 8_000_000
_FORM_MARGIN = 200_000
# From the first to the last byte of a body; a file over a slow line takes a while.
_BODY_SECONDS = 20.0
_FORM_SECONDS = 300.0
_ASKS = regex(r"/(?:page/ask|gradio_api/(?:run|call|queue/join|api)(?:/|$))")
# Visitors whose pace is remembered.
_REMEMBERED = 10_000


def guarded(app: ASGIApp, options: Options) -> ASGIApp:
    """Return ``app`` behind all guards."""
    app = Body(app, options)
    if options.rate:
        app = Rate(app, options)
    app = Door(app, options)
    if options.password or options.user_header:
        app = Login(app, options)
    return Policy(TrustedHostMiddleware(app, allowed_hosts=list(options.allowed_hosts)))


class Policy:
    """Adds headers by which the browser itself refuses whatever is not from here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)


class Login:
    """Lets in who knows the password, or whom the reverse proxy names."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._password = options.password
        self._header = options.user_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or ask for the password."""
        if scope["type"] != "http" or scope["path"] in _FREE or self._known(Headers(scope=scope)):
            await self._app(scope, receive, send)
            return
        ask = {"www-authenticate": 'Basic realm="yinju", charset="UTF-8"'} if self._password else {}
        await _say(send, 401, "error.login", ask)

    def _known(self, headers: Headers) -> bool:
        if self._header and headers.get(self._header):
            return True
        if not self._password:
            return False
        kind, _, given = headers.get("authorization", "").partition(" ")
        try:
            password = base64.b64decode(given, validate=True).partition(b":")[2]
        except ValueError:
            return False
        return kind.lower() == "basic" and hmac.compare_digest(password, self._password.encode())


class Door:
    """Closes what nothing here needs, and what another site's page sends."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._root = options.root_path.rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve what is open."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http":
            path = scope["path"].removeprefix(self._root) if self._root else scope["path"]
            if not _OPEN.match(path):
                await _say(send, 404, "error.closed")
                return
            headers = Headers(scope=scope)
            foreign = headers.get("sec-fetch-site") == "cross-site"
            ours = path.startswith("/page/") and scope["method"] == "POST"
            if ours and OWN_HEADER not in headers and path != "/page/leave":
                await _say(send, 403, "error.closed")
                return
            if foreign and scope["method"] == "POST":
                await _say(send, 403, "error.closed")
                return
        await self._app(scope, receive, send)


class Body:
    """Stops bodies that are too large or too slow, whatever they say of themselves."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._form_bytes = options.upload_bytes + _FORM_MARGIN

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve while the body keeps within its limits."""
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self._app(scope, receive, send)
            return
        form = Headers(scope=scope).get("content-type", "").startswith("multipart/")
        # Several question sets come in one form.
        most = 10 * self._form_bytes if form else _BODY_BYTES
        if scope["path"].endswith(("/check", "/add")):
            most = self._form_bytes
        body = _Limited(receive, send, most, _FORM_SECONDS if form else _BODY_SECONDS)
        try:
            body.refuse_said(Headers(scope=scope).get("content-length", ""))
            await self._app(scope, body.receive, body.send)
        except _StoppedError as error:
            if not body.answered:
                await _say(send, error.status, error.key, {"connection": "close"})


class _Limited:
    """A body that comes within limits, or is stopped."""

    def __init__(self, receive: Receive, send: Send, most: int, seconds: float) -> None:
        self._receive = receive
        self._send = send
        self._most = most
        self._deadline = time.monotonic() + seconds
        self._size = 0
        self._done = False
        self._stopped = False
        self.answered = False

    def refuse_said(self, length: str) -> None:
        """Refuse a body that says itself that it is too large."""
        if length.isdigit() and int(length) > self._most:
            raise _StoppedError(413, "error.big")

    async def receive(self) -> Message:
        """Return the next part of the body."""
        if self._done:
            return await self._receive()
        left = max(0.0, self._deadline - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), left)
        except TimeoutError:
            raise self._stop(408, "error.slow") from None
        self._size += len(message.get("body", b""))
        self._done = not message.get("more_body", False)
        if self._size > self._most:
            raise self._stop(413, "error.big")
        return message

    async def send(self, message: Message) -> None:
        """Pass on what is answered, but for the failure that a stopped body is to the application."""
        if self._stopped and not self.answered:
            return
        self.answered = True
        await self._send(message)

    def _stop(self, status: int, key: str) -> _StoppedError:
        self._stopped = True
        return _StoppedError(status, key)


class Rate:
    """Lets a visitor ask so often: a bucket that fills by the minute."""

    def __init__(self, app: ASGIApp, options: Options) -> None:
        self._app = app
        self._a_second = options.rate / 60
        self._most = max(1.0, options.rate / 4)
        self._header = options.user_header
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, or say when to come back."""
        if scope["type"] == "http" and scope["method"] == "POST" and _ASKS.search(scope["path"]):
            wait = self._wait(self._who(scope))
            if wait > 0:
                seconds = int(wait) + 1
                await _say(send, 429, "error.rate", {"retry-after": str(seconds)}, n=seconds)
                return
        await self._app(scope, receive, send)

    def _who(self, scope: Scope) -> str:
        named = Headers(scope=scope).get(self._header) if self._header else None
        return named or (scope["client"] or ("",))[0]

    def _wait(self, who: str) -> float:
        now = time.monotonic()
        left, then = self._left.pop(who, (self._most, now))
        left = min(self._most, left + (now - then) * self._a_second)
        allowed = left >= 1
        self._left[who] = (left - 1 if allowed else left, now)
        while len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._a_second


class _StoppedError(Exception):
    """A body was stopped."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


async def _say(
    send: Send, status: int, key: str, headers: Mapping[str, str] | None = None, **values: object
) -> None:
    """Answer with one sentence, in both languages."""
    body = json.dumps(
        {"error": {lang: word(key, lang, **values) for lang in LANGUAGES}}, ensure_ascii=False
    ).encode()
    sent = {"content-type": "application/json", "content-length": str(len(body)), **(headers or {})}
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
