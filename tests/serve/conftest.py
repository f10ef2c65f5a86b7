"""A server in this process, over the real plan, for what need not go through a browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.pipeline import Pipeline
from serve.app import make_app
from serve.options import Options
from serve.service import Service, make_service

OWN = {"x-yinju": "1"}
Result = TypeVar("Result")


def finish(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end, in a thread of its own.

    A browser of Playwright's, which other tests may have opened, has its loop run in this one.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def mount_nothing(app: Starlette) -> None:
    """Stand in for Gradio's application."""
    app.routes.append(Route("/", lambda _: JSONResponse({"page": True})))


class Server:
    """A server, and visitors of it: each client keeps cookies of its own."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.app = make_app(service, mount_nothing)

    def visitor(self) -> TestClient:
        return TestClient(self.app, base_url="http://127.0.0.1", headers=OWN)


class HasText(Protocol):
    """A response."""

    @property
    def text(self) -> str: ...


def lines(response: HasText) -> list[dict[str, Any]]:
    """Return what a response told, line by line."""
    return [json.loads(line) for line in response.text.splitlines()]


@pytest.fixture
def make_server(pipeline: Pipeline, tmp_path: Path) -> Any:
    def make(**options: Any) -> Server:
        chosen = Options(workspace=tmp_path / "work", **options)
        return Server(make_service(chosen, lambda: pipeline))

    return make


@pytest.fixture
def server(make_server: Any) -> Server:
    return cast("Server", make_server())
