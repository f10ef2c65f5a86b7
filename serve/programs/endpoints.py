"""The named endpoints of the page's Gradio app: the contract's JSON, for programs.

Their names, arguments and docstrings are what Gradio's clients, its API description and its MCP show.
A visitor's own documents are not among what they reach.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from index.errors import YinjuError
from qa.pipeline import Pipeline
from qa.result import to_json
from serve.programs import contract
from serve.programs.contract import Lang, Record
from serve.requests.gate import BusyError
from serve.service import Service

Result = TypeVar("Result")


class Endpoints:
    """What programs can call."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def ask(
        self,
        question: str,
        history: list[str] | None = None,
        docs: list[str] | None = None,
        k: int = 5,
        lang: Lang = "auto",
    ) -> Record:
        """Answer a question with verbatim quotes, each with its place, or say that none answers.

        Args:
            question: In Chinese or English.
            history: Earlier questions of the conversation, oldest first.
            docs: Ids or names of the documents to look in; all where left out.
            k: At most so many quotes, 1 to 50.
            lang: Language of the words around the quotes: auto, zh or en.
        """
        return await self._run(
            lambda p: to_json(
                contract.ask(p, question, history=history or (), docs=docs or (), k=k, lang=lang)
            )
        )

    async def check(self, claim: str, docs: list[str] | None = None, lang: Lang = "auto") -> Record:
        """Say whether the documents support or contradict a statement, or do not mention it.

        Args:
            claim: One statement, in Chinese or English.
            docs: Ids or names of the documents to look in; all where left out.
            lang: Language of the reasons: auto, zh or en.
        """
        return await self._run(lambda p: to_json(contract.check(p, claim, docs or (), lang)))

    async def clauses(self, docs: list[str] | None = None) -> list[Record]:
        """List every clause in reading order.

        Args:
            docs: Ids or names of documents; all where left out.
        """
        return await self._run(lambda p: contract.clauses(p, docs or ()))

    async def outline(self, docs: list[str] | None = None) -> list[Record]:
        """List the headings, in reading order, with how many clauses stand below each.

        Args:
            docs: Ids or names of documents; all where left out.
        """
        return await self._run(lambda p: contract.outline(p, docs or ()))

    async def show(self, ref: str, docs: list[str] | None = None) -> list[Record]:
        """Return the clauses at a place: a clause id, 第二十三条第二款, 第三章第二节, chapter 3 section 2.

        Args:
            ref: The place, as an official would name it, or the title of a heading.
            docs: Ids or names of documents to look in; all where left out.
        """
        return await self._run(lambda p: contract.show(p, ref, docs or ()))

    async def figures(self, docs: list[str] | None = None) -> list[Record]:
        """List the quantitative targets: what, value, unit, bound, year, body, and their clause.

        Args:
            docs: Ids or names of documents; all where left out.
        """
        return await self._run(lambda p: contract.figures(p, docs or ()))

    async def documents(self) -> list[Record]:
        """List the documents that can be asked, and what each says of itself."""
        return await self._run(contract.documents)

    def all(self) -> Sequence[Callable[..., Any]]:
        """Return the endpoints; each is named as its function."""
        return (
            self.ask, self.check, self.clauses, self.outline, self.show, self.figures, self.documents,
        )  # fmt: skip

    async def _run(self, work: Callable[[Pipeline], Result]) -> Result:
        import gradio as gr

        library = self._service.library
        try:
            return await self._service.questions.run(lambda: work(library.public))
        except (YinjuError, BusyError) as error:
            said = str(error) or "Too many are asking just now; try again in a moment."
            # A sentence for whoever called, and nothing for the log.
            raise gr.Error(said, print_exception=False) from error
