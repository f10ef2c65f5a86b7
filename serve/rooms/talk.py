"""Questions to answers, answers that a browser kept, and what can be asked."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from index.errors import YinjuError
from qa.result import Answer, Language, to_json
from qa.show.cited.reference import SourceFacts
from qa.show.page.talk import answer_html, welcome
from qa.suggest import answerable, instead
from serve import watch
from serve.requests import messages
from serve.requests.kept import read_answer, stands
from serve.service import Service

# A follow-up looks at the last questions only, and a talk of more turns than this is an archive.
_HISTORY = 6
MAX_TURNS = 100

Text = Annotated[str, Field(max_length=400_000)]
Docs = Annotated[tuple[str, ...], Field(max_length=1000)]


class Ask(messages.Message):
    """A question."""

    question: Text
    history: Annotated[tuple[Text, ...], Field(max_length=MAX_TURNS)] = ()
    docs: Docs = ()
    k: Annotated[int, Field(ge=1, le=50)] = 5


class KeptAnswers(messages.Message):
    """Answers that a browser kept."""

    turns: Annotated[list[dict[str, Any] | None], Field(max_length=MAX_TURNS)]


class Talk:
    """The conversation. It is kept by the visitor's browser; nothing of it stays here."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [
            Route("/ask", messages.answering(self.ask), methods=["POST"]),
            Route("/turns", messages.answering(self.turns), methods=["POST"]),
            Route("/welcome", messages.answering(self.welcome), methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """Answer a question."""
        body = await messages.read_body(request, Ask)
        visitor = messages.visitor_of(request)
        library = self._service.library
        started = time.perf_counter()

        def work() -> dict[str, object]:
            answer = library.ask(
                body.question,
                history=body.history[-_HISTORY:],
                docs=body.docs,
                k=body.k,
                visitor=visitor,
            )
            better: Sequence[str] = ()
            if not answer.answered and not answer.correction:
                better = instead(library.chosen(body.docs, visitor)[0], answer)
            return self._turn(answer, better, visitor)

        try:
            turn = await self._service.questions.run(work)
        except YinjuError as error:
            watch.asked(self._service.options, body.question, None, time.perf_counter() - started)
            return messages.refuse(error, body.question)
        watch.asked(self._service.options, body.question, turn, time.perf_counter() - started)
        return messages.as_json(turn)

    async def turns(self, request: Request) -> Response:
        """Show kept answers again; one whose quotes the documents no longer have is told so."""
        body = await messages.read_body(request, KeptAnswers)
        visitor = messages.visitor_of(request)

        def work() -> list[dict[str, object]]:
            documents = {
                b.document.doc_id: b.document for b in self._service.library.books(visitor)
            }
            shown: list[dict[str, object]] = []
            for kept in body.turns:
                answer = read_answer((kept or {}).get("answer"))
                if answer is None or not all(
                    stands(citation, documents.get(citation.doc_id))
                    for citation in answer.citations
                ):
                    shown.append({"stale": True})
                    continue
                better = [str(question) for question in (kept or {}).get("better") or ()][:3]
                shown.append(self._turn(answer, better, visitor))
            return shown

        return messages.as_json({"turns": await self._service.questions.run(work)})

    async def welcome(self, request: Request) -> Response:
        """Return what is shown before anything was asked."""
        body = await messages.read_body(request, Chosen)
        visitor = messages.visitor_of(request)
        library = self._service.library

        def work() -> dict[str, str]:
            wanted = set(body.docs)
            names = [
                book.title
                for book in library.books(visitor)
                if (book.document.doc_id in wanted if wanted else not book.own)
            ]
            questions = answerable(library.chosen(body.docs, visitor)[0])
            return messages.both(
                lambda lang: welcome(names, questions, lang, own=self._service.options.own)
            )

        return messages.as_json({"html": await self._service.questions.run(work)})

    def _turn(
        self, answer: Answer, better: Sequence[str], visitor: str | None
    ) -> dict[str, object]:
        titles, sources = self._about(answer, visitor)

        def html(lang: Language) -> str:
            return answer_html(answer, lang, titles=titles, sources=sources, better=better)

        return {"answer": to_json(answer), "better": list(better), "html": messages.both(html)}

    def _about(
        self, answer: Answer, visitor: str | None
    ) -> tuple[Mapping[str, str], Mapping[str, SourceFacts]]:
        cited = {citation.doc_id for citation in answer.citations}
        books = [b for b in self._service.library.books(visitor) if b.document.doc_id in cited]
        titles: dict[str, str] = {}
        for book in books:
            titles.update(book.titles)
        return titles, {book.document.doc_id: book.source for book in books}


class Chosen(messages.Message):
    """Documents that are asked."""

    docs: Docs = ()
