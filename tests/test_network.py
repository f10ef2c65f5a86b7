from __future__ import annotations

import socket
import subprocess
import sys
import threading

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443), ("2001:db8::1", 80)])
def test_nothing_leaves_this_machine(address: tuple[str, int]) -> None:
    with pytest.raises(RuntimeError, match="without a network"):
        socket.create_connection(address, timeout=1)
    with socket.socket() as connection, pytest.raises(RuntimeError, match="without a network"):
        connection.connect(address)
    with socket.socket() as connection, pytest.raises(RuntimeError, match="without a network"):
        connection.connect_ex(address)
    with pytest.raises(RuntimeError, match="without a network"):
        socket.getaddrinfo(*address)


def test_loopback_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            server.accept()[0].close()

        accepting = threading.Thread(target=accept)
        accepting.start()
        with socket.create_connection(server.getsockname(), timeout=5) as connection:
            assert connection.recv(1) == b""
        accepting.join(5)


def test_nor_does_a_child() -> None:
    code = "import socket; socket.create_connection(('192.0.2.1', 80))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "Tests run without a network, but 192.0.2.1" in run.stderr
