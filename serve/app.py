"""The server as one ASGI application: the page's rooms, Gradio's endpoints, health, the guards."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from index.errors import InputError, YinjuError
from index.runtime.memory import give_back
from qa.suggest import answerable
from serve import watch
from serve.feedback import FeedbackRoom
from serve.options import Options
from serve.process.memory import bring_in
from serve.requests.guard import guarded
from serve.rooms.check import Check
from serve.rooms.compare import Compare
from serve.rooms.evaluate import Evaluate
from serve.rooms.files import Files
from serve.rooms.leaves import Leaves
from serve.rooms.reader import DocumentReader
from serve.rooms.shelf import Shelf
from serve.rooms.talk import Talk
from serve.service import Service

if TYPE_CHECKING:
    import uvicorn

_SWEEP_SECONDS = 15
# Whoever has started the server opens its page now: that goes first.
_FIRST_PAGE_SECONDS = 1.0
_GRACEFUL_SECONDS = 10
_IDLE_SECONDS = 30
_BACKLOG = 2048


def make_app(service: Service, mount: Callable[[Starlette], None]) -> ASGIApp:
    """Return the application.

    Args:
        service: What is served.
        mount: Puts Gradio's application beneath the rooms.
    """
    rooms = (
        Talk(service), DocumentReader(service), Leaves(service), Check(service), Compare(service),
        Shelf(service), Evaluate(service), Files(service), FeedbackRoom(service),
    )  # fmt: skip
    routes: list[Route | Mount] = [
        *watch.routes(service),
        Mount("/page", routes=[route for room in rooms for route in room.routes()]),
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sweeping = asyncio.create_task(_sweep(service))
        warming = asyncio.create_task(_warm(service))
        yield
        sweeping.cancel()
        warming.cancel()

    app = Starlette(routes=routes, lifespan=lifespan)
    mount(app)
    return guarded(app, service.options)


async def _sweep(service: Service) -> None:
    """Delete, now and then, what belongs to visitors who are gone, and give back memory that is free."""
    while True:
        await asyncio.sleep(_SWEEP_SECONDS)
        await asyncio.to_thread(service.visitors.sweep)
        await asyncio.to_thread(service.results.sweep)
        await asyncio.to_thread(give_back)


async def _warm(service: Service) -> None:
    """Load all that questions need, and make those that are shown to whoever comes first."""

    def ask() -> None:
        with contextlib.suppress(YinjuError):
            service.library.ask("该市明天是否下雨？")
            answerable(service.library.public)
        bring_in()

    await asyncio.sleep(_FIRST_PAGE_SECONDS)
    await service.questions.run(ask)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        InputError: The port is taken, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        message = f"Port {port} cannot be used, another program may have it; choose one by --port."
        raise InputError(message) from error
    listening.listen(_BACKLOG)
    listening.set_inheritable(True)
    return listening


def server(app: ASGIApp, options: Options) -> uvicorn.Server:
    """Return what serves ``app`` until it is told to stop, and then lets requests finish."""
    import uvicorn

    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    config = uvicorn.Config(
        app,
        host=options.host,
        port=options.port,
        root_path=options.root_path,
        log_config=None,
        access_log=False,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_GRACEFUL_SECONDS,
        server_header=False,
        ws="none",
        # A reverse proxy on this machine says who asked and whether it was over TLS.
        proxy_headers=True,
    )
    return uvicorn.Server(config)
