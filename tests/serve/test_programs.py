"""Programs at the door: Gradio's own client at the endpoints, a real MCP client at the command."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import sys
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest
from gradio_client import Client as GradioClient
from gradio_client.exceptions import AppError
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent, Tool

from qa.pipeline import Pipeline
from qa.result import to_json

POWER = "供电可靠率要达到多少？"
# Of its own accord the client hands almost nothing of the environment on.
SERVER = StdioServerParameters(
    command=sys.executable, args=["-m", "yinju", "mcp"], env=dict(os.environ)
)
SECONDS = 120
T = TypeVar("T")


@pytest.fixture(scope="module")
def client(page_address: str) -> Iterator[GradioClient]:
    opened = GradioClient(page_address, verbose=False)
    yield opened
    opened.close()


def same(found: dict[str, Any], expected: object) -> bool:
    """Compare two answers but for how long they took."""
    told = json.loads(json.dumps(expected))
    return {**found, "timings_ms": {}} == {**told, "timings_ms": {}}


def test_ask_gives_what_the_pipeline_gives(client: GradioClient, pipeline: Pipeline) -> None:
    found = client.predict(question=POWER, k=2, api_name="/ask")
    assert same(found, to_json(pipeline.ask(POWER, k=2)))
    followed = client.predict(
        question="那雨水年径流总量控制率呢？", history=[POWER], api_name="/ask"
    )
    assert "82%" in followed["citations"][0]["quote"]


def test_check_gives_what_the_pipeline_gives(client: GradioClient, pipeline: Pipeline) -> None:
    claim = "供电可靠率达到90%"
    assert same(client.predict(claim=claim, api_name="/check"), to_json(pipeline.check(claim)))


def test_the_lists(client: GradioClient, pipeline: Pipeline) -> None:
    clauses = client.predict(api_name="/clauses")
    assert [c["clause_id"] for c in clauses] == [c.clause_id for c in pipeline.clauses]
    titles = [heading["title"] for heading in client.predict(api_name="/outline")]
    assert "建设绿色智慧城市" in titles
    [document] = client.predict(api_name="/documents")
    assert document["clauses"] == len(pipeline.clauses)
    assert "知识城" in document["title"]
    figures = client.predict(api_name="/figures")
    assert any(figure["value"] == "99.999%" for figure in figures)
    shown = client.predict(ref="第七章第二节", api_name="/show")
    assert any("99.999%" in clause["text"] for clause in shown)
    assert {clause["chapter"] for clause in shown} == {7}


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("/ask", {"question": "  "}, "empty"),
        ("/ask", {"question": "很" * 20_000}, "at most"),
        ("/ask", {"question": POWER, "docs": ["none.txt"]}, "none.txt"),
        ("/show", {"ref": "第九十九章"}, "第九十九章"),
    ],
)
def test_a_mistake_is_one_sentence(
    client: GradioClient, name: str, given: dict[str, Any], said: str
) -> None:
    with pytest.raises(AppError, match=said) as raised:
        client.predict(api_name=name, **given)
    assert "Traceback" not in str(raised.value)


def test_plain_http(page_address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(page_address).netloc, timeout=30)
    body = json.dumps({"data": [POWER, None, None, 1, "en"]})
    headers = {"content-type": "application/json"}
    connection.request("POST", "/gradio_api/run/ask", body=body, headers=headers)
    response = connection.getresponse()
    [answer] = json.loads(response.read())["data"]
    assert answer["lang"] == "en"
    assert len(answer["citations"]) == 1
    connection.close()


class Assistant:
    """A real client of the command, which it starts once; the loop that it needs has a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._client: Client | None = None
        self._done = asyncio.Event()
        self._thread.start()
        opened: Future[None] = Future()
        self._session = asyncio.run_coroutine_threadsafe(self._hold(opened), self._loop)
        opened.result(SECONDS)

    async def _hold(self, opened: Future[None]) -> None:
        """Open and close the client in one task, as it has to be."""
        try:
            async with Client(SERVER) as self._client:
                opened.set_result(None)
                await self._done.wait()
        except BaseException as error:
            if not opened.done():
                opened.set_exception(error)
            raise

    def _finish(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS)

    @property
    def client(self) -> Client:
        assert self._client is not None
        return self._client

    def call(self, name: str, arguments: dict[str, Any]) -> CallToolResult:
        found = self._finish(self.client.call_tool(name, arguments))
        assert isinstance(found, CallToolResult)
        return found

    def tools(self) -> list[Tool]:
        return self._finish(self.client.list_tools()).tools

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._done.set)
        self._session.result(SECONDS)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()


@pytest.fixture(scope="module")
def assistant(pipeline: Pipeline) -> Iterator[Assistant]:
    opened = Assistant()
    yield opened
    opened.close()


def text(result: CallToolResult) -> str:
    return "".join(block.text for block in result.content if isinstance(block, TextContent))


def test_an_assistant_finds_the_tools_and_how_to_use_them(assistant: Assistant) -> None:
    tools = assistant.tools()
    names = {tool.name for tool in tools}
    assert names == {"ask", "check", "search", "show", "outline", "documents"}
    assert {tool.name for tool in tools if tool.description} == names
    assert "letter by letter" in (assistant.client.instructions or "")


def test_an_assistant_gets_quotes_letter_by_letter(
    assistant: Assistant, pipeline: Pipeline
) -> None:
    found = assistant.call("ask", {"question": POWER})
    quote = pipeline.ask(POWER).citations[0].quote
    assert quote in text(found)
    assert "第七章 建设绿色智慧城市" in text(found)
    assert text(found).startswith("(answered; confidence ")
    assert found.structured_content is not None
    assert found.structured_content["citations"][0]["quote"] == quote


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"question": "明天上海会下雨吗？"}, "(not answered"),
        ("check", {"claim": "供电可靠率达到90%"}, "contradicted"),
        ("search", {"query": "智能电网", "k": 3}, "99.999%"),
        ("show", {"ref": "第七章第二节"}, "99.999%"),
        ("outline", {}, "第七章 建设绿色智慧城市"),
        ("documents", {}, "知识城"),
    ],
)
def test_each_tool(assistant: Assistant, name: str, arguments: dict[str, Any], said: str) -> None:
    found = assistant.call(name, arguments)
    assert not found.is_error
    assert said in text(found)
    assert found.structured_content


def test_a_place_that_does_not_exist_is_a_sentence_for_the_assistant(
    assistant: Assistant,
) -> None:
    found = assistant.call("show", {"ref": "第九十九章"})
    assert found.is_error
    assert "第九十九章" in text(found)
