"""What visitors say of answers, kept as lines that ``yinju eval`` reads as a question set.

Who names the clause that answers gives a question with its gold, who says that it is better refused
gives an unanswerable one. What names neither is kept in a file beside it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import filelock
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from index.embed.encoder import MAX_QUERY_CHARS
from serve.requests import messages
from serve.service import Service

Judgement = Literal["right", "wrong", "missing", "refuse", "answerable"]
_CLAUSE = r"^[0-9a-f]{12}$"
# Far more than people say; a file that is larger was written by a program.
_MOST_BYTES = 50_000_000


class Feedback(messages.Message):
    """What a visitor says of an answer."""

    question: Annotated[str, Field(min_length=1, max_length=MAX_QUERY_CHARS, pattern=r"\S")]
    history: Annotated[
        tuple[Annotated[str, Field(max_length=MAX_QUERY_CHARS)], ...], Field(max_length=6)
    ] = ()
    lang: Literal["zh", "en"]
    judgement: Judgement
    cited: Annotated[tuple[Annotated[str, Field(pattern=_CLAUSE)], ...], Field(max_length=50)] = ()
    pointed: Annotated[str, Field(pattern=_CLAUSE)] | None = None


def line_of(feedback: Feedback, number: str) -> tuple[dict[str, object], bool]:
    """Return the line to keep, and whether it is an item of a question set."""
    line: dict[str, object] = {
        "id": number,
        "lang": feedback.lang,
        "question": feedback.question,
        "note": feedback.judgement,
    }
    if feedback.history:
        line["history"] = feedback.history
    if feedback.judgement == "refuse":
        return {**line, "type": "unanswerable"}, True
    gold = [feedback.pointed] if feedback.pointed else []
    if feedback.judgement == "right" and not gold:
        gold = list(feedback.cited[:1])
    if gold:
        return {**line, "type": "question", "gold": [{"clause_id": c} for c in gold]}, True
    return {**line, "cited": feedback.cited}, False


class FeedbackRoom:
    """Takes feedback down, where the server wants it."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def routes(self) -> list[Route]:
        """Return what is served."""
        return [Route("/feedback", messages.answering(self.take), methods=["POST"])]

    async def take(self, request: Request) -> Response:
        """Write one line."""
        path = self._service.options.feedback
        if path is None:
            raise messages.RefusedError("error.closed", 404)
        feedback = await messages.read_body(request, Feedback)
        clauses = [*feedback.cited, *([feedback.pointed] if feedback.pointed else [])]
        known = self._service.library.public.clause_index.clause_by_id
        # A clause of a visitor's own document is nobody else's business, and no gold here.
        if any(clause not in known for clause in clauses):
            raise messages.RefusedError("error.unknown_document", 404)
        await self._service.questions.run(lambda: append(path, feedback))
        return messages.as_json({"noted": True})


def append(path: Path, feedback: Feedback) -> None:
    """Add a line to the file, or to the one beside it, whole or not at all."""
    now = datetime.now(UTC)
    line, item = line_of(feedback, f"f{now:%Y%m%d%H%M%S%f}")
    target = path if item else path.with_name(f"{path.stem}.notes{path.suffix}")
    with filelock.FileLock(f"{path}.lock"):
        if target.exists() and target.stat().st_size > _MOST_BYTES:
            raise messages.RefusedError("feedback.failed", 507)
        with target.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
