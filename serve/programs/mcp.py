"""yinju as a server of the Model Context Protocol, so that an assistant can quote official documents.

Each answer has a text whose quotes stand letter by letter with their citations, to be passed on as
they are, and beside it the JSON of docs/contract.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from index.errors import YinjuError
from index.runtime.extras import extra
from qa.pipeline import Pipeline
from qa.result import Citation, to_json
from qa.show.cited.reference import cite
from qa.show.lookup.outline import document_lines, outline_lines, place_lines
from qa.show.text import verdict_label
from serve.programs import contract
from serve.programs.contract import Lang, Record

with extra("mcp"):
    import anyio.to_thread
    from mcp.server.mcpserver import MCPServer
    from mcp.types import CallToolResult, TextContent, ToolAnnotations

_INSTRUCTIONS = (
    "Verbatim quotes from official Chinese documents, each with its place. Pass quotes on letter by "
    "letter with their citations; do not translate or shorten them without saying so. Where ask says "
    "that a question is not answered, the documents do not answer it: say so, and do not make an "
    "answer of what is near. The English is an unofficial reading aid."
)
_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def make_server(get_pipeline: Callable[[], Pipeline]) -> MCPServer:
    """Return the server.

    Args:
        get_pipeline: Gives the pipeline; called with the first request.
    """
    server: MCPServer = MCPServer("yinju", instructions=_INSTRUCTIONS, log_level="ERROR")
    for tool in Tools(get_pipeline).all():
        server.tool(annotations=_READS, structured_output=False)(tool)
    return server


class Tools:
    """The tools that an assistant calls."""

    def __init__(self, get_pipeline: Callable[[], Pipeline]) -> None:
        self._get_pipeline = get_pipeline

    def all(self) -> Sequence[Callable[..., Any]]:
        """Return the tools; each is named as its function."""
        return (self.ask, self.check, self.search, self.show, self.outline, self.documents)

    async def ask(
        self,
        question: str,
        history: list[str] | None = None,
        docs: list[str] | None = None,
        k: int = 5,
        lang: Lang = "auto",
    ) -> CallToolResult:
        """Answer a question with verbatim quotes from the documents, or say that they do not answer it.

        Args:
            question: In Chinese or English.
            history: Earlier questions of the conversation, oldest first, for a follow-up.
            docs: Ids or names of the documents to look in; all where left out.
            k: At most so many quotes, 1 to 50.
            lang: Language of the words around the quotes: auto, zh or en.
        """

        def work(pipeline: Pipeline) -> CallToolResult:
            answer = contract.ask(
                pipeline, question, history=history or (), docs=docs or (), k=k, lang=lang
            )
            lead = answer.answer.split("\n\n[1]")[0] if not answer.answer.startswith("[1]") else ""
            state = "answered" if answer.answered else "not answered"
            if answer.correction:
                state = (
                    "not answered: the question rests on something that the document contradicts"
                )
            return _result(
                f"({state}; confidence {answer.confidence:.0%})\n{lead}",
                answer.citations,
                to_json(answer),
            )

        return await self._run(work)

    async def check(
        self, claim: str, docs: list[str] | None = None, lang: Lang = "auto"
    ) -> CallToolResult:
        """Say whether the documents support or contradict a statement, or do not mention it, with reasons.

        Args:
            claim: One statement, in Chinese or English.
            docs: Ids or names of the documents to look in; all where left out.
            lang: Language of the reasons: auto, zh or en.
        """

        def work(pipeline: Pipeline) -> CallToolResult:
            verdict = contract.check(pipeline, claim, docs or (), lang)
            said = verdict_label(verdict.verdict, verdict.lang)
            reasons = "".join(f"\n- {reason}" for reason in verdict.reasons)
            lead = f"{said} ({verdict.verdict}; confidence {verdict.confidence:.0%}){reasons}"
            return _result(lead, verdict.citations, to_json(verdict))

        return await self._run(work)

    async def search(
        self, query: str, docs: list[str] | None = None, k: int = 10
    ) -> CallToolResult:
        """Find the clauses nearest to words, best first, whether or not they answer anything.

        Args:
            query: In Chinese or English.
            docs: Ids or names of the documents to look in; all where left out.
            k: At most so many clauses, 1 to 50.
        """

        def work(pipeline: Pipeline) -> CallToolResult:
            found = contract.search(pipeline, query, docs or (), k)
            ids = [{"clause_id": one.clause_id, "doc_id": one.doc_id} for one in found]
            return _result("(near in meaning; not necessarily an answer)", found, {"clauses": ids})

        return await self._run(work)

    async def show(self, ref: str, docs: list[str] | None = None) -> CallToolResult:
        """Return the words at a place: 第二十三条第二款, 第三章第二节, chapter 3 section 2, a clause id.

        Args:
            ref: The place, as an official would name it, or the title of a heading.
            docs: Ids or names of the documents to look in; all where left out.
        """

        def work(pipeline: Pipeline) -> CallToolResult:
            held = contract.place(pipeline, ref, docs or ())
            lines = place_lines(held, pipeline.clause_index, "zh")
            return _text("\n".join(lines), {"clauses": contract.show(pipeline, ref, docs or ())})

        return await self._run(work)

    async def outline(self, docs: list[str] | None = None) -> CallToolResult:
        """List the headings of the documents as a tree.

        Args:
            docs: Ids or names of the documents; all where left out.
        """

        def work(pipeline: Pipeline) -> CallToolResult:
            lines = outline_lines(pipeline.limited_to(docs or ()).clause_index, "zh")
            return _text("\n".join(lines), {"headings": contract.outline(pipeline, docs or ())})

        return await self._run(work)

    async def documents(self) -> CallToolResult:
        """List the documents that can be asked, and what each says of itself."""

        def work(pipeline: Pipeline) -> CallToolResult:
            records = contract.documents(pipeline)
            lines = [line for record in records for line in (*document_lines(record, "en"), "")]
            return _text("\n".join(lines).strip(), {"documents": records})

        return await self._run(work)

    async def _run(self, work: Callable[[Pipeline], CallToolResult]) -> CallToolResult:
        try:
            return await anyio.to_thread.run_sync(lambda: work(self._get_pipeline()))
        except YinjuError as error:
            # A sentence that the assistant can act on.
            return CallToolResult(
                content=[TextContent(type="text", text=str(error))], is_error=True
            )


def _result(lead: str, citations: Sequence[Citation], record: Record) -> CallToolResult:
    quotes = "".join(f"\n\n[{c.n}] {cite(c, 'plain', 'zh')}\n{_aid(c)}" for c in citations)
    return _text((lead.strip() + quotes).strip(), record)


def _aid(citation: Citation) -> str:
    english = f"(unofficial English: {citation.english})\n" if citation.english else ""
    return f"(clause {citation.clause_id})\n{english}".rstrip()


def _text(text: str, record: Record) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=record)
