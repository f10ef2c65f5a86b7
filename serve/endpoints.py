"""The named endpoints of the page's Gradio app: the contract's JSON, for programs.

Their names, arguments and docstrings are what Gradio's clients, its API description and MCP show.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, TypeVar

from index.errors import InputError, YinjuError
from index.outline.refs import narrow
from index.store.records import clause_record, heading_record
from qa.ask.resolve import absent_text, find_place
from qa.result import Language, to_json
from qa.show.outline import document_record
from serve.gate import BusyError, Gate
from serve.library import Book, Library
from serve.service import Service

Lang = Literal["auto", "zh", "en"]
Record = dict[str, Any]
Result = TypeVar("Result")
_MAX_TEXTS = 50


class Endpoints:
    """What programs can call; a visitor's own documents are not among what they reach."""

    def __init__(self, service: Service) -> None:
        self._library: Library = service.library
        self._gate: Gate = service.questions

    async def ask(
        self,
        question: str,
        history: list[str] | None = None,
        docs: list[str] | None = None,
        k: int = 5,
        lang: Lang = "auto",
    ) -> Record:
        """Answer a question with verbatim quotes, each with its place, or say that it is not answered.

        Args:
            question: In Chinese or English.
            history: Earlier questions of the conversation, oldest first.
            docs: Ids or names of the documents to look in; all where left out.
            k: At most so many quotes, 1 to 50.
            lang: Language of the words around the quotes: auto, zh or en.
        """
        return await self._run(
            lambda: to_json(
                self._library.ask(
                    question,
                    history=(history or [])[-_MAX_TEXTS:],
                    docs=docs or (),
                    k=min(max(k, 1), _MAX_TEXTS),
                    lang=_language(lang),
                )
            )
        )

    async def check(self, claim: str, docs: list[str] | None = None, lang: Lang = "auto") -> Record:
        """Say whether the documents support or contradict a statement, or do not mention it.

        Args:
            claim: One statement, in Chinese or English.
            docs: Ids or names of the documents to look in; all where left out.
            lang: Language of the reasons: auto, zh or en.
        """
        return await self._run(
            lambda: to_json(self._library.check(claim, docs=docs or (), lang=_language(lang)))
        )

    async def clauses(self, docs: list[str] | None = None) -> list[Record]:
        """List every clause in reading order.

        Args:
            docs: Ids of documents; all where left out.
        """
        return await self._run(
            lambda: [clause_record(c) for b in self._books(docs) for c in b.clauses]
        )

    async def outline(self, docs: list[str] | None = None) -> list[Record]:
        """List the headings, in reading order, with how many clauses stand below each.

        Args:
            docs: Ids of documents; all where left out.
        """
        return await self._run(
            lambda: [
                heading_record(heading)
                for heading in self._library.public.clause_index.headings
                if not docs or heading.doc_id in docs
            ]
        )

    async def show(self, ref: str, docs: list[str] | None = None) -> list[Record]:
        """Return the clauses at a place: a clause id, 第二十三条第二款, 第三章第二节, chapter 3 section 2.

        Args:
            ref: The place, as an official would name it, or the title of a heading.
            docs: Ids of documents to look in; all where left out.
        """
        return await self._run(lambda: self._show(ref, docs))

    async def documents(self) -> list[Record]:
        """List the documents that can be asked."""
        return await self._run(self._documents)

    def all(self) -> Sequence[Callable[..., Any]]:
        """Return the endpoints; each is named as its function."""
        return (self.ask, self.check, self.clauses, self.outline, self.show, self.documents)

    def _documents(self) -> list[Record]:
        found = self._library.public.clause_index
        return [document_record(document, found, "en") for document in found.documents]

    def _show(self, ref: str, docs: Sequence[str] | None) -> list[Record]:
        found = find_place(ref, self._library.public.clause_index, docs or None)
        if not found.held:
            raise InputError(absent_text(found, "en"))
        return [
            clause_record(held.clause if held.part is None else narrow(held.clause, held.part))
            for held in found.held
        ]

    def _books(self, docs: Sequence[str] | None) -> list[Book]:
        books = self._library.books(None)
        if not docs:
            return books
        return [self._library.book(doc, None) for doc in docs]

    async def _run(self, work: Callable[[], Result]) -> Result:
        import gradio as gr

        try:
            return await self._gate.run(work)
        except (YinjuError, BusyError) as error:
            said = str(error) or "Too many are asking just now; try again in a moment."
            # A sentence for whoever called, and nothing for the log.
            raise gr.Error(said, print_exception=False) from error


def _language(lang: str) -> Language | None:
    return "zh" if lang == "zh" else "en" if lang == "en" else None
