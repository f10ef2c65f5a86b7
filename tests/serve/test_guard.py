"""Attacks on the door: hosts, other sites, sizes, slowness, passwords, pace, Gradio's own routes."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope

from serve.app import listen, server
from serve.options import Options
from serve.requests import guard
from tests.serve.conftest import OWN, Server, finish

PASSWORD = "geheim"  # noqa: S105  # of this test
POWER = "供电可靠率要达到多少？"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "169.254.169.254"])
def test_a_name_of_another_site_s_making_is_refused(server: Server, host: str) -> None:
    client = server.visitor()
    assert client.get("/health", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{}, {"content-type": "text/plain"}, {"sec-fetch-site": "cross-site", **OWN}],
)
def test_another_site_s_page_cannot_ask(server: Server, headers: dict[str, str]) -> None:
    client = TestClient(server.app, base_url="http://127.0.0.1")
    response = client.post("/page/ask", content=json.dumps({"question": POWER}), headers=headers)
    assert response.status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/upload", "/gradio_api/file=/etc/passwd", "/gradio_api/proxy=http://10.0.0.1/",
     "/gradio_api/component_server", "/gradio_api/stream/x", "/gradio_api/vibe-edit/",
     "/gradio_api/process_recording", "/custom_component/x/y/z/w", "/gradio_api/run-history/connect",
     "/gradio_api/dev/reload", "/monitoring/summary", "/login", "/logout", "/token", "/.env",
     "/gradio_api/deep_link", "//etc/passwd", "/page"],
)  # fmt: skip
def test_what_nothing_here_needs_is_closed(server: Server, path: str) -> None:
    client = server.visitor()
    assert client.get(path).status_code in {404, 405}
    assert client.post(path, content=b"{}").status_code in {404, 405}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[]", 400), (b'{"question": 7}', 400), (b'{"question": null}', 400),
        (b'{"question": "a", "more": 1}', 400), (b'{"question": "a", "k": 51}', 400),
        (b'{"question": "a", "k": 0}', 400), (b'{"question": "a", "history": "b"}', 400),
        (b"[" * 200_000, 400), (b'{"question": "\\ud800"}', 400), (b"\xff\xfe", 400),
        (b'{"question": "' + b"a" * 9_000_000 + b'"}', 413),
    ],
)  # fmt: skip
def test_a_body_that_is_none(server: Server, body: bytes, status: int) -> None:
    client = server.visitor()
    response = client.post("/page/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code in {status, 422 if status == 400 else status}
    assert set(response.json()["error"]) == {"zh", "en"}
    assert "Traceback" not in response.text


def run(app: Any, scope: Scope, receive: Receive) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    finish(app(scope, receive, send))
    return sent


def scope(path: str, headers: dict[str, str] | None = None) -> Scope:
    raw = [
        (n.encode(), v.encode()) for n, v in {"host": "127.0.0.1", **OWN, **(headers or {})}.items()
    ]
    return {
        "type": "http", "http_version": "1.1", "method": "POST", "path": path, "raw_path": path.encode(),
        "query_string": b"", "headers": raw, "scheme": "http", "client": ("10.0.0.9", 1),
        "server": ("127.0.0.1", 80), "root_path": "",
    }  # fmt: skip


def test_a_body_that_never_ends_is_stopped_whatever_it_says(server: Server) -> None:
    async def endless() -> Message:
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    sent = run(server.app, scope("/page/ask", {"content-length": "5"}), endless)
    assert sent[0]["status"] == 413


def test_a_slow_body_is_stopped(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_BODY_SECONDS", 0.2)

    async def slow() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b" ", "more_body": True}

    began = time.monotonic()
    sent = run(server.app, scope("/page/ask"), slow)
    assert sent[0]["status"] == 408
    assert time.monotonic() - began < 5


def test_an_upload_is_limited_by_what_comes_of_it(make_server: Any) -> None:
    client = make_server(upload_mb=1).visitor()
    files = {"file": ("big.txt", b"x" * 1_100_000, "text/plain")}
    assert client.post("/page/shelf/add", files=files).status_code == 413
    files = {"file": ("huge.txt", b"x" * 3_000_000, "text/plain")}
    assert client.post("/page/check", files=files).status_code == 413


def test_a_form_of_too_many_parts(server: Server) -> None:
    client = server.visitor()
    files = [("file", (f"{n}.txt", b"x", "text/plain")) for n in range(50)]
    assert client.post("/page/check", files=files).status_code == 400


def test_a_password(make_server: Any) -> None:
    client = make_server(password=PASSWORD).visitor()
    assert client.get("/").status_code == 401
    assert "Basic" in client.get("/").headers["www-authenticate"]
    assert client.get("/health").status_code == 200
    assert client.get("/metrics").status_code == 401
    for given, status in (("x:geheim", 200), (":geheim", 200), ("geheim:", 401), ("x:Geheim", 401)):
        encoded = base64.b64encode(given.encode()).decode()
        headers = {"authorization": f"Basic {encoded}"}
        assert client.get("/", headers=headers).status_code == status
    for odd in ("Basic", "Basic ***", "Bearer geheim"):
        assert client.get("/", headers={"authorization": odd}).status_code == 401


def test_who_asks_as_a_proxy_says_it(make_server: Any) -> None:
    client = make_server(user_header="X-Forwarded-User").visitor()
    assert client.get("/").status_code == 401
    assert client.get("/", headers={"x-forwarded-user": "li"}).status_code == 200


def test_a_pace(make_server: Any) -> None:
    client = make_server(rate=8).visitor()
    found = [client.post("/page/ask", json={"question": POWER}).status_code for _ in range(5)]
    assert found[:2] == [200, 200]
    assert found[-1] == 429
    refused = client.post("/page/ask", json={"question": POWER})
    assert 1 <= int(refused.headers["retry-after"]) <= 8
    # Reading a document is no question.
    assert client.get("/page/start").status_code == 200


def test_under_a_path_of_a_proxy(make_server: Any) -> None:
    client = make_server(root_path="/yj").visitor()
    assert client.get("/health").status_code == 200
    assert client.get("/gradio_api/upload").status_code == 404


def test_too_many_are_turned_away_and_the_others_served(make_server: Any) -> None:
    made = make_server(at_once=1, waiting=2)
    release = threading.Event()

    async def fill() -> list[Any]:
        jobs = [asyncio.create_task(made.service.questions.run(release.wait)) for _ in range(5)]
        await asyncio.sleep(0.2)
        release.set()
        return await asyncio.gather(*jobs, return_exceptions=True)

    found = finish(fill())
    assert [result for result in found if result is True] == [True] * 3
    assert [type(result).__name__ for result in found if result is not True] == ["BusyError"] * 2


def test_headers_of_every_answer(server: Server) -> None:
    client = server.visitor()
    for path in ("/", "/health", "/nothing", "/page/static/app.js"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("token", ["x" * 24, "..", "../../etc", "a" * 24 + "%00"])
@pytest.mark.parametrize("name", ["report.html", "passwd", "..%2f..%2fetc%2fpasswd"])
def test_results_are_found_by_their_address_alone(server: Server, token: str, name: str) -> None:
    assert server.visitor().get(f"/page/results/{token}/{name}").status_code == 404


def test_a_link_in_the_results_leads_nowhere(server: Server) -> None:
    token, folder = server.service.results.new()
    (folder / "report.html").symlink_to("/etc/passwd")
    assert server.visitor().get(f"/page/results/{token}/report.html").status_code == 404


@pytest.fixture
def real(server: Server) -> Iterator[int]:
    """The port of a real server of this process."""
    listening = listen("127.0.0.1", 0)
    port = int(listening.getsockname()[1])
    made = serve_in_thread(server, listening)
    yield port
    made.should_exit = True


def serve_in_thread(served: Server, listening: socket.socket) -> Any:
    made = server(served.app, Options())
    thread = threading.Thread(target=made.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not made.started:
        time.sleep(0.02)
    return made


def test_open_connections_that_say_nothing_do_not_keep_others_out(real: int) -> None:
    silent = [socket.create_connection(("127.0.0.1", real)) for _ in range(100)]
    for one in silent[:50]:
        one.sendall(b"POST /page/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n")
    with socket.create_connection(("127.0.0.1", real), timeout=10) as live:
        live.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in live.recv(4096)
    for one in silent:
        one.close()
